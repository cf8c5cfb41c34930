using KarstLogger.Gateway.Api;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Pipeline;

namespace KarstLogger.Gateway.Commands;

/// <summary>A calendar year's carbon sink with the settings in force and with a candidate's, over the same samples.</summary>
internal static class YearTotals
{
    /// <summary>Compares the year that holds the instant; absent where nothing of it is derived.</summary>
    public static YearTotalEffect? Compare(EntryPlace place, long utcSeconds, StationSettings candidate, string text)
    {
        StationCalendar calendar = new(0, 1);
        TimeRange instant = new(utcSeconds, utcSeconds + 1);
        double? Sink(StationSettings settings) => StationTotals.Of(place.Session, place.Station, settings, instant, calendar, PeriodKind.HydrologicalYear)
            .Select(total => (double?)total.Load.SinkTonnesCo2(settings.SinkShare)).FirstOrDefault();
        double? before = Sink(place.Station.Configuration.Settings);
        return before is null ? null : new YearTotalEffect(calendar.Containing(PeriodKind.HydrologicalYear, utcSeconds).Name, before, Sink(candidate), text + "; covered time only");
    }
}
