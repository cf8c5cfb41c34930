using System.Collections.Immutable;

namespace KarstLogger.Gateway.Plots;

/// <summary>How values become lengths.</summary>
public enum AxisScale
{
    /// <summary>Equal differences, equal lengths.</summary>
    Linear,

    /// <summary>Equal ratios, equal lengths; values at or below zero are not drawn.</summary>
    Log,

    /// <summary>Unix seconds, labelled in the station's calendar.</summary>
    Time,
}

/// <summary>An axis: what it shows, in which unit, and how.</summary>
/// <param name="Label">Quantity and unit, e.g. <c>Discharge (m³/s)</c>.</param>
/// <param name="Scale">The scale.</param>
public sealed record PlotAxis(string Label, AxisScale Scale = AxisScale.Linear)
{
    /// <summary>Lowest value shown; absent takes it from the data.</summary>
    public double? Low { get; init; }

    /// <summary>Highest value shown; absent takes it from the data.</summary>
    public double? High { get; init; }

    /// <summary>True lets values grow downwards (rain above a hydrograph).</summary>
    public bool Inverted { get; init; }

    /// <summary>Offset of the station's calendar from UTC, for the labels of a time axis.</summary>
    public TimeSpan UtcOffset { get; init; }

    /// <summary>True where the scale can show the value.</summary>
    internal bool Shows(double value) => double.IsFinite(value) && (Scale != AxisScale.Log || value > 0);

    /// <summary>The axis fitted to its data: limits with a little air, and ticks that fit into the length.</summary>
    internal FittedAxis Fit(IEnumerable<double> values, double lengthPx, double labelPx)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (!Shows(value))
                continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }
        if (low > high)
            (low, high) = Scale == AxisScale.Log ? (1, 10) : (0, 1);
        (low, high) = WithAir(Low ?? low, High ?? high);
        (low, high) = (Low ?? low, High ?? high);
        if (!(high > low))
            high = Scale == AxisScale.Log ? low * 10 : low + 1;
        return new FittedAxis(this, low, high, AxisTicks.Of(this, low, high, lengthPx, labelPx));
    }

    private (double Low, double High) WithAir(double low, double high)
    {
        if (Scale == AxisScale.Time)
            return (low, high > low ? high : low + 3600);
        if (Scale == AxisScale.Log)
        {
            double factor = high > low ? Math.Pow(high / low, 0.04) : 1.5;
            return (low / factor, high * factor);
        }
        double air = high > low ? 0.05 * (high - low) : Math.Max(Math.Abs(high) * 0.05, 0.5);
        // Bars and totals stand on zero: air below zero would look like negative values.
        return (low >= 0 && low - air < 0 ? 0 : low - air, high + air);
    }
}

/// <summary>A tick: where and what is written; an empty label is a minor grid line.</summary>
internal readonly record struct AxisTick(double Value, string Label);

/// <summary>An axis with limits and ticks.</summary>
internal sealed record FittedAxis(PlotAxis Axis, double Low, double High, ImmutableArray<AxisTick> Ticks)
{
    /// <summary>Position between the ends, 0 to 1, for a value that the scale shows.</summary>
    public double Share(double value) => Axis.Scale == AxisScale.Log
        ? Math.Log(value / Low) / Math.Log(High / Low)
        : (value - Low) / (High - Low);
}
