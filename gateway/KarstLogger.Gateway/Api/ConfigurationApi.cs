using KarstLogger.Gateway.Photos;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Api;

/// <summary>One section of a station file.</summary>
public sealed record SectionView(string Title, string Text, string Hash, DateTimeOffset? From);

/// <summary>A version of a station's configuration.</summary>
public sealed record ConfigurationView(long Version, string Hash, string Canonical, IReadOnlyList<SectionView> Sections, IReadOnlyList<long> Versions);

/// <summary>A line of the audit.</summary>
public sealed record HistoryView(long Id, DateTimeOffset Utc, string Actor, string Reason, string Subject, string What, IReadOnlyList<PhotoView> Photos);

/// <summary>The configuration in force and everything that was changed, by whom and why.</summary>
public static class ConfigurationApi
{
    /// <summary>Maps the endpoints.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/stations/{slug}/configuration", (string slug, HttpContext context, StoreDatabase store) =>
            Answer.Json(context, store.Read(session => Version(session, KnownStation.Find(session, slug), context.Request.Query))))
            .Produces<ConfigurationView>().WithSummary("A version of the station file, section by section.");
        api.MapGet("/stations/{slug}/history", (string slug, HttpContext context, StoreDatabase store) =>
            Answer.Json(context, store.Read(session => History(session, KnownStation.Find(session, slug), context.Request.Query))))
            .Produces<Listing<HistoryView>>().WithSummary("The audit of the station, oldest first.");
    }

    private static ConfigurationView Version(StoreSession session, KnownStation station, IQueryCollection query)
    {
        long version = QueryNumbers.Whole(query, "version", 1, int.MaxValue) ?? station.Registered.Version;
        List<SectionView> sections = session.Query(
            "SELECT section, canonical, hash, valid_from_utc_s FROM configuration WHERE station = @station AND version = @version ORDER BY ordinal",
            row => new SectionView(row.GetString(0), row.GetString(1), Convert.ToHexStringLower(row.GetBytes(2)), ApiJson.Instant(row.FindInt64(3))),
            station.Slug, version);
        if (sections.Count == 0)
            throw ApiRefusal.Unknown($"Station '{station.Slug}' has no configuration {version}; the newest is {station.Registered.Version}.");
        string canonical = "format = 1\n" + string.Concat(sections.Select(section => section.Text));
        string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(canonical)));
        return new ConfigurationView(version, hash, canonical, sections, [.. Enumerable.Range(1, (int)station.Registered.Version).Select(one => (long)one)]);
    }

    private static Listing<HistoryView> History(StoreSession session, KnownStation station, IQueryCollection query)
    {
        int limit = QueryNumbers.Limit(query), after = QueryNumbers.Whole(query, "after", 0, int.MaxValue) ?? 0;
        List<StoredPhoto> photos = StoredPhotos.Of(session, station.Slug);
        List<AuditEntry> lines = AuditTrail.Of(session, $"station/{station.Slug}").FindAll(line => line.Id > after);
        return new Listing<HistoryView>(
            [.. lines.Take(limit).Select(line => new HistoryView(line.Id, ApiJson.Instant(line.Order.AtUtcMs / 1000), line.Order.Actor, line.Order.Reason, line.Subject, line.What,
                [.. photos.Where(one => one.VisitAuditId == line.Id).Select(one => PhotoView.Of(station.Slug, one))]))],
            lines.Count > limit ? FormattableString.Invariant($"{lines[limit - 1].Id}") : null);
    }
}
