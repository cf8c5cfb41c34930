using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>Discharge times alkalinity, and the part of it from air and soil CO2; DIC flux beside it.</summary>
internal static class FluxStep
{
    internal static void Multiply(DerivedSeries series, StationSettings settings, int i)
    {
        double? q = series.Value(StationVariable.Discharge, i), alkalinity = series.Value(StationVariable.Alkalinity, i);
        CarbonFlux flux = CarbonFlux.Of(
            q is { } m3 ? Quantities.Discharge.FromCubicMetresPerSecond(m3) : null, series.Flag(StationVariable.Discharge, i),
            alkalinity is { } mg ? Quantities.Alkalinity.FromMilligramsPerLitreAsBicarbonate(mg) : null, series.Flag(StationVariable.Alkalinity, i), settings.SinkShare);
        double? relative = RelativeUncertainty(series, i, q, StationVariable.Alkalinity), dic = q * series.Value(StationVariable.Dic, i);
        series.Derive(StationVariable.AlkalinityFlux, i, flux.AlkalinityMolesPerSecond, QcFlag.Pass, relative * flux.AlkalinityMolesPerSecond);
        series.Derive(StationVariable.CarbonSinkFlux, i, flux.SinkGramsCarbonPerSecond, QcFlag.Pass, relative * flux.SinkGramsCarbonPerSecond);
        series.Derive(StationVariable.CarbonSinkFluxAsCo2, i, flux.SinkTonnesCo2PerYear, QcFlag.Pass, relative * flux.SinkTonnesCo2PerYear);
        series.Derive(StationVariable.DicFlux, i, dic, QcFlag.Pass, RelativeUncertainty(series, i, q, StationVariable.Dic) * dic);
    }

    // Discharge comes from the level and the concentration from other probes: independent.
    private static double? RelativeUncertainty(DerivedSeries series, int i, double? q, StationVariable carried)
    {
        double? concentration = series.Value(carried, i), ofDischarge = series.StandardUncertainty(StationVariable.Discharge, i) / q;
        double? ofConcentration = series.StandardUncertainty(carried, i) / concentration;
        return q > 0 && concentration > 0 && ofDischarge is { } a && ofConcentration is { } b ? Math.Sqrt(a * a + b * b) : null;
    }
}
