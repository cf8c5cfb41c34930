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

/// <summary>The species table unrolled into the arrays that the kernel walks. All logarithms are natural.</summary>
internal sealed class CompiledModel
{
    /// <summary>Index of the Debye-Hueckel term of the uncharged (0) and of Davies (1) in the list of sizes.</summary>
    internal const int NeutralSize = 0, DaviesSize = 1;

    private readonly List<double> _sizes = [0, 0];
    private readonly List<GammaTerm> _gammas = [];
    private int _masters;

    /// <summary>Ion sizes in Angstrom; the first two places are NeutralSize and DaviesSize.</summary>
    public required double[] SizesAngstrom { get; init; }

    /// <summary>The distinct activity coefficients; those of the masters first, in their order from <see cref="Master.Calcium"/>.</summary>
    public required GammaTerm[] Gammas { get; init; }

    public required CompiledSpecies[] Species { get; init; }

    public required CompiledPhase[] Phases { get; init; }

    /// <summary>Six coefficients of ln K = c0 + c1 T + c2/T + c3 ln T + c4/T^2 + c5 T^2 for each species, then for each phase.</summary>
    public required double[] LnK { get; init; }

    /// <summary>True where a species holds two of a master, so that the mass balance has squares.</summary>
    public bool HasSquares => Species.Any(s => s.Pairing is Pairing.TwoSulfates or Pairing.TwoCations);

    /// <summary>True where chloride pairs with H+.</summary>
    public bool HasHydrogenChloride => Species.Any(s => s.First == Master.Chloride);

    /// <summary>How many masters have an activity coefficient: those from calcium on, chloride only where it pairs.</summary>
    public int MasterGammas => HasHydrogenChloride ? Master.Chloride : Master.Carbonate;

    /// <summary>Compiles a table.</summary>
    public static CompiledModel From(SpeciesTable table)
    {
        CompiledModel scratch = new() { SizesAngstrom = [], Gammas = [], Species = [], Phases = [], LnK = [] };
        scratch._masters = table.Rows.Count(row => row.Kind == SpeciesKind.Master && Master.Names.Contains(row.Name));
        for (int master = 1; master <= scratch._masters; master++)
            scratch.Gamma(table[Master.Names[master]], inverse: false);
        SpeciesRow[] rows = [table["H+"], .. table.Rows.Where(row => row.Kind == SpeciesKind.Species)];
        SpeciesRow[] phases = [.. Phase.Order.Select(name => table[name])];
        CompiledSpecies[] species = [.. rows.Select(scratch.Compile)];
        return new CompiledModel
        {
            Species = species,
            Phases = [.. phases.Select(row => new CompiledPhase(row.Name, [.. Master.Names.Select(name => (double)row.Count(name))], row.Count("H+"), row.Count("H2O")))],
            SizesAngstrom = [.. scratch._sizes],
            Gammas = [.. scratch._gammas],
            LnK = [.. rows.Concat(phases).SelectMany(row => row.LogK.Select((c, i) => i == 3 ? c : c * Elementary.Ln10))],
        };
    }

    private CompiledSpecies Compile(SpeciesRow row)
    {
        List<int> factors = [];
        for (int master = 1; master < Master.Count; master++)
            factors.AddRange(Enumerable.Repeat(master, row.Count(Master.Names[master])));
        int first = 0;
        if (factors.Count > 0 && factors[0] is <= Master.Potassium or Master.Chloride)
        {
            first = factors[0];
            factors.RemoveAt(0);
        }
        int second = factors.ElementAtOrDefault(0), third = factors.ElementAtOrDefault(1);
        Pairing pairing = third == 0 ? Pairing.Simple
            : first == 0 ? Pairing.TwoCarbonates
            : second == Master.Sulfate ? Pairing.TwoSulfates
            : Pairing.TwoCations;
        return new CompiledSpecies(row.Name, pairing, first, second, third, row.Count("H+"), row.Count("H2O"), Gamma(row, inverse: true),
            row.Alkalinity, row.Charge * row.Charge, row.Count("CO3-2"));
    }

    /// <summary>The index of a row's activity coefficient; equal ones are shared, because each costs an exponential a sweep.</summary>
    private int Gamma(SpeciesRow row, bool inverse)
    {
        int sign = inverse ? -1 : 1;
        GammaTerm term = new(Size(row), -sign * row.Charge * row.Charge, row.Gamma == GammaForm.Davies ? 0 : sign * row.SlopeKgwPerMol * Elementary.Ln10);
        int index = inverse ? _gammas.IndexOf(term, _masters) : -1;
        if (index >= 0)
            return index;
        _gammas.Add(term);
        return _gammas.Count - 1;
    }

    private int Size(SpeciesRow row)
    {
        if (row.Gamma != GammaForm.Extended)
            return row.Gamma == GammaForm.Davies ? DaviesSize : NeutralSize;
        int index = _sizes.IndexOf(row.IonSizeAngstrom, DaviesSize + 1);
        if (index >= 0)
            return index;
        _sizes.Add(row.IonSizeAngstrom);
        return _sizes.Count - 1;
    }
}

/// <summary>The phases of a result and their places.</summary>
internal static class Phase
{
    internal const int Calcite = 0, Aragonite = 1, Dolomite = 2, Gypsum = 3, CarbonDioxide = 4;

    /// <summary>The names in the species table, by place.</summary>
    internal static readonly string[] Order = ["Calcite", "Aragonite", "Dolomite", "Gypsum", "CO2(g)"];
}
