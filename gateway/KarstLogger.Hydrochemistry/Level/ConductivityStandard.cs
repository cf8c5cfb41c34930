using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Level;

/// <summary>Why a reading in a standard cannot be judged.</summary>
public enum StandardRefusal
{
    /// <summary>It can.</summary>
    None,

    /// <summary>The natural-water function does not hold for potassium chloride: it makes 1457 of a true 1413 at 10 degC. Set the sonde to a linear law or to in-situ values.</summary>
    NaturalWaterFunction,

    /// <summary>The standard says nothing at this temperature.</summary>
    TemperatureOutsideTable,

    /// <summary>The new cell constant is further from the old than is credible: wrong bottle, dirty or broken cell.</summary>
    CellConstantJump,
}

/// <summary>A potassium-chloride conductivity standard: its conductivity by temperature, in steps of 5 degC (tables of the makers Hanna HI 8733 and Mettler-Toledo S230, which agree).</summary>
public sealed record ConductivityStandard
{
    private const double StepDegreesCelsius = 5;
    private const double MostCellConstantChange = 0.15;
    private readonly TemperatureTable _table;

    private ConductivityStandard(double at25, double fromDegreesCelsius, params double[] values) =>
        (MicrosiemensPerCentimetreAt25, _table) = (at25, new TemperatureTable(fromDegreesCelsius, StepDegreesCelsius, [.. values]));

    /// <summary>84 uS/cm, 10 to 30 degC.</summary>
    public static ConductivityStandard Low { get; } = new(84, 10, 60.34, 67.61, 75.80, 84.00, 92.19);

    /// <summary>1413 uS/cm (0.01 mol/L), 0 to 30 degC.</summary>
    public static ConductivityStandard Middle { get; } = new(1413, 0, 776, 896, 1020, 1147, 1278, 1413, 1552);

    /// <summary>12 880 uS/cm (0.1 mol/L), 0 to 30 degC.</summary>
    public static ConductivityStandard High { get; } = new(12880, 0, 7150, 8220, 9330, 10480, 11670, 12880, 14120);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ConductivityStandard> All { get; } = [Low, Middle, High];

    /// <summary>The number on the bottle.</summary>
    public double MicrosiemensPerCentimetreAt25 { get; }

    /// <summary>The conductivity of the standard at its own temperature, linear between the printed values; absent outside them.</summary>
    public ElectricalConductivity? At(WaterTemperature temperature) =>
        _table.At(temperature) is { } value ? ElectricalConductivity.FromMicrosiemensPerCentimetre(value) : null;

    /// <summary>
    /// What the sonde should have shown in this standard: the standard's conductivity at its temperature, brought to 25 degC by the sonde's own law where it has one.
    /// So an error is the cell's, not the law's.
    /// </summary>
    /// <param name="temperature">Temperature of the standard.</param>
    /// <param name="law">The sonde's compensation; absent = it shows in-situ values.</param>
    public (double? MicrosiemensPerCentimetre, StandardRefusal Refusal) Expected(WaterTemperature temperature, CompensationLaw? law)
    {
        if (law?.IsNaturalWater == true)
            return (null, StandardRefusal.NaturalWaterFunction);
        double? inSitu = At(temperature)?.MicrosiemensPerCentimetre;
        double? shown = law is null ? inSitu : inSitu * law.FactorTo25(temperature);
        return (shown, shown is null ? StandardRefusal.TemperatureOutsideTable : StandardRefusal.None);
    }

    /// <summary>The cell constant that makes the sonde show what it should; refused beyond 15 % of change unless a person overrides it with a reason.</summary>
    /// <param name="cellConstant">In force, 1/cm or relative.</param>
    /// <param name="reading">What the sonde shows in the standard.</param>
    /// <param name="temperature">Temperature of the standard.</param>
    /// <param name="law">The sonde's compensation; absent = in situ.</param>
    /// <param name="isOverridden">A person answers for a larger change.</param>
    public (double? CellConstant, StandardRefusal Refusal) NewCellConstant(
        double cellConstant, double reading, WaterTemperature temperature, CompensationLaw? law, bool isOverridden = false)
    {
        (double? expected, StandardRefusal refusal) = Expected(temperature, law);
        if (expected is not { } shouldShow)
            return (null, refusal);
        double changed = cellConstant * shouldShow / reading;
        bool credible = Math.Abs(changed / cellConstant - 1) <= MostCellConstantChange;
        return credible || isOverridden ? (changed, StandardRefusal.None) : (null, StandardRefusal.CellConstantJump);
    }
}
