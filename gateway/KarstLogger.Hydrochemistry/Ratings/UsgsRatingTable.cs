using System.Collections.Immutable;

namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>One row of a USGS rating table, in the file's units.</summary>
/// <param name="StageFeet">Gage height as read (INDEP), ft.</param>
/// <param name="ShiftFeet">Shift that the row was computed with, ft; zero in base tables.</param>
/// <param name="CubicFeetPerSecond">Discharge (DEP), ft3/s.</param>
/// <param name="Stored">True for the points that define the rating (STOR = *); the others are their expansion.</param>
public readonly record struct UsgsRatingRow(double StageFeet, double ShiftFeet, double CubicFeetPerSecond, bool Stored);

/// <summary>A period of validity of a USGS rating, Unix seconds; absent ends are open.</summary>
public readonly record struct UsgsRatingPeriod(long? BeginUtcSeconds, long? EndUtcSeconds);

/// <summary>A shift of a USGS rating: its begin and one to three nodes in feet.</summary>
public sealed record UsgsShift(long BeginUtcSeconds, ImmutableArray<ShiftNode> NodesFeet);

/// <summary>
/// A USGS rating in the RDB form of NWIS, base or expanded and shifted (exsa). Between stored points ln Q is linear in ln(stage - offset), offset k up to
/// breakpoint k, the last above (docs/equations/ratings.md 4). Kept in the file's units; <see cref="ToRatingCurve"/> converts.
/// </summary>
public sealed record UsgsRatingTable
{
    /// <summary>One foot in metres, exact (international foot).</summary>
    public const double MetresPerFoot = 0.3048;

    /// <summary>One cubic foot in cubic metres, exact.</summary>
    public const double CubicMetresPerCubicFoot = 0.028316846592;

    /// <summary>Station number as in the header; empty where the header has none.</summary>
    public string StationNumber { get; init; } = "";

    /// <summary>Station name as in the header.</summary>
    public string StationName { get; init; } = "";

    /// <summary>Rating ID as in the header.</summary>
    public string RatingId { get; init; } = "";

    /// <summary>True for logarithmic expansion, false for linear.</summary>
    public bool Logarithmic { get; init; } = true;

    /// <summary>Offsets, ft, low to high.</summary>
    public ImmutableArray<double> OffsetsFeet { get; init; } = [];

    /// <summary>Breakpoints between the offsets, ft, one fewer.</summary>
    public ImmutableArray<double> BreakpointsFeet { get; init; } = [];

    /// <summary>Periods of validity in the file's order.</summary>
    public ImmutableArray<UsgsRatingPeriod> Periods { get; init; } = [];

    /// <summary>Shifts with a begin, in order of time.</summary>
    public ImmutableArray<UsgsShift> Shifts { get; init; } = [];

    /// <summary>The rows in order.</summary>
    public required ImmutableArray<UsgsRatingRow> Rows { get; init; }

    /// <summary>The points that define the rating: the stored rows, or all where none is marked. Stage is that of the base rating, INDEP + SHIFT.</summary>
    public ImmutableArray<(double StageFeet, double CubicFeetPerSecond)> DefiningPoints =>
        [.. Rows.Where(r => r.Stored || !Rows.Any(any => any.Stored)).Select(r => (r.StageFeet + r.ShiftFeet, r.CubicFeetPerSecond))];

    /// <summary>The table as a rating in metres and m3/s. Outside its first and last point discharge is withheld, never clamped.</summary>
    public RatingCurve ToRatingCurve(string id)
    {
        ImmutableArray<(double StageFeet, double CubicFeetPerSecond)> points = DefiningPoints;
        RatingSegment[] segments = [.. points.Skip(1).Select((upper, i) => Between(points[i], upper, OffsetAt(points[i].StageFeet)))];
        return new RatingCurve
        {
            Id = id,
            ValidFromUtcSeconds = Periods.Length > 0 && Periods[0].BeginUtcSeconds is { } begin ? begin : long.MinValue,
            ValidToUtcSeconds = Periods.Length > 0 ? Periods[^1].EndUtcSeconds : null,
            Segments = [.. segments[..^1], segments[^1] with { UpperStageMetres = null }],
            // A value of one rounding step either way still belongs to the table's ends.
            DefinedStage = (points[0].StageFeet * MetresPerFoot - StageRoundingMetres, points[^1].StageFeet * MetresPerFoot + StageRoundingMetres),
            Shifts = [.. Shifts.Select(s => new DatedShift(s.BeginUtcSeconds,
                [.. s.NodesFeet.Select(n => new ShiftNode(n.StageMetres * MetresPerFoot, n.ShiftMetres * MetresPerFoot))]))],
        };
    }

    /// <summary>Stages that differ by less than this are the same stage after conversion from feet, m.</summary>
    private const double StageRoundingMetres = 1e-9;

    /// <summary>A stored point this near to a breakpoint stands on it, ft: tables are printed to a hundredth.</summary>
    private const double SameStageFeet = 1e-6;

    /// <summary>The offset that holds from a stage upwards, ft.</summary>
    private double OffsetAt(double stageFeet) => OffsetsFeet.Length == 0 ? 0 : OffsetsFeet[Math.Min(BreakpointsFeet.Count(b => b <= stageFeet + SameStageFeet), OffsetsFeet.Length - 1)];

    private RatingSegment Between((double Stage, double Q) lower, (double Stage, double Q) upper, double offset)
    {
        double h1 = lower.Stage * MetresPerFoot, h2 = upper.Stage * MetresPerFoot, datum = offset * MetresPerFoot;
        double q1 = lower.Q * CubicMetresPerCubicFoot, q2 = upper.Q * CubicMetresPerCubicFoot;
        if (Logarithmic && lower.Q > 0 && upper.Q > 0 && lower.Stage > offset)
        {
            double exponent = Elementary.Log(q2 / q1) / Elementary.Log((h2 - datum) / (h1 - datum));
            return new RatingSegment(Elementary.Log(q1) - exponent * Elementary.Log(h1 - datum), exponent, datum, h2);
        }
        double slope = (q2 - q1) / (h2 - h1);
        // A straight line is a power law of exponent one from where it meets zero; a level one is a constant (exponent zero).
        return slope > 0
            ? new RatingSegment(Elementary.Log(slope), 1, h1 - q1 / slope, h2)
            : new RatingSegment(Elementary.Log(q1), 0, datum, h2);
    }
}
