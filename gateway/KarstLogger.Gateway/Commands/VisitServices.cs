using System.Globalization;
using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Commands;

/// <summary>A visit that did not happen, or not so: its corrections go, its line in the history stays.</summary>
public sealed record VisitWithdrawalBody : EntryBody
{
    /// <summary>Name of the visit, e.g. <c>visit-4</c>.</summary>
    public required string Visit { get; init; }
}

/// <summary>Entered visits as services of the station: as they would be, and taken back.</summary>
public static class VisitServices
{
    /// <summary>The station as it would be with these readings more and one visit less.</summary>
    public static StationConfiguration Candidate(EntryPlace place, IReadOnlyList<EnteredReading> more, long? withdrawn) => EnteredServices.Compose(
        place.Station.Configuration, [.. EnteredServices.Standing(place.Session, place.Station.Slug).Where(one => one.VisitId != withdrawn), .. more], replaces: true);

    /// <summary>The number of a visit that stands; null where none is named.</summary>
    /// <exception cref="ApiRefusal">There is no such visit, or it is withdrawn already.</exception>
    public static long? NumberOf(EntryPlace place, string? name)
    {
        if (name is null)
            return null;
        StoredVisit? visit = StoredEntries.Visits(place.Session, place.Station.Slug).FirstOrDefault(one => $"{EnteredServices.NamePrefix}{one.Id.ToString(CultureInfo.InvariantCulture)}" == name);
        return visit switch
        {
            null => throw ApiRefusal.OfField("visit", $"the station has no visit '{name}'", "the id of a visit, e.g. visit-4"),
            { IsWithdrawn: true } => throw new ApiRefusal(StatusCodes.Status409Conflict, $"'{name}' is withdrawn already.", "visit"),
            _ => visit.Id,
        };
    }

    /// <summary>Marks a visit as withdrawn by an audit line.</summary>
    internal static void Withdraw(EntryPlace place, long visit, long audit) =>
        place.Session.Execute("UPDATE visit SET withdrawn_audit_id = @audit WHERE id = @id", audit, visit);
}

/// <summary>Withdraws a visit.</summary>
public static class VisitWithdrawalEntry
{
    /// <summary>What goes with it.</summary>
    public static Effect Effect(EntryPlace place, VisitWithdrawalBody body)
    {
        long visit = VisitServices.NumberOf(place, body.Visit)!.Value;
        List<EnteredReading> gone = [.. EnteredServices.Standing(place.Session, place.Station.Slug).Where(one => one.VisitId == visit)];
        StationConfiguration candidate = VisitServices.Candidate(place, [], visit);
        List<string> text = [$"{body.Visit} no longer counts as a service{(gone.Count == 0 ? "; it had no readings" : $" of {string.Join(", ", gone.Select(one => one.Parameter))}")}; the history keeps it."];
        return new Effect(text)
        {
            YearTotal = gone.Count == 0 ? null : YearTotals.Compare(place, gone[0].AtUtcSeconds, candidate, "without the corrections that followed from the visit"),
        };
    }

    /// <summary>Withdraws it.</summary>
    public static (string Id, long Audit) Save(EntryPlace place, VisitWithdrawalBody body, ChangeOrder order)
    {
        long visit = VisitServices.NumberOf(place, body.Visit)!.Value, audit = AuditTrail.Record(place.Session, order, place.Subject, $"{body.Visit} withdrawn");
        VisitServices.Withdraw(place, visit, audit);
        StationRegister.TakeOverVisits(place.Session, place.Station.Registered, order.AtUtcMs);
        return (body.Visit, audit);
    }
}
