using System.Net.Http.Json;
using System.Text.Json;

namespace KarstLogger.Gateway.Api;

/// <summary>
/// The demo's buttons. The simulated boxes live in the demo's own process: the gateway knows its address and passes requests on, so that a gateway in the field has
/// neither the endpoints nor any code that can touch a box (docs/decisions/0090-http-edge.md).
/// </summary>
public static class DemoApi
{
    /// <summary>The demo answers within this, or is gone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Maps the endpoints; call it in demo mode only.</summary>
    public static void Map(RouteGroupBuilder api, Uri controls)
    {
        HttpClient demo = new() { BaseAddress = controls, Timeout = Patience };
        api.MapGet("/demo", (CancellationToken cancellation) => PassOnAsync(() => demo.GetAsync("/", cancellation))).WithSummary("The demo's boxes.");
        foreach (string fault in (string[])["cable", "ph-fouling"])
            api.MapPost($"/demo/stations/{{slug}}/{fault}", (string slug, JsonElement body, CancellationToken cancellation) =>
                PassOnAsync(() => demo.PostAsJsonAsync($"/stations/{Uri.EscapeDataString(slug)}/{fault}", body, cancellation))).WithSummary("Sets or takes back a fault of a simulated box.");
    }

    private static async Task<IResult> PassOnAsync(Func<Task<HttpResponseMessage>> ask)
    {
        try
        {
            using HttpResponseMessage answer = await ask();
            string text = await answer.Content.ReadAsStringAsync();
            return answer.IsSuccessStatusCode ? Results.Text(text, "application/json")
                : throw new ApiRefusal((int)answer.StatusCode, text.Length > 0 ? text : "The demo refused this.");
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            throw new ApiRefusal(StatusCodes.Status404NotFound, "The demo that this gateway belongs to does not answer any more.");
        }
    }
}
