using KarstLogger.Gateway.Store;
using KarstLogger.HostSim;
using KarstLogger.Wire;

namespace KarstLogger.Simulation;

/// <summary>From the sensor to the archived number.</summary>
public static class ValueCheckers
{
    // Half a unit of the frame (0.01 degC, 0.001 pH, 0.01 uS/cm, 1 Pa), and what the sonde's single-precision answers add: from 16 psi on half a step of 2^-19 psi is
    // 0.0066 Pa, 600 uS/cm 4e-5.
    private const double TemperatureResolution = 0.00501, PhResolution = 0.000501, EcResolution = 0.0051, PascalResolution = 0.507;

    /// <summary>A value without a refusal lies between the least and the greatest that the sensor said in that burst; a median can lie nowhere else.</summary>
    public static IEnumerable<string> SondeValues(FleetEvidence evidence)
    {
        foreach ((TruthRow truth, Sample sample) in evidence.Samples)
        {
            FeltRange felt = truth.Sonde.Felt;
            if (Outside(sample.TemperatureStatus, sample.WaterTemperatureHundredths / 100.0, felt.TemperatureLeast, felt.TemperatureMost, TemperatureResolution) is { } temperature)
                yield return $"sequence {truth.Sequence}, temperature: {temperature}";
            if (Outside(sample.PhStatus, sample.PhThousandths / 1000.0, felt.PhLeast, felt.PhMost, PhResolution) is { } ph)
                yield return $"sequence {truth.Sequence}, pH: {ph}";
            if (Outside(sample.EcStatus, sample.EcHundredthsMicrosiemensPerCentimetre / 100.0, felt.EcLeast, felt.EcMost, EcResolution) is { } ec)
                yield return $"sequence {truth.Sequence}, conductivity: {ec}";
            if (Outside(sample.LevelStatus, sample.Level, felt.PascalsLeast, felt.PascalsMost, PascalResolution) is { } level)
                yield return $"sequence {truth.Sequence}, level: {level}";
        }
    }

    /// <summary>Nothing arrived, so nothing may be there.</summary>
    public static IEnumerable<string> SilentIsAbsent(FleetEvidence evidence)
    {
        foreach ((TruthRow truth, Sample sample) in evidence.Samples)
            if ((truth.Sonde.Ailments & SondeAilments.Silent) != 0
                && (ProbeStatuses.HasValue(sample.LevelStatus) || ProbeStatuses.HasValue(sample.TemperatureStatus) || ProbeStatuses.HasValue(sample.PhStatus) || ProbeStatuses.HasValue(sample.EcStatus)))
                yield return $"sequence {truth.Sequence} has a value from a silent sonde";
    }

    private static string? Outside(ProbeStatus status, double value, double least, double most, double resolution) =>
        ProbeStatuses.HasValue(status) && !(value >= least - resolution && value <= most + resolution) ? FormattableString.Invariant($"{value} archived, {least} to {most} said") : null;
}
