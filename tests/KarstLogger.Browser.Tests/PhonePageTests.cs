using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using KarstLogger.HostSim;
using KarstLogger.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KarstLogger.Browser.Tests;

/// <summary>
/// The page of the box on a small phone, before an emulated sonde: what a technician does there in an hour. With KARST_SCREENSHOTS set to a folder the views are also written there as pictures.
/// </summary>
public sealed class PhonePageTests(PhoneBrowser phone) : IClassFixture<PhoneBrowser>, IAsyncLifetime
{
    private static readonly string? PictureFolder = Environment.GetEnvironmentVariable("KARST_SCREENSHOTS");

    private readonly PageRehearsal _box = new(0, Path.Combine(ReferenceFiles.ProjectRoot, "firmware", "Page", "page.html"), RehearsedBox.With("y520@1+y532@2+keller@3"), 7, TimeProvider.System);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _box.DisposeAsync();

    [Fact]
    public async Task Home_begins_with_the_status_sentence_and_says_that_the_box_is_simulated()
    {
        IPage page = await phone.OpenAsync(_box);
        // The form of the sentence: field practice D3.
        await Expect(page.Locator("#sentence")).ToHaveTextAsync(new Regex(@"^(OK|CARE) · Recording\. \d+ stored, 0 unsent\. Last acknowledged \d\d:\d\d UTC \(\d+ min ago\)\. Next sample \d\d:\d\d UTC\.$"));
        await Expect(page.Locator("#sim")).ToContainTextAsync("SIMULATED");
        await Expect(page.Locator("dd").First).ToContainTextAsync(" V");
    }

    [Theory]
    [InlineData("en-GB", "delivered", "no network")]
    [InlineData("zh-CN", "已送达", "无网络")]
    public async Task Home_tells_the_signal_and_the_last_contacts_in_words(string locale, string delivered, string noNetwork)
    {
        IPage page = await phone.OpenAsync(_box, locale);
        ILocator link = page.Locator("dd").Nth(3);
        await Expect(link).ToHaveTextAsync(new Regex(@"^-79 dBm(\s+\d\d:\d\d UTC " + delivered + "){5}$"));
        _box.Say("rehearse signal off");
        _box.Say("net try");
        await page.ReloadAsync();
        await Expect(link).ToHaveTextAsync(new Regex(@"^-79 dBm · .+\s\d\d:\d\d UTC " + noNetwork + @"(\s+\d\d:\d\d UTC " + delivered + "){4}$"));
    }

    [Fact]
    public async Task Every_view_fits_a_small_phone_in_both_languages_has_no_serious_barrier_and_fetches_nothing_from_elsewhere()
    {
        List<string> faults = [];
        foreach (string locale in (string[])["en-GB", "zh-CN"])
        {
            IPage page = await phone.OpenAsync(_box, locale);
            page.PageError += (_, error) => faults.Add(error);
            page.Request += (_, request) =>
            {
                if (!request.Url.StartsWith(_box.Address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
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
        IPage page = await phone.OpenAsync(_box);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "中文" }).ClickAsync();
        await Expect(page.Locator("#sentence")).ToContainTextAsync(new Regex("正在记录。已存储 \\d+ 条"));
        await Expect(page.Locator("#sim")).ToContainTextAsync("模拟");
        await page.ReloadAsync();
        await Expect(page.Locator("#go_leave")).ToHaveTextAsync("离站检查");
    }

    [Fact]
    public async Task A_view_that_is_open_shows_new_readings_every_two_seconds_and_the_record_does_not_grow()
    {
        IPage page = await phone.OpenAsync(_box);
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

    [Fact]
    public async Task A_write_asks_for_the_pin_and_a_wrong_one_is_told()
    {
        IPage page = await phone.OpenAsync(_box);
        await page.Locator("#go_more").ClickAsync();
        await page.Locator("#note").FillAsync("石灰华 2 mm, \"quoted\" & more");
        await page.Locator("#b_notebutton").ClickAsync();
        await page.Locator("#pin").FillAsync("0000");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "OK" }).ClickAsync();
        await Expect(page.Locator("#m")).ToContainTextAsync("Wrong PIN.");
        await EnterPinAsync(page);
        await page.Locator("#b_log").ClickAsync();
        await Expect(page.Locator("#out")).ToContainTextAsync("石灰华 2 mm, quoted & more");
    }

    [Fact]
    public async Task A_visit_is_led_from_the_staff_gauge_to_the_departure_check()
    {
        IPage page = await phone.OpenAsync(_box);
        await page.Locator("#go_visit").ClickAsync();
        await page.Locator("#your").FillAsync("Li Hua");
        await page.Locator("#b_begin").ClickAsync();
        await EnterPinAsync(page);
        await StepAsync(page, "Staff gauge", () => page.Locator("#staff").FillAsync("1,234"));
        await StepAsync(page, "Before cleaning", async () =>
        {
            await page.Locator("#field_t").FillAsync("17.1");
            await page.Locator("#field_ph").FillAsync("8.31");
        });
        await Expect(page.Locator("#msg")).ToContainTextAsync("ph=8.310");
        await StepAsync(page, "Cleaning", () => page.Locator("#what").FillAsync("film"));
        await StepAsync(page, "After cleaning", () => Task.CompletedTask);
        _box.Say("rehearse buffer 6.86");
        await Expect(page.Locator("#step")).ToHaveTextAsync("Standards check");
        await page.Locator("#value").FillAsync("6.86");
        await page.Locator("#b_lookback").ClickAsync();
        // The phosphate buffer at the spring's 17 degC: 6.893 (between 6.900 at 15 and 6.881 at 20 degC, IUPAC 2002); a sonde as new reads it within 0.02.
        await Expect(page.Locator("#msg")).ToContainTextAsync(new Regex(@"Standard 6\.8[89]\d, sonde 6\.(8[789]|9[01])\d: drift"), new LocatorAssertionsToContainTextOptions { Timeout = 20_000 });
        _box.Say("rehearse spring");
        await page.Locator("#b_stdsdone").ClickAsync();
        await SkipAsync(page, "Calibration, only if needed", "within limits");
        await StepAsync(page, "Final reading", () => Task.CompletedTask);
        await StepAsync(page, "Bottles", () => page.Locator("#bottles").FillAsync("A1 A2"));
        await SkipAsync(page, "Gauging", "flood");
        await StepAsync(page, "Rain gauge test", () => page.Locator("#tips").FillAsync("10"));
        await StepAsync(page, "Desiccant, battery", () => page.Locator("#desiccant").SelectOptionAsync("changed"));
        await StepAsync(page, "Photos", () => page.Locator("#photos").FillAsync("6"));
        await Expect(page.GetByText("Step 13 of 13")).ToBeVisibleAsync();
        await PictureAsync(page, "phone-visit-end");
        await DepartAsync(page);
        await page.Locator("#home").ClickAsync();
        await page.Locator("#go_visit").ClickAsync();
        await page.Locator("#b_end").ClickAsync();
        await Expect(page.Locator("#your")).ToBeVisibleAsync();
    }

    // The check blocks until the next sample has been seen once: time passes, and it says that the box may be left.
    private async Task DepartAsync(IPage page)
    {
        await page.Locator("#b_check").ClickAsync();
        await page.Locator("#b_check").ClickAsync();
        await Expect(page.Locator("#verdict")).ToContainTextAsync("DO NOT LEAVE");
        await Expect(page.Locator("#verdict li").First).ToContainTextAsync("the next sample has not been seen yet");
        await Expect(page.Locator("#verdict")).ToContainTextAsync("Next sample in");
        await PictureAsync(page, "phone-leave-not-yet");
        _box.Say("rehearse wait 900");
        await page.Locator("#b_check").ClickAsync();
        await Expect(page.Locator("#verdict p").First).ToHaveTextAsync("SAFE TO LEAVE");
        await PictureAsync(page, "phone-leave-safe");
    }

    [Fact]
    public async Task PH_is_calibrated_in_three_buffers_and_the_card_tells_the_worn_electrode()
    {
        _box.Say("rehearse worn 96 6");
        IPage page = await phone.OpenAsync(_box);
        await page.Locator("#go_cal").ClickAsync();
        await page.Locator("#first").SelectOptionAsync("4.00");
        await page.Locator("#second").SelectOptionAsync("6.86");
        await page.Locator("#third").SelectOptionAsync("9.18");
        await page.Locator("#b_phcal").ClickAsync();
        await EnterPinAsync(page);
        foreach (string buffer in (string[])["4.00", "6.86", "9.18"])
        {
            await Expect(page.Locator("#point")).ToContainTextAsync($"Standard {Array.IndexOf(["4.00", "6.86", "9.18"], buffer) + 1} of 3");
            _box.Say("rehearse buffer " + buffer);
            await page.Locator("#b_take").ClickAsync();
            await Expect(page.Locator("#msg")).ToContainTextAsync(new Regex("over a whole minute|warms up"));
            await page.Locator("#b_lookback").ClickAsync();
            if (buffer == "4.00")
                await Expect(page.Locator("#point")).ToContainTextAsync("Standard 2 of 3", new LocatorAssertionsToContainTextOptions { Timeout = 20_000 });
            await PictureAsync(page, "phone-cal-" + buffer);
        }
        // What the emulated electrode is: 96 % of Nernst's slope, 6 mV at pH 7.
        ILocator card = page.Locator("#result");
        await Expect(card).ToContainTextAsync("PASSED", new LocatorAssertionsToContainTextOptions { Timeout = 20_000 });
        Assert.InRange(await NumberAsync(card, "Slope"), 95.5, 96.5);
        Assert.InRange(await NumberAsync(card, "Offset"), 5.0, 7.0);
        // The drift since the last calibration, as readings in standards; the refusals of the way are gone.
        await Expect(card).ToContainTextAsync(new Regex(@"standard 3\.99\d, reading 4\.0\d+.*standard 6\.89\d, reading .*standard 9\.2\d+, reading"));
        await Expect(page.Locator("#msg")).ToHaveCountAsync(0);
        await PictureAsync(page, "phone-cal-card");
    }

    [Fact]
    public async Task A_calibration_that_is_cancelled_leaves_the_old_coefficients()
    {
        IPage page = await phone.OpenAsync(_box);
        await page.Locator("#go_cal").ClickAsync();
        await page.Locator("#b_eccal").ClickAsync();
        await EnterPinAsync(page);
        await Expect(page.Locator("#point")).ToContainTextAsync("Standard 1 of");
        await page.Locator("#b_stop").ClickAsync();
        await Expect(page.Locator("#b_eccal")).ToBeVisibleAsync();
        Assert.Contains("\"open\":false", _box.Say("cal --json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_is_exported_whole_and_then_only_what_is_new()
    {
        IPage page = await phone.OpenAsync(_box);
        long stored = await StoredAsync(page);
        await page.Locator("#go_data").ClickAsync();
        await page.Locator("#b_expall").ClickAsync();
        await Expect(page.Locator("#exp")).ToContainTextAsync($"{stored} frames saved.");
        IDownload file = await page.RunAndWaitForDownloadAsync(() => page.Locator("#file").ClickAsync());
        string[] lines = await File.ReadAllLinesAsync(await file.PathAsync());
        Assert.Equal(stored + 1, lines.Length);
        Assert.Equal("kl-00000001.csv", file.SuggestedFilename);
        await PictureAsync(page, "phone-export");
        _box.Say("note \"after the export\"");
        await page.Locator("#home").ClickAsync();
        await page.Locator("#go_data").ClickAsync();
        await page.Locator("#b_expnew").ClickAsync();
        await Expect(page.Locator("#exp")).ToContainTextAsync(new Regex(@"^[1-9] frames saved\."));
    }

    [Fact]
    public async Task An_export_that_is_interrupted_goes_on_where_it_stopped()
    {
        IPage page = await phone.OpenAsync(_box);
        long stored = await StoredAsync(page);
        int asked = 0;
        await page.RouteAsync("**/do?*export*", route => ++asked == 3 ? route.AbortAsync() : route.ContinueAsync());
        await page.Locator("#go_data").ClickAsync();
        await page.Locator("#b_expall").ClickAsync();
        await Expect(page.Locator("#exp")).ToContainTextAsync("Interrupted after 80 frames.");
        await page.Locator("#b_goon").ClickAsync();
        await Expect(page.Locator("#exp")).ToContainTextAsync($"{stored} frames saved.");
    }

    [Fact]
    public async Task A_phone_whose_clock_differs_is_asked_before_the_boxs_clock_is_set()
    {
        IPage page = await phone.OpenAsync(_box);
        await page.AddInitScriptAsync("Date.now = (now => () => now() + 3723000)(Date.now);");
        await page.ReloadAsync();
        await Expect(page.Locator("#phone")).ToContainTextAsync(new Regex(@"differ by (6[12] min|62 min)"));
        await PictureAsync(page, "phone-clock");
        await page.Locator("#b_leaveclock").ClickAsync();
        await Expect(page.Locator("#phone .c")).ToHaveCountAsync(0);
        Assert.DoesNotContain("clock-set", _box.Say("log 1"), StringComparison.Ordinal);
        await page.ReloadAsync();
        await page.Locator("#b_setclock").ClickAsync();
        await EnterPinAsync(page);
        await Expect(page.Locator("#phone")).ToHaveTextAsync("The clock was set; the step is in the record.");
        // Clock source 4 is the phone (docs/wire-format.md).
        Assert.Matches(@"source=4 offset_ms=372\d{4}", _box.Say("log 5"));
    }

    private static async Task EnterPinAsync(IPage page)
    {
        await page.Locator("#pin").FillAsync(PageRehearsal.Pin);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "OK" }).ClickAsync();
    }

    private static async Task StepAsync(IPage page, string heading, Func<Task> fill)
    {
        await Expect(page.Locator("#step")).ToHaveTextAsync(heading);
        await fill();
        await page.Locator("#b_next").ClickAsync();
        await Expect(page.GetByText(heading + " ✔ done", new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
    }

    private static async Task SkipAsync(IPage page, string heading, string reason)
    {
        await Expect(page.Locator("#step")).ToHaveTextAsync(heading);
        await page.Locator("#b_skip").ClickAsync();
        await page.Locator("#skipwhy").FillAsync(reason);
        await page.Locator("#m button[type=submit]").ClickAsync();
        await Expect(page.GetByText(heading + " – skipped", new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
    }

    private static async Task<double> NumberAsync(ILocator card, string term)
    {
        string text = await card.Locator($"dt:text-is('{term}') + dd").InnerTextAsync();
        return double.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture);
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
        await page.EvaluateAsync(phone.Axe);
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
