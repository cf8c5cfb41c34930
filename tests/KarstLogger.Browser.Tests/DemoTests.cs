using System.Diagnostics;
using System.Text.RegularExpressions;
using KarstLogger.Simulation;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KarstLogger.Browser.Tests;

/// <summary>The demo as a newcomer starts it: its own process with broker, gateway and four boxes, ending on the dashboard.</summary>
[Collection(GatewayCollection.Name)]
public sealed partial class DemoTests(RunningGateway gateway) : IAsyncLifetime
{
    // Uploads come with every fourth sample; a machine under load gets a multiple of it.
    private static readonly LocatorAssertionsToContainTextOptions Patient = new() { Timeout = 60_000 };

    private readonly string _folder = Directory.CreateTempSubdirectory("karst-demo-").FullName;
    private Process? _demo;

    private string Address { get; set; } = "";

    public async Task InitializeAsync()
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in (string[])[typeof(DemoVerb).Assembly.Location, "demo", "--port", "0", "--seconds-per-sample", "0.5", "--folder", Path.Combine(_folder, "demo")])
            start.ArgumentList.Add(argument);
        _demo = Process.Start(start)!;
        TaskCompletionSource<string> address = new();
        _demo.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
                address.TrySetException(new InvalidOperationException("The demo ended before it was live."));
            else if (LookAt().Match(line.Data) is { Success: true } found)
                address.TrySetResult(found.Groups[1].Value);
        };
        _demo.BeginErrorReadLine();
        Address = await address.Task;
    }

    public async Task DisposeAsync()
    {
        _demo!.Kill(entireProcessTree: true);
        await _demo.WaitForExitAsync();
        _demo.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_demo_is_live_says_simulated_counts_and_a_pulled_cable_and_a_fouled_glass_show()
    {
        IPage page = await gateway.OpenAsync();
        await page.GotoAsync(Address);
        await Expect(page.Locator(".banner.simulated")).ToContainTextAsync("SIMULATED");
        ILocator row = page.Locator("ul.demo li[data-station=demo-east]"), other = page.Locator("ul.demo li[data-station=demo-west]");
        await Expect(row.Locator(".counters")).ToContainTextAsync(new Regex(@"\d+ stored\s*\d+ unsent\s*0 lost"));
        string before = (await row.Locator(".counter strong").First.TextContentAsync())!;
        await Expect(row.Locator(".counter strong").First).Not.ToHaveTextAsync(before, new LocatorAssertionsToHaveTextOptions { Timeout = 60_000 });
        ILocator card = page.Locator("li.station", new PageLocatorOptions { Has = page.Locator("a[href='/stations/demo-east']") });
        await Expect(card).ToContainTextAsync(new Regex(@"pH\s*\d\.\d\d pH"), Patient);

        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Pull the cable" }).ClickAsync();
        await Expect(row).ToContainTextAsync("cable pulled");
        await Expect(card.Locator(".state")).ToContainTextAsync("No data", Patient);
        await Expect(card).ToContainTextAsync("missing", Patient);
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Plug the cable in" }).ClickAsync();
        await Expect(card.Locator(".state")).ToContainTextAsync("On time", Patient);

        await other.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Foul the pH probe" }).ClickAsync();
        await Expect(other).ToContainTextAsync("pH probe fouled");
        ILocator fouled = page.Locator("li.station", new PageLocatorOptions { Has = page.Locator("a[href='/stations/demo-west']") });
        // A dead glass rests at pH 7 (docs/api.md, Demo).
        await Expect(fouled).ToContainTextAsync(new Regex(@"pH\s*7\.0\d pH"), Patient);
    }

    [Fact]
    public async Task A_gateway_in_the_field_has_no_such_buttons()
    {
        IPage page = await gateway.OpenAsync();
        await page.GotoAsync("/");
        await Expect(page.Locator("li.station").First).ToBeVisibleAsync();
        await Expect(page.Locator("ul.demo")).ToHaveCountAsync(0);
        Assert.Equal(404, (await page.Context.APIRequest.GetAsync(gateway.Address + "/api/demo")).Status);
    }

    [GeneratedRegex(@"live: look at (http://\S+?);")]
    private static partial Regex LookAt();
}
