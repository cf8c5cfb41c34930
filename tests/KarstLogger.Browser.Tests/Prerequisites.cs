namespace KarstLogger.Browser.Tests;

/// <summary>What the browser tests need on the machine; <c>./karst setup</c> brings it.</summary>
/// <param name="Chromium">The browser.</param>
/// <param name="Dashboard">Index of the built dashboard.</param>
/// <param name="Axe">The accessibility rules (npm package axe-core).</param>
/// <param name="Gateway">The gateway's program, beside its wwwroot.</param>
internal sealed record Prerequisites(string Chromium, string Dashboard, string Axe, string Gateway)
{
    /// <summary>Where they are in a project at <paramref name="root"/>, built as these tests are (Release or Debug).</summary>
    public static Prerequisites In(string root)
    {
        string gateway = Path.Combine(root, "gateway", "KarstLogger.Gateway");
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return new Prerequisites(
            Environment.GetEnvironmentVariable("KARST_CHROMIUM") ?? "/usr/bin/chromium", Path.Combine(gateway, "wwwroot", "dashboard", "index.html"),
            Path.Combine(root, "gateway", "dashboard", "node_modules", "axe-core", "axe.min.js"), Path.Combine(gateway, "bin", configuration, "net10.0", "karst-gateway.dll"));
    }

    /// <summary>Throws at once, naming what is missing and the command that brings it.</summary>
    public void Demand() => Demand(Chromium, Dashboard, Axe, Gateway);

    /// <summary>The same, for a page that needs no gateway.</summary>
    public void DemandBrowser() => Demand(Chromium, Axe);

    private static void Demand(params string[] files)
    {
        foreach (string file in files)
            if (!File.Exists(file))
                throw new FileNotFoundException($"The browser tests need {file}, which is not there: run ./karst setup once, then the tests again.", file);
    }
}
