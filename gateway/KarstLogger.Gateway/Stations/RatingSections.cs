using System.Collections.Immutable;
using KarstLogger.Hydrochemistry;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Ratings;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Stations;

/// <summary>Ratings of a station file: <c>[rating name]</c> and its controls <c>[segment name 1]</c>, <c>[segment name 2]</c>, ... from the lowest up.</summary>
internal static class RatingSections
{
    public static ImmutableArray<RatingCurve> Read(List<ConfigSection> sections)
    {
        List<ConfigSection> ratings = [.. sections.Where(section => section.Kind == "rating")];
        foreach (ConfigSection lone in sections.Where(section => section.Kind == "segment" && ratings.All(rating => !Belongs(section, rating))))
            lone.Refuse("", $"[segment {lone.Name}] belongs to no rating; the form is [segment rating-name number]");
        ImmutableArray<RatingCurve> curves = [.. ratings.Select(rating => ReadOne(rating, sections)).ToList().OrderBy(curve => curve.ValidFromUtcSeconds)];
        for (int i = 1; i < curves.Length; i++)
            if (curves[i - 1].ValidToUtcSeconds is not { } to || to > curves[i].ValidFromUtcSeconds)
                ratings.First(rating => rating.Name == curves[i].Id).Refuse("from", $"rating '{curves[i - 1].Id}' is still in force then; give it a 'to'");
        return RatingFields.WithTransitions(curves, ratings);
    }

    private static RatingCurve ReadOne(ConfigSection section, List<ConfigSection> sections)
    {
        long from = section.Instant("from");
        long? to = section.OptionalInstant("to");
        if (to <= from)
            section.Refuse("to", "does not come after 'from'");
        List<ConfigSection> controls = [.. sections.Where(other => other.Kind == "segment" && Belongs(other, section))];
        ImmutableArray<RatingSegment> segments = [.. controls.Select(control => ReadSegment(control, section.Has("defined_low_m") ? RatingFields.MostTableExponent : RatingFields.MostExponent))];
        if (segments.IsEmpty)
            section.Refuse("", $"has no [segment {section.Name} 1]");
        for (int i = 0; i < segments.Length; i++)
            if (i < segments.Length - 1 ? segments[i].UpperStageMetres is null || segments[i].UpperStageMetres >= (segments[i + 1].UpperStageMetres ?? double.MaxValue)
                : segments[i].UpperStageMetres is not null)
                controls[i].Refuse("up_to_stage_m", "must ascend from segment to segment; only the last segment has none");
        double? low = section.OptionalNumber("gauged_low_m3_s", 0, 1e5), high = section.OptionalNumber("gauged_high_m3_s", 0, 1e5);
        if (low is null != high is null || low > high)
            section.Refuse(low is null ? "gauged_high_m3_s" : "gauged_low_m3_s", "gauged_low_m3_s and gauged_high_m3_s stand together, the low one first");
        double? scatter = section.OptionalNumber("residual_sd_ln", 0, 2);
        section.Text("provenance");
        RatingCurve curve = new()
        {
            Id = section.Name,
            ValidFromUtcSeconds = from,
            ValidToUtcSeconds = to,
            Segments = segments,
            GaugedDischarge = low is { } least && high is { } most ? (least, most) : null,
            StageOfZeroFlowMetres = section.OptionalNumber("zero_flow_stage_m", -100, 1000),
            // Parameters without a stated covariance count as exact: the interval is then the scatter of gaugings alone.
            Covariance = scatter is null || 3 * segments.Length > ParameterGradient.MostParameters ? [] : [.. new double[9 * segments.Length * segments.Length]],
            ResidualStandardDeviationLn = scatter ?? 0,
            Illustrative = section.YesNo("illustrative", false),
        };
        return RatingFields.Read(section, curve);
    }

    private static RatingSegment ReadSegment(ConfigSection section, double mostExponent) => new(
        Elementary.Log(section.Number("c_m3_s", 1e-30, 1e30)), section.Number("exponent", 0, mostExponent), section.Number("h0_m", -100, 1000),
        section.OptionalNumber("up_to_stage_m", -100, 1000), section.OptionalNumber("rise_per_m", -100, 100) ?? 0);

    private static bool Belongs(ConfigSection segment, ConfigSection rating) =>
        segment.Name.StartsWith(rating.Name + " ", StringComparison.Ordinal) && int.TryParse(segment.Name[(rating.Name.Length + 1)..], out _);
}
