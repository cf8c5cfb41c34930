using System.Collections.Immutable;
using System.Globalization;

namespace KarstLogger.Gateway.Plots;

/// <summary>Ticks at round values, as many as fit without touching each other.</summary>
internal static class AxisTicks
{
    private const double SecondsPerHour = 3600, SecondsPerDay = 86400;

    /// <summary>Steps below a month, in seconds.</summary>
    private static readonly double[] s_timeSteps =
        [60, 300, 600, 900, 1800, SecondsPerHour, 2 * SecondsPerHour, 3 * SecondsPerHour, 6 * SecondsPerHour, 12 * SecondsPerHour,
         SecondsPerDay, 2 * SecondsPerDay, 5 * SecondsPerDay, 10 * SecondsPerDay];

    private static readonly int[] s_monthSteps = [1, 2, 3, 6, 12, 24, 60, 120, 600];

    public static ImmutableArray<AxisTick> Of(PlotAxis axis, double low, double high, double lengthPx, double labelPx)
    {
        int most = Math.Max(2, (int)(lengthPx / labelPx));
        return axis.Scale switch
        {
            AxisScale.Log when high / low >= 10 => Log(low, high, lengthPx, labelPx),
            AxisScale.Time => Time(low, high, most, axis.UtcOffset),
            _ => Linear(low, high, most),
        };
    }

    private static ImmutableArray<AxisTick> Linear(double low, double high, int most)
    {
        double rough = (high - low) / most, power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = new[] { 1, 2, 5, 10 }.Select(m => m * power).First(s => s >= rough * (1 - 1e-9));
        int decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
        double first = Math.Ceiling(low / step - 1e-9);
        return [.. Enumerable.Range(0, most + 2).Select(i => (first + i) * step).Where(v => v <= high + 1e-9 * step)
            .Select(v => new AxisTick(v, Number(Math.Round(v / step) * step, decimals)))];
    }

    private static ImmutableArray<AxisTick> Log(double low, double high, double lengthPx, double labelPx)
    {
        double decadePx = lengthPx / Math.Log10(high / low);
        // The smallest labelled ratio must be wider than a label: 1-2-5 needs log10 2 = 0.30 of a decade, 1-3 needs 0.48.
        int[] labelled = 0.3 * decadePx > labelPx ? [1, 2, 5] : 0.47 * decadePx > labelPx ? [1, 3] : [1];
        int everyDecade = Math.Max(1, (int)Math.Ceiling(labelPx / decadePx));
        List<AxisTick> ticks = [];
        for (int decade = (int)Math.Floor(Math.Log10(low)); decade <= Math.Log10(high); decade++)
            for (int m = 1; m <= 9; m++)
            {
                double value = m * Math.Pow(10, decade);
                bool label = labelled.Contains(m) && (decade % everyDecade == 0 || labelled.Length > 1);
                if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9) && (label || decadePx > 40))
                    ticks.Add(new AxisTick(value, label ? Number(value, Math.Max(0, -decade)) : ""));
            }
        return [.. ticks];
    }

    private static ImmutableArray<AxisTick> Time(double low, double high, int most, TimeSpan offset)
    {
        double step = s_timeSteps.FirstOrDefault(s => (high - low) / s <= most);
        if (step == 0 || step >= 5 * SecondsPerDay)
            return Calendar(low, high, most, offset);
        double shift = offset.TotalSeconds, first = Math.Ceiling((low + shift) / step) * step - shift;
        return [.. Enumerable.Range(0, most + 2).Select(i => first + i * step).Where(t => t <= high).Select(t => new AxisTick(t, ClockLabel(t, offset)))];
    }

    private static ImmutableArray<AxisTick> Calendar(double low, double high, int most, TimeSpan offset)
    {
        DateTimeOffset start = Local(low, offset);
        DateTimeOffset month = new(start.Year, start.Month, 1, 0, 0, 0, offset);
        double months = (high - low) / (30.4375 * SecondsPerDay);
        List<AxisTick> ticks = [];
        // Thirds of a month (1st, 11th, 21st) below three months' length, else whole months.
        int[] days = 3 * months <= most ? [1, 11, 21] : 2 * months <= most ? [1, 16] : [1];
        int every = s_monthSteps.FirstOrDefault(s => months / s <= most, s_monthSteps[^1]);
        for (; month.ToUnixTimeSeconds() <= high; month = month.AddMonths(1))
            foreach (int day in days)
            {
                DateTimeOffset at = month.AddDays(day - 1);
                double seconds = at.ToUnixTimeSeconds();
                if (((at.Year * 12) + at.Month - 1) % every == 0 && seconds >= low && seconds <= high)
                    ticks.Add(new AxisTick(seconds, at.ToString(every >= 12 ? "yyyy" : days.Length > 1 ? "d MMM" : "MMM yyyy", CultureInfo.InvariantCulture)));
            }
        return [.. ticks];
    }

    private static string ClockLabel(double utcSeconds, TimeSpan offset)
    {
        DateTimeOffset local = Local(utcSeconds, offset);
        return local.ToString(local.TimeOfDay == TimeSpan.Zero ? "d MMM" : "HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>The station's calendar at an instant.</summary>
    internal static DateTimeOffset Local(double utcSeconds, TimeSpan offset) => DateTimeOffset.FromUnixTimeSeconds((long)utcSeconds).ToOffset(offset);

    private static string Number(double value, int decimals) =>
        Math.Abs(value) is >= 1e6 or (> 0 and < 1e-4)
            ? value.ToString("0.###e0", CultureInfo.InvariantCulture)
            : (value == 0 ? 0 : value).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
