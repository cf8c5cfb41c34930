using System.Collections.Immutable;
using System.Globalization;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Ratings;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Stations;

/// <summary>The keys of a <c>[rating]</c> that a fit, a table or a visit writes: covariance, retransformation, limits, shifts, backwater.</summary>
internal static class RatingFields
{
    /// <summary>Largest exponent of a control (docs/equations/ratings.md 2).</summary>
    public const double MostExponent = 6;

    /// <summary>Largest exponent between two points of a table, which can lie so that the law between them is far steeper than any control's.</summary>
    public const double MostTableExponent = 50;

    public static RatingCurve Read(ConfigSection section, RatingCurve curve)
    {
        double? definedLow = section.OptionalNumber("defined_low_m", -100, 1000), definedHigh = section.OptionalNumber("defined_high_m", -100, 1000);
        if (definedLow is null != definedHigh is null || definedLow >= definedHigh)
            section.Refuse(definedLow is null ? "defined_high_m" : "defined_low_m", "defined_low_m and defined_high_m stand together, the low one first");
        double? percent = section.OptionalNumber("uncertainty_percent", 0.01, 100);
        if (percent is not null && section.Has("covariance"))
            section.Refuse("uncertainty_percent", "covariance says it already; permitted: one of them");
        // A table has hundreds of segments: what is uncertain about it is common to all of them, and without a number it counts as exact, as parameters without a covariance do.
        bool isCommon = percent is not null || (section.Has("residual_sd_ln") && !section.Has("covariance") && 3 * curve.Segments.Length > ParameterGradient.MostParameters);
        return curve with
        {
            CommonStandardUncertaintyLn = isCommon ? (percent ?? 0) / 100 / UncertaintyBudget.CoverageFactor95 : null,
            Covariance = isCommon ? [] : Covariance(section, curve),
            StudentT975 = section.OptionalNumber("student_t_975", 1.9, 13) ?? curve.StudentT975,
            Retransformation = section.Choice("retransformation", ("median", Retransformation.Median), ("duan", Retransformation.Duan), ("lognormal", Retransformation.Lognormal)),
            RetransformationFactor = section.OptionalNumber("retransformation_factor", 0.5, 2) ?? 1,
            DefinedStage = definedLow is { } low && definedHigh is { } high ? (low, high) : null,
            IsEstavelle = section.YesNo("estavelle", false),
            LeastFallMetres = section.OptionalNumber("least_fall_m", -10, 100),
            GaugingIds = [.. section.Text("gaugings", "").Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            Shifts = Shifts(section),
            Backwater = [.. section.TextAll("backwater").Select(text => Window(section, text)).OfType<BackwaterWindow>()],
        };
    }

    /// <summary>The ratings in order of time, each with the passage that its <c>blend_until</c> asks for.</summary>
    public static ImmutableArray<RatingCurve> WithTransitions(ImmutableArray<RatingCurve> curves, List<ConfigSection> sections)
    {
        ImmutableArray<RatingCurve>.Builder linked = ImmutableArray.CreateBuilder<RatingCurve>();
        foreach (RatingCurve curve in curves)
        {
            ConfigSection section = sections.First(s => s.Name == curve.Id);
            long? until = section.OptionalInstant("blend_until");
            if (until is not null && linked.Count == 0)
                section.Refuse("blend_until", "there is no rating before this one to come from");
            else if (until <= curve.ValidFromUtcSeconds || until > curve.ValidToUtcSeconds)
                section.Refuse("blend_until", "is outside the rating's validity");
            linked.Add(until is { } at && linked.Count > 0 ? curve with { Transition = new RatingTransition(linked[^1] with { Transition = null }, at) } : curve);
        }
        return linked.ToImmutable();
    }

    private static ImmutableArray<double> Covariance(ConfigSection section, RatingCurve curve)
    {
        string text = section.Text("covariance", "");
        if (text.Length == 0)
            return curve.Covariance;
        int needed = 9 * curve.Segments.Length * curve.Segments.Length;
        List<double> values = [];
        foreach (string number in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value))
                values.Add(value);
            else
                section.Refuse("covariance", $"'{number}' is not a number");
        if (values.Count == needed)
            return [.. values];
        section.Refuse("covariance", $"{values.Count} values; ln C, b and h0 of {curve.Segments.Length} segments need {needed}");
        return curve.Covariance;
    }

    private static ImmutableArray<DatedShift> Shifts(ConfigSection section)
    {
        List<DatedShift> shifts = [];
        foreach (string text in section.TextAll("shift"))
        {
            string[] parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (TryShift(parts) is not { } shift)
                section.Refuse("shift", $"'{text}' is no shift; the form is 2026-05-01T08:00:00Z stage:shift, one to three pairs in metres with rising stage");
            else if (shifts.Count > 0 && shift.UtcSeconds < shifts[^1].UtcSeconds)
                section.Refuse("shift", $"'{text}' comes before the shift above it");
            else
                shifts.Add(shift);
        }
        return [.. shifts];
    }

    /// <summary>A shift from its instant and its pairs, or nothing.</summary>
    public static DatedShift? TryShift(IReadOnlyList<string> parts)
    {
        if (parts.Count is < 2 or > 4 || ConfigFields.TryInstant(parts[0]) is not { } instant)
            return null;
        List<ShiftNode> nodes = [];
        foreach (string pair in parts.Skip(1))
        {
            string[] numbers = pair.Split(':');
            if (numbers.Length != 2 || !double.TryParse(numbers[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double stage)
                || !double.TryParse(numbers[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double shift)
                || !(Math.Abs(stage) <= 1000 && Math.Abs(shift) <= 10) || (nodes.Count > 0 && stage <= nodes[^1].StageMetres))
                return null;
            nodes.Add(new ShiftNode(stage, shift));
        }
        return new DatedShift(instant, [.. nodes]);
    }

    private static BackwaterWindow? Window(ConfigSection section, string text)
    {
        string[] parts = text.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 3 && ConfigFields.TryInstant(parts[0]) is { } from && ConfigFields.TryInstant(parts[1]) is { } to && to > from)
            return new BackwaterWindow(from, to, parts[2]);
        section.Refuse("backwater", $"'{text}' is no period; the form is 2026-06-01T00:00:00Z 2026-06-03T00:00:00Z reason");
        return null;
    }
}
