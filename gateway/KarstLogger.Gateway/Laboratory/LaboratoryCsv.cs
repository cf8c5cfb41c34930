using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Tables;
using KarstLogger.Hydrochemistry.Ions;

namespace KarstLogger.Gateway.Laboratory;

/// <summary>One bottle of a laboratory file: its field readings and its ions in mg/L. Absent readings are null, absent ions not in the table.</summary>
public sealed record Bottle(
    int Line, string? Id, long? UtcSeconds, double? SpecificConductance, double? Ph, double? WaterTemperature, IReadOnlyDictionary<MajorIon, LaboratoryResult> Ions)
{
    /// <summary>The charge balance of the analysis, results below detection as half their limit; null without a major cation or without bicarbonate.</summary>
    public ChargeBalance? Balance => Ions.ContainsKey(MajorIon.Calcium) && Ions.ContainsKey(MajorIon.Bicarbonate)
        ? ChargeBalance.Of(Ions.Select(i => (i.Key, i.Value.ForChargeBalance))) : null;
}

/// <summary>
/// Reads a laboratory's table: a column a quantity, the unit in the header, "&lt;limit" below detection. An ion without a usable unit refuses the file; every column that is not
/// used is named in <see cref="UnusedColumns"/>.
/// </summary>
public sealed class LaboratoryCsv
{
    /// <summary>The most bottles of one table: the median slope looks at every pair, four and a half millions of them.</summary>
    public const int MostBottles = 3000;

    private static readonly string[] TimeNames = ["time_utc", "utc", "time", "datetime_local", "time_local"];
    private static readonly string[] IdNames = ["id", "sample", "bottle"];
    private static readonly string[] ConductanceNames = ["ec25_uscm", "ec25", "sc25"];
    private static readonly string[] PhNames = ["ph"];
    private static readonly string[] TemperatureNames = ["temp_c", "t_c", "water_temp"];

    private LaboratoryCsv(IReadOnlyList<Bottle> bottles, IReadOnlyList<string> unused) => (Bottles, UnusedColumns) = (bottles, unused);

    public IReadOnlyList<Bottle> Bottles { get; }

    /// <summary>Columns that were not read.</summary>
    public IReadOnlyList<string> UnusedColumns { get; }

    /// <summary>Reads all bottles. Times without a zone are local by <paramref name="localOffset"/>.</summary>
    /// <exception cref="BadInputException">With file, line, field and what is permitted.</exception>
    public static LaboratoryCsv Read(CsvTable table, TimeSpan localOffset)
    {
        List<LaboratoryColumn> ions = [];
        List<string> unused = [];
        string?[] fields = [table.Find(TimeNames), table.Find(IdNames), table.Find(ConductanceNames), table.Find(PhNames), table.Find(TemperatureNames)];
        foreach (string header in table.Header.Where(h => !fields.Contains(h)))
        {
            (LaboratoryColumn? column, string? refusal) = LaboratoryColumn.Of(header);
            if (refusal is not null)
                throw new BadInputException(table.File, 1, header, refusal);
            if (column is null)
                unused.Add(header);
            else if (ions.Exists(c => c.Ion == column.Ion))
                throw new BadInputException(table.File, 1, header, $"{column.Ion.Symbol} stands in two columns.");
            else
                ions.Add(column);
        }
        List<Bottle> bottles = [];
        while (table.Read())
        {
            if (bottles.Count == MostBottles)
                throw new BadInputException(table.File, table.Line, null, $"the table is too long; permitted: {MostBottles} bottles");
            bottles.Add(ReadRow(table, fields, ions, localOffset));
        }
        return new(bottles, unused);
    }

    private static Bottle ReadRow(CsvTable table, string?[] fields, List<LaboratoryColumn> columns, TimeSpan localOffset)
    {
        Dictionary<MajorIon, LaboratoryResult> ions = [];
        foreach (LaboratoryColumn column in columns)
        {
            (LaboratoryResult? result, string? refusal) = column.Read(table.Text(column.Header));
            if (refusal is not null)
                throw table.Refuse(column.Header, refusal);
            if (result is { } read)
                ions.Add(column.Ion, read);
        }
        double? Number(int field, double least, double most) => fields[field] is { } name ? table.Number(name, least, most) : null;
        return new(table.Line, fields[1] is { } id ? table.Text(id) : null, fields[0] is { } time && table.Text(time) is not null ? table.Instant(time, localOffset) : null,
            Number(2, 0, 200000), Number(3, -1, 15), Number(4, -5, 100), ions);
    }
}
