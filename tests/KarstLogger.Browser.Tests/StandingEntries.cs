using System.Globalization;
using KarstLogger.TestSupport;
using Microsoft.Playwright;

namespace KarstLogger.Browser.Tests;

/// <summary>What people have entered at the simulated station before a test looks at it: a visit with a photo, gaugings, a bottle, a note, an approved week.</summary>
internal static class StandingEntries
{
    /// <summary>48 x 32 pixels, to be shown upright by its orientation 6: 32 wide, 48 high (tests/golden/photos).</summary>
    public static readonly string Photo = Path.Combine(ReferenceFiles.ProjectRoot, "tests", "golden", "photos", "spring.jpg");

    /// <summary>Enters them over the API as the maintainer.</summary>
    public static async Task EnterAsync(RunningGateway gateway)
    {
        IPage page = await gateway.OpenAsync(isSignedIn: true);
        string At(double daysAgo) => DateTimeOffset.FromUnixTimeSeconds(gateway.Stations.NewestSimulated.UtcSeconds).AddDays(-daysAgo).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        async Task Enter(string what, object body)
        {
            IAPIResponse answer = await page.Context.APIRequest.PostAsync($"{gateway.Address}/api/stations/{RecordedStations.Simulated}/{what}",
                new APIRequestContextOptions { DataObject = body, Headers = new Dictionary<string, string> { ["X-Karst-Request"] = "1" } });
            Assert.True(answer.Ok, $"{what}: {await answer.TextAsync()}");
        }
        await Enter("visits", new { at = At(6), staffGageMetres = 0.40, people = "li, wang", text = "cleaned the cage, leaves in front of the intake", reason = "monthly service" });
        await Enter("photos", new { visit = "visit-1", caption = "leaves at the intake", image = await File.ReadAllBytesAsync(Photo), reason = "monthly service" });
        await Enter("gaugings", new { at = At(12), stageMetres = 0.42, dischargeCubicMetresPerSecond = 0.31, u95CubicMetresPerSecond = 0.02, text = "tracer", reason = "low water" });
        await Enter("gaugings", new { at = At(20), stageMetres = 0.55, dischargeCubicMetresPerSecond = 0.62, u95CubicMetresPerSecond = 0.05, text = "", reason = "after rain" });
        await Enter("grab-samples", new { samples = new[] { new { id = "B-17", at = At(6), waterTemperatureCelsius = 16.2, ph = 7.3, sc25 = 420, mgPerL = new { HCO3 = 236, Ca = 72, Mg = 9 } } }, reason = "monthly bottle" });
        await Enter("notes", new { at = At(9), to = At(8), text = "road closed", reason = "seen" });
        await Enter("approvals", new { from = At(30), to = At(23), variables = new[] { "stage", "discharge" }, state = "approved", reason = "looked through" });
        await page.Context.CloseAsync();
    }
}
