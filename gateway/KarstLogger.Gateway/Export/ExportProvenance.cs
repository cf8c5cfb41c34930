using System.Collections.Immutable;
using System.Globalization;
using KarstLogger.Gateway.Completeness;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Gateway.Export;

/// <summary>The head of an export: whose data, how complete, from which equations, under which terms, and what of it stands for nothing real.</summary>
internal static class ExportProvenance
{
    /// <summary>Gaps that are listed one by one, the longest first; the head says how many there are.</summary>
    private const int GapsListed = 50;

    public static ImmutableArray<ProvenanceLine> Of(RegisteredStation station, Run run, CompletenessReport completeness, bool isSimulated)
    {
        StationConfiguration one = station.Configuration;
        List<ProvenanceLine> lines =
        [
            new("station", $"{one.Slug}, {one.Name}{(one.Remark.Length > 0 ? $" ({one.Remark})" : "")}"),
            new("site", one.Site),
            new("period", $"{Instant(completeness.FromUtcSeconds)} to {Instant(completeness.ToUtcSeconds)}, the end excluded; all times UTC"),
            new("simulated", isSimulated ? "yes: made by a simulation, not measured" : "no"),
            new("illustrative", one.IsIllustrative ? "yes: " + Illustrative(one) : "no"),
        ];
        AddCompleteness(lines, completeness);
        lines.Add(new("configuration", $"version {station.Version}, sha256 {Convert.ToHexStringLower(one.Hash)}{(run.ConfigurationVersion == station.Version ? "" : $"; these rows are of version {run.ConfigurationVersion}")}"));
        lines.Add(new("run", $"{run.Id}, pipeline {run.PipelineVersion}, chemistry {run.Model}"));
        AddEquations(lines, one, completeness.ToUtcSeconds);
        lines.Add(new("licence", one.Licence));
        lines.Add(new("flags", "QARTOD: 1 pass, 2 not evaluated, 3 suspect, 4 fail, 9 missing; an empty value is absent; _u is the standard uncertainty (k = 1)"));
        return [.. lines];
    }

    private static void AddCompleteness(List<ProvenanceLine> lines, CompletenessReport report)
    {
        string share = report.Share is { } part ? string.Create(CultureInfo.InvariantCulture, $" ({100 * part:F2} %)") : "";
        lines.Add(new("completeness",
            $"expected {report.Expected}, received {report.Received}{share}, of these recovered late {report.RecoveredLate?.ToString(CultureInfo.InvariantCulture) ?? "not told (simulated time)"}, lost {report.Lost}, missing {report.Missing}; additional {report.Additional}; conflicts {report.Conflicts}"));
        lines.Add(new("gaps", report.Gaps.Count <= GapsListed ? $"{report.Gaps.Count}" : $"{report.Gaps.Count}, the {GapsListed} longest follow"));
        foreach (Gap gap in report.Gaps.OrderByDescending(gap => gap.Count).Take(GapsListed).OrderBy(gap => gap.FromUtcSeconds))
            lines.Add(new("gap", $"{Instant(gap.FromUtcSeconds)} to {Instant(gap.ToUtcSeconds)}, {gap.Count} samples, {ReasonOf(gap.Reason)}"));
    }

    private static void AddEquations(List<ProvenanceLine> lines, StationConfiguration station, long toUtcSeconds)
    {
        foreach (CatchmentArea area in station.Areas.Where(area => area.FromUtcSeconds < toUtcSeconds))
            lines.Add(new("area", string.Create(CultureInfo.InvariantCulture,
                $"{area.SquareKilometres} km2 +- {area.UncertaintyPercent} %, {area.Method}, from {Instant(area.FromUtcSeconds)}{Mark(area.IsIllustrative)}")));
        foreach (RatingCurve rating in station.Settings.Ratings.Where(rating => rating.ValidFromUtcSeconds < toUtcSeconds))
            lines.Add(new("rating", $"{rating.Id}, from {Instant(rating.ValidFromUtcSeconds)}, sha256 {rating.Fingerprint}{Mark(rating.Illustrative)}"));
        foreach (IonRegression regression in station.Settings.Regressions)
            lines.Add(new("regression", string.Create(CultureInfo.InvariantCulture,
                $"{regression.Ion} = {regression.Slope} SC25 + {regression.Intercept} mg/L, {regression.LeastSpecificConductance} to {regression.MostSpecificConductance} uS/cm, {regression.Standing}: {regression.Provenance}")));
        foreach (MeanIon mean in station.Settings.MeanIons)
            lines.Add(new("mean", string.Create(CultureInfo.InvariantCulture, $"{mean.Ion} = {mean.MilligramsPerLitre} mg/L: {mean.Provenance}")));
        foreach (SensorVisit service in station.Settings.Corrections.Services.Where(one => one.Service.LastServiceUtcSeconds < toUtcSeconds).OrderBy(one => one.Service.UtcSeconds).ThenBy(one => one.Id, StringComparer.Ordinal))
            lines.Add(new("service", $"{service.Id}{(EnteredServices.VisitOf(service) is null ? "" : ", entered at the gateway")}: {service.Service.Parameter} from {Instant(service.Service.LastServiceUtcSeconds)} to {Instant(service.Service.UtcSeconds)}"));
        lines.Add(new("sink share", string.Create(CultureInfo.InvariantCulture, $"{station.Settings.SinkShare.Fraction} of the bicarbonate: {station.Settings.SinkShare.Source}")));
    }

    private static string Illustrative(StationConfiguration station) => string.Join(", ", new[]
    {
        station.Position.IsIllustrative ? "position" : null,
        station.Areas.Any(area => area.IsIllustrative) ? "area" : null,
        station.Settings.Ratings.Any(rating => rating.Illustrative) ? "rating" : null,
    }.OfType<string>()) + " without a source; nothing computed from them is a result";

    private static string ReasonOf(GapReason reason) => reason switch
    {
        GapReason.Overwritten => "lost: reported overwritten before they were sent",
        GapReason.NotReceived => "missing: taken but not received, or refused",
        GapReason.NotSampled => "missing: not taken, the numbers run on",
        GapReason.JournalBegunAnew => "missing: the logger's journal began anew",
        GapReason.NothingBefore => "missing: nothing before the first sample",
        _ => "missing: nothing since the last sample",
    };

    private static string Mark(bool isIllustrative) => isIllustrative ? ", ILLUSTRATIVE" : "";

    internal static string Instant(long utcSeconds) =>
        DateTimeOffset.FromUnixTimeSeconds(utcSeconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
