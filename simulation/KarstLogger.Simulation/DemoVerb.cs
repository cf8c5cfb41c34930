using System.CommandLine;

namespace KarstLogger.Simulation;

/// <summary>What the demo is asked to do.</summary>
/// <param name="Days">Simulated days that end now, 2 to 400.</param>
/// <param name="Seed">Seed of the weather, the sondes' noise and the faults.</param>
/// <param name="IsHeadless">True: ends with the table; false: goes on live.</param>
/// <param name="Folder">Where broker, store and logs of this demo lie; emptied at the start.</param>
public sealed record DemoOptions(int Days, int Seed, bool IsHeadless, string Folder);

/// <summary><c>karst demo</c>.</summary>
public static class DemoVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Option<int> days = new("--days") { Description = "Simulated days, 2 to 400; they end at this moment.", DefaultValueFactory = _ => 60 };
        Option<int> seed = new("--seed") { Description = "Seed of weather, noise and faults.", DefaultValueFactory = _ => 1 };
        Option<bool> headless = new("--headless") { Description = "End with the table instead of going on live." };
        Option<string> folder = new("--folder")
        {
            Description = "Folder of the demo's broker, store and logs; emptied at the start.", DefaultValueFactory = _ => Path.Combine(".karst", "demo"),
        };
        Command demo = new("demo", "Four simulated stations with a broker outage, a gateway killed, a lost link and floods; everything real but the water.") { days, seed, headless, folder };
        demo.Validators.Add(result =>
        {
            if (result.GetValue(days) is < 2 or > 400)
                result.AddError($"--days is {result.GetValue(days)}; permitted: 2 to 400.");
        });
        demo.SetAction((parsed, cancellation) => new Demo(
            new DemoOptions(parsed.GetValue(days), parsed.GetValue(seed), parsed.GetValue(headless), Path.GetFullPath(parsed.GetValue(folder)!)), TimeProvider.System)
            .RunAsync(cancellation));
        return demo;
    }
}
