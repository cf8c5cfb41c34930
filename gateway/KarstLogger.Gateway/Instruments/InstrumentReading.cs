using KarstLogger.Wire;

namespace KarstLogger.Gateway.Instruments;

/// <summary>One reading of the gateway's own instruments. A number stands where its status has a value; elsewhere it is 0 and means nothing.</summary>
public sealed record InstrumentReading
{
    /// <summary>Nothing is fitted, or this program was built without the packages for it.</summary>
    public static InstrumentReading NotFitted { get; } = new();

    /// <summary>Status of pressure, temperature and humidity of the air.</summary>
    public ProbeStatus BarometerStatus { get; init; }

    /// <summary>Air pressure, Pa.</summary>
    public double AirPressurePascals { get; init; }

    /// <summary>Air temperature, degC.</summary>
    public double AirDegreesCelsius { get; init; }

    /// <summary>Relative humidity of the air, %.</summary>
    public double AirRelativeHumidityPercent { get; init; }

    /// <summary>Status of the rain gauge.</summary>
    public ProbeStatus RainStatus { get; init; }

    /// <summary>Tips since the program was started.</summary>
    public long RainTips { get; init; }

    /// <summary>Status of the supply monitor.</summary>
    public ProbeStatus SupplyStatus { get; init; }

    /// <summary>Supply voltage, V.</summary>
    public double SupplyVolts { get; init; }

    /// <summary>Supply current, A.</summary>
    public double SupplyAmperes { get; init; }

    /// <summary>True where nothing that is fitted is at fault.</summary>
    public bool IsSound => ((ProbeStatus[])[BarometerStatus, RainStatus, SupplyStatus]).All(status => status is ProbeStatus.NotFitted or ProbeStatus.Ok);

    /// <summary>True where no instrument has ever answered: there is nothing to archive.</summary>
    public bool IsEmpty => BarometerStatus == ProbeStatus.NotFitted && RainStatus == ProbeStatus.NotFitted && SupplyStatus == ProbeStatus.NotFitted;

    /// <summary>The reading in words, for the log.</summary>
    public string Describe() => $"barometer {Words(BarometerStatus)}, rain gauge {Words(RainStatus)}, supply monitor {Words(SupplyStatus)}";

    private static string Words(ProbeStatus status) => status switch
    {
        ProbeStatus.NotFitted => "not fitted",
        ProbeStatus.Ok => "ok",
        ProbeStatus.OutOfRange => "out of range",
        _ => "silent",
    };
}
