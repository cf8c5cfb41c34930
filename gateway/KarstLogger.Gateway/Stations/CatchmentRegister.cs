using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Stations;

/// <summary>A catchment as it is in force.</summary>
/// <param name="Configuration">What its file says.</param>
/// <param name="Version">Counts from 1.</param>
public sealed record RegisteredCatchment(CatchmentConfiguration Configuration, long Version);

/// <summary>The catchments of a store. Every version is kept; the newest is in force.</summary>
public static class CatchmentRegister
{
    /// <summary>Puts a catchment file into force with its audit line; the same content again changes nothing.</summary>
    public static long Put(StoreSession session, CatchmentConfiguration catchment, ChangeOrder order)
    {
        RegisteredCatchment? held = Find(session, catchment.Slug);
        if (held?.Configuration.Canonical == catchment.Canonical)
            return held.Version;
        long version = (held?.Version ?? 0) + 1;
        long audit = AuditTrail.Record(session, order, $"catchment/{catchment.Slug}", $"catchment {version}, sha256 {Convert.ToHexStringLower(catchment.Hash)}");
        session.Execute("INSERT INTO catchment (slug, version, canonical, hash, audit_id) VALUES (@slug, @version, @canonical, @hash, @audit)",
            catchment.Slug, version, catchment.Canonical, catchment.Hash, audit);
        return version;
    }

    /// <summary>The catchment as it is in force; null where the store does not know it.</summary>
    public static RegisteredCatchment? Find(StoreSession session, string slug) => session.Query(
        "SELECT canonical, version FROM catchment WHERE slug = @slug ORDER BY version DESC LIMIT 1",
        row => new RegisteredCatchment(CatchmentFile.Read($"catchment {slug}, version {row.GetInt64(1)}", row.GetString(0)), row.GetInt64(1)), slug).FirstOrDefault();

    /// <summary>The slugs of all catchments.</summary>
    public static List<string> Slugs(StoreSession session) => session.Query("SELECT DISTINCT slug FROM catchment ORDER BY slug", row => row.GetString(0));
}
