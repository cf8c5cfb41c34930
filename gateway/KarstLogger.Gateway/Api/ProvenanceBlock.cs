using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Pipeline;

namespace KarstLogger.Gateway.Api;

/// <summary>Where numbers come from: the same block stands before every series, total and download.</summary>
public sealed record ProvenanceBlock(
    string Station, string Name, string Remark, long? Run, long ConfigurationVersion, string ConfigurationHash, string PipelineVersion, string Model,
    IReadOnlyList<string> Ratings, IReadOnlyList<string> Regressions, bool Simulated, bool Illustrative, DateTimeOffset From, DateTimeOffset To, string Approval)
{
    /// <summary>Services behind the corrections of the stretch; those from an entered visit begin with its id.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>The block of a stretch. Simulated is asked of its first and last sample; each sample says it for itself with the qualifier Sim.</summary>
    public static ProvenanceBlock Of(StoreSession session, KnownStation station, TimeRange range, Approvals approvals)
    {
        StationSettings settings = station.Configuration.Settings;
        return new ProvenanceBlock(
            station.Slug, station.Configuration.Name, station.Configuration.Remark, station.Run?.Id, station.Run?.ConfigurationVersion ?? station.Registered.Version,
            Convert.ToHexStringLower(station.Run?.ConfigurationHash ?? station.Configuration.Hash), station.Run?.PipelineVersion ?? StationPipeline.Version,
            station.Run?.Model ?? settings.Model.Tag,
            [.. settings.Ratings.Where(one => one.ValidFromUtcSeconds < range.ToUtcSeconds && (one.ValidToUtcSeconds ?? long.MaxValue) > range.FromUtcSeconds).Select(one => one.Id)],
            [.. settings.Regressions.Where(one => (one.ValidFromUtcSeconds ?? 0) < range.ToUtcSeconds && (one.ValidToUtcSeconds ?? long.MaxValue) > range.FromUtcSeconds)
                .Select(one => $"{one.Ion}: {one.Provenance}")],
            IsSimulated(session, station, range), station.Configuration.IsIllustrative, ApiJson.Instant(range.FromUtcSeconds), ApiJson.Instant(range.ToUtcSeconds),
            approvals.Standing(range))
        {
            Services = [.. settings.Corrections.Services.Where(one => one.Service.LastServiceUtcSeconds < range.ToUtcSeconds && one.Service.UtcSeconds >= range.FromUtcSeconds)
                .OrderBy(one => one.Service.UtcSeconds).ThenBy(one => one.Id, StringComparer.Ordinal).Select(one => one.Id)],
        };
    }

    private static bool IsSimulated(StoreSession session, KnownStation station, TimeRange range)
    {
        if (station.Run is not { } run)
            return false;
        return Edge("ASC") == 1 || Edge("DESC") == 1;

        long? Edge(string order) => session.Number(
            $"SELECT simulated FROM station_state WHERE station = @station AND run_id = @run AND placed_utc_s >= @from AND placed_utc_s < @to ORDER BY placed_utc_s {order} LIMIT 1",
            station.Slug, run.Id, range.FromUtcSeconds, range.ToUtcSeconds);
    }
}
