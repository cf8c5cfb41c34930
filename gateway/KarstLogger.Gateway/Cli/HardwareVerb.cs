using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using KarstLogger.Gateway.Hardware;
using KarstLogger.Gateway.Hardware.Drawings;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst hardware</c>: checks, sums, power budget and drawings from the tables of <c>hardware/</c>.</summary>
public static class HardwareVerb
{
    private static readonly Option<string?> Data = new("--data") { Description = "Folder with the tables (default: 'hardware' here or above).", Recursive = true };

    /// <summary>The command with its four parts.</summary>
    public static Command Create()
    {
        Command command = new("hardware", "Check the hardware's tables, add up cost and power, draw wiring and cards.");
        command.Options.Add(Data);
        command.Subcommands.Add(Part("check", "Print what does not fit; exit code 1 where anything does not.", Check));
        command.Subcommands.Add(Part("bom", "Print the bill of materials with its sums.", (set, _) =>
        {
            PartsReport.Write(Console.Out, set);
            return 0;
        }));
        command.Subcommands.Add(Power());
        command.Subcommands.Add(Part("draw", "Write the pictures into the folder 'drawings' beside the tables.", Draw));
        return command;
    }

    private static Command Part(string name, string description, Func<HardwareSet, string, int> run)
    {
        Command command = new(name, description);
        command.SetAction(parsed =>
        {
            string folder = parsed.GetValue(Data) ?? HardwareSet.FindFolder();
            return run(HardwareSet.Read(folder), folder);
        });
        return command;
    }

    private static int Check(HardwareSet set, string folder)
    {
        IReadOnlyList<string> findings = [.. HardwareCheck.Findings(set), .. HardwareDrawings.Stale(set, Path.Combine(folder, "drawings")).Select(name => $"drawings/{name}: is stale; run 'karst hardware draw'")];
        foreach (string finding in findings)
            Console.Out.WriteLine(finding);
        Console.Error.WriteLine($"{set.Parts.Count} parts, {set.Wiring.Count} pins, {set.Wiring.Select(pin => pin.Net).Distinct().Count()} nets: {findings.Count} findings");
        return findings.Count == 0 ? 0 : 1;
    }

    private static int Draw(HardwareSet set, string folder)
    {
        foreach (string name in HardwareDrawings.Write(set, Path.Combine(folder, "drawings")))
            Console.Out.WriteLine(Path.Combine(folder, "drawings", name));
        return 0;
    }

    private static Command Power()
    {
        Option<string> sonde = new("--sonde") { Description = "Sonde of profiles.csv.", DefaultValueFactory = _ => "AT400" };
        Option<string> battery = new("--battery") { Description = "Battery of batteries.csv.", DefaultValueFactory = _ => "4D" };
        Option<double> interval = new("--interval") { Description = "Between samples, e.g. 15m.", DefaultValueFactory = _ => 900, CustomParser = result => Seconds(result) };
        Option<double> upload = new("--upload") { Description = "Between uploads, e.g. 1h; 0 = never.", DefaultValueFactory = _ => 3600, CustomParser = result => Seconds(result) };
        Option<string> link = new("--link") { Description = "How it sends.", DefaultValueFactory = _ => "lte" };
        link.AcceptOnlyFromAmong("lte", "wifi");
        Option<double> temperature = new("--temperature") { Description = "Of the battery, degC.", DefaultValueFactory = _ => 15 };
        Option<double?> sun = new("--sun-hours") { Description = "Hours of full sun a day on the panel." };
        Command command = new("power", "Print the power budget: mAh a day, days on the battery, sensitivity, what is assumed.") { sonde, battery, interval, upload, link, temperature, sun };
        command.SetAction(parsed =>
        {
            HardwareSet set = HardwareSet.Read(parsed.GetValue(Data) ?? HardwareSet.FindFolder());
            PowerPlan plan = new(
                Named(set.Sondes, one => one.Sonde, parsed.GetValue(sonde)!, "--sonde"), Named(set.Batteries, one => one.Battery, parsed.GetValue(battery)!, "--battery"),
                parsed.GetValue(interval), parsed.GetValue(upload), parsed.GetValue(link)!, parsed.GetValue(temperature), parsed.GetValue(sun));
            PowerReport.Write(Console.Out, set, plan);
            return 0;
        });
        return command;
    }

    private static T Named<T>(IReadOnlyList<T> rows, Func<T, string> name, string wanted, string option) where T : class =>
        rows.FirstOrDefault(row => string.Equals(name(row), wanted, StringComparison.OrdinalIgnoreCase))
        ?? throw new BadInputException($"{option} '{wanted}' is not known; permitted: {string.Join(", ", rows.Select(name))}");

    // 30s, 15m, 1h, 1d or 0; a day is the longest that a plan of a day can hold.
    private static double Seconds(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        double unit = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
        if (text == "0" || unit > 0 && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && number * unit is >= 60 and <= 86400)
            return text == "0" ? 0 : double.Parse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * unit;
        result.AddError($"'{text}' is no time between 1m and 1d; write 90s, 15m, 1h or 1d");
        return 0;
    }
}
