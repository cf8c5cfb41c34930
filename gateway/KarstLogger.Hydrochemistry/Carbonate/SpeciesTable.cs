using System.Globalization;

namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>What a row of the species table describes.</summary>
internal enum SpeciesKind
{
    /// <summary>A component that the others are formed from.</summary>
    Master,

    /// <summary>A dissolved species.</summary>
    Species,

    /// <summary>A mineral or gas; its reaction is its dissolution.</summary>
    Phase,
}

/// <summary>Which formula gives the activity coefficient.</summary>
internal enum GammaForm
{
    /// <summary>Extended Debye-Hueckel with ion size a (Angstrom) and slope b (kgw/mol), Truesdell and Jones 1974.</summary>
    Extended,

    /// <summary>Davies, slope 0.3.</summary>
    Davies,

    /// <summary>Uncharged: log10 gamma = b I.</summary>
    Neutral,
}

/// <summary>
/// One row of a species table, its reaction resolved down to the master species. <paramref name="LogK"/> holds the six coefficients of
/// log10 K = A1 + A2 T + A3/T + A4 log10 T + A5/T^2 + A6 T^2, T in kelvin (reference/carbonate.md section 1).
/// </summary>
internal sealed record SpeciesRow(
    SpeciesKind Kind, string Name, int Charge, int Alkalinity, string Reaction, GammaForm Gamma, double IonSizeAngstrom, double SlopeKgwPerMol,
    IReadOnlyDictionary<string, int> Masters, double[] LogK, string LogKText, string GammaText, string Source)
{
    /// <summary>How often a master species (or H2O) stands in this one.</summary>
    public int Count(string master) => Masters.GetValueOrDefault(master);
}

/// <summary>
/// A constant set as data: the embedded file <c>Models/&lt;tag&gt;.csv</c>. Each species is written as formed from rows above it; both the published forms of
/// log K (analytic; log K at 25 degC with van 't Hoff's enthalpy) become the same six coefficients.
/// </summary>
internal sealed class SpeciesTable
{
    /// <summary>Gas constant as in PHREEQC, kJ/mol/K (reference/carbonate.md section 1).</summary>
    private const double GasConstantKilojoules = 0.0083147;

    private const double KilojoulesPerKilocalorie = 4.184;
    private const double ReferenceKelvin = 298.15;

    private readonly Dictionary<string, SpeciesRow> _rows = [];

    private SpeciesTable(string tag, string database) => (Tag, Database) = (tag, database);

    /// <summary>The name stamped on each result.</summary>
    public string Tag { get; }

    /// <summary>The PHREEQC database whose constants these are.</summary>
    public string Database { get; }

    /// <summary>All rows in the order of the file.</summary>
    public IReadOnlyCollection<SpeciesRow> Rows => _rows.Values;

    /// <summary>The row of a species or phase.</summary>
    public SpeciesRow this[string name] => _rows[name];

    /// <summary>Reads the embedded table of a tag.</summary>
    public static SpeciesTable Read(string tag)
    {
        using Stream stream = typeof(SpeciesTable).Assembly.GetManifestResourceStream($"Carbonate.Models.{tag}.csv")
            ?? throw new ArgumentException($"No species table '{tag}'.", nameof(tag));
        using StreamReader reader = new(stream);
        return Parse(reader.ReadToEnd());
    }

    /// <summary>Reads a table from its text.</summary>
    /// <exception cref="FormatException">A row that the rules of the table do not allow; the message names it.</exception>
    public static SpeciesTable Parse(string text)
    {
        string[] lines = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => !line.StartsWith('#'))];
        SpeciesTable table = new(After(lines[0], "tag,"), After(lines[1], "database,"));
        foreach (string line in lines.Skip(3))
        {
            string[] cells = line.Split(',');
            if (cells.Length != 8)
                throw new FormatException($"A row of a species table has 8 cells: '{line}'.");
            SpeciesRow row = table.Resolve(cells);
            table._rows.Add(row.Name, row);
        }
        return table;
    }

    private static string After(string line, string prefix) =>
        line.StartsWith(prefix, StringComparison.Ordinal) ? line[prefix.Length..] : throw new FormatException($"'{prefix}' is expected before '{line}'.");

    private SpeciesRow Resolve(string[] cells)
    {
        SpeciesKind kind = Enum.Parse<SpeciesKind>(cells[0], ignoreCase: true);
        double[] logK = cells[6].Length == 0 ? new double[6] : LogKCoefficients(cells[6]);
        Dictionary<string, int> masters = [];
        if (kind == SpeciesKind.Master)
            masters[cells[1]] = 1;
        foreach ((string name, int count) in Terms(cells[4]))
            AddReactant(name, count, masters, logK, kind);
        (GammaForm form, double a, double b) = Gamma(cells[5]);
        return new SpeciesRow(kind, cells[1], Whole(cells[2]), Whole(cells[3]), cells[4], form, a, b, masters, logK, cells[6], cells[5], cells[7]);
    }

    private void AddReactant(string name, int count, Dictionary<string, int> masters, double[] logK, SpeciesKind kind)
    {
        if (name == "H2O")
        {
            masters[name] = masters.GetValueOrDefault(name) + count;
            return;
        }
        SpeciesRow reactant = _rows[name];
        foreach ((string master, int within) in reactant.Masters)
            masters[master] = masters.GetValueOrDefault(master) + count * within;

        // A species' formation adds to its reactants' formation; a phase dissolves into them, so theirs is taken off.
        int sign = kind == SpeciesKind.Phase ? -1 : 1;
        for (int i = 0; i < logK.Length; i++)
            logK[i] += sign * count * reactant.LogK[i];
    }

    private static IEnumerable<(string Name, int Count)> Terms(string reaction)
    {
        int sign = 1, count = 1;
        foreach (string word in reaction.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word is "+" or "-")
                sign = word == "+" ? 1 : -1;
            else if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int multiple))
                count = multiple;
            else
            {
                yield return (word, sign * count);
                (sign, count) = (1, 1);
            }
        }
    }

    private static double[] LogKCoefficients(string text)
    {
        string[] words = text.Split(' ');
        double[] coefficients = new double[6];
        if (words[0] == "analytic")
        {
            for (int i = 1; i < words.Length; i++)
                coefficients[i - 1] = Number(words[i]);
            return coefficients;
        }
        if (words[0] != "vanthoff")
            throw new FormatException($"log K is 'analytic' or 'vanthoff', not '{text}'.");
        double enthalpyKilojoules = Number(words[2]) * (words[3] == "kcal" ? KilojoulesPerKilocalorie : 1);
        double slope = enthalpyKilojoules / (Elementary.Ln10 * GasConstantKilojoules);
        coefficients[0] = Number(words[1]) + slope / ReferenceKelvin;
        coefficients[2] = -slope;
        return coefficients;
    }

    private static (GammaForm Form, double A, double B) Gamma(string text) => text.Split(' ') switch
    {
        [""] => (GammaForm.Neutral, 0, 0),
        ["davies"] => (GammaForm.Davies, 0, 0),
        ["neutral", string b] => (GammaForm.Neutral, 0, Number(b)),
        ["extended", string a, string b] => (GammaForm.Extended, Number(a), Number(b)),
        _ => throw new FormatException($"gamma is 'extended a b', 'davies' or 'neutral b', not '{text}'."),
    };

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static int Whole(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
