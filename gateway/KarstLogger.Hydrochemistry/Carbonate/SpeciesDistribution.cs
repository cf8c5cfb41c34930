namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>One dissolved species: molality in mol/kgw, activity coefficient, activity = product of both.</summary>
public sealed record SpeciesAmount(string Name, int Charge, string Family, double MolalityMolPerKilogramWater, double ActivityCoefficient, string Source)
{
    /// <summary>Activity on the molal scale.</summary>
    public double Activity => MolalityMolPerKilogramWater * ActivityCoefficient;
}

/// <summary>The state of a water with all its species, for a table that shows where each ion is.</summary>
public sealed record SpeciesDistribution(CarbonateState State, double WaterActivity, IReadOnlyList<SpeciesAmount> Species)
{
    /// <summary>The molality of a species in mol/kgw; null where the model has no such species.</summary>
    public double? Molality(string name) => Species.FirstOrDefault(s => s.Name == name)?.MolalityMolPerKilogramWater;
}
