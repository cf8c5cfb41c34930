namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>One dated version of a catchment's area. Karst divides move with the next tracer test, so an area has a method, a date and an uncertainty.</summary>
/// <param name="SquareKilometres">Total area, km2; above 0.</param>
/// <param name="CarbonateSquareKilometres">Its carbonate part, km2; null where not mapped.</param>
/// <param name="RelativeStandardUncertainty">u of the total area as a fraction: tracer-defined catchments 0.10 to 0.30 (docs/equations/flux.md 8).</param>
/// <param name="Method">How it was found: tracer tests, topographic divide, water balance.</param>
/// <param name="ValidFromUtcSeconds">First instant it applies to; null: from the beginning.</param>
/// <param name="ValidToUtcSeconds">First instant it no longer applies to; null: open.</param>
public sealed record CatchmentArea(
    double SquareKilometres, double? CarbonateSquareKilometres, double RelativeStandardUncertainty, string Method, long? ValidFromUtcSeconds, long? ValidToUtcSeconds)
{
    /// <summary>Seconds of a period in which this version applies.</summary>
    public long SecondsIn(Period period) => Math.Max(0,
        Math.Min(period.EndUtcSeconds, ValidToUtcSeconds ?? long.MaxValue) - Math.Max(period.StartUtcSeconds, ValidFromUtcSeconds ?? long.MinValue));

    /// <summary>
    /// The area of a period: the version in force, or, where it changes inside, the mean weighted by time with the larger of the uncertainties. Null where a part of the
    /// period has no version, or two.
    /// </summary>
    public static CatchmentArea? In(Period period, IReadOnlyList<CatchmentArea> versions)
    {
        CatchmentArea[] inForce = [.. versions.Where(v => v.SecondsIn(period) > 0)];
        if (inForce.Sum(v => v.SecondsIn(period)) != period.Seconds)
            return null;
        if (inForce.Length == 1)
            return inForce[0];
        double Mean(Func<CatchmentArea, double> value) => inForce.Sum(v => value(v) * v.SecondsIn(period)) / period.Seconds;
        double? carbonate = inForce.All(v => v.CarbonateSquareKilometres is not null) ? Mean(v => v.CarbonateSquareKilometres!.Value) : null;
        return new(Mean(v => v.SquareKilometres), carbonate, inForce.Max(v => v.RelativeStandardUncertainty),
            string.Join("; ", inForce.Select(v => v.Method)), period.StartUtcSeconds, period.EndUtcSeconds);
    }
}
