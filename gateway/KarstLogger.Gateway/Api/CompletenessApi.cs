using System.Globalization;
using KarstLogger.Gateway.Completeness;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Api;

/// <summary>A run of expected samples that are not there; both instants are missing ones.</summary>
public sealed record GapView(DateTimeOffset From, DateTimeOffset To, long Samples, string Reason, string Text);

/// <summary>Expected and received samples of a UTC day.</summary>
public sealed record CompleteDay(string Day, long ExpectedSamples, long ReceivedSamples);

/// <summary>The certificate of a period: expected = received + lost + missing.</summary>
public sealed record CertificateView(
    DateTimeOffset From, DateTimeOffset To, long ExpectedSamples, long ReceivedSamples, long? RecoveredLateSamples, long LostSamples, long MissingSamples, long AdditionalSamples,
    long ConflictFrames, double? Complete, IReadOnlyList<GapView> Gaps, IReadOnlyList<CompleteDay> Days);

/// <summary>How complete a record is, as <c>karst export</c> certifies it.</summary>
public static class CompletenessApi
{
    /// <summary>Maps the endpoint.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/stations/{slug}/completeness", (string slug, HttpContext context, StoreDatabase store, TimeProvider time) =>
        Answer.Json(context, store.Read(session =>
        {
            KnownStation station = KnownStation.Find(session, slug);
            TimeRange asked = station.Range(context.Request.Query["from"], context.Request.Query["to"], TimeRange.Usual);
            return View(session, station, asked with { FromUtcSeconds = Math.Max(asked.FromUtcSeconds, station.FirstUtcSeconds ?? 0) }, time.GetUtcNow().ToUnixTimeSeconds());
        }))).Produces<CertificateView>().WithSummary("The completeness certificate of a period.");

    private static CertificateView View(StoreSession session, KnownStation station, TimeRange range, long nowUtcSeconds)
    {
        CompletenessReport report = CompletenessCount.Of(session, station.Configuration, range.FromUtcSeconds, Math.Max(range.ToUtcSeconds, range.FromUtcSeconds + 1), nowUtcSeconds);
        return new CertificateView(
            ApiJson.Instant(report.FromUtcSeconds), ApiJson.Instant(report.ToUtcSeconds), report.Expected, report.Received, report.RecoveredLate, report.Lost, report.Missing,
            report.Additional, report.Conflicts, report.Share,
            [.. report.Gaps.Select(gap => new GapView(ApiJson.Instant(gap.FromUtcSeconds), ApiJson.Instant(gap.ToUtcSeconds), gap.Count, gap.Reason.ToString(), Text(gap.Reason)))],
            Days(report, station.Configuration.IntervalSeconds, Math.Min(range.ToUtcSeconds, nowUtcSeconds)));
    }

    // The report lists what is missing: each day has its regular instants without those.
    private static List<CompleteDay> Days(CompletenessReport report, long interval, long endUtcSeconds)
    {
        Dictionary<long, long> missing = [];
        foreach (Gap gap in report.Gaps)
            for (long at = gap.FromUtcSeconds; at <= gap.ToUtcSeconds; at += interval)
                missing[at / DerivedDay.Seconds] = missing.GetValueOrDefault(at / DerivedDay.Seconds) + 1;
        List<CompleteDay> days = [];
        for (long day = report.FromUtcSeconds / DerivedDay.Seconds; day * DerivedDay.Seconds < endUtcSeconds; day++)
        {
            long from = Math.Max(report.FromUtcSeconds, day * DerivedDay.Seconds), to = Math.Min(endUtcSeconds, (day + 1) * DerivedDay.Seconds);
            long expected = (to + interval - 1) / interval - (from + interval - 1) / interval;
            string name = DateTimeOffset.FromUnixTimeSeconds(day * DerivedDay.Seconds).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            days.Add(new CompleteDay(name, expected, Math.Max(0, expected - missing.GetValueOrDefault(day))));
        }
        return days;
    }

    private static string Text(GapReason reason) => reason switch
    {
        GapReason.Overwritten => "lost: the logger reported them overwritten before they were sent",
        GapReason.NotReceived => "sequence numbers are missing: they wait at the logger, or were refused",
        GapReason.NotSampled => "the sequence runs on: none were taken",
        GapReason.JournalBegunAnew => "the logger's journal began anew: nobody can say",
        GapReason.NothingBefore => "nothing came before this",
        _ => "nothing has come since",
    };
}
