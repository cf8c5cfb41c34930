using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KarstLogger.Browser.Tests;

/// <summary>What is entered shows its effect first, is saved with its reason, and is seen at once by another reader.</summary>
[Collection(GatewayCollection.Name)]
public sealed class EntryTests(RunningGateway gateway)
{
    [Fact]
    public async Task A_visit_shows_fouling_and_drift_before_it_is_saved_and_then_stands_in_the_history_of_another_reader()
    {
        IPage other = await gateway.OpenAsync();
        await other.GotoAsync($"/stations/{RecordedStations.Simulated}/history");
        await Expect(other.GetByRole(AriaRole.Status).First).ToHaveTextAsync("Live");
        IPage page = await FormAsync("visit");
        await page.Locator("[name=at]").FillAsync(Time());
        await page.Locator("[name=ph-before]").FillAsync("7.31");
        await page.Locator("[name=ph-fieldStart]").FillAsync("7.25");
        await page.Locator("[name=ph-after]").FillAsync("7.28");
        await page.Locator("[name=ph-fieldEnd]").FillAsync("7.25");
        await page.Locator("[name=ph-standard]").FillAsync("7.00");
        await page.Locator("[name=ph-reading]").FillAsync("7.04");
        await page.Locator("[name=reason]").FillAsync("monthly service in June");
        await PreviewAsync(page);
        // Fouling by TM 1-D3: (7.28 - 7.31) - (7.25 - 7.25) = -0.03; drift: 7.00 - 7.04 = -0.04; their sizes add up to 0.07.
        ILocator row = page.Locator(".effect tr", new PageLocatorOptions { HasText = "pH" });
        await Expect(row.Locator("td").Nth(1)).ToHaveTextAsync("−0.03");
        await Expect(row.Locator("td").Nth(2)).ToHaveTextAsync("−0.04");
        await Expect(row.Locator("td").Nth(3)).ToHaveTextAsync("0.07");
        await Expect(other.Locator("td", new PageLocatorOptions { HasText = "monthly service in June" })).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".saved")).ToContainTextAsync("Saved as visit");
        await Expect(other.Locator("td", new PageLocatorOptions { HasText = "monthly service in June" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_gauging_by_verticals_shows_its_discharge_and_deviation_and_then_stands_on_the_rating_page()
    {
        IPage page = await FormAsync("gauging");
        await page.Locator("[name=at]").FillAsync(Time());
        await page.Locator("[name=stageMetres]").FillAsync("0.45");
        await page.Locator("[name=method]").SelectOptionAsync("velocity-area");
        // Mid-section method by hand (ISO 748): 0.2 m x 0.4 m x 0.5 m/s = 0.04 m3/s at each of ten verticals, 0.4 m3/s together; the banks carry nothing.
        await page.Locator("[name=verticals]").FillAsync("0, 0, 0\n0.2, 0.4, 0.5\n0.4, 0.4, 0.5\n0.6, 0.4, 0.5\n0.8, 0.4, 0.5\n1.0, 0.4, 0.5\n1.2, 0.4, 0.5\n1.4, 0.4, 0.5\n1.6, 0.4, 0.5\n1.8, 0.4, 0.5\n2.0, 0.4, 0.5\n2.2, 0, 0");
        await page.Locator("[name=reason]").FillAsync("gauging after the flood");
        await PreviewAsync(page);
        await Expect(page.Locator(".effect")).ToContainTextAsync("0.4000 m³/s");
        await Expect(page.Locator(".effect")).ToContainTextAsync("Deviation from the rating");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".saved")).ToContainTextAsync("Saved as");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Rating" }).ClickAsync();
        await Expect(page.Locator("table tr", new PageLocatorOptions { HasText = "velocity-area" })).ToContainTextAsync("0.4000 m³/s");
    }

    [Fact]
    public async Task A_change_after_the_preview_takes_the_button_away_until_the_effect_was_looked_at_again()
    {
        IPage page = await FormAsync("gauging");
        await page.Locator("[name=at]").FillAsync(Time());
        await page.Locator("[name=stageMetres]").FillAsync("0.45");
        await page.Locator("[name=dischargeCubicMetresPerSecond]").FillAsync("0.35");
        await page.Locator("[name=u95CubicMetresPerSecond]").FillAsync("0.03");
        await page.Locator("[name=reason]").FillAsync("never saved");
        await PreviewAsync(page);
        await page.Locator("[name=dischargeCubicMetresPerSecond]").FillAsync("3.5");
        await Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_refusal_names_the_field_and_what_is_permitted()
    {
        IPage page = await FormAsync("gauging");
        await page.Locator("[name=at]").FillAsync(Time());
        await page.Locator("[name=stageMetres]").FillAsync("0.45");
        await page.Locator("[name=dischargeCubicMetresPerSecond]").FillAsync("-1");
        await page.Locator("[name=u95CubicMetresPerSecond]").FillAsync("0.03");
        await page.Locator("[name=reason]").FillAsync("wrong sign");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Show the effect" }).ClickAsync();
        await Expect(page.Locator(".refusal")).ToContainTextAsync(new Regex("dischargeCubicMetresPerSecond"));
    }

    private async Task<IPage> FormAsync(string kind)
    {
        IPage page = await gateway.OpenAsync(isSignedIn: true);
        await page.GotoAsync($"/stations/{RecordedStations.Simulated}/enter?kind={kind}");
        await Expect(page.Locator("form.entry")).ToBeVisibleAsync();
        return page;
    }

    private static async Task PreviewAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Show the effect" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save" })).ToBeVisibleAsync();
    }

    // Two days before the newest simulated sample, in the form of a time input.
    private string Time() =>
        DateTimeOffset.FromUnixTimeSeconds(gateway.Stations.NewestSimulated.UtcSeconds - 2 * 86400).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}
