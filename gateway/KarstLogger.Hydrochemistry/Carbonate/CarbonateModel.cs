namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>
/// A constant set of PHREEQC, compiled from its species table for the solver. The tag goes on every result: SI of calcite differs by up to 0.07 between the sets
/// (reference/carbonate.md section 8).
/// </summary>
public sealed class CarbonateModel
{
    /// <summary>The tags of the embedded species tables; the first is the default.</summary>
    public static readonly IReadOnlyList<string> Tags = ["wateq4f", "phreeqc-3.7.3", "phreeqc-3.8.0", "phreeqc-3.8.8", "phreeqc-3.8.9"];

    private static readonly Lazy<CarbonateModel>[] Known = [.. Tags.Select(tag => new Lazy<CarbonateModel>(() => new CarbonateModel(SpeciesTable.Read(tag), Tags.ToList().IndexOf(tag))))];

    private CarbonateModel(SpeciesTable table, int ordinal)
    {
        Table = table;
        Ordinal = ordinal;
        Compiled = ModelCompiler.Compile(table);
    }

    /// <summary>The default: the set of wateq4f.dat, whose carbonate core is Plummer and Busenberg 1982, as in the Guizhou papers.</summary>
    public static CarbonateModel Wateq4f => Known[0].Value;

    /// <summary>All constant sets.</summary>
    public static IEnumerable<CarbonateModel> All => Known.Select(model => model.Value);

    /// <summary>The name stamped on each result, e.g. <c>wateq4f</c>.</summary>
    public string Tag => Table.Tag;

    /// <summary>The PHREEQC database whose constants these are.</summary>
    public string Database => Table.Database;

    internal SpeciesTable Table { get; }

    internal int Ordinal { get; }

    internal CompiledModel Compiled { get; }

    /// <summary>The model of a tag, or null where there is none of that name.</summary>
    public static CarbonateModel? Find(string tag) => Tags.Contains(tag) ? Known[Tags.ToList().IndexOf(tag)].Value : null;

    /// <summary>What differs from another model, row by row, as a reader of databases would say it.</summary>
    public IEnumerable<string> DifferencesFrom(CarbonateModel other)
    {
        Dictionary<string, SpeciesRow> others = other.Table.Rows.ToDictionary(row => row.Name);
        foreach (SpeciesRow row in Table.Rows)
            if (!others.TryGetValue(row.Name, out SpeciesRow? before))
                yield return row.Kind == SpeciesKind.Master ? $"{row.Name}: gamma {row.GammaText}" : $"{row.Name}: added; log K {row.LogKText}, gamma {row.GammaText}";
            else if (row.GammaText != before.GammaText || row.LogKText != before.LogKText)
                yield return $"{row.Name}: "
                    + string.Join("; ", new[] { Change("log K", before.LogKText, row.LogKText), Change("gamma", before.GammaText, row.GammaText) }.Where(text => text.Length > 0));
        foreach (SpeciesRow missing in other.Table.Rows.Where(row => !Table.Rows.Any(own => own.Name == row.Name)))
            yield return $"{missing.Name}: not in this set";
    }

    private static string Change(string what, string before, string after) => before == after ? "" : $"{what} {before} -> {after}";
}
