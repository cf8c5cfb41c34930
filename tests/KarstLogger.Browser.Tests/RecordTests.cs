using System.Globalization;
using System.Text.Json;
using KarstLogger.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KarstLogger.Browser.Tests;

/// <summary>What the record says on the page, against the bytes and the file that it was made from.</summary>
[Collection(GatewayCollection.Name)]
public sealed class RecordTests(RunningGateway gateway)
{
    [Fact]
    public async Task The_newest_ph_of_a_simulated_box_is_that_of_its_frame_with_unit_and_flag_under_a_banner()
    {
        IPage page = await OpenAsync(RecordedStations.Simulated);
        // Two decimals of thousandths: a last digit of 5 may be shown either way.
        int thousandths = gateway.Stations.NewestSimulated.PhThousandths;
        string down = (Math.Floor(thousandths / 10.0) / 100).ToString("0.00", CultureInfo.InvariantCulture), up = (Math.Ceiling(thousandths / 10.0) / 100).ToString("0.00", CultureInfo.InvariantCulture);
        string nearest = thousandths % 10 < 5 ? down : thousandths % 10 > 5 ? up : $"(?:{down}|{up})";
        await Expect(Readout(page, "ph")).ToContainTextAsync(new System.Text.RegularExpressions.Regex($"{nearest} pH"));
        await Expect(Readout(page, "ph").Locator(".flag")).ToHaveCountAsync(1);
        await Expect(page.Locator(".banner.simulated")).ToContainTextAsync("SIMULATED");
    }

    [SharedFact(RecordedStations.RealFile)]
    public async Task The_newest_ph_of_an_imported_record_is_that_of_its_file_and_no_banner_says_simulated()
    {
        IPage page = await OpenAsync(RecordedStations.Real);
        await Expect(Readout(page, "ph")).ToContainTextAsync($"{gateway.Stations.NewestRealPh.ToString("0.00", CultureInfo.InvariantCulture)} pH");
        await Expect(page.Locator(".banner.simulated")).ToHaveCountAsync(0);
        await Expect(page.Locator(".state").First).ToContainTextAsync("Imported record");
    }

    [SharedFact(RecordedStations.RealFile)]
    public async Task A_flagged_sample_says_which_test_found_it()
    {
        IPage page = await gateway.OpenAsync();
        JsonElement findings = (await JsonAsync(page, $"/api/stations/{RecordedStations.Real}/findings?limit=1000&from=2019-06-01&to=2019-07-02")).GetProperty("items");
        JsonElement finding = findings.EnumerateArray().First(one => one.GetProperty("flag").GetInt32() == 3 && one.GetProperty("test").GetString() != "TimeGap");
        DateTimeOffset at = finding.GetProperty("utc").GetDateTimeOffset();
        string Iso(int hours) => at.AddHours(hours).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        // The range ends just behind the flagged sample, so that it is the one that is read.
        await page.GotoAsync($"/stations/{RecordedStations.Real}?from={Iso(-24)}&to={at.AddSeconds(1):yyyy-MM-dd'T'HH:mm:ss'Z'}&variables={finding.GetProperty("variable")}");
        await Expect(page.Locator(".why")).ToContainTextAsync(finding.GetProperty("test").GetString()!);
        await Expect(Readout(page, finding.GetProperty("variable").GetString()!).Locator(".flag-3, .flag-4")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Zooming_out_shows_hours_or_days_and_no_extreme_vanishes()
    {
        IPage page = await OpenAsync(RecordedStations.Simulated);
        await page.SetViewportSizeAsync(800, 900);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Everything" }).ClickAsync();
        await Expect(page.Locator("[data-drawn=hour], [data-drawn=day]")).ToBeVisibleAsync();
        JsonElement raw = await JsonAsync(page, $"/api/stations/{RecordedStations.Simulated}/series?variables=sc25&resolution=raw&from=P60D");
        JsonElement column = raw.GetProperty("columns").GetProperty("sc25");
        double lowest = column.GetProperty("value").EnumerateArray().Zip(column.GetProperty("flag").EnumerateArray())
            .Where(one => one.First.ValueKind == JsonValueKind.Number && one.Second.GetInt32() <= 3).Min(one => one.First.GetDouble());
        await page.GetByText("The same as a table").ClickAsync();
        ILocator row = page.Locator("tr", new PageLocatorOptions { HasText = "Specific conductance" });
        await Expect(row.Locator("td").Nth(1)).ToHaveTextAsync($"{lowest.ToString("0.0", CultureInfo.InvariantCulture)} µS/cm");
    }

    [Fact]
    public async Task The_keyboard_moves_the_reading_and_the_stretch()
    {
        IPage page = await OpenAsync(RecordedStations.Simulated);
        string before = (await page.Locator(".at").TextContentAsync())!;
        await page.Locator(".stack").FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Locator(".at")).Not.ToHaveTextAsync(before);
        await Expect(page.Locator(".at")).ToContainTextAsync("At ");
        string stretch = page.Url;
        await page.Keyboard.PressAsync("+");
        await page.WaitForURLAsync(url => url != stretch);
    }

    [SharedFact(RecordedStations.RealFile)]
    public async Task What_one_sees_is_what_one_downloads()
    {
        IPage page = await OpenAsync(RecordedStations.Real);
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.GetByText("Download what you see (CSV)").ClickAsync());
        string[] lines = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.StartsWith("#", lines[0]);
        Assert.Contains(lines, line => line.StartsWith("time [UTC]", StringComparison.Ordinal) && line.Contains("ph ["));
        Assert.True(lines.Length > 1000, $"{lines.Length} lines for 14 days of quarter hours");
    }

    private async Task<IPage> OpenAsync(string station)
    {
        IPage page = await gateway.OpenAsync();
        await page.GotoAsync($"/stations/{station}");
        await Expect(page.Locator("[data-drawn]")).ToBeVisibleAsync();
        return page;
    }

    private async Task<JsonElement> JsonAsync(IPage page, string path)
    {
        IAPIResponse response = await page.Context.APIRequest.GetAsync(gateway.Address + path);
        Assert.True(response.Ok, $"{path}: {response.Status}");
        return (await response.JsonAsync())!.Value;
    }

    private static ILocator Readout(IPage page, string variable) => page.Locator($".panel[data-variable={variable}] .readout");
}
