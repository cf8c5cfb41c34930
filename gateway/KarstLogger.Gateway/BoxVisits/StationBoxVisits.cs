using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.BoxVisits;

/// <summary>The visits at the boxes of a station.</summary>
public static class StationBoxVisits
{
    /// <summary>All of them, the newest first; those without a place in time before all others, because somebody must look at them.</summary>
    public static List<BoxVisit> Of(StoreSession session, StationConfiguration station)
    {
        Dictionary<string, (long Visit, string Station)> links = BoxVisitLink.Standing(session);
        List<BoxVisit> visits = [];
        foreach (uint logger in station.Deployments.Select(one => one.LoggerId).Distinct())
            foreach (List<BoxEvent> events in BoxVisitSteps.Split(BoxEvent.Of(session, logger)))
                if (IsHere(station, logger, events))
                    visits.Add(Of(session, station, events, links));
        return [.. visits.OrderByDescending(one => one.At ?? DateTimeOffset.MaxValue).ThenByDescending(one => one.Id, StringComparer.Ordinal)];
    }

    /// <summary>The visit with an event of this name; absent where the station has none.</summary>
    public static BoxVisit? Find(StoreSession session, StationConfiguration station, string name) =>
        Of(session, station).FirstOrDefault(one => one.Keys.Any(key => BoxVisitLink.Text(key) == name));

    // A visit begins before its sonde hangs and ends after it was taken away, so one of its events within the deployment is enough. Without any place in time it may be of this station.
    private static bool IsHere(StationConfiguration station, uint logger, List<BoxEvent> events)
    {
        List<long> placed = [.. events.Select(one => one.PlacedUtcSeconds).OfType<long>()];
        return placed.Count == 0 || station.Deployments.Any(one => one.LoggerId == logger && placed.Any(at => at >= one.FromUtcSeconds && at <= (one.ToUtcSeconds ?? long.MaxValue)));
    }

    private static BoxVisit Of(StoreSession session, StationConfiguration station, List<BoxEvent> events, Dictionary<string, (long Visit, string Station)> links)
    {
        BoxVisit visit = BoxVisit.Of(events, new BoxReadings(BasisNear(session, events[0].Key), station.Settings.CompensationLaw));
        (long Visit, string Station)? taken = visit.Keys.Select(BoxVisitLink.Text).Where(links.ContainsKey).Select(link => ((long, string)?)links[link]).FirstOrDefault();
        double? offset = visit.At is { } at ? station.Deployments.LastOrDefault(one => one.LoggerId == events[0].Key.LoggerId && one.Holds(at.ToUnixTimeSeconds()))?.OffsetMetres : null;
        return visit with
        {
            StageMetres = visit.DepthMetres + offset, Missing = BoxVisitGaps.Of(session, visit, events), TakenOverBy = taken?.Visit,
            TakenOverAs = taken is { } one ? FormattableString.Invariant($"{EnteredServices.NamePrefix}{one.Visit}") + (one.Station == station.Slug ? "" : $" of {one.Station}") : null,
        };
    }

    // Events do not say what the sonde's conductivity is; the samples beside them do.
    private static EcBasis BasisNear(StoreSession session, FrameKey first)
    {
        byte[]? Sample(string which) => session.Query($"SELECT bytes FROM frame WHERE logger_id = @logger AND epoch = @epoch AND kind = 1 AND sequence {which} LIMIT 1",
            row => row.GetBytes(0), first.LoggerId, first.Epoch, first.Sequence).FirstOrDefault();
        return (Sample("< @sequence ORDER BY sequence DESC") ?? Sample("> @sequence ORDER BY sequence")) is { } bytes ? SampleFrame.Read(bytes, 0).EcBasis : EcBasis.Unknown;
    }
}
