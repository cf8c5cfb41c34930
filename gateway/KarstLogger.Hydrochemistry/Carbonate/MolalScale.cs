using KarstLogger.Hydrochemistry.Lanes;

namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>How the totals in mol/kgw of one water follow from its mg/L (reference/carbonate.md section 1), for the derivatives.</summary>
/// <param name="PerKilogram">mol/kgw for each mmol/L.</param>
/// <param name="SharePerMilligram">Relative growth of every total with one more mg/L of anything.</param>
/// <param name="SharePerPH">Relative growth of every total with pH, through the mass of H+ and OH-.</param>
internal readonly record struct MolalScale(double PerKilogram, double SharePerMilligram, double SharePerPH)
{
    /// <summary>The scale of a water.</summary>
    internal static MolalScale Of(in WaterLanes<LaneScalar> w)
    {
        double hydrogen = Elementary.Exp10(-w.PH.Value), hydroxide = 1e-14 / hydrogen, milligrams = 0;
        for (CarbonateInput input = CarbonateInput.Calcium; input <= CarbonateInput.Strontium; input++)
            milligrams += Amount(w, input);
        double ofWater = 1 - 1e-3 * (1e-3 * milligrams + FormulaWeight.Hydrogen * hydrogen + FormulaWeight.Hydroxide * hydroxide);
        return new MolalScale(1e-3 / ofWater, 1e-6 / ofWater, 1e-3 * Elementary.Ln10 * (FormulaWeight.Hydroxide * hydroxide - FormulaWeight.Hydrogen * hydrogen) / ofWater);
    }

    /// <summary>mol/kgw for one mg/L, the master it belongs to (0 = inert), and for an inert ion half its charge squared.</summary>
    internal (double PerUnit, int MasterIndex, double HalfChargeSquared) Of(CarbonateInput input) => input switch
    {
        CarbonateInput.Calcium => (PerKilogram / FormulaWeight.Calcium, Master.Calcium, 0),
        CarbonateInput.Magnesium => (PerKilogram / FormulaWeight.Magnesium, Master.Magnesium, 0),
        CarbonateInput.Sodium => (PerKilogram / FormulaWeight.Sodium, Master.Sodium, 0),
        CarbonateInput.Potassium => (PerKilogram / FormulaWeight.Potassium, Master.Potassium, 0),
        CarbonateInput.Chloride => (PerKilogram / FormulaWeight.Chloride, Master.Chloride, 0),
        CarbonateInput.Sulfate => (PerKilogram / FormulaWeight.Sulfate, Master.Sulfate, 0),
        CarbonateInput.Alkalinity => (PerKilogram / FormulaWeight.Bicarbonate, Master.Carbonate, 0),
        CarbonateInput.Nitrate => (PerKilogram / FormulaWeight.Nitrate, 0, 0.5),
        CarbonateInput.Fluoride => (PerKilogram / FormulaWeight.Fluoride, 0, 0.5),
        CarbonateInput.Silica => (PerKilogram / FormulaWeight.Silica, 0, 0),
        CarbonateInput.Strontium => (PerKilogram / FormulaWeight.Strontium, 0, 2),
        _ => throw new ArgumentOutOfRangeException(nameof(input), input, "Not a concentration."),
    };

    /// <summary>The concentration of an input, mg/L.</summary>
    internal static double Amount(in WaterLanes<LaneScalar> w, CarbonateInput input) => (input switch
    {
        CarbonateInput.Calcium => w.Calcium,
        CarbonateInput.Magnesium => w.Magnesium,
        CarbonateInput.Sodium => w.Sodium,
        CarbonateInput.Potassium => w.Potassium,
        CarbonateInput.Chloride => w.Chloride,
        CarbonateInput.Sulfate => w.Sulfate,
        CarbonateInput.Alkalinity => w.Alkalinity,
        CarbonateInput.Nitrate => w.Nitrate,
        CarbonateInput.Fluoride => w.Fluoride,
        CarbonateInput.Silica => w.Silica,
        CarbonateInput.Strontium => w.Strontium,
        _ => throw new ArgumentOutOfRangeException(nameof(input), input, "Not a concentration."),
    }).Value;
}
