using KarstLogger.Hydrochemistry.Lanes;

namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>Waters side by side as the kernel takes them: temperatures in degC, ions in mg/L, an absent ion as 0.</summary>
internal struct WaterLanes<T> where T : unmanaged, ILane<T>
{
    public T Celsius, PH, Calcium, Magnesium, Sodium, Potassium, Chloride, Sulfate, Alkalinity, Nitrate, Fluoride, Silica, Strontium;

    /// <summary>1 where an alkalinity was given, else 0: then there is no carbonate in the calculation.</summary>
    public T AlkalinityGiven;
}

/// <summary>
/// Formula weights in g/mol as in phreeqc.dat (element weights Ca 40.08, Mg 24.312, Na 22.9898, K 39.102, Cl 35.453, S 32.064, C 12.0111, H 1.008, O 16, N 14.0067,
/// F 18.9984, Si 28.0843, Sr 87.62), not today's IUPAC weights: the difference shows in the fifth digit.
/// </summary>
internal static class FormulaWeight
{
    internal const double Calcium = 40.08, Magnesium = 24.312, Sodium = 22.9898, Potassium = 39.102, Chloride = 35.453, Sulfate = 96.064, Bicarbonate = 61.0191;
    internal const double Nitrate = 62.0067, Fluoride = 18.9984, Silica = 60.0843, Strontium = 87.62, Hydrogen = 1.008, Hydroxide = 17.008;
}
