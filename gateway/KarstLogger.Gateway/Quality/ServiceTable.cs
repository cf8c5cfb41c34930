using System.Globalization;
using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Tables;
using KarstLogger.Hydrochemistry.Drift;

namespace KarstLogger.Gateway.Quality;

/// <summary>One row of a table of services.</summary>
/// <param name="Id">Names the visit; the corrections carry it.</param>
/// <param name="Service">The readings.</param>
public readonly record struct NamedService(string Id, SensorService Service);

/// <summary>
/// Services as CSV: <c>parameter,last_service,service</c> and, where they were read, <c>id,fouling_onset,monitor_before,monitor_after,field_start,field_end,standards</c>;
/// standards are pairs <c>true:read</c> apart by spaces, e.g. <c>250:246 1000:985</c>.
/// </summary>
public static class ServiceTable
{
    private const double MostReading = 1e6;

    /// <summary>The parameter of a name (docs: conventions); absent for any other.</summary>
    public static MonitoredParameter? ParameterOf(string name) => name switch
    {
        "water_temp" => MonitoredParameter.WaterTemperature,
        "sc25" => MonitoredParameter.SpecificConductance,
        "ph" => MonitoredParameter.Ph,
        "do" => MonitoredParameter.DissolvedOxygen,
        "turbidity" => MonitoredParameter.Turbidity,
        _ => null,
    };

    /// <summary>The services of one parameter, in the order of the file.</summary>
    /// <exception cref="BadInputException">A field that cannot be read, with its line.</exception>
    public static IReadOnlyList<NamedService> Read(string file, MonitoredParameter parameter, TimeSpan? utcOffset)
    {
        using CsvTable table = CsvTable.Open(file);
        foreach (string needed in (string[])["parameter", "last_service", "service"])
            table.Need(needed);
        List<NamedService> services = [];
        while (table.Read())
        {
            MonitoredParameter row = ParameterOf(table.Text("parameter") ?? "")
                ?? throw table.Refuse("parameter", "is none; permitted: water_temp, sc25, ph, do, turbidity.");
            if (row == parameter)
                services.Add(Service(table, parameter, utcOffset));
        }
        return services;
    }

    private static NamedService Service(CsvTable table, MonitoredParameter parameter, TimeSpan? utcOffset)
    {
        double? Reading(string column) => table.Find(column) is null ? null : table.Number(column, -MostReading, MostReading);
        long last = SeriesTable.Instant(table, "last_service", utcOffset) ?? throw table.Refuse("last_service", "the field is empty.");
        long now = SeriesTable.Instant(table, "service", utcOffset) ?? throw table.Refuse("service", "the field is empty.");
        long? onset = table.Find("fouling_onset") is null ? null : SeriesTable.Instant(table, "fouling_onset", utcOffset);
        if (now <= last || onset >= now)
            throw table.Refuse("service", "must be later than last_service and fouling_onset.");
        SensorService service = new()
        {
            Parameter = parameter,
            LastServiceUtcSeconds = last,
            UtcSeconds = now,
            FoulingOnsetUtcSeconds = onset,
            MonitorBeforeCleaning = Reading("monitor_before"),
            MonitorAfterCleaning = Reading("monitor_after"),
            FieldMeterStart = Reading("field_start"),
            FieldMeterEnd = Reading("field_end"),
            Standards = Standards(table),
        };
        string? id = table.Find("id") is null ? null : table.Text("id");
        return new NamedService(id ?? string.Create(CultureInfo.InvariantCulture, $"line {table.Line}"), service);
    }

    private static IReadOnlyList<StandardCheck> Standards(CsvTable table)
    {
        if (table.Find("standards") is null || table.Text("standards") is not { } text)
            return [];
        List<StandardCheck> standards = [];
        foreach (string pair in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = pair.Split(':');
            if (sides.Length != 2 || !TryNumber(sides[0], out double standard) || !TryNumber(sides[1], out double reading) || reading == 0)
                throw table.Refuse("standards", $"'{pair}' is no pair; permitted: true:read, apart by spaces, e.g. 7.06:7.10 10.18:10.25.");
            if (standards.Exists(s => s.Reading == reading))
                throw table.Refuse("standards", $"the reading {sides[1]} stands twice; permitted: each standard once.");
            standards.Add(new StandardCheck(standard, reading));
        }
        return standards;
    }

    private static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}
