namespace KarstLogger.Hydrochemistry.Ions;

/// <summary>
/// A constituent of a water analysis. Molar masses: IUPAC conventional atomic weights; HCO3 61.0168 as in docs/equations/flux.md 1; SO4 96.06, Cl 35.453 and the others as they reproduce
/// charge_balance_07056000.csv to its last digit.
/// </summary>
/// <param name="Symbol">"Ca", "HCO3", "NO3".</param>
/// <param name="GramsPerMole">Molar mass.</param>
/// <param name="Charge">Signed charge; 0 for SiO2.</param>
public sealed record MajorIon(string Symbol, double GramsPerMole, int Charge)
{
    public static MajorIon Calcium { get; } = new("Ca", 40.078, 2);

    public static MajorIon Magnesium { get; } = new("Mg", 24.305, 2);

    public static MajorIon Sodium { get; } = new("Na", 22.98977, 1);

    public static MajorIon Potassium { get; } = new("K", 39.0983, 1);

    public static MajorIon Strontium { get; } = new("Sr", 87.62, 2);

    public static MajorIon Bicarbonate { get; } = new("HCO3", 61.0168, -1);

    public static MajorIon Chloride { get; } = new("Cl", 35.453, -1);

    public static MajorIon Sulfate { get; } = new("SO4", 96.06, -2);

    public static MajorIon Nitrate { get; } = new("NO3", 62.0049, -1);

    public static MajorIon Fluoride { get; } = new("F", 18.9984, -1);

    public static MajorIon Silica { get; } = new("SiO2", 60.084, 0);

    /// <summary>All that a laboratory file may hold.</summary>
    public static IReadOnlyList<MajorIon> All { get; } =
        [Calcium, Magnesium, Sodium, Potassium, Strontium, Bicarbonate, Chloride, Sulfate, Nitrate, Fluoride, Silica];

    /// <summary>The ion of a symbol, upper or lower case; null where unknown.</summary>
    public static MajorIon? Find(string symbol) => All.FirstOrDefault(i => i.Symbol.Equals(symbol, StringComparison.OrdinalIgnoreCase));

    /// <summary>meq/L (without sign) of a concentration in mg/L.</summary>
    public double MilliequivalentsPerLitre(double milligramsPerLitre) => milligramsPerLitre * Math.Abs(Charge) / GramsPerMole;
}
