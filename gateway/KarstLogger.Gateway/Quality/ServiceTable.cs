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
    public static IReadOnlyList<NamedService> Read(InputFiles files, string file, MonitoredParameter parameter, TimeSpan? utcOffset)
    {
        using CsvTable table = files.Table(file);
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
            Standards = table.Find("standards") is null ? [] : Standards(table.Text("standards") ?? "", what => throw table.Refuse("standards", what + ".")),
        };
        string? id = table.Find("id") is null ? null : table.Text("id");
        return new NamedService(id ?? string.Create(CultureInfo.InvariantCulture, $"line {table.Line}"), service);
    }

    /// <summary>Standards from pairs <c>true:read</c>; what cannot be read is told to <paramref name="refuse"/> and left out.</summary>
    internal static IReadOnlyList<StandardCheck> Standards(string text, Action<string> refuse)
    {
        List<StandardCheck> standards = [];
        foreach (string pair in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = pair.Split(':');
            double reading = 0;
            if (sides.Length != 2 || !TryNumber(sides[0], out double standard) || !TryNumber(sides[1], out reading) || reading == 0)
                refuse($"'{pair}' is no pair; permitted: true:read, apart by spaces, e.g. 7.06:7.10 10.18:10.25");
            else if (standards.Exists(s => s.Reading == reading))
                refuse($"the reading {sides[1]} stands twice; permitted: each standard once");
            else
                standards.Add(new StandardCheck(standard, reading));
        }
        return standards;
    }

    private static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}
