namespace KarstLogger.Hydrochemistry.Drift;

/// <summary>A sensor that is cleaned and checked at a visit.</summary>
public enum MonitoredParameter
{
    /// <summary>Water temperature, degC.</summary>
    WaterTemperature,

    /// <summary>Specific conductance, uS/cm at 25 degC.</summary>
    SpecificConductance,

    /// <summary>pH.</summary>
    Ph,

    /// <summary>Dissolved oxygen, mg/L.</summary>
    DissolvedOxygen,

    /// <summary>Turbidity, FNU.</summary>
    Turbidity,
}

/// <summary>Quality of a stretch of record, by the error that was found at its end (USGS TM 1-D3).</summary>
public enum RecordGrade
{
    /// <summary>The best of the four.</summary>
    Excellent,

    /// <summary>The second.</summary>
    Good,

    /// <summary>The third.</summary>
    Fair,

    /// <summary>Everything beyond.</summary>
    Poor,
}
