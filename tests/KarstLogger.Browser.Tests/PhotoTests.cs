using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KarstLogger.Browser.Tests;

/// <summary>Photos of a visit: taken or chosen, looked at before they are saved, shown at the visit's marker and in the history.</summary>
[Collection(GatewayCollection.Name)]
public sealed class PhotoTests(RunningGateway gateway)
{
    private const string Portrait = "one => one.complete && one.naturalWidth === 32 && one.naturalHeight === 48";

    [Fact]
    public async Task A_visit_is_saved_with_a_photo_that_then_stands_upright_in_the_history()
    {
        IPage page = await FormAsync("visit");
        await page.Locator("[name=text]").FillAsync("new cage");
        await page.Locator("[name=reason]").FillAsync("cage exchanged");
        await page.Locator("input[name=photos]").SetInputFilesAsync(StandingEntries.Photo);
        await page.Locator("[name=caption]").FillAsync("the new cage");
        await PreviewAsync(page);
        await Expect(page.Locator(".effect")).ToContainTextAsync("1 photo");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".effect")).ToContainTextAsync("photo(s) saved with visit-");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "See it in the history" }).ClickAsync();
        ILocator picture = page.GetByAltText("the new cage").First;
        await picture.ScrollIntoViewIfNeededAsync();
        Assert.True(await (await picture.ElementHandleAsync()).EvaluateAsync<bool>($"async one => {{ await one.decode(); return ({Portrait})(one); }}"));
    }

    [Fact]
    public async Task Photos_are_added_later_to_a_saved_visit_and_what_is_no_picture_is_refused_before_it_is_sent()
    {
        IPage page = await FormAsync("photo");
        await page.Locator("input[name=photos]").SetInputFilesAsync(new FilePayload { Name = "notes.jpg", MimeType = "image/jpeg", Buffer = "no picture at all"u8.ToArray() });
        await Expect(page.Locator(".refusal").First).ToContainTextAsync("notes.jpg is no JPEG, PNG or WebP");
        string golden = Path.GetDirectoryName(StandingEntries.Photo)!;
        await page.Locator("input[name=photos]").SetInputFilesAsync([Path.Combine(golden, "spring.png"), Path.Combine(golden, "spring.webp")]);
        await page.Locator("[name=reason]").FillAsync("from the camera");
        await PreviewAsync(page);
        await Expect(page.Locator(".effect")).ToContainTextAsync("png, 48 x 32 pixels");
        await Expect(page.Locator(".effect")).ToContainTextAsync("webp, 48 x 32 pixels");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".effect")).ToContainTextAsync("2 photo(s) saved");
    }

    [Fact]
    public async Task The_marker_of_a_visit_shows_its_photo_to_accounts_and_says_to_others_that_there_is_one()
    {
        IPage page = await gateway.OpenAsync(isSignedIn: true), stranger = await gateway.OpenAsync();
        foreach (IPage one in (IPage[])[page, stranger])
        {
            await one.GotoAsync($"/stations/{RecordedStations.Simulated}");
            await one.Locator(".mark-photos").First.ClickAsync();
        }
        await Expect(page.Locator(".lane-text")).ToContainTextAsync("photo(s)");
        await Expect(page.Locator(".lane-text").GetByAltText("leaves at the intake")).ToBeVisibleAsync();
        await Expect(stranger.Locator(".lane-text")).ToContainTextAsync("sign in to see them");
        await Expect(stranger.Locator(".lane-text img")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_phone_is_asked_for_its_camera()
    {
        IPage page = await FormAsync("visit");
        ILocator camera = page.Locator("input[name=camera]");
        await Expect(camera).ToHaveAttributeAsync("capture", "environment");
        await Expect(camera).ToHaveAttributeAsync("accept", "image/jpeg,image/png,image/webp");
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
}
