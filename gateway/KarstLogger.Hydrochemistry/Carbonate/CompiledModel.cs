namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>Where the master species stand in the solver's arrays. Index 0 holds 1, so that a species with fewer factors needs no branch.</summary>
internal static class Master
{
    internal const int One = 0, Calcium = 1, Magnesium = 2, Sodium = 3, Potassium = 4, Sulfate = 5, Carbonate = 6;

    /// <summary>Chloride, which pairs with H+ only, and only in some models: its activity coefficient is computed where the model asks for it.</summary>
    internal const int Chloride = 7;

    internal const int Count = 8;

    /// <summary>The names in the species table, by index.</summary>
    internal static readonly string[] Names = ["", "Ca+2", "Mg+2", "Na+", "K+", "SO4-2", "CO3-2", "Cl-"];
}

/// <summary>How a species enters the mass balances.</summary>
internal enum Pairing
{
    /// <summary>At most one cation and at most one anion.</summary>
    Simple,

    /// <summary>A cation with two sulfates.</summary>
    TwoSulfates,

    /// <summary>Two of a cation with one sulfate.</summary>
    TwoCations,

    /// <summary>Two carbonates and no cation.</summary>
    TwoCarbonates,
}

/// <summary>A species as products: molality = K aH^h aw^w a(first) a(second) a(third) / gamma.</summary>
internal readonly record struct CompiledSpecies(
    string Name, Pairing Pairing, int First, int Second, int Third, int HydrogenPower, int WaterPower, int Gamma, double Alkalinity, double ChargeSquared, double Carbon)
{
    /// <summary>The accumulator of a simple pair: three for each cation (alone, with sulfate, with carbonate), cation 0 being none.</summary>
    public int Slot => First * 3 + (Second == Master.Sulfate ? 1 : Second == Master.Carbonate ? 2 : 0);
}

/// <summary>One activity coefficient (or its inverse): exp(ChargeFactor A t(Size) + Slope I), with t the Debye-Hueckel term of an ion size.</summary>
internal readonly record struct GammaTerm(int Size, double ChargeFactor, double Slope);

/// <summary>A phase: SI = (sum of Counts ln a(master) + h ln aH + w ln aw - ln K) / ln 10.</summary>
internal readonly record struct CompiledPhase(string Name, double[] Counts, double HydrogenPower, double WaterPower);

/// <summary>Species that multiply the same masters: rows <paramref name="From"/> to <paramref name="To"/> - 1 of the species, whose constants add up.</summary>
internal readonly record struct PairSlot(int Slot, int First, int Second, int From, int To);

/// <summary>The species table unrolled into the arrays that the kernel walks. All logarithms are natural.</summary>
internal sealed class CompiledModel
{
    /// <summary>Index of the Debye-Hueckel term of the uncharged (0) and of Davies (1) in the list of sizes.</summary>
    internal const int NeutralSize = 0, DaviesSize = 1;

    /// <summary>Ion sizes in Angstrom; the first two places are NeutralSize and DaviesSize, the rest is filled up to a multiple of three, as the kernel divides by three.</summary>
    public required double[] SizesAngstrom { get; init; }

    /// <summary>The distinct activity coefficients; those of the masters first, in their order from <see cref="Master.Calcium"/>.</summary>
    public required GammaTerm[] Gammas { get; init; }

    /// <summary>The species: simple ones by slot, then those with two of a master.</summary>
    public required CompiledSpecies[] Species { get; init; }

    /// <summary>The slots of the simple species.</summary>
    public required PairSlot[] Slots { get; init; }

    /// <summary>Where the species with two of a master begin.</summary>
    public int FirstTriple => Slots[^1].To;

    public required CompiledPhase[] Phases { get; init; }

    /// <summary>Six coefficients of ln K = c0 + c1 T + c2/T + c3 ln T + c4/T^2 + c5 T^2 for each species, then for each phase.</summary>
    public required double[] LnK { get; init; }

    /// <summary>True where a species holds two of a cation or of sulfate, so that the mass balance has squares.</summary>
    public required bool HasSquares { get; init; }

    /// <summary>True where chloride pairs with H+.</summary>
    public required bool HasHydrogenChloride { get; init; }

    /// <summary>How many masters have an activity coefficient: those from calcium on, chloride only where it pairs.</summary>
    public int MasterGammas => HasHydrogenChloride ? Master.Chloride : Master.Carbonate;

    /// <summary>d ln K / dT of a species or, after the species, a phase, 1/K.</summary>
    public double LnKByKelvin(int row, double kelvin)
    {
        ReadOnlySpan<double> c = LnK.AsSpan(6 * row, 6);
        double inverse = 1 / kelvin;
        return c[1] + 2 * c[5] * kelvin + (c[3] - (c[2] + 2 * c[4] * inverse) * inverse) * inverse;
    }
}

/// <summary>The phases of a result and their places.</summary>
internal static class Phase
{
    internal const int Calcite = 0, Aragonite = 1, Dolomite = 2, Gypsum = 3, CarbonDioxide = 4;

    /// <summary>The names in the species table, by place.</summary>
    internal static readonly string[] Order = ["Calcite", "Aragonite", "Dolomite", "Gypsum", "CO2(g)"];
}
