using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using KarstLogger.HostSim;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KarstLogger.Browser.Tests;

/// <summary>
/// The page of the box on a small phone, before an emulated sonde: what a technician does there in an hour. With KARST_SCREENSHOTS set to a folder the views are also written there as pictures.
/// </summary>
public sealed class PhonePageTests(RehearsedBox box) : IClassFixture<RehearsedBox>
{
    private static readonly string? PictureFolder = Environment.GetEnvironmentVariable("KARST_SCREENSHOTS");

    [Fact]
    public async Task Home_begins_with_the_status_sentence_and_says_that_the_box_is_simulated()
    {
        IPage page = await box.OpenAsync();
        // The form of the sentence: field practice D3.
        await Expect(page.Locator("#sentence")).ToHaveTextAsync(new Regex(@"^(OK|CARE) · Recording\. \d+ stored, 0 unsent\. Last acknowledged \d\d:\d\d UTC \(\d+ min ago\)\. Next sample \d\d:\d\d UTC\.$"));
        await Expect(page.Locator("#sim")).ToContainTextAsync("SIMULATED");
        await Expect(page.Locator("dd").First).ToContainTextAsync(" V");
    }

    [Fact]
    public async Task Every_view_fits_a_small_phone_in_both_languages_has_no_serious_barrier_and_fetches_nothing_from_elsewhere()
    {
        List<string> faults = [];
        foreach (string locale in (string[])["en-GB", "zh-CN"])
        {
            IPage page = await box.OpenAsync(locale);
            page.PageError += (_, error) => faults.Add(error);
            page.Request += (_, request) =>
            {
                if (!request.Url.StartsWith(box.Box.Address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                    faults.Add("fetched " + request.Url);
            };
            await Expect(page.Locator("#sentence")).ToBeVisibleAsync();
            Assert.Equal(locale == "zh-CN" ? "zh-CN" : "en", await page.EvaluateAsync<string>("document.documentElement.lang"));
            await LookAsync(page, locale, "home", faults);
            foreach (string view in (string[])["live", "visit", "cal", "leave", "data", "more"])
            {
                await page.Locator("#home").ClickAsync();
                await page.Locator("#go_" + view).ClickAsync();
                await Expect(page.Locator("h1")).ToBeVisibleAsync();
                if (view == "live")
                    await Expect(page.Locator("#ch_ph .v")).ToBeVisibleAsync();
                else
                    await Expect(page.Locator("main button").First).ToBeVisibleAsync();
                await LookAsync(page, locale, view, faults);
            }
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public async Task The_language_changes_on_the_spot_and_stays()
    {
        IPage page = await box.OpenAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "中文" }).ClickAsync();
        await Expect(page.Locator("#sentence")).ToContainTextAsync(new Regex("正在记录。已存储 \\d+ 条"));
        await Expect(page.Locator("#sim")).ToContainTextAsync("模拟");
        await page.ReloadAsync();
        await Expect(page.Locator("#go_leave")).ToHaveTextAsync("离站检查");
    }

    [Fact]
    public async Task A_view_that_is_open_shows_new_readings_every_two_seconds_and_the_record_does_not_grow()
    {
        IPage page = await box.OpenAsync();
        long stored = await StoredAsync(page);
        await page.Locator("#go_live").ClickAsync();
        await Expect(page.Locator("#ch_ph .v")).ToHaveTextAsync(new Regex(@"^\d\.\d+ pH$"));
        HashSet<string> seen = [];
        for (int i = 0; i < 3; i++)
        {
            IResponse answer = await page.WaitForResponseAsync(response => response.Url.Contains("line=live", StringComparison.Ordinal));
            seen.Add(await answer.TextAsync());
        }
        Assert.Equal(3, seen.Count);
        Assert.Equal(stored, await StoredAsync(page));
    }

    private async Task LookAsync(IPage page, string locale, string view, List<string> faults)
    {
        int overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (overflow > 0)
            faults.Add($"{locale} {view}: {overflow} px wider than the phone");
        // Wet hands: field practice "big buttons"; 48 px is the least that Android's guidelines name for a touch target.
        int small = await page.EvaluateAsync<int>("Array.prototype.filter.call(document.querySelectorAll('button,a.b'), b => b.getBoundingClientRect().height < 48).length");
        if (small > 0)
            faults.Add($"{locale} {view}: {small} buttons lower than 48 px");
        await page.EvaluateAsync(box.Axe);
        JsonElement violations = await page.EvaluateAsync<JsonElement>("axe.run(document, { resultTypes: ['violations'] }).then(one => one.violations.map(v => ({ id: v.id, impact: v.impact, html: v.nodes.map(n => n.html.slice(0, 120)).slice(0, 2) })))");
        faults.AddRange(violations.EnumerateArray().Where(one => one.GetProperty("impact").GetString() is "serious" or "critical").Select(one => $"{locale} {view}: {one}"));
        await PictureAsync(page, $"phone-{locale}-{view}");
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        if (PictureFolder is not null)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(PictureFolder, name + ".png"), FullPage = true });
    }

    private static async Task<long> StoredAsync(IPage page)
    {
        JsonElement status = await page.EvaluateAsync<JsonElement>("fetch('/do?line=status+--json').then(one => one.json())");
        return status.GetProperty("stored").GetInt64();
    }
}
