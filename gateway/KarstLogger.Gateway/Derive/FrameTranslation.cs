using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quantities;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Derive;

/// <summary>From the integers of an archived sample frame to the pipeline's own types: the last place that knows the wire.</summary>
internal static class FrameTranslation
{
    internal static StationSample ToStationSample(Sample sample, long placedUtcSeconds, long receivedUtcMs)
    {
        return new StationSample
        {
            Logger = sample.LoggerId,
            Epoch = sample.Epoch,
            Sequence = sample.Sequence,
            UtcSeconds = placedUtcSeconds,
            TimeDoubtful = sample.ClockSource == ClockSource.Unset,
            ReceivedUtcSeconds = receivedUtcMs / 1000,
            Simulated = sample.IsSimulated,
            Maintenance = (sample.Flags & FrameFlags.Maintenance) != 0,
            Level = Probe(sample.LevelStatus, sample.LevelBasis == LevelBasis.SondeDepth ? sample.Level / 10000.0 : sample.Level),
            LevelReading = sample.LevelBasis switch
            {
                LevelBasis.SondeDepth => LevelReading.DepthMetres,
                LevelBasis.GaugePascals => LevelReading.GaugePascals,
                _ => LevelReading.AbsolutePascals,
            },
            BoxPressurePascals = ProbeStatuses.HasValue(sample.BoardStatus) && sample.BoxPressureTwoPascals > 0 ? 2.0 * sample.BoxPressureTwoPascals : null,
            WaterTemperature = Probe(sample.TemperatureStatus, sample.WaterTemperatureHundredths / 100.0),
            Ph = Probe(sample.PhStatus, sample.PhThousandths / 1000.0),
            Conductivity = Probe(sample.EcStatus, sample.EcHundredthsMicrosiemensPerCentimetre / 100.0),
            ConductivityReading = sample.EcBasis switch
            {
                EcBasis.InSitu => ConductivityReading.InSitu,
                EcBasis.At25Alpha0191 => ConductivityReading.At25Linear0191,
                EcBasis.At25Alpha020 => ConductivityReading.At25Linear0200,
                EcBasis.At25NaturalWater => ConductivityReading.At25NaturalWater,
                _ => ConductivityReading.Unknown,
            },
            RainTips = Probe(sample.RainStatus, sample.RainTipsCumulative),
            RainCounterRestarted = (sample.Flags & FrameFlags.RainCounterRestarted) != 0,
        };
    }

    // The probe's own data quality to our flags: an expired calibration or a warning is a doubt, a value in calibration mode is none of this water.
    private static ProbeValue Probe(ProbeStatus status, double value) => status switch
    {
        ProbeStatus.Ok => ProbeValue.Good(value),
        ProbeStatus.UserCalibrationExpired or ProbeStatus.FactoryCalibrationExpired or ProbeStatus.Warning => new(value, QcFlag.Suspect),
        ProbeStatus.Calibrating => new(value, QcFlag.Fail),
        _ => ProbeValue.Missing,
    };
}
