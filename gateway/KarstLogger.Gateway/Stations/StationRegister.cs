using System.Collections.Concurrent;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Stations;

/// <summary>A station's configuration as it is in force in the store.</summary>
/// <param name="Configuration">What it says.</param>
/// <param name="Version">Counts from 1; a run names the version it was derived with.</param>
public sealed record RegisteredStation(StationConfiguration Configuration, long Version);

/// <summary>The stations of a store. Every version of a configuration is kept; the newest is in force.</summary>
public static class StationRegister
{
    private const int ReadMost = 256;

    // Reading a station's text takes longer than deriving a day of it. What it says depends on nothing but the text.
    private static readonly ConcurrentDictionary<(string Slug, string Canonical), StationConfiguration> Read = [];

    /// <summary>
    /// Puts a station file into force: the new version, its deployments, the audit line and the mark that the station must be derived again, in one transaction.
    /// The services of entered visits join it by themselves. The same configuration again changes nothing and gives the version that is in force.
    /// </summary>
    /// <exception cref="Cli.BadInputException">The file contradicts an entered visit.</exception>
    public static long Put(StoreSession session, StationConfiguration file, ChangeOrder order)
    {
        StationConfiguration station = EnteredServices.Compose(file, EnteredServices.Standing(session, file.Slug));
        long? held = session.Number("SELECT configuration_version FROM station WHERE slug = @slug", station.Slug);
        if (held is { } same && CanonicalOf(session, station.Slug, same) == station.Canonical)
            return same;
        long version = (held ?? 0) + 1;
        AuditTrail.Record(session, order, $"station/{station.Slug}", $"configuration {version}, sha256 {Convert.ToHexStringLower(station.Hash)}");
        Write(session, station, version, order.AtUtcMs);
        MarkAll(session, station, "configuration", order.AtUtcMs);
        return version;
    }

    /// <summary>
    /// Brings what visits have been entered, corrected or withdrawn since into force: a new version, and marks on exactly the time that it can change. Its audit line is that of the visit.
    /// </summary>
    public static void TakeOverVisits(StoreSession session, RegisteredStation held, long nowUtcMs)
    {
        StationConfiguration station = EnteredServices.Compose(held.Configuration, EnteredServices.Standing(session, held.Configuration.Slug), replaces: true);
        if (station.Canonical == held.Configuration.Canonical)
            return;
        Write(session, station, held.Version + 1, nowUtcMs);
        if (ConfigurationParts.Changed(held.Configuration.Parts, station.Parts) is { } changed)
            MarkWithin(session, station, changed.FromUtcSeconds, changed.ToUtcSeconds, "visit", nowUtcMs);
    }

    private static void Write(StoreSession session, StationConfiguration station, long version, long nowUtcMs)
    {
        session.Execute(
            """
            INSERT INTO station (slug, site, configuration_version) VALUES (@slug, @site, @version)
            ON CONFLICT (slug) DO UPDATE SET site = excluded.site, configuration_version = excluded.configuration_version
            """,
            station.Slug, station.Site, version);
        for (int i = 0; i < station.Sections.Length; i++)
            session.Execute(
                """
                INSERT INTO configuration (station, version, ordinal, section, valid_from_utc_s, canonical, hash, recorded_utc_ms)
                VALUES (@station, @version, @ordinal, @section, @from, @canonical, @hash, @at)
                """,
                station.Slug, version, i, station.Sections[i].Title, station.Sections[i].ValidFromUtcSeconds, station.Sections[i].Canonical, station.Sections[i].Hash, nowUtcMs);
        session.Execute("DELETE FROM deployment WHERE station = @station", station.Slug);
        foreach (Deployment deployment in station.Deployments)
            session.Execute(
                "INSERT INTO deployment (station, number, logger_id, sonde_slot, from_utc_s, to_utc_s) VALUES (@station, @number, @logger, @slot, @from, @to)",
                station.Slug, deployment.Number, deployment.LoggerId, deployment.SondeSlot, deployment.FromUtcSeconds, deployment.ToUtcSeconds);
    }

    /// <summary>The station as it is in force; null where the store does not know it.</summary>
    public static RegisteredStation? Find(StoreSession session, string slug) =>
        session.Number("SELECT configuration_version FROM station WHERE slug = @slug", slug) is { } version
            ? new RegisteredStation(Version(session, slug, version), version) : null;

    /// <summary>The station as an earlier run took it.</summary>
    public static StationConfiguration Version(StoreSession session, string slug, long version)
    {
        string canonical = CanonicalOf(session, slug, version);
        if (Read.Count > ReadMost)
            Read.Clear();
        return Read.GetOrAdd((slug, canonical), static (key, name) => StationFile.Read(name, key.Canonical), $"station {slug}, version {version}");
    }

    /// <summary>The slugs of all stations.</summary>
    public static List<string> Slugs(StoreSession session) => session.Query("SELECT slug FROM station ORDER BY slug", row => row.GetString(0));

    /// <summary>Marks everything that the archive holds of a station's deployments.</summary>
    public static void MarkAll(StoreSession session, StationConfiguration station, string cause, long nowUtcMs) =>
        MarkWithin(session, station, long.MinValue, long.MaxValue, cause, nowUtcMs);

    // Only where there are frames: a change that reaches into the future has nothing to derive there.
    private static void MarkWithin(StoreSession session, StationConfiguration station, long fromUtcSeconds, long toUtcSeconds, string cause, long nowUtcMs)
    {
        foreach (Deployment deployment in station.Deployments)
        {
            long? first = Edge("MIN"), last = Edge("MAX");
            if (first is { } from && last is { } to)
                DirtyIntervals.Mark(session, station.Slug, from, to, cause, nowUtcMs);

            long? Edge(string which) => session.Number(
                $"SELECT {which}(placed_utc_s) FROM frame WHERE logger_id = @logger AND placed_utc_s >= @from AND placed_utc_s <= @to",
                deployment.LoggerId, Math.Max(fromUtcSeconds, deployment.FromUtcSeconds), Math.Min(toUtcSeconds, deployment.ToUtcSeconds - 1 ?? long.MaxValue));
        }
    }

    private static string CanonicalOf(StoreSession session, string slug, long version) => "format = 1\n" + string.Concat(session.Query(
        "SELECT canonical FROM configuration WHERE station = @station AND version = @version ORDER BY ordinal", row => row.GetString(0), slug, version));
}
