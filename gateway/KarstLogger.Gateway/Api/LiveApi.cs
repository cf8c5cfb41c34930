using System.Text.Json;
using System.Threading.Channels;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Api;

/// <summary>Server-sent events: the stations as they stand, and each change.</summary>
public static class LiveApi
{
    /// <summary>A comment line goes out this often while nothing happens: proxies close what is silent for a minute.</summary>
    public static readonly TimeSpan KeepAwake = TimeSpan.FromSeconds(15);

    /// <summary>Maps the endpoint.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/live", SendAsync)
        .WithSummary("Server-sent events station, changed and history; stations=a,b restricts.").Produces(StatusCodes.Status200OK, contentType: "text/event-stream");

    private static async Task SendAsync(HttpContext context, StoreDatabase store, LiveFeed feed, TimeProvider time, IHostApplicationLifetime life)
    {
        string[] wanted = context.Request.Query["stations"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        bool IsWanted(string station) => wanted.Length == 0 || wanted.Contains(station);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        (ChannelReader<LiveNews> news, IDisposable listening) = feed.Listen();
        using (listening)
        {
            try
            {
                await context.Response.WriteAsync("retry: 3000\n\n", end.Token);
                foreach (StationView station in store.Read(session => StationReader.All(session, time.GetUtcNow().ToUnixTimeMilliseconds())).Where(one => IsWanted(one.Slug)))
                    await EventAsync(context, "station", station, end.Token);
                await context.Response.Body.FlushAsync(end.Token);
                await PassOnAsync(context, news, store, time, IsWanted, end.Token);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                // The reader has gone or the gateway stops: there is nobody to tell.
                return;
            }
        }
    }

    private static async Task PassOnAsync(
        HttpContext context, ChannelReader<LiveNews> news, StoreDatabase store, TimeProvider time, Func<string, bool> isWanted, CancellationToken end)
    {
        Task<bool> next = news.WaitToReadAsync(end).AsTask();
        while (true)
        {
            Task first = await Task.WhenAny(next, Task.Delay(KeepAwake, time, end));
            end.ThrowIfCancellationRequested();
            if (first != next)
            {
                await context.Response.WriteAsync(":\n\n", end);
            }
            else
            {
                while (news.TryRead(out LiveNews? one))
                    if (isWanted(one.Station))
                        await TellAsync(context, one, store, time, end);
                next = news.WaitToReadAsync(end).AsTask();
            }
            await context.Response.Body.FlushAsync(end);
        }
    }

    private static async Task TellAsync(HttpContext context, LiveNews one, StoreDatabase store, TimeProvider time, CancellationToken end)
    {
        if (one.AuditId is { } id)
        {
            await EventAsync(context, "history", new { one.Station, Id = id }, end);
            return;
        }
        StationView station = store.Read(session => StationReader.Of(session, KnownStation.Find(session, one.Station), time.GetUtcNow().ToUnixTimeMilliseconds()));
        await EventAsync(context, "station", station, end);
        await EventAsync(context, "changed", new { one.Station, From = station.DataFrom, To = station.DataTo }, end);
    }

    private static Task EventAsync<T>(HttpContext context, string name, T value, CancellationToken end) =>
        context.Response.WriteAsync($"event: {name}\ndata: {JsonSerializer.Serialize(value, ApiJson.Options)}\n\n", end);
}
