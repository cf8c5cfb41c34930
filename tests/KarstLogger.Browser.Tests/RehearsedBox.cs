using KarstLogger.HostSim;
using KarstLogger.TestSupport;
using Microsoft.Playwright;

namespace KarstLogger.Browser.Tests;

/// <summary>The box's page before an emulated sonde, in this process, and a phone before it.</summary>
public sealed class RehearsedBox : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The box, for putting its sonde into a beaker.</summary>
    public PageRehearsal Box { get; private set; } = null!;

    /// <summary>The accessibility rules as a script.</summary>
    public string Axe { get; private set; } = "";

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Prerequisites needed = Prerequisites.In(ReferenceFiles.ProjectRoot);
        needed.DemandBrowser();
        Axe = await File.ReadAllTextAsync(needed.Axe);
        Box = new PageRehearsal(0, Path.Combine(ReferenceFiles.ProjectRoot, "firmware", "Page", "page.html"), "y520@1+y532@2+keller@3", 7, TimeProvider.System);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = needed.Chromium, Args = RunningGateway.BrowserFlags });
    }

    /// <summary>A phone that has just opened the page: 360 x 740, a small one.</summary>
    public async Task<IPage> OpenAsync(string locale = "en-GB")
    {
        IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions { BaseURL = Box.Address, ViewportSize = new ViewportSize { Width = 360, Height = 740 }, Locale = locale, HasTouch = true });
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
        await Box.DisposeAsync();
    }
}
