using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Level;

/// <summary>From the conductivity as measured to the one at 25 degC, and from one law to another.</summary>
public static class Conductivity
{
    /// <summary>At 25 degC by a law; absent outside the law's temperatures.</summary>
    public static SpecificConductance? At25(ElectricalConductivity inSitu, WaterTemperature temperature, CompensationLaw law) =>
        law.FactorTo25(temperature) is { } factor ? SpecificConductance.FromMicrosiemensPerCentimetre(inSitu.MicrosiemensPerCentimetre * factor) : null;

    /// <summary>A value that a sonde brought to 25 degC by one law, as another law would have given it; absent outside either law's temperatures.</summary>
    public static SpecificConductance? Rebase(SpecificConductance value, WaterTemperature temperature, CompensationLaw from, CompensationLaw to) =>
        from == to ? value
        : from.FactorTo25(temperature) is { } old && to.FactorTo25(temperature) is { } wanted
            ? SpecificConductance.FromMicrosiemensPerCentimetre(value.MicrosiemensPerCentimetre / old * wanted)
            : null;
}
