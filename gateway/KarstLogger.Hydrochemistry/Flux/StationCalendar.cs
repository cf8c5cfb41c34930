using System.Globalization;

namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>The lengths of time that totals are given for.</summary>
public enum PeriodKind
{
    Day,
    Month,
    HydrologicalYear,
}

/// <summary>A half-open stretch of time with its name in the station's calendar.</summary>
/// <param name="Name">"2020-05-01", "2020-05" or, for a hydrological year, the two calendar years it touches: "2020/2021" (or "2020" when it starts in January).</param>
/// <param name="StartUtcSeconds">Inclusive, UTC seconds since 1970.</param>
/// <param name="EndUtcSeconds">Exclusive, UTC seconds since 1970.</param>
public readonly record struct Period(string Name, long StartUtcSeconds, long EndUtcSeconds)
{
    public long Seconds => EndUtcSeconds - StartUtcSeconds;
}

/// <summary>
/// Days, months and hydrological years in the station's local time: a fixed offset from UTC (China keeps no summer time) and a month in which the hydrological year
/// starts (1 October for the USGS, commonly 1 May in south-west China; docs/equations/flux.md 5).
/// </summary>
public sealed record StationCalendar
{
    /// <summary>365.25 days of 86 400 s, the mean year of docs/equations/flux.md 1.</summary>
    public const double SecondsPerMeanYear = 31557600;

    private readonly long _offsetSeconds;
    private readonly int _yearStartMonth;

    /// <summary>A calendar.</summary>
    /// <param name="utcOffsetMinutes">Local time minus UTC, -840 to 840 minutes.</param>
    /// <param name="hydrologicalYearStartMonth">1 to 12.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside these ranges.</exception>
    public StationCalendar(int utcOffsetMinutes, int hydrologicalYearStartMonth)
    {
        if (utcOffsetMinutes is < -840 or > 840)
            throw new ArgumentOutOfRangeException(nameof(utcOffsetMinutes), utcOffsetMinutes, "The offset from UTC is -840 to 840 minutes.");
        if (hydrologicalYearStartMonth is < 1 or > 12)
            throw new ArgumentOutOfRangeException(nameof(hydrologicalYearStartMonth), hydrologicalYearStartMonth, "A year starts in month 1 to 12.");
        _offsetSeconds = utcOffsetMinutes * 60L;
        _yearStartMonth = hydrologicalYearStartMonth;
    }

    /// <summary>The period of that kind that holds the instant.</summary>
    public Period Containing(PeriodKind kind, long utcSeconds)
    {
        DateTime local = DateTime.UnixEpoch.AddSeconds(utcSeconds + _offsetSeconds);
        switch (kind)
        {
            case PeriodKind.Day:
                return Between(local.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), local.Date, local.Date.AddDays(1));
            case PeriodKind.Month:
                DateTime month = new(local.Year, local.Month, 1);
                return Between(month.ToString("yyyy-MM", CultureInfo.InvariantCulture), month, month.AddMonths(1));
            default:
                DateTime year = new(local.Month >= _yearStartMonth ? local.Year : local.Year - 1, _yearStartMonth, 1);
                string name = _yearStartMonth == 1
                    ? year.Year.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{year.Year}/{year.Year + 1}");
                return Between(name, year, year.AddYears(1));
        }
    }

    private Period Between(string name, DateTime start, DateTime end) => new(name, Utc(start), Utc(end));

    private long Utc(DateTime local) => (local.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond - _offsetSeconds;
}
