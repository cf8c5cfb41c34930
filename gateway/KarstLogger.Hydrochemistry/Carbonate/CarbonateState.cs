namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>Why a part of a carbonate state is undefined. Several can hold.</summary>
[Flags]
public enum CarbonateGaps
{
    /// <summary>Everything is defined.</summary>
    None = 0,

    /// <summary>Calcium is absent or 0: no index of calcite, aragonite, dolomite, gypsum.</summary>
    CalciumAbsent = 1,

    /// <summary>Magnesium is absent or 0: no index of dolomite.</summary>
    MagnesiumAbsent = 2,

    /// <summary>Sulfate is absent or 0: no index of gypsum.</summary>
    SulfateAbsent = 4,

    /// <summary>No alkalinity was given: no pCO2, no DIC, no carbonate index. Not the same as an alkalinity of 0.</summary>
    AlkalinityNotGiven = 8,

    /// <summary>The hydroxide of this pH alone exceeds the alkalinity given: DIC 0, no pCO2, no carbonate index; pH and alkalinity contradict each other.</summary>
    AlkalinityBelowHydroxide = 16,

    /// <summary>No water temperature: nothing is computed.</summary>
    TemperatureAbsent = 32,

    /// <summary>No pH: nothing is computed.</summary>
    PHAbsent = 64,

    /// <summary>An input is not a number, negative or beyond what water can be: nothing is computed.</summary>
    InputRefused = 128,

    /// <summary>The calculation did not settle within its limit of sweeps: nothing is given.</summary>
    NotConverged = 256,
}

/// <summary>
/// The carbonate chemistry of one water: fugacity of CO2, saturation indices, ionic strength, dissolved inorganic carbon, with the tag of the constant set.
/// What is undefined is null, and <see cref="Gaps"/> says why.
/// </summary>
public readonly record struct CarbonateState
{
    /// <summary>The constant set, e.g. <c>wateq4f</c>.</summary>
    public required string ModelTag { get; init; }

    /// <summary>Why parts are undefined.</summary>
    public CarbonateGaps Gaps { get; init; }

    /// <summary>Decimal logarithm of the CO2 fugacity in atm.</summary>
    public double? LogPCo2Atm { get; init; }

    /// <summary>CO2 fugacity in Pa, absolute (independent of altitude).</summary>
    public double? PCo2Pascals { get; init; }

    /// <summary>log10(IAP/K) of calcite.</summary>
    public double? CalciteSaturationIndex { get; init; }

    /// <summary>log10(IAP/K) of aragonite.</summary>
    public double? AragoniteSaturationIndex { get; init; }

    /// <summary>log10(IAP/K) of dolomite, Ca Mg (CO3)2.</summary>
    public double? DolomiteSaturationIndex { get; init; }

    /// <summary>log10(IAP/K) of gypsum.</summary>
    public double? GypsumSaturationIndex { get; init; }

    /// <summary>Ionic strength over all species, mol/kgw.</summary>
    public double? IonicStrengthMolPerKilogramWater { get; init; }

    /// <summary>Dissolved inorganic carbon, CO2(aq) + HCO3- + CO3-- and their pairs, mmol/kgw.</summary>
    public double? DicMillimolPerKilogramWater { get; init; }

    /// <summary>Charge balance error of the ions as given, 100 (cations - anions) / (cations + anions) in percent; the sign says which side is in excess.</summary>
    public double? ChargeBalanceErrorPercent { get; init; }

    /// <summary>Sweeps to convergence; 0 where nothing was computed.</summary>
    public int Sweeps { get; init; }

    /// <summary>True where the calculation settled to 1e-9.</summary>
    public bool Converged => Sweeps > 0 && (Gaps & CarbonateGaps.NotConverged) == 0;
}
