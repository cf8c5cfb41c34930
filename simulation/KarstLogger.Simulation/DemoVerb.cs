using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace KarstLogger.Simulation;

/// <summary>What the demo is asked to do.</summary>
/// <param name="Days">Simulated days before the table, 2 to 400; absent in a live demo: <see cref="Demo.BackfillDays"/> without faults, so that its pages are there at once.</param>
/// <param name="Seed">Seed of the weather, the sondes' noise and the faults.</param>
/// <param name="IsHeadless">True: ends with the table; false: goes on live.</param>
/// <param name="Folder">Where broker, store and logs of this demo lie; emptied at the start.</param>
/// <param name="Port">Port of the pages on this machine; 0 = a free one.</param>
/// <param name="Pace">How fast a live demo goes.</param>
public sealed record DemoOptions(int? Days, int Seed, bool IsHeadless, string Folder, int Port, DemoPace Pace);

/// <summary><c>karst demo</c>.</summary>
public static class DemoVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Option<int?> days = new("--days") { Description = "Simulated days before the table, 2 to 400; with --headless 60 where absent; without it absent: go live at once." };
        Option<int> port = new("--port") { Description = "Port of the pages on this machine; 0, or where it is taken: a free one.", DefaultValueFactory = _ => 8080 };
        Option<double> pace = new("--seconds-per-sample") { Description = "Real seconds for a simulated quarter hour in the live demo, 0.2 to 900.", DefaultValueFactory = _ => 2 };
        Option<int> seed = new("--seed") { Description = "Seed of weather, noise and faults.", DefaultValueFactory = _ => 1 };
        Option<bool> headless = new("--headless") { Description = "End with the table instead of going on live." };
        Option<string> folder = new("--folder")
        {
            Description = "Folder of the demo's broker, store and logs; emptied at the start.", DefaultValueFactory = _ => Path.Combine(".karst", "demo"),
        };
        Command demo = new("demo", "Four simulated stations with a broker outage, a gateway killed, a lost link and floods; everything real but the water.") { days, seed, headless, folder, port, pace };
        // On the options: a command's validators see no default values.
        days.Validators.Add(result => Check(result, result.GetValueOrDefault<int?>(), 2, 400));
        port.Validators.Add(result => Check(result, result.GetValueOrDefault<int>(), 0, 65535));
        pace.Validators.Add(result => Check(result, result.GetValueOrDefault<double>(), 0.2, 900));
        demo.SetAction((parsed, cancellation) => new Demo(
            new DemoOptions(parsed.GetValue(days), parsed.GetValue(seed), parsed.GetValue(headless), Path.GetFullPath(parsed.GetValue(folder)!), parsed.GetValue(port),
                new DemoPace(parsed.GetValue(pace))), TimeProvider.System)
            .RunAsync(cancellation));
        return demo;
    }

    private static void Check(OptionResult result, double? value, double least, double most)
    {
        if (!result.Implicit && !(value >= least && value <= most))
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{result.Option.Name} is {value}; permitted: {least} to {most}."));
    }
}
