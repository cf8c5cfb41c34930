using KarstLogger.Hydrochemistry.Level;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>From what the probes said to quantities: depth from pressure, stage from depth, conductivity at 25 degC, rain from cumulative tips. The flags are the probes' own.</summary>
internal static class Measurement
{
    // Without a temperature the density of water at 10 degC is taken: 0.03 % off at 0 and 0.2 % at 23 degC, below the accuracy of the probe.
    private const double DensityTemperatureDegreesCelsius = 10;

    /// <summary>A tip counter is compared with the last reading within two days; rain of a longer silence has no time and is left out of the interval totals.</summary>
    internal const long RainReachSeconds = 2 * 86400;

    internal static void Measure(DerivedSeries series, StationSettings settings, BarometerRecord? air)
    {
        double gravity = LocalGravity.MetresPerSecondSquared(settings.LatitudeDegrees, settings.AltitudeMetres);
        for (int i = 0; i < series.Samples.Count; i++)
        {
            StationSample sample = series.Samples[i];
            SetCorrected(series, settings, StationVariable.WaterTemperature, i, sample.UtcSeconds, sample.WaterTemperature, settings.WaterTemperatureStandardUncertainty);
            SetCorrected(series, settings, StationVariable.Ph, i, sample.UtcSeconds, sample.Ph, settings.PhStandardUncertaintyAt(sample.UtcSeconds));
            SetLevel(series, settings, air, gravity, sample, i);
            SetConductivity(series, settings, sample, i);
            SetRain(series, settings.Rain, sample, i);
        }
    }

    // Free of fouling and drift as found at the services; a stretch that cannot be published keeps its raw value and fails.
    private static void SetCorrected(DerivedSeries series, StationSettings settings, StationVariable variable, int i, long utcSeconds, ProbeValue reading, double? standardUncertainty)
    {
        if (reading.Value is not { } raw)
            series.Set(variable, i, null, QcFlag.Missing);
        else if (settings.Corrections.IsUnpublishable(variable, utcSeconds))
            series.Set(variable, i, raw, QcFlags.Worst(reading.ProbeFlag, QcFlag.Fail), standardUncertainty);
        else
            series.Set(variable, i, settings.Corrections.Apply(variable, raw, utcSeconds), reading.ProbeFlag, standardUncertainty);
    }

    private static void SetLevel(DerivedSeries series, StationSettings settings, BarometerRecord? air, double gravity, in StationSample sample, int i)
    {
        double? depth = DepthMetres(sample, air, gravity);
        series.Set(StationVariable.Depth, i, depth, depth is null ? QcFlag.Missing : sample.Level.ProbeFlag, settings.LevelStandardUncertaintyMetres);
        series.Derive(StationVariable.Stage, i, depth + settings.Datum?.OffsetAt(sample.UtcSeconds), QcFlag.Pass, settings.LevelStandardUncertaintyMetres);
    }

    private static double? DepthMetres(in StationSample sample, BarometerRecord? air, double gravity)
    {
        if (sample.Level.Value is not { } level)
            return null;
        if (sample.LevelReading == LevelReading.DepthMetres)
            return level;
        double? airPascals = sample.LevelReading == LevelReading.GaugePascals ? 0 : air?.PascalsAt(sample.UtcSeconds, 0, gravity) ?? sample.BoxPressurePascals;
        double degrees = sample.WaterTemperature.Value is { } t and > -5 and < 100 ? t : DensityTemperatureDegreesCelsius;
        return airPascals is { } pascals
            ? WaterColumn.DepthOf((level - pascals) / 1000, Quantities.WaterTemperature.FromDegreesCelsius(degrees), gravity)?.Metres
            : null;
    }

    private static void SetConductivity(DerivedSeries series, StationSettings settings, in StationSample sample, int i)
    {
        if (sample.Conductivity.Value is not { } value)
            return;
        QcFlag probe = sample.Conductivity.ProbeFlag;
        ProbeValue at25;
        if (sample.ConductivityReading == ConductivityReading.InSitu)
        {
            series.Set(StationVariable.ElectricalConductivity, i, value, probe);
            double? factor = series.Usable(StationVariable.WaterTemperature, i) is { } t and >= -5 and <= 100
                ? settings.CompensationLaw.FactorTo25(Quantities.WaterTemperature.FromDegreesCelsius(t)) : null;
            at25 = new ProbeValue(value * factor, QcFlags.Worst(probe, series.Flag(StationVariable.WaterTemperature, i)));
        }
        else
        {
            QcFlag own = sample.ConductivityReading == ConductivityReading.Unknown ? QcFlag.Suspect : QcFlag.Pass;
            at25 = new ProbeValue(Rebased(sample, value, settings.CompensationLaw), QcFlags.Worst(probe, own));
        }
        SetCorrected(series, settings, StationVariable.SpecificConductance, i, sample.UtcSeconds, at25, at25.Value * settings.ConductivityGainStandardUncertainty);
    }

    // A sonde that computed 25 degC by another law is brought to the station's own; without a temperature its value stays as it is.
    private static double Rebased(in StationSample sample, double value, CompensationLaw law)
    {
        CompensationLaw? from = sample.ConductivityReading switch
        {
            ConductivityReading.At25Linear0191 => CompensationLaw.Linear0191,
            ConductivityReading.At25Linear0200 => CompensationLaw.Linear0200,
            ConductivityReading.At25NaturalWater => CompensationLaw.NaturalWater,
            _ => null,
        };
        if (from is null || from == law || sample.WaterTemperature.Value is not { } t || t is not (>= -5 and <= 100) || value is not (>= 0 and <= 200000))
            return value;
        return Conductivity.Rebase(Quantities.SpecificConductance.FromMicrosiemensPerCentimetre(value), Quantities.WaterTemperature.FromDegreesCelsius(t), from, law)
            ?.MicrosiemensPerCentimetre ?? value;
    }

    private static void SetRain(DerivedSeries series, RainGauge gauge, in StationSample sample, int i)
    {
        if (sample.RainTips.Value is not { } tips)
            return;
        // A first sample has nothing to compare with; a counter that began again needs nothing.
        long? before = sample.RainCounterRestarted ? 0 : PreviousTips(series, sample, i);
        double? mm = before is { } known ? gauge.Between(known, (long)tips, sample.RainCounterRestarted) : null;
        series.Set(StationVariable.Rain, i, mm, sample.RainTips.ProbeFlag);
    }

    private static long? PreviousTips(DerivedSeries series, in StationSample sample, int i)
    {
        for (int back = i - 1; back >= 0; back--)
        {
            StationSample before = series.Samples[back];
            if (sample.UtcSeconds - before.UtcSeconds > RainReachSeconds)
                return null;
            if (before.RainTips.Value is { } tips)
                return before.Epoch == sample.Epoch ? (long)tips : null;
        }
        return null;
    }
}
