using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KarstLogger.Browser.Tests;

/// <summary>Bottles, salt slugs and approvals: what the forms compute is looked at before it is saved, and found again on the pages.</summary>
[Collection(GatewayCollection.Name)]
public sealed class LaboratoryTests(RunningGateway gateway)
{
    [Fact]
    public async Task A_salt_slug_is_computed_from_its_readings()
    {
        IPage page = await FormAsync("gauging");
        await page.Locator("[name=at]").FillAsync(Time(3));
        await page.Locator("[name=stageMetres]").FillAsync("0.40");
        await page.Locator("[name=method]").SelectOptionAsync("salt-slug");
        await page.Locator("[name=saltKilograms]").FillAsync("1");
        await page.Locator("[name=saltUncertaintyPercent]").FillAsync("0.5");
        await page.Locator("[name=kilogramsPerCubicMetrePerMicrosiemens]").FillAsync("0.0005");
        await page.Locator("[name=calibrationUncertaintyPercent]").FillAsync("2");
        await page.Locator("[name=slugFromSeconds]").FillAsync("20");
        await page.Locator("[name=slugToSeconds]").FillAsync("100");
        // A triangle of 100 uS/cm over a background of 400, from 20 s to 100 s: area 80 * 100 / 2 = 4000 uS/cm s, so Q = 1 kg / (0.0005 * 4000) = 0.5 m3/s (docs/equations/ratings.md 9).
        IEnumerable<string> rows = Enumerable.Range(0, 29).Select(i => i * 5).Select(at => string.Create(CultureInfo.InvariantCulture, $"{at}, {400 + Math.Max(0, 100 - 2.5 * Math.Abs(at - 60))}"));
        await page.Locator("[name=slugRows]").FillAsync(string.Join('\n', rows));
        await page.Locator("[name=reason]").FillAsync("dilution gauging");
        await PreviewAsync(page);
        await Expect(page.Locator(".effect")).ToContainTextAsync("0.5000 m³/s");
        await SaveAsync(page);
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Rating" }).ClickAsync();
        await Expect(page.Locator("table tr", new PageLocatorOptions { HasText = "salt-slug" })).ToContainTextAsync("0.5000 m³/s");
        // The same gauging as a mark of the plot, which says its numbers.
        await Expect(page.Locator(".plot [aria-label*='0.5000 m³/s'], .plot [aria-label*='0.500 m³/s']").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_laboratory_table_is_previewed_bottle_by_bottle_and_then_stands_among_the_regressions()
    {
        IPage page = await FormAsync("sample");
        await page.GetByText("Laboratory CSV").First.ClickAsync();
        string csv = $"id,time_utc,sc25,Ca [mg/L],HCO3 [mg/L]\nL-1,{Time(4)}:00Z,330,72,184\nL-2,{Time(5)}:00Z,330,72,900\n";
        await page.Locator("input[type=file][accept*=csv]").SetInputFilesAsync(new FilePayload { Name = "lab.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(csv) });
        await page.Locator("[name=reason]").FillAsync("laboratory report 7");
        await PreviewAsync(page);
        ILocator Bottle(string id) => page.Locator(".bottle", new PageLocatorOptions { HasText = id });
        // HCO3 = 0.642 * 330 - 27.33 = 184.53 mg/L by the preset's Table 2: the first bottle fits, the second is far off.
        await Expect(Bottle("L-1").Locator("tr", new LocatorLocatorOptions { HasText = "HCO3" })).ToContainTextAsync("184.53 mg/L");
        await Expect(Bottle("L-1").Locator("tr", new LocatorLocatorOptions { HasText = "HCO3" })).ToContainTextAsync("in family");
        await Expect(Bottle("L-2").Locator("tr", new LocatorLocatorOptions { HasText = "HCO3" })).ToContainTextAsync("out of family");
        await SaveAsync(page);
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Regressions" }).ClickAsync();
        ILocator hco3 = page.Locator("section", new PageLocatorOptions { Has = page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "HCO3" }) });
        await hco3.Locator("details summary").ClickAsync();
        await Expect(hco3.Locator("tr", new LocatorLocatorOptions { HasText = "L-2" })).ToContainTextAsync("out of family");
        await Expect(hco3.Locator(".scatter-odd")).ToHaveCountAsync(1);
        await Expect(hco3.Locator(".band")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_bottle_of_the_form_is_stored_and_shown_by_its_name()
    {
        IPage page = await FormAsync("sample");
        await page.Locator("[name=id]").FillAsync("F-3");
        await page.Locator("[name=at]").First.FillAsync(Time(7));
        await page.Locator("[name=sc25]").FillAsync("340");
        await page.Locator("[name=HCO3]").FillAsync("190");
        await page.Locator("[name=reason]").FillAsync("bottle by hand");
        await PreviewAsync(page);
        await Expect(page.Locator(".effect")).ToContainTextAsync("F-3");
        await SaveAsync(page);
        await page.GotoAsync($"/stations/{RecordedStations.Simulated}/history");
        await Expect(page.Locator("tr", new PageLocatorOptions { HasText = "grab samples: F-3" })).ToContainTextAsync("bottle by hand");
    }

    [Fact]
    public async Task An_approval_says_how_many_samples_it_covers_and_the_record_then_says_approved()
    {
        IPage page = await FormAsync("approval");
        await page.Locator("[name=from]").FillAsync(Time(36));
        await page.Locator("[name=to]").FillAsync(Time(35));
        await page.Locator("[name=reason]").FillAsync("looked through the day");
        await PreviewAsync(page);
        // A day of quarter hours.
        await Expect(page.Locator(".effect")).ToContainTextAsync("96 samples change their state");
        await SaveAsync(page);
        await page.GotoAsync($"/stations/{RecordedStations.Simulated}?from={Time(36)}:00Z&to={Time(35)}:00Z&variables=discharge");
        await Expect(page.Locator(".at")).ToContainTextAsync("approved");
        await page.GotoAsync($"/stations/{RecordedStations.Simulated}?from={Time(36)}:00Z&to={Time(35)}:00Z&variables=discharge,ph");
        await Expect(page.Locator(".at")).ToContainTextAsync("provisional");
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

    private static async Task SaveAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".saved")).ToContainTextAsync("Saved as");
    }

    // So many days before the newest simulated sample, in the form of a time input.
    private string Time(int daysAgo) =>
        DateTimeOffset.FromUnixTimeSeconds(gateway.Stations.NewestSimulated.UtcSeconds - daysAgo * 86400L).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}
