using KarstLogger.Gateway.Commands;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Pipeline;

namespace KarstLogger.Gateway.Api;

/// <summary>The line with its 95 % prediction band, as columns over the conductance.</summary>
public sealed record LineView(IReadOnlyList<double> Sc25, IReadOnlyList<double?> Value, IReadOnlyList<double?> Low95, IReadOnlyList<double?> High95);

/// <summary>A bottle beside the line.</summary>
public sealed record SampleView(string Id, DateTimeOffset Utc, double? Sc25, double Value, double? Predicted, double? ResidualInStandardDeviations, bool OutOfFamily);

/// <summary>A regression with its bottles.</summary>
public sealed record RegressionView(
    string Ion, string Unit, double Slope, double Intercept, double Sc25Low, double Sc25High, double? ResidualStandardDeviation, int? SampleCount, string Standing, string Provenance,
    DateTimeOffset? From, DateTimeOffset? To, LineView Line, IReadOnlyList<SampleView> Samples);

/// <summary>An ion that stands as its mean.</summary>
public sealed record MeanView(string Ion, double Value, double? StandardDeviation, string Provenance);

/// <summary>All regressions and means of a station.</summary>
public sealed record RegressionsView(IReadOnlyList<RegressionView> Items, IReadOnlyList<MeanView> Means);

/// <summary>Regressions of ions on specific conductance.</summary>
public static class RegressionsApi
{
    private const int Steps = 60;

    /// <summary>Maps the endpoint.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/stations/{slug}/regressions", (string slug, HttpContext context, StoreDatabase store) =>
        Answer.Json(context, store.Read(session =>
        {
            StationSettings settings = KnownStation.Find(session, slug).Configuration.Settings;
            List<StoredSample> samples = StoredEntries.Samples(session, slug);
            return new RegressionsView(
                [.. settings.Regressions.Select(regression => View(regression, samples))],
                [.. settings.MeanIons.Select(mean => new MeanView(mean.Ion, mean.MilligramsPerLitre, mean.StandardDeviation, mean.Provenance))]);
        }))).Produces<RegressionsView>().WithSummary("Regressions with line, band and bottles; ions that stand as their mean.");

    private static RegressionView View(IonRegression one, List<StoredSample> samples) => new(
        one.Ion, one.ConcentrationUnit, one.Slope, one.Intercept, one.LeastSpecificConductance, one.MostSpecificConductance, one.ResidualStandardDeviation, one.SampleCount,
        one.Standing == RegressionStanding.AsPrinted ? "as-printed" : one.Standing.ToString().ToLowerInvariant(), one.Provenance, ApiJson.Instant(one.ValidFromUtcSeconds), ApiJson.Instant(one.ValidToUtcSeconds), Line(one),
        [.. samples.Where(sample => sample.MilligramsPerLitre.ContainsKey(one.Ion) && one.IsValidAt(sample.AtUtcSeconds)).Select(sample => View(one, sample))]);

    private static LineView Line(IonRegression one)
    {
        // A tenth of the range beyond both ends still gives values.
        double slack = IonRegression.PermittedExtrapolationShare * (one.MostSpecificConductance - one.LeastSpecificConductance);
        double low = one.LeastSpecificConductance - slack, high = one.MostSpecificConductance + slack;
        double[] x = [.. Enumerable.Range(0, Steps + 1).Select(i => Math.Clamp(low + (high - low) * i / Steps, low, high))];
        IonEstimate[] y = [.. x.Select(one.Estimate)];
        return new LineView(x, [.. y.Select(point => point.Concentration)], [.. y.Select(point => point.Lower95)], [.. y.Select(point => point.Upper95)]);
    }

    private static SampleView View(IonRegression one, StoredSample sample)
    {
        double value = sample.MilligramsPerLitre[one.Ion];
        SampleJudgement judged = SampleJudgement.Of(one, sample.AtUtcSeconds, sample.SpecificConductance, value);
        return new SampleView(sample.Name, ApiJson.Instant(sample.AtUtcSeconds), sample.SpecificConductance, value, judged.Predicted, judged.Errors, judged.IsOutOfFamily);
    }
}
