namespace KarstLogger.HostSim;

/// <summary>
/// What makes one simulated spring differ from another. Means of temperature, pH and conductivity at 25 degC are those of the four regional pools of the Guizhou
/// tables (Table 1); what the tables do not hold (area, rating, response times) is chosen and has no source. Nothing here is a real station.
/// </summary>
public sealed record CavePreset
{
    /// <summary>Name for the command line.</summary>
    public required string Name { get; init; }

    /// <summary>Mean conductivity at 25 degC, uS/cm.</summary>
    public required double Ec25Mean { get; init; }

    /// <summary>Coefficient of variation of the conductivity.</summary>
    public required double Ec25Variation { get; init; }

    /// <summary>Mean water temperature, degC.</summary>
    public required double TemperatureMean { get; init; }

    /// <summary>Half the seasonal range of the water temperature, K.</summary>
    public required double TemperatureSwing { get; init; }

    /// <summary>Mean pH.</summary>
    public required double PhMean { get; init; }

    /// <summary>Catchment, km2 (chosen).</summary>
    public required double AreaSquareKilometres { get; init; }

    /// <summary>Mean air pressure at the site, Pa (chosen from 900 to 1300 m above sea).</summary>
    public required double AirPressurePascals { get; init; }

    /// <summary>True rating Q = coefficient * (stage - stage of zero flow)^exponent, m3/s and m (chosen).</summary>
    public required double RatingCoefficient { get; init; }

    /// <summary>Exponent of the true rating.</summary>
    public double RatingExponent { get; init; } = 1.8;

    /// <summary>Stage of zero flow, m.</summary>
    public double StageOfZeroFlowMetres { get; init; } = 0.10;

    /// <summary>Stage = depth above the probe + this, m.</summary>
    public double DeploymentOffsetMetres { get; init; } = 0.05;

    /// <summary>Eastern pool: low conductivity, steady.</summary>
    public static CavePreset East { get; } = new()
    {
        Name = "east", Ec25Mean = 322.65, Ec25Variation = 0.05, TemperatureMean = 18.89, TemperatureSwing = 0.9, PhMean = 7.43,
        AreaSquareKilometres = 28, AirPressurePascals = 93_500, RatingCoefficient = 2.4,
    };

    /// <summary>Western pool: the steadiest.</summary>
    public static CavePreset West { get; } = new()
    {
        Name = "west", Ec25Mean = 374.56, Ec25Variation = 0.03, TemperatureMean = 18.10, TemperatureSwing = 0.7, PhMean = 7.71,
        AreaSquareKilometres = 41, AirPressurePascals = 87_600, RatingCoefficient = 3.1,
    };

    /// <summary>Northern pool: sulphate-rich, variable.</summary>
    public static CavePreset North { get; } = new()
    {
        Name = "north", Ec25Mean = 560.83, Ec25Variation = 0.18, TemperatureMean = 18.64, TemperatureSwing = 1.8, PhMean = 8.11,
        AreaSquareKilometres = 35, AirPressurePascals = 90_300, RatingCoefficient = 2.8,
    };

    /// <summary>Southern pool. Its printed spread of temperature (37 %) and pH (7 %) is no spring's and is not imitated.</summary>
    public static CavePreset South { get; } = new()
    {
        Name = "south", Ec25Mean = 447.42, Ec25Variation = 0.14, TemperatureMean = 18.24, TemperatureSwing = 2.2, PhMean = 8.39,
        AreaSquareKilometres = 52, AirPressurePascals = 95_100, RatingCoefficient = 3.6,
    };

    /// <summary>All four.</summary>
    public static IReadOnlyList<CavePreset> All { get; } = [East, West, North, South];
}
