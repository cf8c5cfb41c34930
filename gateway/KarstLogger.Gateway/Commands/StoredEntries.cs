using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Commands;

/// <summary>A visit as it was entered.</summary>
public sealed record StoredVisit(long Id, long AtUtcSeconds, string What, double? StaffGageMetres, string People, string Actor, bool IsWithdrawn);

/// <summary>A gauging as it was entered.</summary>
public sealed record StoredGauging(long Id, long AtUtcSeconds, double StageMetres, double CubicMetresPerSecond, double? U95CubicMetresPerSecond, string Method, string Note)
{
    /// <summary>Its name in lists and in a rating's <c>gaugings</c>.</summary>
    public string Name => FormattableString.Invariant($"g-{Id}");
}

/// <summary>A bottle as it was entered; ions in mg/L, those below detection left out.</summary>
public sealed record StoredSample(
    long Id, string Name, long AtUtcSeconds, double? WaterTemperature, double? Ph, double? SpecificConductance, string Note, IReadOnlyDictionary<string, double> MilligramsPerLitre);

/// <summary>A remark.</summary>
public sealed record StoredNote(long Id, long AtUtcSeconds, long? ToUtcSeconds, string Text, string Actor);

/// <summary>A decision on results.</summary>
public sealed record StoredApproval(long Id, string Variable, long FromUtcSeconds, long ToUtcSeconds, bool IsApproved, long AtUtcMs, string Actor);

/// <summary>Reads what people have entered at a station, oldest first.</summary>
public static class StoredEntries
{
    /// <summary>All visits.</summary>
    public static List<StoredVisit> Visits(StoreSession session, string station) => session.Query(
        "SELECT visit.id, visit.at_utc_s, visit.what, staff_gage_m, people, audit.actor, withdrawn_audit_id FROM visit JOIN audit ON audit.id = visit.audit_id WHERE station = @station ORDER BY visit.at_utc_s, visit.id",
        row => new StoredVisit(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.FindDouble(3), row.GetString(4), row.GetString(5), !row.IsNull(6)), station);

    /// <summary>All gaugings.</summary>
    public static List<StoredGauging> Gaugings(StoreSession session, string station) => session.Query(
        "SELECT id, at_utc_s, stage_m, discharge_m3_s, u95_m3_s, method, note FROM gauging WHERE station = @station ORDER BY at_utc_s, id",
        row => new StoredGauging(row.GetInt64(0), row.GetInt64(1), row.GetDouble(2), row.GetDouble(3), row.FindDouble(4), row.GetString(5), row.GetString(6)),
        station);

    /// <summary>All bottles.</summary>
    public static List<StoredSample> Samples(StoreSession session, string station)
    {
        ILookup<long, (string Ion, double Value)> ions = session.Query(
            """
            SELECT sample_id, ion, mg_l FROM grab_sample_ion JOIN grab_sample ON grab_sample.id = grab_sample_ion.sample_id
            WHERE grab_sample.station = @station AND mg_l IS NOT NULL ORDER BY sample_id, ion
            """, row => (Sample: row.GetInt64(0), Ion: row.GetString(1), Value: row.GetDouble(2)), station).ToLookup(row => row.Sample, row => (row.Ion, row.Value));
        return session.Query(
            "SELECT id, name, at_utc_s, water_temp, ph, sc25, note FROM grab_sample WHERE station = @station ORDER BY at_utc_s, id",
            row => new StoredSample(row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.FindDouble(3), row.FindDouble(4),
                row.FindDouble(5), row.GetString(6), ions[row.GetInt64(0)].ToDictionary(one => one.Ion, one => one.Value)), station);
    }

    /// <summary>All notes.</summary>
    public static List<StoredNote> Notes(StoreSession session, string station) => session.Query(
        "SELECT note.id, note.at_utc_s, note.to_utc_s, note.text, audit.actor FROM note JOIN audit ON audit.id = note.audit_id WHERE station = @station ORDER BY note.at_utc_s, note.id",
        row => new StoredNote(row.GetInt64(0), row.GetInt64(1), row.FindInt64(2), row.GetString(3), row.GetString(4)), station);

    /// <summary>All decisions, in the order in which they were taken.</summary>
    public static List<StoredApproval> Approvals(StoreSession session, string station) => session.Query(
        """
        SELECT approval.id, variable, from_utc_s, to_utc_s, is_approved, audit.at_utc_ms, audit.actor FROM approval JOIN audit ON audit.id = approval.audit_id
        WHERE station = @station ORDER BY approval.id
        """,
        row => new StoredApproval(row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4) != 0, row.GetInt64(5), row.GetString(6)), station);
}
