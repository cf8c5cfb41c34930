using System.Diagnostics;
using System.Text.RegularExpressions;
using KarstLogger.TestSupport;
using Microsoft.Playwright;

namespace KarstLogger.Browser.Tests;

/// <summary>A gateway process on a free port with a store of its own, and a browser before it. No broker: nothing is received meanwhile.</summary>
public sealed partial class RunningGateway : IAsyncLifetime
{
    // The launch of a browser without a screen, which must not speak to the outside.
    internal static readonly string[] BrowserFlags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly string _folder = Directory.CreateTempSubdirectory("karst-browser-").FullName;
    private Process? _gateway;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The maintainer's password.</summary>
    public const string Password = "water out of limestone";

    /// <summary>Address of the gateway.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The accessibility rules as a script.</summary>
    public string Axe { get; private set; } = "";

    internal RecordedStations Stations { get; private set; } = null!;

    private string Code { get; set; } = "";

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Prerequisites needed = Prerequisites.In(ReferenceFiles.ProjectRoot);
        needed.Demand();
        // How long a page may take on a machine that does other things meanwhile; no number on it depends on this.
        Assertions.SetDefaultExpectTimeout(30_000);
        Axe = await File.ReadAllTextAsync(needed.Axe);
        string store = Path.Combine(_folder, "karst.db");
        uint end = (uint)TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 900 * 900;
        Stations = RecordedStations.Make(store, end);
        await StartAsync(needed.Gateway, store);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = needed.Chromium, Args = BrowserFlags });
        await ClaimAsync();
        await StandingEntries.EnterAsync(this);
    }

    /// <summary>A new window of a new reader.</summary>
    public async Task<IPage> OpenAsync(int width = 1280, int height = 900, bool isDark = false, bool isSignedIn = false, bool isChinese = false)
    {
        IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address, ViewportSize = new ViewportSize { Width = width, Height = height }, Locale = "en-GB", ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            StorageState = isSignedIn ? SignedIn : null,
        });
        if (isChinese)
            await context.AddInitScriptAsync("localStorage.setItem('karst-language', 'zh')");
        return await context.NewPageAsync();
    }

    private string? SignedIn { get; set; }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_gateway is not null)
        {
            _gateway.Kill();
            await _gateway.WaitForExitAsync();
            _gateway.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync(string program, string store)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in (string[])[program, "run", "--store", store, "--http", "127.0.0.1:0", "--broker", "127.0.0.1:1"])
            start.ArgumentList.Add(argument);
        _gateway = Process.Start(start)!;
        TaskCompletionSource<string> address = new(), code = new();
        _gateway.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null) // it ended; after its start this changes nothing
                address.TrySetException(new InvalidOperationException("The gateway ended before it was ready."));
            else if (LookAt().Match(line.Data) is { Success: true } found)
                address.TrySetResult(found.Groups[1].Value);
            else if (Claim().Match(line.Data) is { Success: true } link)
                code.TrySetResult(link.Groups[1].Value);
        };
        _gateway.BeginErrorReadLine();
        Address = await address.Task;
        Code = await code.Task;
    }

    /// <summary>The first account is made as a person does it: by the one-time link.</summary>
    private async Task ClaimAsync()
    {
        IPage page = await OpenAsync();
        await page.GotoAsync($"/claim#code={Code}");
        await page.GetByLabel("Name").FillAsync("li");
        await page.GetByLabel("Password (12 to 128 characters)").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Take up your account" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Account of li" })).ToContainTextAsync("maintainer");
        SignedIn = await page.Context.StorageStateAsync();
        await page.Context.CloseAsync();
    }

    [GeneratedRegex(@"look at (http://\S+)")]
    private static partial Regex LookAt();

    [GeneratedRegex(@"/claim#code=(\S+)")]
    private static partial Regex Claim();
}
