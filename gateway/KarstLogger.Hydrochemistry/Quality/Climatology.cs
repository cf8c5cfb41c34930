using System.Globalization;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Quality;

/// <summary>What the time span of a climatology member counts.</summary>
public enum ClimatologyPeriod
{
    /// <summary>UTC seconds, one stretch of time.</summary>
    Instant,

    /// <summary>Calendar year.</summary>
    Year,

    /// <summary>Quarter of the year, 1 to 4.</summary>
    Quarter,

    /// <summary>Month, 1 to 12.</summary>
    Month,

    /// <summary>ISO 8601 week, 1 to 53.</summary>
    Week,

    /// <summary>Day of the year, 1 to 366.</summary>
    DayOfYear,

    /// <summary>Day of the week, Monday 0 to Sunday 6.</summary>
    DayOfWeek,
}

/// <summary>The values expected in one part of the year.</summary>
/// <param name="Period">What <paramref name="Times"/> counts.</param>
/// <param name="Times">The part of the year, both ends included, in UTC.</param>
/// <param name="SuspectSpan">Outside is SUSPECT.</param>
/// <param name="FailSpan">Outside is FAIL; absent = this member never fails a value.</param>
public sealed record ClimatologyMember(ClimatologyPeriod Period, ValueSpan Times, ValueSpan SuspectSpan, ValueSpan? FailSpan);

/// <summary>
/// QARTOD climatology test as ioos_qc computes it: members in their order, a later one replaces the flag of an earlier one (so one without a fail range
/// can turn a FAIL into SUSPECT); a sample in no member is not evaluated.
/// </summary>
public static class Climatology
{
    /// <summary>One flag per sample.</summary>
    public static QcFlag[] Check(ReadOnlySpan<double?> values, ReadOnlySpan<long> utcSeconds, IReadOnlyList<ClimatologyMember> members)
    {
        var flags = new QcFlag[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            flags[i] = values[i] is null ? QcFlag.Missing : QcFlag.NotEvaluated;
            foreach (ClimatologyMember member in members)
                if (values[i] is { } x && member.Times.Holds(PartOfTime(utcSeconds[i], member.Period)))
                    flags[i] = member.FailSpan is { } fail && !fail.Holds(x) ? QcFlag.Fail : member.SuspectSpan.Holds(x) ? QcFlag.Pass : QcFlag.Suspect;
        }
        return flags;
    }

    private static double PartOfTime(long utcSeconds, ClimatologyPeriod period)
    {
        DateTime utc = DateTime.UnixEpoch.AddSeconds(utcSeconds);
        return period switch
        {
            ClimatologyPeriod.Instant => utcSeconds,
            ClimatologyPeriod.Year => utc.Year,
            ClimatologyPeriod.Quarter => (utc.Month + 2) / 3,
            ClimatologyPeriod.Month => utc.Month,
            ClimatologyPeriod.Week => ISOWeek.GetWeekOfYear(utc),
            ClimatologyPeriod.DayOfYear => utc.DayOfYear,
            ClimatologyPeriod.DayOfWeek => ((int)utc.DayOfWeek + 6) % 7,
            _ => throw new ArgumentOutOfRangeException(nameof(period), period, "Not a period of the climatology test."),
        };
    }
}
