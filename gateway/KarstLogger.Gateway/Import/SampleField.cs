using System.Collections.Immutable;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Import;

/// <summary>A unit of a foreign file: frame integer = value * <paramref name="Factor"/> + <paramref name="Offset"/>.</summary>
/// <param name="Name">As it is written in a mapping.</param>
/// <param name="Factor">Exact.</param>
/// <param name="Offset">Exact.</param>
public sealed record UnitScale(string Name, decimal Factor, decimal Offset = 0);

/// <summary>A field of the sample frame that a foreign column can fill. The arithmetic is decimal, so that 52.86 cm becomes 5286 tenths of a millimetre and nothing else.</summary>
public sealed class SampleField
{
    private readonly Action<Sample, long> _set;
    private readonly Action<Sample, ProbeStatus> _setStatus;

    private SampleField(string name, long least, long most, Action<Sample, long> set, Action<Sample, ProbeStatus> setStatus, params UnitScale[] units)
    {
        (Name, Least, Most, _set, _setStatus) = (name, least, most, set, setStatus);
        Units = [.. units];
    }

    /// <summary>All fields. 1 ft = 0.3048 m, 1 in = 25.4 mm exactly.</summary>
    public static ImmutableArray<SampleField> All { get; } =
    [
        new("stage", int.MinValue, int.MaxValue, (sample, value) => sample.Level = (int)value, (sample, status) => sample.LevelStatus = status,
            new("m", 10_000), new("cm", 100), new("mm", 10), new("ft", 3048)),
        new("water_temp", short.MinValue, short.MaxValue, (sample, value) => sample.WaterTemperatureHundredths = (int)value, (sample, status) => sample.TemperatureStatus = status,
            new("Cel", 100), new("degF", 500m / 9, -16_000m / 9)),
        new("ph", short.MinValue, short.MaxValue, (sample, value) => sample.PhThousandths = (int)value, (sample, status) => sample.PhStatus = status, new UnitScale("pH", 1000)),
        new("ec", 0, uint.MaxValue, (sample, value) => sample.EcHundredthsMicrosiemensPerCentimetre = (uint)value, (sample, status) => sample.EcStatus = status,
            new("uS/cm", 100), new("mS/cm", 100_000)),
        new(RainName, 0, uint.MaxValue, (sample, value) => sample.RainTipsCumulative = (uint)value, (sample, status) => sample.RainStatus = status,
            new("mm", 1), new("in", 25.4m)),
        new("battery", 0, ushort.MaxValue, (sample, value) => sample.BatteryMillivoltsMin = (int)value, (_, _) => { }, new("V", 1000), new("mV", 1)),
    ];

    private const string RainName = "rain";

    /// <summary>As it is written in a mapping.</summary>
    public string Name { get; }

    /// <summary>Smallest integer that the frame holds.</summary>
    public long Least { get; }

    /// <summary>Largest integer that the frame holds.</summary>
    public long Most { get; }

    /// <summary>Units that are understood; the first where none is named.</summary>
    public ImmutableArray<UnitScale> Units { get; }

    /// <summary>True for rain, which a file has by interval and the frame as a running count of tips.</summary>
    public bool IsRain => Name == RainName;

    /// <summary>The field of a name, or null.</summary>
    public static SampleField? Find(string name) => All.FirstOrDefault(field => field.Name == name);

    /// <summary>Puts a value that the frame can hold.</summary>
    public void Set(Sample sample, long scaled, ProbeStatus status)
    {
        _set(sample, scaled);
        _setStatus(sample, status);
    }

    /// <summary>Puts the reason for no value.</summary>
    public void SetAbsent(Sample sample, ProbeStatus status) => _setStatus(sample, status);
}
