using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using KarstLogger.Gateway.Mqtt;
using Microsoft.Data.Sqlite;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst doctor</c>: what this program was built with and what it finds on this machine.</summary>
public static class DoctorVerb
{
    private const double BytesPerGigabyte = 1e9;

    /// <summary>The command; exit code 1 when something that the gateway cannot do without is missing.</summary>
    public static Command Create()
    {
        Command command = new("doctor", "Show what the program was built with and what it finds on this machine; exit code 1 when something is missing.");
        command.SetAction(_ => Print(Console.Out));
        return command;
    }

    private static int Print(TextWriter output)
    {
        string? broker = PrivateBroker.PathOf("mosquitto");
        Line(output, "runtime", $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.RuntimeIdentifier}");
        Line(output, "feed built", MqttEngines.KarstFeed);
        Line(output, "MQTT engines", MqttEngines.Available.Count == 0 ? "none: run ./karst setup" : string.Join(", ", MqttEngines.Available.Select(create => create().Name)));
        Line(output, "broker", broker is null ? "mosquitto is missing: run ./karst setup" : $"{broker}, {FirstWords(broker, "-h")}");
        Line(output, "SQLite", SqliteVersion());
        Line(output, "browser", PrivateBroker.PathOf("chromium") is { } browser ? FirstWords(browser, "--version") : "no chromium (only the browser tests need it)");
        Line(output, "disk free", string.Create(CultureInfo.InvariantCulture, $"{new DriveInfo(Environment.CurrentDirectory).AvailableFreeSpace / BytesPerGigabyte:F1} GB"));
        return MqttEngines.Available.Count > 0 && broker is not null ? 0 : 1;
    }

    private static void Line(TextWriter output, string subject, string fact) => output.WriteLine($"{subject + ":",-13} {fact}");

    private static string FirstWords(string program, string argument)
    {
        using Process run = Process.Start(new ProcessStartInfo(program, argument) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string words = run.StandardOutput.ReadToEnd();
        run.WaitForExit();
        return words.Split('\n')[0].Trim();
    }

    private static string SqliteVersion()
    {
        SQLitePCL.Batteries_V2.Init();
        return new SqliteConnection().ServerVersion;
    }
}
