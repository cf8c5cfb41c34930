using System.Globalization;
using System.Text;
using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Quality;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Pipeline;

namespace KarstLogger.Gateway.Stations;

/// <summary>What was read at one sensor during an entered visit.</summary>
/// <param name="VisitId">Number of the visit.</param>
/// <param name="AtUtcSeconds">When, UTC seconds since 1970.</param>
/// <param name="Parameter"><c>ph</c>, <c>water_temp</c> or <c>sc25</c>.</param>
public sealed record EnteredReading(long VisitId, long AtUtcSeconds, string Parameter)
{
    /// <summary>Sonde before cleaning.</summary>
    public double? MonitorBefore { get; init; }

    /// <summary>Sonde after cleaning.</summary>
    public double? MonitorAfter { get; init; }

    /// <summary>Field meter before cleaning.</summary>
    public double? FieldStart { get; init; }

    /// <summary>Field meter after cleaning.</summary>
    public double? FieldEnd { get; init; }

    /// <summary>Standards as <c>standard:reading</c> pairs with spaces between.</summary>
    public string Standards { get; init; } = "";

    /// <summary><c>additive</c> or <c>percent</c>.</summary>
    public string Mode { get; init; } = "additive";

    /// <summary>Slope of the pH glass in percent of Nernst's; absent where it was not noted.</summary>
    public double? SlopePercent { get; init; }

    /// <summary>When fouling began; absent = at the last service.</summary>
    public long? FoulingOnsetUtcSeconds { get; init; }

    /// <summary>True where it tells an error: cleaned between two readings, or put into a standard.</summary>
    public bool IsService => (MonitorBefore is not null && MonitorAfter is not null) || Standards.Length > 0;
}

/// <summary>
/// Entered visits as services of the station: each reading becomes a section <c>[service visit-12-ph]</c> of the station's configuration, so that it has a version, a hash in
/// the provenance of the days it reaches, and is known to every verb that knows services (docs/decisions/0160). Its last service is the one before it of the same
/// sensor, entered or in the file, and not before the sonde was hung in.
/// </summary>
public static class EnteredServices
{
    /// <summary>Names of services that come from visits begin so.</summary>
    public const string NamePrefix = "visit-";

    private const string TitlePrefix = "service " + NamePrefix;

    /// <summary>The readings of all visits of a station that stand, oldest first.</summary>
    public static List<EnteredReading> Standing(StoreSession session, string station) => session.Query(
        """
        SELECT visit.id, visit.at_utc_s, parameter, monitor_before, monitor_after, field_start, field_end, standards, mode, slope_percent, fouling_onset_utc_s
        FROM visit JOIN visit_reading ON visit_reading.visit_id = visit.id
        WHERE visit.station = @station AND visit.withdrawn_audit_id IS NULL ORDER BY visit.at_utc_s, visit.id, parameter
        """,
        row =>
        {
            return new EnteredReading(row.GetInt64(0), row.GetInt64(1), row.GetString(2))
            {
                MonitorBefore = row.FindDouble(3), MonitorAfter = row.FindDouble(4), FieldStart = row.FindDouble(5), FieldEnd = row.FindDouble(6), Standards = row.GetString(7), Mode = row.GetString(8),
                SlopePercent = row.FindDouble(9), FoulingOnsetUtcSeconds = row.FindInt64(10),
            };
        }, station);

    /// <summary>
    /// The station with exactly these readings as its entered services. A section of that kind which the text holds already must say what was entered, unless
    /// <paramref name="replaces"/>.
    /// </summary>
    /// <exception cref="BadInputException">A service of the file covers the instant of a visit, or a section says something else than its visit.</exception>
    public static StationConfiguration Compose(StationConfiguration station, IReadOnlyList<EnteredReading> readings, bool replaces = false)
    {
        SectionText[] held = [.. station.Sections.Where(IsEntered)];
        if (held.Length == 0 && !readings.Any(reading => reading.IsService))
            return station;
        string own = "format = 1\n" + string.Concat(station.Sections.Where(section => !IsEntered(section)).Select(section => section.Canonical));
        StationConfiguration composed = StationFile.Read($"station {station.Slug} with its entered visits", own + Sections(station, readings));
        foreach (SectionText section in replaces ? [] : held)
            if (!composed.Sections.Any(one => one.Canonical == section.Canonical))
                throw new BadInputException($"[{section.Title}] comes from an entered visit and does not say what was entered: leave the section out, and correct or withdraw the visit.");
        return composed;
    }

    /// <summary>True for a section that comes from a visit.</summary>
    public static bool IsEntered(SectionText section) => section.Title.StartsWith(TitlePrefix, StringComparison.Ordinal);

    /// <summary>The number of the visit behind a service; absent for a service of the file.</summary>
    public static long? VisitOf(SensorVisit service) =>
        service.Id.StartsWith(NamePrefix, StringComparison.Ordinal) && long.TryParse(service.Id[NamePrefix.Length..].Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : null;

    private static string Sections(StationConfiguration station, IReadOnlyList<EnteredReading> readings)
    {
        StringBuilder text = new();
        Dictionary<string, long> lastEntered = [];
        foreach (EnteredReading reading in readings.Where(one => one.IsService).OrderBy(one => one.AtUtcSeconds).ThenBy(one => one.VisitId).ThenBy(one => one.Parameter, StringComparer.Ordinal))
        {
            // At the instant at which a sonde goes, its last service ends with it.
            Deployment? sonde = station.Deployments.LastOrDefault(one => one.FromUtcSeconds < reading.AtUtcSeconds && reading.AtUtcSeconds <= (one.ToUtcSeconds ?? long.MaxValue));
            if (sonde is null)
                continue;
            long? entered = lastEntered.TryGetValue(reading.Parameter, out long last) ? last : null;
            if (entered == reading.AtUtcSeconds)
                throw new BadInputException($"Two visits have a service of {reading.Parameter} at {RatingText.Instant(reading.AtUtcSeconds)}: withdraw one of them.");
            text.Append(Section(reading, Math.Max(sonde.FromUtcSeconds, Math.Max(entered ?? long.MinValue, LastOfFile(station, reading)))));
            lastEntered[reading.Parameter] = reading.AtUtcSeconds;
        }
        return text.ToString();
    }

    private static long LastOfFile(StationConfiguration station, EnteredReading reading)
    {
        long last = long.MinValue;
        foreach (SensorVisit service in station.Settings.Corrections.Services)
        {
            if (VisitOf(service) is not null || service.Service.Parameter != ServiceTable.ParameterOf(reading.Parameter))
                continue;
            if (service.Service.UtcSeconds < reading.AtUtcSeconds)
                last = Math.Max(last, service.Service.UtcSeconds);
            else if (service.Service.LastServiceUtcSeconds < reading.AtUtcSeconds)
                throw new BadInputException(
                    $"[service {service.Id}] of the station file already covers {reading.Parameter} at {RatingText.Instant(reading.AtUtcSeconds)}, the instant of visit-{reading.VisitId}: put its last_service forward, or leave the visit's readings out.");
        }
        return last;
    }

    private static string Section(EnteredReading reading, long lastUtcSeconds)
    {
        StringBuilder text = new();
        void Line(string key, FormattableString value) => text.Append(key).Append(" = ").Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
        void Number(string key, double? value)
        {
            if (value is { } number)
                Line(key, $"{number:R}");
        }
        text.Append(CultureInfo.InvariantCulture, $"[{TitlePrefix}{reading.VisitId}-{reading.Parameter}]\n");
        Line("parameter", $"{reading.Parameter}");
        Line("last_service", $"{RatingText.Instant(lastUtcSeconds)}");
        Line("service", $"{RatingText.Instant(reading.AtUtcSeconds)}");
        // A beginning before the last service means: since the last service.
        if (reading.FoulingOnsetUtcSeconds is { } onset && onset > lastUtcSeconds)
            Line("fouling_onset", $"{RatingText.Instant(onset)}");
        Number("monitor_before", reading.MonitorBefore);
        Number("monitor_after", reading.MonitorAfter);
        Number("field_start", reading.FieldStart);
        Number("field_end", reading.FieldEnd);
        if (reading.Standards.Length > 0)
            Line("standards", $"{reading.Standards}");
        if (reading.Mode != "additive")
            Line("mode", $"{reading.Mode}");
        Number("slope_percent", reading.SlopePercent);
        return text.ToString();
    }
}
