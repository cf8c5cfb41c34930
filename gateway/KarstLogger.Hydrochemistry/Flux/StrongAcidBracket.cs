namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>Concentrations of the ions of the strong-acid bracket, mol/m3 (= mmol/L): flow-weighted means of a period, or one sample.</summary>
public sealed record DissolvedIons
{
    public required double Bicarbonate { get; init; }

    public required double Calcium { get; init; }

    public required double Magnesium { get; init; }

    public required double Sodium { get; init; }

    public required double Potassium { get; init; }

    public required double Chloride { get; init; }

    public required double Sulfate { get; init; }

    /// <summary>0 where it was not measured: farmland springs carry 5 to 60 mg/L, so the bracket says which.</summary>
    public double Nitrate { get; init; }

    /// <summary>Sum of the cations, eq/m3.</summary>
    public double CationCharge => 2 * (Calcium + Magnesium) + Sodium + Potassium;

    /// <summary>Sum of the anions, eq/m3.</summary>
    public double AnionCharge => Bicarbonate + 2 * Sulfate + Nitrate + Chloride;

    /// <summary>100 (cations - anions) / (cations + anions).</summary>
    public double ChargeBalanceErrorPercent => 100 * (CationCharge - AnionCharge) / (CationCharge + AnionCharge);

    /// <summary>Takes off what rain brought: all chloride is from rain, the other ions in rain's own proportion to chloride (mol/mol), nothing below 0.</summary>
    public DissolvedIons WithoutRain(RainRatios rain) => this with
    {
        Calcium = Math.Max(0, Calcium - rain.Calcium * Chloride), Magnesium = Math.Max(0, Magnesium - rain.Magnesium * Chloride),
        Sodium = Math.Max(0, Sodium - rain.Sodium * Chloride), Potassium = Math.Max(0, Potassium - rain.Potassium * Chloride),
        Sulfate = Math.Max(0, Sulfate - rain.Sulfate * Chloride), Nitrate = Math.Max(0, Nitrate - rain.Nitrate * Chloride), Chloride = 0,
    };

    /// <summary>Takes off gypsum: calcium equal to the evaporite part (0 to 1) of the sulfate.</summary>
    public DissolvedIons WithoutGypsum(double evaporiteShareOfSulfate)
    {
        double gypsum = Math.Min(evaporiteShareOfSulfate * Sulfate, Calcium);
        return this with { Calcium = Calcium - gypsum, Sulfate = Sulfate - gypsum };
    }
}

/// <summary>Rain's ions per chloride, mol/mol.</summary>
public sealed record RainRatios(double Calcium, double Magnesium, double Sodium, double Potassium, double Sulfate, double Nitrate);

/// <summary>
/// Carbon taken from air and soil CO2 where sulfuric and nitric acid dissolve carbonate too (docs/equations/flux.md 11, strong acids). With x mol carbonate dissolved by carbonic and y by strong acid,
/// HCO3 = 2x + y and Ca + Mg = x + y; the cation side gives <see cref="CationSide"/>, the anion side <see cref="AnionSide"/>, and their difference is half the charge imbalance.
/// Neither is the default: they stand as a bracket beside HCO3/2.
/// </summary>
/// <param name="CationSide">HCO3 - (Ca + Mg), plus the silicate part, mol C/m3.</param>
/// <param name="AnionSide">(HCO3 - 2 SO4 - NO3 - Cl + Na + K)/2, plus the silicate part, mol C/m3.</param>
/// <param name="HalfBicarbonate">HCO3/2, the answer without strong acids, mol C/m3.</param>
/// <param name="ChargeBalanceErrorPercent">Of the ions as given: half the bracket's width is charge error.</param>
/// <param name="SilicateBicarbonate">HCO3 of silicate weathering, whose carbon is wholly from air and soil, mol/m3.</param>
public readonly record struct StrongAcidBracket(
    double CationSide, double AnionSide, double HalfBicarbonate, double ChargeBalanceErrorPercent, double SilicateBicarbonate)
{
    /// <summary>How far the cation side lies below HCO3/2, as a fraction of it.</summary>
    public double CationSideReduction => 1 - CationSide / HalfBicarbonate;

    /// <summary>How far the anion side lies below HCO3/2, as a fraction of it.</summary>
    public double AnionSideReduction => 1 - AnionSide / HalfBicarbonate;

    /// <summary>The bracket. With <paramref name="silicates"/>, Na beyond Cl and all K (both free of rain) are taken as silicate, with one HCO3 for each charge.</summary>
    public static StrongAcidBracket Of(DissolvedIons ions, bool silicates)
    {
        double sodium = silicates ? Math.Max(0, ions.Sodium - ions.Chloride) : 0, silicate = silicates ? sodium + ions.Potassium : 0;
        double carbonate = ions.Bicarbonate - silicate;
        double otherCations = ions.Sodium + ions.Potassium - silicate;
        double cationSide = carbonate - (ions.Calcium + ions.Magnesium);
        double anionSide = (carbonate - 2 * ions.Sulfate - ions.Nitrate - ions.Chloride + otherCations) / 2;
        return new(cationSide + silicate, anionSide + silicate, ions.Bicarbonate / 2, ions.ChargeBalanceErrorPercent, silicate);
    }
}
