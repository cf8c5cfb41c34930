using KarstLogger.Gateway.Loads;
using KarstLogger.Hydrochemistry.Flux;

namespace KarstLogger.Gateway.Api;

/// <summary>
/// Carbon from air and soil by the cation side and by the anion side of the ions, t CO2 in the period, beside HCO3/2. Their difference is half the charge imbalance; neither is the default.
/// </summary>
public sealed record BracketView(
    AmountView? CationSideTonnesCo2, AmountView? AnionSideTonnesCo2, double HalfBicarbonateTonnesCo2, double SilicateTonnesCo2, double? ChargeBalanceErrorPercent, string Corrections, bool NitrateKnown,
    IReadOnlyList<string> Overcorrected)
{
    private const double TonnesCo2PerMole = MolarMasses.CarbonDioxide * 1e-6;

    /// <summary>The view of a bracket; null where neither side is known.</summary>
    public static BracketView? Of(PeriodBracket? bracket) => bracket is null || (bracket.CationSide is null && bracket.AnionSide is null) ? null : new(
        Side(bracket, bracket.CationSide), Side(bracket, bracket.AnionSide), bracket.HalfBicarbonateMoles * TonnesCo2PerMole, bracket.SilicateMoles * TonnesCo2PerMole, bracket.ChargeBalanceErrorPercent,
        bracket.Corrections, bracket.HasNitrate, bracket.Overcorrected);

    private static AmountView? Side(PeriodBracket bracket, UncertaintyBudget? moles)
    {
        if (moles?.InUnit(TonnesCo2PerMole) is not { } tonnes)
            return null;
        return bracket.HasInterval ? new AmountView(tonnes.Total, tonnes.StandardUncertainty, tonnes.Interval95.Lower, tonnes.Interval95.Upper) : new AmountView(tonnes.Total, null, null, null);
    }
}

/// <summary>The part of the sink that stays out of the air by one reading: a stated parameter, applied to nothing else. The interval is that of the sink under both ends of the share.</summary>
public sealed record StableView(double LowerShare, double UpperShare, string Source, double LowerTonnesCo2, double UpperTonnesCo2, double? Low, double? High)
{
    /// <summary>All readings of a row.</summary>
    public static IReadOnlyList<StableView> Of(FluxRow row) => row.Sink is not { } sink ? [] :
    [
        .. row.Stable.Select(stable => new StableView(stable.Lower, stable.Upper, stable.Source, sink.StableTonnesCo2(stable).Lower, sink.StableTonnesCo2(stable).Upper,
            stable.Lower * row.IntervalTonnesCo2?.Lower, stable.Upper * row.IntervalTonnesCo2?.Upper)),
    ];
}

/// <summary>One flood of a hydrological year: percent of the year's load, and percent of its own water from an extrapolated or filled discharge.</summary>
public sealed record FloodView(DateTimeOffset From, DateTimeOffset To, DateTimeOffset Peak, double PeakCubicMetresPerSecond, double VolumeCubicMetres, double PercentOfWater, double? PercentOfLoad, double PercentExtrapolated)
{
    /// <summary>The floods of a row.</summary>
    public static IReadOnlyList<FloodView>? Of(FluxRow row) => row.Floods.Count == 0 ? null :
    [
        .. row.Floods.Select(flood => new FloodView(ApiJson.Instant(flood.BeginUtcSeconds), ApiJson.Instant(flood.EndUtcSeconds), ApiJson.Instant(flood.PeakUtcSeconds), flood.PeakCubicMetresPerSecond,
            flood.VolumeCubicMetres, 100 * flood.VolumeShare, 100 * flood.LoadShare, 100 * flood.ExtrapolatedShare)),
    ];
}

/// <summary>The regression on the neighbour that fills gaps, or why it is not used.</summary>
public sealed record NeighbourView(string Station, int Days, double Correlation, double? ResidualStandardDeviationLn, string? Refusal)
{
    /// <summary>The view; null where no neighbour is named.</summary>
    public static NeighbourView? Of(NeighbourRegression? regression) => regression is null ? null
        : new(regression.Choice.Station, regression.Days, regression.Correlation, regression.Uncertainty?.ResidualStandardDeviation, regression.Refusal);
}
