using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KarstLogger.Browser.Tests;

/// <summary>What was typed at the box (<see cref="RecordedStations"/>) waits on the page of visits until a person takes it over.</summary>
[Collection(GatewayCollection.Name)]
public sealed class BoxVisitTests(RunningGateway gateway)
{
    [Fact]
    public async Task A_visit_at_the_box_fills_the_form_in_and_is_gone_from_the_list_when_it_is_saved()
    {
        IPage page = await OpenAsync();
        ILocator visit = Visit(page, "Wang Fang");
        await Expect(visit).ToContainTextAsync("pH");
        await visit.Locator("summary").ClickAsync();
        await Expect(visit.Locator("tr", new LocatorLocatorOptions { HasText = "film on the cage" })).ToContainTextAsync("Cleaning");
        await visit.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Take over" }).ClickAsync();
        // What the technician typed; the buffer of pH 7.00 has 7.00 at 25 degC.
        foreach ((string name, string value) in ((string, string)[])
            [("people", "Wang Fang"), ("staffGageMetres", "0.412"), ("ph-fieldStart", "7.31"), ("ph-fieldEnd", "7.32"), ("water_temp-fieldStart", "18.1"), ("sc25-fieldStart", "402"), ("sc25-fieldEnd", "403"), ("ph-standard", "7")])
            await Expect(page.Locator($"[name={name}]")).ToHaveValueAsync(value);
        await Expect(page.Locator("[name=ph-before]")).Not.ToHaveValueAsync("");
        await page.Locator("[name=reason]").FillAsync("visit of June, as typed at the box");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Show the effect" }).ClickAsync();
        await Expect(page.Locator(".effect")).ToContainTextAsync("Takes over box-kl-");
        await Expect(visit).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".saved")).ToContainTextAsync("Saved as visit");
        await Expect(visit).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Expect(Visit(page, "Zhao")).ToBeVisibleAsync();
        await Expect(visit).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_visit_that_is_not_whole_says_what_is_not_here_in_the_readers_language()
    {
        IPage page = await OpenAsync(isChinese: true);
        await Expect(Visit(page, "Zhao")).ToContainTextAsync("缺少: 结束：机箱处尚未结束，或记录未到达");
        await Expect(Visit(page, "Zhao").Locator("[lang=en]")).ToHaveCountAsync(0);
        await Expect(Visit(page, "Zhao").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "采用" })).ToBeVisibleAsync();
    }

    private async Task<IPage> OpenAsync(bool isChinese = false)
    {
        IPage page = await gateway.OpenAsync(isSignedIn: true, isChinese: isChinese);
        await page.GotoAsync($"/stations/{RecordedStations.Simulated}/enter?kind=visit");
        await Expect(page.Locator("form.entry")).ToBeVisibleAsync();
        return page;
    }

    private static ILocator Visit(IPage page, string people) => page.Locator("article.box-visit", new PageLocatorOptions { HasText = people });
}
