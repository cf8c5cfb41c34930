using System.Globalization;
using KarstLogger.Gateway.Commands;
using KarstLogger.Gateway.Photos;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Api;

/// <summary>Something to mark on the time axis.</summary>
public sealed record EventView(DateTimeOffset Utc, string Kind, string Title, string Text, string Id, DateTimeOffset? To)
{
    /// <summary>Photos of a visit; absent for everything else.</summary>
    public IReadOnlyList<PhotoView>? Photos { get; init; }
}

/// <summary>What happened at a station: the logger's own events, and what people entered.</summary>
public static class EventsApi
{
    /// <summary>Maps the endpoint.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/stations/{slug}/events", (string slug, HttpContext context, StoreDatabase store) =>
        Answer.Json(context, store.Read(session => Page(session, KnownStation.Find(session, slug), context.Request.Query))))
        .Produces<Listing<EventView>>().WithSummary("Visits, gaugings, bottles, notes, approvals, and the logger's own events, in order of time.");

    private static Listing<EventView> Page(StoreSession session, KnownStation station, IQueryCollection query)
    {
        TimeRange range = station.Range(query["from"], query["to"], TimeRange.Usual);
        int limit = QueryNumbers.Limit(query);
        string after = query["after"].ToString();
        HashSet<string> kinds = Kinds(query["kinds"].ToString());
        List<EventView> all =
        [
            .. OfLoggers(session, station.Configuration, range).Concat(OfPeople(session, station.Slug))
                .Where(one => one.Utc.ToUnixTimeSeconds() is var at && at >= range.FromUtcSeconds && at < range.ToUtcSeconds && (kinds.Count == 0 || kinds.Contains(one.Kind)))
                .OrderBy(one => one.Utc).ThenBy(one => one.Id, StringComparer.Ordinal),
        ];
        int first = after.Length == 0 ? 0 : all.FindIndex(one => one.Id == after) + 1;
        if (first == 0 && after.Length > 0)
            throw ApiRefusal.OfField("after", $"after is '{after}'", "the value of next of the page before");
        List<EventView> page = [.. all.Skip(first).Take(limit)];
        return new Listing<EventView>(page, first + page.Count < all.Count ? page[^1].Id : null);
    }

    /// <summary>All kinds of events.</summary>
    public static readonly IReadOnlyList<string> AllKinds =
        ["visit", "calibration", "clock-set", "boot", "maintenance", "configuration", "sonde", "lost", "note", "gauging", "grab-sample", "approval", "other"];

    private static HashSet<string> Kinds(string text) => [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(kind => AllKinds.Contains(kind) ? kind : throw ApiRefusal.OfField("kinds", $"there is no kind '{kind}'", string.Join(", ", AllKinds)))];

    /// <summary>The events of the station's loggers within a range.</summary>
    internal static IEnumerable<EventView> OfLoggers(StoreSession session, StationConfiguration station, TimeRange range)
    {
        foreach (Deployment deployment in station.Deployments)
        {
            long from = Math.Max(range.FromUtcSeconds, deployment.FromUtcSeconds), to = Math.Min(range.ToUtcSeconds, deployment.ToUtcSeconds ?? long.MaxValue);
            foreach ((long at, byte[] bytes) in session.Stream(
                "SELECT placed_utc_s, bytes FROM frame WHERE logger_id = @logger AND placed_utc_s >= @from AND placed_utc_s < @to AND kind = @kind ORDER BY placed_utc_s, epoch, sequence",
                row => (row.GetInt64(0), row.GetBytes(1)), deployment.LoggerId, from, to, (int)FrameKind.Event))
            {
                LoggerEvent told = EventFrame.Read(bytes, 0);
                yield return new EventView(ApiJson.Instant(at), KindOf(told.Code), Title(told), told.Text,
                    string.Create(CultureInfo.InvariantCulture, $"frame-{LoggerId.ToText(told.LoggerId)}-{told.Epoch:x8}-{told.Sequence}"), null);
            }
        }
    }

    private static IEnumerable<EventView> OfPeople(StoreSession session, string station)
    {
        ILookup<long, PhotoView> photos = StoredPhotos.Of(session, station).ToLookup(one => one.VisitId, one => PhotoView.Of(station, one));
        foreach (StoredVisit visit in StoredEntries.Visits(session, station))
            yield return new EventView(ApiJson.Instant(visit.AtUtcSeconds), "visit", $"Visit by {(visit.People.Length > 0 ? visit.People : visit.Actor)}{(visit.IsWithdrawn ? " (withdrawn)" : "")}", visit.What, $"visit-{visit.Id}", null) { Photos = [.. photos[visit.Id]] };
        foreach (StoredGauging gauging in StoredEntries.Gaugings(session, station))
            yield return new EventView(ApiJson.Instant(gauging.AtUtcSeconds), "gauging", string.Create(CultureInfo.InvariantCulture, $"Gauging {gauging.CubicMetresPerSecond:0.####} m3/s at {gauging.StageMetres:0.###} m"),
                gauging.Note, gauging.Name, null);
        foreach (StoredSample sample in StoredEntries.Samples(session, station))
            yield return new EventView(ApiJson.Instant(sample.AtUtcSeconds), "grab-sample", $"Bottle {sample.Name}", sample.Note, $"s-{sample.Id}", null);
        foreach (StoredNote note in StoredEntries.Notes(session, station))
            yield return new EventView(ApiJson.Instant(note.AtUtcSeconds), "note", $"Note by {note.Actor}", note.Text, $"note-{note.Id}", ApiJson.Instant(note.ToUtcSeconds));
        foreach (StoredApproval approval in StoredEntries.Approvals(session, station))
            yield return new EventView(ApiJson.Instant(approval.FromUtcSeconds), "approval", $"{approval.Variable} {(approval.IsApproved ? "approved" : "provisional again")} by {approval.Actor}", "",
                $"approval-{approval.Id}", ApiJson.Instant(approval.ToUtcSeconds));
        foreach ((long version, long at) in session.Query("SELECT version, MIN(recorded_utc_ms) FROM configuration WHERE station = @station GROUP BY version ORDER BY version",
            row => (row.GetInt64(0), row.GetInt64(1)), station))
            yield return new EventView(ApiJson.Instant(at / 1000), "configuration", $"Configuration {version}", "", $"configuration-{version}", null);
    }

    private static string KindOf(EventCode code) => code switch
    {
        EventCode.Boot => "boot",
        EventCode.ClockSet => "clock-set",
        EventCode.ConfigApplied or EventCode.ConfigRolledBack => "configuration",
        EventCode.SondeSeen => "sonde",
        EventCode.Calibration => "calibration",
        EventCode.VisitStep => "visit",
        EventCode.Maintenance => "maintenance",
        EventCode.OverwrittenRange => "lost",
        EventCode.Note => "note",
        _ => "other",
    };

    private static string Title(LoggerEvent told) => told.Code switch
    {
        EventCode.Boot => $"Logger started: {Named(told.Value("reset"), "the timer of its sleep", "a pin during its sleep", "power came on", "the supply sagged", "its own restart")}",
        EventCode.ClockSet => $"Clock set by {Named(told.Value("source"), "nobody", "its clock chip", "SNTP", "the gateway", "a phone", "the modem")}",
        EventCode.OverwrittenRange => "Frames overwritten before they were sent",
        var code => code.ToString(),
    };

    // Numbers of docs/wire-format.md as words; an unknown one stays as it came.
    private static string Named(string? number, params string[] words) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int i) && i < words.Length ? words[i] : number ?? "no reason given";
}
