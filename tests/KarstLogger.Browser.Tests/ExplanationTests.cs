using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KarstLogger.Browser.Tests;

/// <summary>What the record says under the pointer and in a download, and the way through the pages without a mouse.</summary>
[Collection(GatewayCollection.Name)]
public sealed class ExplanationTests(RunningGateway gateway)
{
    [Fact]
    public async Task Hovering_tells_that_a_sample_is_simulated_and_why_its_alkalinity_is_suspect()
    {
        IPage page = await gateway.OpenAsync();
        JsonElement rows = await JsonAsync(page, $"/api/stations/{RecordedStations.Simulated}/series?variables=hco3&resolution=raw&from=P45D");
        JsonElement flags = rows.GetProperty("columns").GetProperty("hco3").GetProperty("flag");
        int suspect = flags.EnumerateArray().Select((flag, i) => (Flag: flag.GetInt32(), i)).First(one => one.Flag == 3).i;
        // After the flood the water is more dilute than any bottle of the regression, so its alkalinity is extrapolated (docs/equations: a tenth of the range beyond).
        long at = rows.GetProperty("utc")[suspect].GetInt64();
        await page.GotoAsync($"/stations/{RecordedStations.Simulated}?from={Iso(at - 21_600)}&to={Iso(at + 21_600)}&variables=hco3");
        await Expect(page.Locator("[data-drawn=raw]")).ToBeVisibleAsync();
        await HoverMiddleAsync(page, "hco3");
        await Expect(page.Locator(".at")).ToContainTextAsync("simulated");
        await Expect(page.Locator(".panel[data-variable=hco3] .readout")).ToContainTextAsync("suspect");
        await Expect(page.Locator(".why")).ToContainTextAsync("Why flagged");
        await Expect(page.Locator(".why")).ToContainTextAsync("a rating or regression used beyond its range");
    }

    [Fact]
    public async Task Hovering_tells_that_a_discharge_is_extrapolated()
    {
        IPage page = await gateway.OpenAsync();
        JsonElement rows = await JsonAsync(page, $"/api/stations/{StandingStations.Beyond}/series?variables=discharge&resolution=raw");
        long at = rows.GetProperty("utc")[0].GetInt64();
        Assert.Contains("Ext", rows.GetProperty("qualifiers")[0].GetString());
        await page.GotoAsync($"/stations/{StandingStations.Beyond}?from={Iso(at - 3600)}&to={Iso(at + 3600)}&variables=discharge");
        await Expect(page.Locator("[data-drawn=raw]")).ToBeVisibleAsync();
        await HoverMiddleAsync(page, "discharge");
        await Expect(page.Locator(".at")).ToContainTextAsync("discharge extrapolated beyond the gaugings");
        await Expect(page.Locator(".key")).ToContainTextAsync("violet hatching: discharge beyond the gaugings");
    }

    [Theory]
    [InlineData(5, "raw")]
    [InlineData(40, "hour")]
    public async Task The_download_has_the_stretch_the_variables_the_resolution_and_the_numbers_that_one_sees(int days, string resolution)
    {
        IPage page = await gateway.OpenAsync(width: 700);
        long end = gateway.Stations.NewestSimulated.UtcSeconds;
        await page.GotoAsync($"/stations/{RecordedStations.Simulated}?from={Iso(end - days * 86_400L)}&to={Iso(end)}&variables=ph,sc25");
        await Expect(page.Locator($"[data-drawn={resolution}]")).ToBeVisibleAsync();
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.GetByText("Download what you see (CSV)").ClickAsync());
        string[] rows = [.. (await File.ReadAllLinesAsync(await download.PathAsync())).SkipWhile(line => line.StartsWith('#'))];
        Assert.StartsWith(resolution == "raw" ? "time [UTC],qualifiers,ph [[pH]],ph flag,ph u [[pH]],sc25 [uS/cm]" : "time [UTC],ph min [[pH]]", rows[0], StringComparison.Ordinal);
        JsonElement shown = await JsonAsync(page, $"/api/stations/{RecordedStations.Simulated}/series?variables=ph,sc25&resolution={resolution}&from={Iso(end - days * 86_400L)}&to={Iso(end)}");
        string[] data = [.. rows.Skip(1).Where(row => !row.StartsWith('#'))];
        Assert.Equal(shown.GetProperty("utc").GetArrayLength(), data.Length);
        JsonElement ph = shown.GetProperty("columns").GetProperty("ph").GetProperty(resolution == "raw" ? "value" : "min");
        for (int i = 0; i < data.Length; i += 50)
        {
            string[] cells = data[i].Split(',');
            Assert.Equal(shown.GetProperty("utc")[i].GetInt64(), DateTimeOffset.Parse(cells[0], CultureInfo.InvariantCulture).ToUnixTimeSeconds());
            Assert.Equal(ph[i].GetDouble(), double.Parse(cells[resolution == "raw" ? 2 : 1], CultureInfo.InvariantCulture), 12);
        }
    }

    [Fact]
    public async Task A_note_is_entered_with_the_keyboard_alone_from_the_first_page_on()
    {
        IPage page = await gateway.OpenAsync(isSignedIn: true);
        await page.GotoAsync("/");
        await Expect(page.Locator("li.station").First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await TabToAsync(page, $"a[href='/stations/{RecordedStations.Simulated}']");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToBeFocusedAsync();
        await page.Keyboard.DownAsync("Shift");
        await TabToAsync(page, $"a[href='/stations/{RecordedStations.Simulated}/enter']");
        await page.Keyboard.UpAsync("Shift");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToContainTextAsync("Enter at");
        await TabToAsync(page, "input[name=kind]");
        await page.Keyboard.PressAsync("Space");
        for (int i = 0; i < 4; i++)
            await page.Keyboard.PressAsync("ArrowDown");
        await TabToAsync(page, "textarea[name=text]");
        await page.Keyboard.TypeAsync("a bat in the shelter");
        await TabToAsync(page, "input[name=reason]");
        await page.Keyboard.TypeAsync("seen by the keyboard");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save" })).ToBeVisibleAsync();
        await TabToAsync(page, "button.primary");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".saved")).ToContainTextAsync("Saved as note-");
    }

    // Nobody presses Tab more often than this to get anywhere.
    private const int TabsMost = 60;

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (int i = 0; i < TabsMost; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
                return;
        }
        Assert.Fail($"{selector} is not reached within {TabsMost} presses of Tab.");
    }

    // The pointer rests on the middle of the panel, wherever that is on the page.
    private static async Task HoverMiddleAsync(IPage page, string variable)
    {
        await page.Locator($".panel[data-variable={variable}] .u-over").HoverAsync();
        await Expect(page.Locator(".at")).ToContainTextAsync("At ");
    }

    private async Task<JsonElement> JsonAsync(IPage page, string path)
    {
        IAPIResponse response = await page.Context.APIRequest.GetAsync(gateway.Address + path);
        Assert.True(response.Ok, $"{path}: {response.Status}");
        return (await response.JsonAsync())!.Value;
    }

    private static string Iso(long utcSeconds) => DateTimeOffset.FromUnixTimeSeconds(utcSeconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
