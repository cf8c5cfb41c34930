using System.Collections.Immutable;
using KarstLogger.Gateway.Quality;
using KarstLogger.Hydrochemistry.Drift;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Stations;

/// <summary>
/// Services of a station file, <c>[service 2026-05-01-ph]</c>: the readings of one sensor at one visit, in the words of the table that <c>karst drift</c> reads
/// (docs/equations/drift.md). The corrections that follow are layers over the raw record.
/// </summary>
internal static class ServiceSections
{
    private const double MostReading = 1e6;

    public static SensorCorrections Read(List<ConfigSection> sections)
    {
        List<ConfigSection> services = [.. sections.Where(section => section.Kind == "service")];
        List<SensorVisit> read = [.. services.Select(ReadOne).OfType<SensorVisit>()];
        return read.Count == services.Count ? new SensorCorrections([.. read.DistinctBy(service => service.Id)]) : SensorCorrections.None;
    }

    /// <summary>When the pH glass was calibrated: each time a sonde was hung in, and at each service of the glass with standards.</summary>
    public static ImmutableArray<PhCalibration> PhCalibrations(ImmutableArray<Deployment> deployments, SensorCorrections corrections) =>
    [
        .. deployments.Select(deployment => new PhCalibration(deployment.FromUtcSeconds, null))
            .Concat(corrections.Services.Where(IsPhCalibration).Select(service => new PhCalibration(service.Service.UtcSeconds, service.PhSlopePercent)))
            .OrderBy(calibration => calibration.UtcSeconds),
    ];

    /// <summary>True for a service at which the glass stood in its buffers.</summary>
    public static bool IsPhCalibration(SensorVisit service) => service.Service.Parameter == MonitoredParameter.Ph && service.Service.Standards.Count > 0;

    private static SensorVisit? ReadOne(ConfigSection section)
    {
        MonitoredParameter parameter = section.Choice("parameter",
            ("water_temp", MonitoredParameter.WaterTemperature), ("sc25", MonitoredParameter.SpecificConductance), ("ph", MonitoredParameter.Ph));
        if (!section.Has("parameter"))
            section.Refuse("parameter", "missing; permitted: water_temp, sc25, ph");
        if (section.Name.Length == 0)
            section.Refuse("", "a service has a name: [service 2026-05-01-ph]");
        long last = section.Instant("last_service"), now = section.Instant("service");
        long? onset = section.OptionalInstant("fouling_onset");
        CorrectionMode mode = section.Choice("mode", ("additive", CorrectionMode.Additive), ("percent", CorrectionMode.Percent));
        if (mode == CorrectionMode.Percent && parameter != MonitoredParameter.SpecificConductance)
            section.Refuse("mode", "percent is for sc25, whose error grows with the reading");
        SensorService service = new()
        {
            Parameter = parameter, LastServiceUtcSeconds = last, UtcSeconds = now, FoulingOnsetUtcSeconds = onset,
            MonitorBeforeCleaning = Reading(section, "monitor_before"), MonitorAfterCleaning = Reading(section, "monitor_after"),
            FieldMeterStart = Reading(section, "field_start"), FieldMeterEnd = Reading(section, "field_end"),
            Standards = ServiceTable.Standards(section.Text("standards", ""), what => section.Refuse("standards", what)),
        };
        double? slope = section.OptionalNumber("slope_percent", 50, 110);
        if (now > last && !(onset >= now))
            return new SensorVisit(section.Name, service, mode, slope);
        section.Refuse("service", "must be later than last_service and fouling_onset");
        return null;
    }

    private static double? Reading(ConfigSection section, string key) => section.OptionalNumber(key, -MostReading, MostReading);
}
