using KarstLogger.Gateway.Commands;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Gateway.Api;

/// <summary>The rating in force, as a page draws it.</summary>
public static class RatingApi
{
    /// <summary>Points of the curve: smooth on a wide screen.</summary>
    private const int Steps = 200;

    /// <summary>Shown beyond the gauged range, as a share of its discharge: twice is where the value becomes an upper bound.</summary>
    private const double BeyondGauged = 2.2;

    /// <summary>Maps the endpoint.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/stations/{slug}/rating", (string slug, HttpContext context, StoreDatabase store, TimeProvider time) =>
        Answer.Json(context, store.Read(session =>
        {
            KnownStation station = KnownStation.Find(session, slug);
            long now = time.GetUtcNow().ToUnixTimeSeconds();
            string at = context.Request.Query["at"].ToString();
            long instant = at.Length == 0 ? now : Stations.ConfigFields.TryInstant(at) ?? throw ApiRefusal.OfField("at", $"at is '{at}'", "2026-05-01 or 2026-05-01T08:00:00Z");
            RatingCurve rating = station.Configuration.Settings.RatingAt(instant) ?? throw ApiRefusal.Unknown($"Station '{slug}' has no rating in force {ApiJson.Text(instant)}.");
            return View(station, rating, StoredEntries.Gaugings(session, slug), instant);
        }))).Produces<RatingView>().WithSummary("The rating in force at an instant, with gaugings, curve and band.");

    private static RatingView View(KnownStation station, RatingCurve rating, List<StoredGauging> gaugings, long instant) => new(
        rating.Id, ApiJson.Instant(rating.ValidFromUtcSeconds), ApiJson.Instant(rating.ValidToUtcSeconds), rating.Illustrative, rating.GaugedDischarge?.Lowest,
        rating.GaugedDischarge?.Highest, rating.StageOfZeroFlowMetres, rating.Fingerprint,
        [.. rating.Segments.Select(one => new SegmentView(one.UpperStageMetres, Elementary.Exp(one.LnC), one.Exponent, one.HeadDatumMetres))],
        [.. gaugings.Select(one => View(rating, one))], Curve(rating, gaugings, instant),
        [.. rating.Shifts.Select(one => new ShiftView(ApiJson.Instant(one.UtcSeconds), [.. one.Nodes.Select(node => new ShiftNodeView(node.StageMetres, node.ShiftMetres))]))],
        [.. station.Configuration.Settings.Ratings.Select(one => new RatingVersionView(one.Id, ApiJson.Instant(one.ValidFromUtcSeconds), ApiJson.Instant(one.ValidToUtcSeconds)))]);

    private static GaugingView View(RatingCurve rating, StoredGauging one)
    {
        Gauging gauging = new(one.StageMetres, one.CubicMetresPerSecond) { Id = one.Name, UtcSeconds = one.AtUtcSeconds, Uncertainty95CubicMetresPerSecond = one.U95CubicMetresPerSecond };
        return new GaugingView(one.Name, ApiJson.Instant(one.AtUtcSeconds), one.StageMetres, one.CubicMetresPerSecond, one.U95CubicMetresPerSecond, one.Method,
            GaugingCheck.Of(rating, gauging, one.AtUtcSeconds).DeviationPercent, rating.GaugingIds.Contains(one.Name));
    }

    private static CurveView Curve(RatingCurve rating, List<StoredGauging> gaugings, long instant)
    {
        (double low, double high) = Span(rating, gaugings);
        double[] stages = [.. Enumerable.Range(0, Steps + 1).Select(i => low + (high - low) * i / Steps)];
        DischargeEstimate[] estimates = [.. stages.Select(stage => rating.Discharge(stage, instant))];
        // The interval that every discharge is shown with: of the curve itself and of the scatter about it. A rating without its own uncertainty has none.
        return new CurveView(stages, [.. estimates.Select(one => one.CubicMetresPerSecond)],
            [.. estimates.Select(one => one.CubicMetresPerSecond is null ? null : one.GaugingLow95)], [.. estimates.Select(one => one.CubicMetresPerSecond is null ? null : one.GaugingHigh95)], [.. estimates.Select(one => one.State.ToString())]);
    }

    private static (double Low, double High) Span(RatingCurve rating, List<StoredGauging> gaugings)
    {
        double least = rating.DefinedStage?.Lowest ?? rating.StageOfZeroFlowMetres ?? rating.Segments[0].HeadDatumMetres;
        double? most = rating.DefinedStage?.Highest ?? (rating.GaugedDischarge is { } gauged ? GaugingCheck.StageOf(rating, BeyondGauged * gauged.Highest) : null);
        double highest = gaugings.Count > 0 ? gaugings.Max(one => one.StageMetres) : least + 1;
        return (gaugings.Count > 0 ? Math.Min(least, gaugings.Min(one => one.StageMetres)) : least, Math.Max(most ?? highest, highest));
    }
}
