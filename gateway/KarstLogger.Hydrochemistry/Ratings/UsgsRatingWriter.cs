using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>The two forms of a USGS rating table that are written.</summary>
public enum UsgsRatingForm
{
    /// <summary>The defining points only, no shift.</summary>
    Base,

    /// <summary>Expanded to every hundredth of a foot, with the shift in force.</summary>
    Exsa,
}

/// <summary>
/// Writes ratings as NWIS RDB text. A rating of ours becomes a table whose offsets are the head datums of its segments (up to three, USGS's limit);
/// where it has more, every row is a stored point, so that nothing is lost beyond the interpolation over a hundredth of a foot.
/// </summary>
public static class UsgsRatingWriter
{
    private const int MostOffsets = 3;

    /// <summary>Rows of an expanded table stand a hundredth of a foot apart.</summary>
    private const int RowsPerFoot = 100;

    /// <summary>
    /// A table of a rating between two stages (m), at an instant (its shift). Absent where the rating gives no discharge at a stage in between
    /// that a table could hold (fewer than two rows).
    /// </summary>
    public static UsgsRatingTable? FromRating(RatingCurve rating, string stationNumber, double lowestMetres, double highestMetres, long utcSeconds)
    {
        double[] offsets = [.. rating.Segments.Select(s => s.HeadDatumMetres).Distinct()];
        bool fewOffsets = offsets.Length <= MostOffsets && rating.Segments.All(s => s.CoefficientRisePerMetre == 0);
        // Bare segments: the table's discharge must not depend on flags, retransformation stays in.
        RatingCurve bare = rating with { ValidFromUtcSeconds = long.MinValue, ValidToUtcSeconds = null, Backwater = [], GaugedDischarge = null, Shifts = [] };
        double[] joints = [.. rating.Segments.Where(s => s.UpperStageMetres is not null).Select(s => s.UpperStageMetres!.Value)];
        SortedSet<double> stages = [lowestMetres, highestMetres, .. joints.Where(j => j > lowestMetres && j < highestMetres)];
        HashSet<double> defining = [.. stages];
        int first = (int)Math.Ceiling(lowestMetres / UsgsRatingTable.MetresPerFoot * RowsPerFoot), last = (int)(highestMetres / UsgsRatingTable.MetresPerFoot * RowsPerFoot);
        for (int i = first; i <= last; i++)
            if (!stages.Any(s => Math.Abs(s - i * UsgsRatingTable.MetresPerFoot / RowsPerFoot) < 1e-9))
                stages.Add(i * UsgsRatingTable.MetresPerFoot / RowsPerFoot);
        ImmutableArray<UsgsRatingRow> rows = [.. stages.Select(stage => (stage, estimate: bare.Discharge(stage, 0).CubicMetresPerSecond)).Where(r => r.estimate is not null)
            .Select(r => new UsgsRatingRow(r.stage / UsgsRatingTable.MetresPerFoot, 0, r.estimate!.Value / UsgsRatingTable.CubicMetresPerCubicFoot, !fewOffsets || defining.Contains(r.stage)))];
        if (rows.Length < 2)
            return null;
        return new UsgsRatingTable
        {
            StationNumber = stationNumber,
            RatingId = rating.Id,
            OffsetsFeet = fewOffsets ? [.. offsets.Select(o => o / UsgsRatingTable.MetresPerFoot)] : [],
            BreakpointsFeet = fewOffsets ? [.. Breakpoints(rating).Select(b => b / UsgsRatingTable.MetresPerFoot)] : [],
            Periods = [new UsgsRatingPeriod(rating.ValidFromUtcSeconds == long.MinValue ? null : rating.ValidFromUtcSeconds, rating.ValidToUtcSeconds)],
            Shifts = [.. rating.Shifts.Select(s => new UsgsShift(s.UtcSeconds, [.. s.Nodes.Select(n => new ShiftNode(n.StageMetres / UsgsRatingTable.MetresPerFoot, n.ShiftMetres / UsgsRatingTable.MetresPerFoot))]))],
            Rows = Shifted(rows, rating, utcSeconds),
        };
    }

    /// <summary>The text of a table; lines end with LF.</summary>
    public static string Write(UsgsRatingTable table, UsgsRatingForm form)
    {
        StringBuilder text = new();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line($"# //FILE TYPE=\"NWIS RATING\"");
        Line($"# //STATION AGENCY=\"\" NUMBER=\"{table.StationNumber}\" TIME_ZONE=\"UTC\" DST_FLAG=N");
        Line($"# //STATION NAME=\"{table.StationName}\"");
        Line($"# //LABEL=\"Discharge (ft3/s)\"");
        Line($"# //PARAMETER CODE=\"00060\"");
        Line($"# //RATING ID=\"{table.RatingId}\" TYPE=\"STGQ\" NAME=\"stage-discharge\"");
        Line($"# //RATING EXPANSION=\"{(table.Logarithmic ? "logarithmic" : "linear")}\"");
        if (table.BreakpointsFeet.Length > 0)
            Line($"# //RATING {Numbered("BREAKPOINT", table.BreakpointsFeet)}");
        if (table.OffsetsFeet.Length > 0)
            Line($"# //RATING {Numbered("OFFSET", table.OffsetsFeet)}");
        Line($"# //RATING_INDEP PARAMETER=\"Gage height (ft)\"");
        Line($"# //RATING_DEP PARAMETER=\"Discharge (ft3/s)\"");
        foreach (UsgsRatingPeriod period in table.Periods)
            Line($"# //RATING_DATETIME BEGIN={Instant(period.BeginUtcSeconds)} BZONE=UTC END={Instant(period.EndUtcSeconds)} EZONE=UTC");
        // RDB has room for two shifts: the last two are the ones in force now and before.
        string[] names = table.Shifts.Length > 1 ? ["SHIFT_PREV", "SHIFT_NEXT"] : ["SHIFT_NEXT"];
        foreach ((UsgsShift shift, string name) in table.Shifts.TakeLast(2).Zip(names))
        {
            Line($"# //{name} BEGIN=\"{Instant(shift.BeginUtcSeconds)}\" BZONE=\"UTC\" END=\"--------------\" EZONE=\"---\"");
            Line($"# //{name} {string.Join(' ', shift.NodesFeet.Select((n, k) => string.Create(CultureInfo.InvariantCulture, $"STAGE{k + 1}=\"{n.StageMetres:R}\" SHIFT{k + 1}=\"{n.ShiftMetres:R}\"")))}");
        }
        bool exsa = form == UsgsRatingForm.Exsa;
        Line($"{(exsa ? "INDEP\tSHIFT\tDEP\tSTOR" : "INDEP\tDEP\tSTOR")}");
        Line($"{(exsa ? "16N\t16N\t16N\t1S" : "16N\t16N\t1S")}");
        foreach (UsgsRatingRow row in table.Rows.Where(r => exsa || r.Stored))
        {
            double baseStage = Math.Round(row.StageFeet + row.ShiftFeet, 10);
            if (exsa)
                Line($"{row.StageFeet:R}\t{row.ShiftFeet:R}\t{row.CubicFeetPerSecond:G10}\t{(row.Stored ? "*" : "")}");
            else
                Line($"{baseStage:R}\t{row.CubicFeetPerSecond:G10}\t*");
        }
        return text.ToString();
    }

    private static IEnumerable<double> Breakpoints(RatingCurve rating)
    {
        for (int i = 1; i < rating.Segments.Length; i++)
            if (rating.Segments[i].HeadDatumMetres != rating.Segments[i - 1].HeadDatumMetres)
                yield return rating.Segments[i - 1].UpperStageMetres!.Value;
    }

    /// <summary>Rows by stage as read: a base stage b is read as b - shift, the shift taken at the stage as read (repeated until it stands still).</summary>
    private static ImmutableArray<UsgsRatingRow> Shifted(ImmutableArray<UsgsRatingRow> rows, RatingCurve rating, long utcSeconds) => [.. rows.Select(row =>
    {
        double read = row.StageFeet, shift = 0;
        for (int round = 0; round < 20 && rating.Shifts.Length > 0; round++)
        {
            shift = DatedShift.InForce(rating.Shifts, read * UsgsRatingTable.MetresPerFoot, utcSeconds) / UsgsRatingTable.MetresPerFoot;
            read = row.StageFeet - shift;
        }
        return row with { StageFeet = Math.Round(read, 10), ShiftFeet = Math.Round(shift, 10) };
    })];

    private static string Numbered(string key, ImmutableArray<double> values) =>
        string.Join(' ', values.Select((v, i) => string.Create(CultureInfo.InvariantCulture, $"{key}{i + 1}={v:R}")));

    private static string Instant(long? utcSeconds) => utcSeconds is { } t
        ? DateTimeOffset.FromUnixTimeSeconds(t).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)
        : "--------------";
}
