using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Api;

/// <summary>The series of a station: raw or in buckets, JSON by columns or CSV by rows.</summary>
public static class SeriesApi
{
    /// <summary>Maps the endpoint.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/stations/{slug}/series", AnswerAsync)
        .WithSummary("Values, flags and uncertainties of a stretch; resolution raw, hour, day or auto; format json or csv.")
        .Produces(StatusCodes.Status200OK, contentType: "application/json").Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json");

    private static async Task AnswerAsync(string slug, HttpContext context, StoreDatabase store, TimeProvider time)
    {
        (KnownStation station, SeriesRequest request, Approvals approvals, ProvenanceBlock provenance, string version) = store.Read(session =>
        {
            KnownStation found = KnownStation.Find(session, slug, QueryNumbers.Run(context.Request.Query));
            SeriesRequest asked = SeriesRequest.Read(context.Request, found);
            Approvals held = Approvals.Read(session, slug, asked.Variables);
            return (found, asked, held, ProvenanceBlock.Of(session, found, asked.Range, held), found.Version(session));
        });
        if (Answer.IsUnchangedVersion(context, version))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        if (request.IsCsv)
        {
            await new SeriesCsv(context, store, station, request).WriteAsync(provenance, approvals, version, time.GetUtcNow().ToUnixTimeSeconds());
            return;
        }
        SeriesJson json = new(context, request);
        await json.BeginAsync(provenance, station.Configuration.IntervalSeconds);
        if (request.Resolution == SeriesResolution.Raw)
            await json.WriteAsync(store.Read(session => SeriesColumns.Read(session, station, request, approvals, context.RequestAborted)));
        else
            await json.WriteAsync(store.Read(session => SeriesBuckets.Read(session, station, request, context.RequestAborted)));
    }
}
