using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KarstLogger.Browser.Tests;

/// <summary>
/// Every page, on a desktop and on a phone, in both languages. With KARST_SCREENSHOTS set to a folder the pages are also written there as pictures
/// (docs/how-to/dashboard.md names the command).
/// </summary>
[Collection(GatewayCollection.Name)]
public sealed class PageTests(RunningGateway gateway)
{
    private static readonly string[] Parts =
    [
        "", "totals", "completeness", "health", "rating", "regressions", "history",
        "enter", "enter?kind=visit", "enter?kind=gauging", "enter?kind=sample", "enter?kind=photo", "enter?kind=note", "enter?kind=approval",
    ];

    private static readonly string? PictureFolder = Environment.GetEnvironmentVariable("KARST_SCREENSHOTS");

    /// <summary>Both widths, both colours and both languages, each with each other one.</summary>
    public static TheoryData<int, int, bool, bool> Screens => new() { { 1280, 900, false, false }, { 390, 844, true, false }, { 1280, 900, true, true }, { 390, 844, false, true } };

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Every_page_opens_without_a_fault_fits_the_screen_and_has_no_serious_barrier(int width, int height, bool isDark, bool isChinese)
    {
        List<string> faults = [];
        IPage page = await gateway.OpenAsync(width, height, isDark, isSignedIn: true, isChinese);
        page.PageError += (_, error) => faults.Add($"{page.Url}: {error}");
        List<string> paths = ["/", "/account", "/claim", .. Parts.Select(part => $"/stations/{RecordedStations.Simulated}/{part}")];
        if (RecordedStations.HasReal)
            paths.AddRange(Parts.Take(7).Select(part => $"/stations/{RecordedStations.Real}/{part}"));
        foreach (string path in paths)
        {
            await page.GotoAsync(path);
            await Expect(page.Locator("main:not([aria-busy]) h1")).ToBeVisibleAsync();
            await Expect(page.Locator("main .problem")).ToHaveCountAsync(0);
            if (IsRecord(path))
                await Expect(page.Locator("[data-drawn]")).ToBeVisibleAsync();
            int overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (overflow > 0)
                faults.Add($"{path}: {overflow} px wider than a screen of {width} px");
            faults.AddRange((await BarriersAsync(page)).Select(barrier => $"{path}: {barrier}"));
            if (PictureFolder is not null)
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(PictureFolder, $"{(width > 600 ? "desktop" : "phone")}-{(isDark ? "dark" : "light")}-{(isChinese ? "zh" : "en")}{NameOf(path)}.png"), FullPage = true });
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public async Task The_language_changes_on_the_spot_and_stays_and_every_barrier_rule_holds_in_chinese_too()
    {
        IPage page = await gateway.OpenAsync();
        await page.GotoAsync($"/stations/{RecordedStations.Simulated}/completeness");
        await page.GetByText("Display / 中文").ClickAsync();
        await page.GetByLabel("Language").SelectOptionAsync("zh");
        await Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToContainTextAsync("完整性");
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToContainTextAsync("完整性");
        Assert.Equal("zh-CN", await page.EvaluateAsync<string>("document.documentElement.lang"));
        Assert.Empty(await BarriersAsync(page));
    }

    [Fact]
    public async Task A_late_logger_a_silent_probe_and_people_at_work_are_three_different_things()
    {
        IPage page = await gateway.OpenAsync();
        await page.GotoAsync("/");
        ILocator Card(string slug) => page.Locator("li.station", new PageLocatorOptions { Has = page.Locator($"a[href='/stations/{slug}']") });
        await Expect(Card(StandingStations.Late).Locator(".state")).ToContainTextAsync("Late");
        await Expect(Card(StandingStations.Late)).ToContainTextAsync("overdue since");
        await Expect(Card(StandingStations.NoData).Locator(".state")).ToContainTextAsync("No data");
        await Expect(Card(StandingStations.Maintenance).Locator(".state")).ToContainTextAsync("Maintenance");
        await Expect(Card(RecordedStations.Simulated).Locator(".state")).ToContainTextAsync("On time");
    }

    [Theory]
    [InlineData(1280, false)]
    [InlineData(390, true)]
    public async Task The_status_page_fits_has_no_serious_barrier_and_tells_late_no_data_and_maintenance_apart(int width, bool isDark)
    {
        IPage page = await gateway.OpenAsync(width, 844, isDark);
        await page.GotoAsync("/status");
        foreach (string state in (string[])["late", "no-data", "maintenance"])
            await Expect(page.Locator($"tr.{state}")).ToHaveCountAsync(1);
        await Expect(page.Locator("tr.no-data")).ToContainTextAsync("9 Missing");
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        Assert.Empty(await BarriersAsync(page));
        if (PictureFolder is not null)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(PictureFolder, $"{(width > 600 ? "desktop-light" : "phone-dark")}-en-status.png"), FullPage = true });
    }

    [Fact]
    public async Task The_map_shows_every_station_without_tiles_and_leads_to_it()
    {
        IPage page = await gateway.OpenAsync();
        await page.GotoAsync("/");
        ILocator map = page.Locator("svg.map");
        await Expect(map.Locator("image")).ToHaveCountAsync(0);
        foreach (string slug in (string[])[RecordedStations.Simulated, StandingStations.Late, StandingStations.NoData, StandingStations.Maintenance])
            await Expect(map.Locator($"a[href='/stations/{slug}']")).ToHaveCountAsync(1);
        await map.Locator($"a[href='/stations/{StandingStations.Late}']").ClickAsync();
        await page.WaitForURLAsync($"**/stations/{StandingStations.Late}*");
    }

    [Fact]
    public async Task Dark_colours_are_chosen_on_the_spot_and_stay()
    {
        IPage page = await gateway.OpenAsync();
        await page.GotoAsync("/");
        string light = await GroundAsync(page);
        await page.GetByText("Display / 中文").ClickAsync();
        await page.GetByLabel("Colours").SelectOptionAsync("dark");
        Assert.NotEqual(light, await GroundAsync(page));
        await page.ReloadAsync();
        await Expect(page.Locator("html[data-theme=dark]")).ToHaveCountAsync(1);
        Assert.NotEqual(light, await GroundAsync(page));
    }

    private static Task<string> GroundAsync(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor");

    [Fact]
    public async Task Nothing_is_fetched_from_anywhere_but_the_gateway()
    {
        IPage page = await gateway.OpenAsync();
        List<string> foreign = [];
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(gateway.Address, StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                foreign.Add(request.Url);
        };
        await page.GotoAsync($"/stations/{RecordedStations.Simulated}");
        await Expect(page.Locator("[data-drawn]")).ToBeVisibleAsync();
        Assert.Empty(foreign);
    }

    [Fact]
    public void A_missing_browser_is_said_at_once_with_the_command_that_brings_it()
    {
        string here = typeof(PageTests).Assembly.Location;
        FileNotFoundException missing = Assert.Throws<FileNotFoundException>(new Prerequisites("/nowhere/chromium", here, here, here).Demand);
        Assert.Contains("/nowhere/chromium", missing.Message);
        Assert.Contains("./karst setup", missing.Message);
    }

    // Rules of axe-core; "serious" and "critical" are its own grades.
    private async Task<List<string>> BarriersAsync(IPage page)
    {
        await page.EvaluateAsync(gateway.Axe);
        JsonElement violations = await page.EvaluateAsync<JsonElement>("axe.run(document, { resultTypes: ['violations'] }).then(one => one.violations.map(v => ({ id: v.id, impact: v.impact, nodes: v.nodes.map(n => n.html.slice(0, 160) + ' ' + (n.any[0]?.message ?? '')).slice(0, 3) })))");
        return [.. violations.EnumerateArray().Where(one => one.GetProperty("impact").GetString() is "serious" or "critical").Select(one => one.ToString())];
    }

    private static bool IsRecord(string path) => path.Trim('/').Split('/') is ["stations", _];

    private static string NameOf(string path) => path.Replace('/', '-').Replace("?kind=", "-", StringComparison.Ordinal).TrimEnd('-');
}
