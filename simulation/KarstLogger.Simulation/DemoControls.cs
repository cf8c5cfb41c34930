using System.Net;
using System.Text.Json;
using KarstLogger.HostSim;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace KarstLogger.Simulation;

/// <summary>A fault that is set or taken back; the one that is meant is named by the address.</summary>
/// <param name="Pulled">The cable of the sonde is out.</param>
/// <param name="Fouled">The pH glass is grown over and answers no more.</param>
public sealed record FaultOrder(bool? Pulled = null, bool? Fouled = null);

/// <summary>
/// The boxes of a live demo under a loopback address of their own: the gateway passes the dashboard's buttons on to here. Faults are those of the emulated sonde, not of
/// the data.
/// </summary>
public sealed class DemoControls : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly WebApplication _app;
    private readonly DemoPace _pace;

    private DemoControls(WebApplication app, DemoPace pace) => (_app, _pace) = (app, pace);

    /// <summary>Where it listens.</summary>
    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>The boxes, once they are switched on; before that there are none.</summary>
    public DemoFleet? Fleet { get; set; }

    /// <summary>Starts it on a free port of this machine alone.</summary>
    public static async Task<DemoControls> StartAsync(DemoPace pace, CancellationToken cancellation)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRouting();
        DemoControls controls = new(builder.Build(), pace);
        controls._app.MapGet("/", () => Results.Json(controls.Everything(), Json));
        controls._app.MapPost("/stations/{slug}/cable", (string slug, FaultOrder order) => controls.Set(slug, order.Pulled, (box, on) => box.Bus.Faults.Silent = on));
        controls._app.MapPost("/stations/{slug}/ph-fouling", (string slug, FaultOrder order) => controls.Set(slug, order.Fouled, (box, on) => box.Body.PhGlassDead = on));
        await controls._app.StartAsync(cancellation);
        return controls;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Set(string slug, bool? on, Action<SimulatedStation, bool> set)
    {
        if (Fleet?.Stations.FirstOrDefault(one => one.Station.Slug == slug) is not { Box: { } box } found)
            return Results.Text($"There is no simulated station '{slug}'.", statusCode: StatusCodes.Status404NotFound);
        if (on is not { } value)
            return Results.Text("Say whether: {\"pulled\":true} or {\"fouled\":true}, or false.", statusCode: StatusCodes.Status400BadRequest);
        set(box, value);
        return Results.Json(View(found.Station, box), Json);
    }

    private object Everything() => new
    {
        Simulated = true,
        VirtualUtc = Fleet is { } fleet ? DateTimeOffset.FromUnixTimeSeconds(fleet.Stations[0].Box.Time.UtcSeconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture) : null,
        _pace.SecondsPerSample,
        Stations = Fleet?.Stations.Select(one => View(one.Station, one.Box)).ToList() ?? [],
    };

    private static object View(DemoStation station, SimulatedStation box) => new
    {
        Station = station.Slug, CablePulled = box.Bus.Faults.Silent, PhFouled = box.Body.PhGlassDead,
        Counters = new { Stored = box.Counters.Journaled, Unsent = box.Counters.Backlog, Lost = box.Counters.LostFrames },
    };
}

/// <summary>How fast a live demo goes.</summary>
/// <param name="SecondsPerSample">Real seconds for one simulated quarter hour, until virtual time has come up with real time.</param>
public sealed record DemoPace(double SecondsPerSample);
