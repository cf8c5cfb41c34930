using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.Derive;
using KarstLogger.Gateway.Loads;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Flux;

namespace KarstLogger.Gateway.Commands;

/// <summary>A calendar year's carbon sink as it was derived, and as it would be with another configuration.</summary>
internal static class YearTotals
{
    /// <summary>Compares the year that holds the instant: what the configuration changes is derived again from the frames, so that the number is the one after saving. Absent where nothing of the year is derived.</summary>
    public static YearTotalEffect? Compare(EntryPlace place, long utcSeconds, StationConfiguration candidate, string text)
    {
        if (place.Station.Run is not { } run)
            return null;
        Period year = new StationCalendar(0, 1).Containing(PeriodKind.HydrologicalYear, utcSeconds);
        StationConfiguration held = StationRegister.Version(place.Session, place.Station.Slug, run.ConfigurationVersion);
        double? before = SinkOf(place.Session, held, year, TotalRow.Reader(place.Session, place.Station.Slug, run.Id));
        return before is null ? null : new YearTotalEffect(year.Name, before,
            SinkOf(place.Session, candidate, year, (from, to) => CandidateRows.Between(place.Session, run, held, candidate, from, to).Select(TotalRow.Of)), text + "; covered time only");
    }

    private static double? SinkOf(StoreSession session, StationConfiguration station, Period year, TotalRowReader rows) =>
        new StationTotals(station, new StationCalendar(0, 1), PeriodKind.HydrologicalYear, rows, NeighbourRecord.Of(session, station)).LoadsOver(year.StartUtcSeconds, year.EndUtcSeconds)
            .Select(load => (double?)load.SinkTonnesCo2(station.Settings.SinkShare)).FirstOrDefault();
}
