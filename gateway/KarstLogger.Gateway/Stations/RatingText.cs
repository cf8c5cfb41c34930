using System.Globalization;
using System.Text;
using KarstLogger.Gateway.Cli;
using KarstLogger.Hydrochemistry;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Ratings;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Stations;

/// <summary>
/// Ratings as the sections of a station file: what a verb writes is pasted into the station file as it is, and what it reads may be a whole station file.
/// </summary>
public static class RatingText
{
    /// <summary>The sections of a rating.</summary>
    /// <param name="rating">The rating.</param>
    /// <param name="provenance">One line on where it is from.</param>
    public static string Write(RatingCurve rating, string provenance)
    {
        StringBuilder text = new();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line($"[rating {rating.Id}]");
        Line($"from = {Instant(rating.ValidFromUtcSeconds)}");
        if (rating.ValidToUtcSeconds is { } to)
            Line($"to = {Instant(to)}");
        if (rating.Transition is { } transition)
            Line($"blend_until = {Instant(transition.UntilUtcSeconds)}");
        Line($"provenance = {provenance}");
        if (rating.GaugedDischarge is { } gauged)
        {
            Line($"gauged_low_m3_s = {gauged.Lowest:R}");
            Line($"gauged_high_m3_s = {gauged.Highest:R}");
        }
        if (rating.DefinedStage is { } defined)
        {
            Line($"defined_low_m = {defined.Lowest:R}");
            Line($"defined_high_m = {defined.Highest:R}");
        }
        if (rating.StageOfZeroFlowMetres is { } zero)
            Line($"zero_flow_stage_m = {zero:R}");
        if (!rating.Covariance.IsEmpty)
        {
            Line($"residual_sd_ln = {rating.ResidualStandardDeviationLn:R}");
            Line($"student_t_975 = {rating.StudentT975:R}");
            Line($"covariance = {string.Join(' ', rating.Covariance.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}");
        }
        else if (rating.CommonStandardUncertaintyLn is { } common)
        {
            if (common > 0)
                Line($"uncertainty_percent = {100 * UncertaintyBudget.CoverageFactor95 * common:R}");
            Line($"residual_sd_ln = {rating.ResidualStandardDeviationLn:R}");
        }
        if (rating.Retransformation != Retransformation.Median)
        {
            Line($"retransformation = {(rating.Retransformation == Retransformation.Duan ? "duan" : "lognormal")}");
            Line($"retransformation_factor = {rating.RetransformationFactor:R}");
        }
        if (rating.LeastFallMetres is { } fall)
            Line($"least_fall_m = {fall:R}");
        if (rating.IsEstavelle)
            Line($"estavelle = yes");
        if (rating.GaugingIds.Length > 0)
            Line($"gaugings = {string.Join(' ', rating.GaugingIds)}");
        foreach (DatedShift shift in rating.Shifts)
            Line($"shift = {Instant(shift.UtcSeconds)} {string.Join(' ', shift.Nodes.Select(n => string.Create(CultureInfo.InvariantCulture, $"{n.StageMetres:R}:{n.ShiftMetres:R}")))}");
        foreach (BackwaterWindow window in rating.Backwater)
            Line($"backwater = {Instant(window.FromUtcSeconds)} {Instant(window.ToUtcSeconds)} {window.Reason}");
        if (rating.Illustrative)
            Line($"illustrative = yes");
        for (int i = 0; i < rating.Segments.Length; i++)
            Segment(Line, rating.Id, i + 1, rating.Segments[i]);
        return text.ToString();
    }

    /// <summary>A whole rating file: the grammar's first line, then the sections.</summary>
    public static string WriteFile(RatingCurve rating, string provenance) => "format = 1\n" + Write(rating, provenance);

    /// <summary>The ratings of a rating file or a station file, in order of time; other sections are left unread.</summary>
    /// <exception cref="BadInputException">The text has faults; all are named.</exception>
    public static IReadOnlyList<RatingCurve> Read(string file, string text)
    {
        ConfigText config = ConfigText.Parse(file, text);
        IReadOnlyList<RatingCurve> ratings = RatingSections.Read([.. config.Sections.Cast<ConfigSection>().Where(s => s.Kind is "rating" or "segment")]);
        if (config.Sections.Cast<ConfigSection>().All(s => s.Kind is "rating" or "segment"))
            config.RefuseUnread();
        if (config.Errors.Count > 0)
            throw new BadInputException(string.Join('\n', config.Errors.Cast<object>()));
        return ratings.Count > 0 ? ratings : throw new BadInputException(file, null, null, "holds no [rating] section");
    }

    private static void Segment(Action<FormattableString> line, string id, int number, RatingSegment segment)
    {
        line($"[segment {id} {number}]");
        line($"c_m3_s = {Elementary.Exp(segment.LnC):R}");
        line($"exponent = {segment.Exponent:R}");
        line($"h0_m = {segment.HeadDatumMetres:R}");
        if (segment.UpperStageMetres is { } upper)
            line($"up_to_stage_m = {upper:R}");
        if (segment.CoefficientRisePerMetre != 0)
            line($"rise_per_m = {segment.CoefficientRisePerMetre:R}");
    }

    /// <summary>An instant in the station file's form.</summary>
    public static string Instant(long utcSeconds) => DateTimeOffset.FromUnixTimeSeconds(utcSeconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
