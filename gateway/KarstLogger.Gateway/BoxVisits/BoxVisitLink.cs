using System.Globalization;
using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.Commands;
using KarstLogger.Gateway.Store;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.BoxVisits;

/// <summary>
/// Which visit at the box became which entered visit. The link is the key of one of its events: frames that arrive later may give the visit an earlier first event, and the link still finds it.
/// </summary>
public static class BoxVisitLink
{
    private const string Prefix = "box-";

    /// <summary>The name of the visit at the box with this event.</summary>
    internal static string Text(FrameKey key) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{LoggerId.ToText(key.LoggerId)}-{key.Epoch:x8}-{key.Sequence}");

    /// <summary>The standing visits that were taken over from a box, by their link.</summary>
    internal static Dictionary<string, (long Visit, string Station)> Standing(StoreSession session)
    {
        Dictionary<string, (long Visit, string Station)> links = [];
        foreach ((string link, long visit, string station) in session.Query(
            "SELECT box_visit, id, station FROM visit WHERE box_visit IS NOT NULL AND withdrawn_audit_id IS NULL ORDER BY id", row => (row.GetString(0), row.GetInt64(1), row.GetString(2))))
            links[link] = (visit, station);
        return links;
    }

    /// <summary>The visit at the box that an entry takes over; null where it takes over none.</summary>
    /// <exception cref="ApiRefusal">There is no such visit at the box, or a standing visit other than the one that is corrected has taken it over.</exception>
    public static BoxVisit? Find(EntryPlace place, string? name, long? corrects)
    {
        if (name is null)
            return null;
        BoxVisit found = StationBoxVisits.Find(place.Session, place.Station.Configuration, name)
            ?? throw ApiRefusal.OfField("boxVisit", $"the station has no visit at the box '{name}'", "the id of a visit of /box-visits");
        return found.TakenOverBy is null || found.TakenOverBy == corrects ? found
            : throw new ApiRefusal(StatusCodes.Status409Conflict, $"'{name}' was taken over already, as {found.TakenOverAs}: correct or withdraw that visit.", "boxVisit");
    }

    /// <summary>The link that a new visit carries: the one it names, else that of the visit which it corrects.</summary>
    internal static string? Of(EntryPlace place, BoxVisit? taken, long? corrects) => taken?.Id ?? (corrects is { } old
        ? place.Session.Query("SELECT box_visit FROM visit WHERE id = @id", row => row.IsNull(0) ? null : row.GetString(0), old).FirstOrDefault() : null);
}
