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

    internal static void Measure(DerivedSeries series, StationSettings settings, AirPressureRecord? air)
    {
        double gravity = LocalGravity.MetresPerSecondSquared(settings.LatitudeDegrees, settings.AltitudeMetres);
        for (int i = 0; i < series.Samples.Count; i++)
        {
            StationSample sample = series.Samples[i];
            SetProbe(series, StationVariable.WaterTemperature, i, sample.WaterTemperature);
            SetProbe(series, StationVariable.Ph, i, sample.Ph);
            SetLevel(series, settings, air, gravity, i);
            SetConductivity(series, settings.CompensationLaw, i);
            SetRain(series, settings, i);
        }
    }

    private static void SetProbe(DerivedSeries series, StationVariable variable, int i, ProbeValue reading) =>
        series.Set(variable, i, reading.Value, reading.Value is null ? QcFlag.Missing : reading.ProbeFlag);

    private static void SetLevel(DerivedSeries series, StationSettings settings, AirPressureRecord? air, double gravity, int i)
    {
        StationSample sample = series.Samples[i];
        double? depth = DepthMetres(sample, air, gravity);
        series.Set(StationVariable.Depth, i, depth, depth is null ? QcFlag.Missing : sample.Level.ProbeFlag);
        double? offset = null;
        foreach (DatumOffset survey in settings.DatumOffsets)
            if (survey.FromUtcSeconds <= sample.UtcSeconds)
                offset = survey.Metres;
        series.Derive(StationVariable.Stage, i, depth + offset);
    }

    private static double? DepthMetres(in StationSample sample, AirPressureRecord? air, double gravity)
    {
        if (sample.Level.Value is not { } level)
            return null;
        if (sample.LevelReading == LevelReading.DepthMetres)
            return level;
        double? airPascals = sample.LevelReading == LevelReading.GaugePascals ? 0 : air?.At(sample.UtcSeconds) ?? sample.BoxPressurePascals;
        double degrees = sample.WaterTemperature.Value is { } t and > -5 and < 100 ? t : DensityTemperatureDegreesCelsius;
        return airPascals is { } pascals
            ? WaterColumn.DepthOf((level - pascals) / 1000, Quantities.WaterTemperature.FromDegreesCelsius(degrees), gravity)?.Metres
            : null;
    }

    private static void SetConductivity(DerivedSeries series, CompensationLaw law, int i)
    {
        StationSample sample = series.Samples[i];
        if (sample.Conductivity.Value is not { } value)
            return;
        QcFlag probe = sample.Conductivity.ProbeFlag;
        if (sample.ConductivityReading == ConductivityReading.InSitu)
        {
            series.Set(StationVariable.ElectricalConductivity, i, value, probe);
            double? factor = series.Usable(StationVariable.WaterTemperature, i) is { } t and >= -5 and <= 100
                ? law.FactorTo25(Quantities.WaterTemperature.FromDegreesCelsius(t)) : null;
            series.Set(StationVariable.SpecificConductance, i, value * factor, QcFlags.Worst(probe, series.Flag(StationVariable.WaterTemperature, i)));
        }
        else
        {
            QcFlag own = sample.ConductivityReading == ConductivityReading.Unknown ? QcFlag.Suspect : QcFlag.Pass;
            series.Set(StationVariable.SpecificConductance, i, Rebased(sample, value, law), QcFlags.Worst(probe, own));
        }
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

    private static void SetRain(DerivedSeries series, StationSettings settings, int i)
    {
        StationSample sample = series.Samples[i];
        if (sample.RainTips.Value is not { } tips)
            return;
        // A counter that began again has counted its tips since then; a first sample has nothing to compare with.
        double? before = sample.RainCounterRestarted ? 0 : PreviousTips(series, i);
        double? mm = tips >= before ? (tips - before) * settings.RainMillimetresPerTip : null;
        series.Set(StationVariable.Rain, i, mm, sample.RainTips.ProbeFlag);
    }

    private static double? PreviousTips(DerivedSeries series, int i)
    {
        for (int back = i - 1; back >= 0 && series.Samples[i].UtcSeconds - series.Samples[back].UtcSeconds <= RainReachSeconds; back--)
            if (series.Samples[back].RainTips.Value is { } tips)
                return series.Samples[back].Epoch == series.Samples[i].Epoch ? tips : null;
        return null;
    }
}
