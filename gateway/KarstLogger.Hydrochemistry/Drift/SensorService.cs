namespace KarstLogger.Hydrochemistry.Drift;

/// <summary>One standard at a service: its true value at its temperature, and what the cleaned sensor read in it.</summary>
/// <param name="Standard">True value.</param>
/// <param name="Reading">Reading of the sensor.</param>
public readonly record struct StandardCheck(double Standard, double Reading)
{
    /// <summary>Drift error E_d = standard - reading.</summary>
    public double Error => Standard - Reading;

    /// <summary>The same in percent of the reading.</summary>
    public double Percent => 100 * Error / Reading;
}

/// <summary>
/// What was read at one visit, in the order of USGS TM 1-D3: sonde and field meter side by side before cleaning, the same after, then the standards. Readings of a sonde in air
/// do not belong here. Absent readings leave their part of the error unknown, not zero: <see cref="ServiceAssessment"/> says so.
/// </summary>
public sealed record SensorService
{
    /// <summary>The sensor.</summary>
    public required MonitoredParameter Parameter { get; init; }

    /// <summary>The last service or calibration before this one, UTC seconds: drift grows from here.</summary>
    public required long LastServiceUtcSeconds { get; init; }

    /// <summary>This service, UTC seconds.</summary>
    public required long UtcSeconds { get; init; }

    /// <summary>When fouling began; absent = at the last service.</summary>
    public long? FoulingOnsetUtcSeconds { get; init; }

    /// <summary>Sonde before cleaning.</summary>
    public double? MonitorBeforeCleaning { get; init; }

    /// <summary>Sonde after cleaning, in the same water.</summary>
    public double? MonitorAfterCleaning { get; init; }

    /// <summary>Field meter beside the sonde before cleaning: it tells how the water itself changed meanwhile.</summary>
    public double? FieldMeterStart { get; init; }

    /// <summary>Field meter after cleaning.</summary>
    public double? FieldMeterEnd { get; init; }

    /// <summary>The standards; none where none was checked.</summary>
    public IReadOnlyList<StandardCheck> Standards { get; init; } = [];
}
