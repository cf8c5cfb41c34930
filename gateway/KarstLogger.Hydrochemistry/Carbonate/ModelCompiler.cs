namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>Turns a species table into the arrays of the kernel, sharing what several species have in common.</summary>
internal sealed class ModelCompiler
{
    private readonly List<double> _sizes = [0, 0];
    private readonly List<GammaTerm> _gammas = [];
    private readonly int _masters;

    private ModelCompiler(SpeciesTable table)
    {
        _masters = table.Rows.Count(row => row.Kind == SpeciesKind.Master && Master.Names.Contains(row.Name));
        for (int master = 1; master <= _masters; master++)
            Gamma(table[Master.Names[master]], inverse: false);
    }

    /// <summary>Compiles a table.</summary>
    internal static CompiledModel Compile(SpeciesTable table)
    {
        ModelCompiler compiler = new(table);
        (SpeciesRow Row, CompiledSpecies Species)[] species = [.. table.Rows.Where(row => row.Kind == SpeciesKind.Species).Prepend(table["H+"])
            .Select(row => (Row: row, Species: compiler.Compile(row))).OrderBy(s => s.Species.Pairing == Pairing.Simple ? s.Species.Slot : int.MaxValue)];
        SpeciesRow[] phases = [.. Phase.Order.Select(name => table[name])];
        while (compiler._sizes.Count % 3 != 2)
            compiler._sizes.Add(1);
        return new CompiledModel
        {
            Species = [.. species.Select(s => s.Species)],
            Slots = Slots([.. species.Select(s => s.Species).Where(s => s.Pairing == Pairing.Simple)]),
            HasSquares = species.Any(s => s.Species.Pairing is Pairing.TwoSulfates or Pairing.TwoCations),
            HasHydrogenChloride = species.Any(s => s.Species.First == Master.Chloride),
            Phases = [.. phases.Select(row => new CompiledPhase(row.Name, [.. Master.Names.Select(name => (double)row.Count(name))], row.Count("H+"), row.Count("H2O")))],
            SizesAngstrom = [.. compiler._sizes],
            Gammas = [.. compiler._gammas],
            LnK = [.. species.Select(s => s.Row).Concat(phases).SelectMany(row => row.LogK.Select((c, i) => i == 3 ? c : c * Elementary.Ln10))],
        };
    }

    private static PairSlot[] Slots(CompiledSpecies[] simple)
    {
        List<PairSlot> slots = [];
        for (int from = 0, to; from < simple.Length; from = to)
        {
            for (to = from + 1; to < simple.Length && simple[to].Slot == simple[from].Slot; to++)
            {
            }
            slots.Add(new PairSlot(simple[from].Slot, simple[from].First, simple[from].Second, from, to));
        }
        return [.. slots];
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
            return row.Gamma == GammaForm.Davies ? CompiledModel.DaviesSize : CompiledModel.NeutralSize;
        int index = _sizes.IndexOf(row.IonSizeAngstrom, CompiledModel.DaviesSize + 1);
        if (index >= 0)
            return index;
        _sizes.Add(row.IonSizeAngstrom);
        return _sizes.Count - 1;
    }
}
