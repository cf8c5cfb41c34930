using KarstLogger.Gateway.BoxVisits;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Api;

/// <summary>Visits at the boxes of a station, read from their archived events. They are taken over by entering a visit with their fields and their name (<c>boxVisit</c>).</summary>
public static class BoxVisitsApi
{
    /// <summary>Maps the endpoint.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/stations/{slug}/box-visits", (string slug, HttpContext context, StoreDatabase store) =>
        Answer.Json(context, store.Read(session => Page(session, KnownStation.Find(session, slug), context.Request.Query))))
        .Produces<Listing<BoxVisit>>().WithSummary("Visits and calibrations at the station's boxes with their readings, the newest first; those that were taken over name the visit.");

    private static Listing<BoxVisit> Page(StoreSession session, KnownStation station, IQueryCollection query)
    {
        int limit = QueryNumbers.Limit(query);
        string after = query["after"].ToString();
        List<BoxVisit> all = StationBoxVisits.Of(session, station.Configuration);
        int first = after.Length == 0 ? 0 : all.FindIndex(one => one.Id == after) + 1;
        if (first == 0 && after.Length > 0)
            throw ApiRefusal.OfField("after", $"after is '{after}'", "the value of next of the page before");
        List<BoxVisit> page = [.. all.Skip(first).Take(limit)];
        return new Listing<BoxVisit>(page, first + page.Count < all.Count ? page[^1].Id : null);
    }
}
