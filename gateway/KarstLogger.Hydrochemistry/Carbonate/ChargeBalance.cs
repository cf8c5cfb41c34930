using KarstLogger.Hydrochemistry.Lanes;

namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>Charge balance of the ions as given (H+ and OH- left out, alkalinity as bicarbonate), the usual check of an analysis.</summary>
public static class ChargeBalance
{
    /// <summary>Cations in meq/L.</summary>
    public static double CationsMilliequivalentsPerLitre(in WaterSample water) => Cations(water.ToLanes()).Value;

    /// <summary>Anions in meq/L; the alkalinity counts as it was titrated.</summary>
    public static double AnionsMilliequivalentsPerLitre(in WaterSample water) => Anions(water.ToLanes()).Value;

    /// <summary>100 (cations - anions) / (cations + anions) in percent; null where no ion was given.</summary>
    public static double? ErrorPercent(in WaterSample water)
    {
        (LaneScalar error, LaneScalar sum) = ErrorPercent(water.ToLanes());
        return sum.Value > 0 ? error.Value : null;
    }

    /// <summary>100 (cations - anions) / (cations + anions) in percent, and cations + anions in meq/L; where no ion was given both are 0.</summary>
    internal static (T ErrorPercent, T Sum) ErrorPercent<T>(in WaterLanes<T> water) where T : unmanaged, ILane<T>
    {
        T cations = Cations(water), anions = Anions(water), sum = cations + anions;
        return (T.Create(100) * (cations - anions) / T.Select(T.LessThan(T.Create(0), sum), sum, T.Create(1)), sum);
    }

    private static T Cations<T>(in WaterLanes<T> w) where T : unmanaged, ILane<T> =>
        w.Calcium * T.Create(2 / FormulaWeight.Calcium) + w.Magnesium * T.Create(2 / FormulaWeight.Magnesium) + w.Sodium * T.Create(1 / FormulaWeight.Sodium)
        + w.Potassium * T.Create(1 / FormulaWeight.Potassium) + w.Strontium * T.Create(2 / FormulaWeight.Strontium);

    private static T Anions<T>(in WaterLanes<T> w) where T : unmanaged, ILane<T> =>
        w.Chloride * T.Create(1 / FormulaWeight.Chloride) + w.Sulfate * T.Create(2 / FormulaWeight.Sulfate) + w.Alkalinity * T.Create(1 / FormulaWeight.Bicarbonate)
        + w.Nitrate * T.Create(1 / FormulaWeight.Nitrate) + w.Fluoride * T.Create(1 / FormulaWeight.Fluoride);
}
