using KarstLogger.HostSim;
using KarstLogger.TestSupport;
using Microsoft.Playwright;

namespace KarstLogger.Browser.Tests;

/// <summary>A browser as small phones have it.</summary>
public sealed class PhoneBrowser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The accessibility rules as a script.</summary>
    public string Axe { get; private set; } = "";

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Prerequisites needed = Prerequisites.In(ReferenceFiles.ProjectRoot);
        needed.DemandBrowser();
        Axe = await File.ReadAllTextAsync(needed.Axe);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = needed.Chromium, Args = RunningGateway.BrowserFlags });
    }

    /// <summary>A phone that has just opened the page of a box: 360 x 740, a small one.</summary>
    public async Task<IPage> OpenAsync(PageRehearsal box, string locale = "en-GB")
    {
        IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions { BaseURL = box.Address, ViewportSize = new ViewportSize { Width = 360, Height = 740 }, Locale = locale, HasTouch = true });
        IPage page = await context.NewPageAsync();
        await page.GotoAsync("/");
        return page;
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
