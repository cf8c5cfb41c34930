using KarstLogger.Hydrochemistry.Carbonate;

namespace KarstLogger.Gateway.Speciation;

/// <summary>What holds for every water of a run.</summary>
public sealed record SpeciationOptions
{
    /// <summary>The constant set.</summary>
    public required CarbonateModel Model { get; init; }

    /// <summary>Air pressure at the station in Pa where the rows do not say; null = unknown, and no ppmv.</summary>
    public double? StationPascals { get; init; }

    /// <summary>Standard uncertainties to propagate; null = none.</summary>
    public StandardUncertainties? Uncertainties { get; init; }

    /// <summary>CO2 fugacity in Pa that each water is brought to, at constant alkalinity; null = not.</summary>
    public double? EquilibratePascals { get; init; }

    /// <summary>True to bring each water to balance with calcite too: closed to gas, or at <see cref="EquilibratePascals"/>.</summary>
    public bool EquilibrateCalcite { get; init; }

    /// <summary>True where a state after equilibration is asked for.</summary>
    public bool Equilibrates => EquilibrateCalcite || EquilibratePascals is not null;

    /// <summary>CO2 of the free air, ppmv of dry air.</summary>
    public double AtmosphericPpmvDry { get; init; } = GasUnits.AtmosphericPpmvDry;
}

/// <summary>One water with its result.</summary>
public sealed record SpeciatedWater(WaterRow Row, CarbonateState State, IReadOnlyList<WaterFinding> Findings, CarbonateUncertainty? Uncertainty = null, EquilibratedWater? After = null);
