using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using KarstLogger.Firmware.Core;
using KarstLogger.Firmware.Core.Storage;
using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Hardware;
using KarstLogger.Wire;

namespace KarstLogger.Simulation.Numbers;

/// <summary>The page of numbers (docs/numbers.md): bytes on the air, time awake, charge, image and journal, each with its source. The same program gives the same page.</summary>
public static partial class NumbersPage
{
    /// <summary>The sonde of the table of bytes.</summary>
    public const string ReferenceSonde = "aquatroll400";

    private const int QuarterHour = 900, Hour = 3600, SamplesAnHour = 4;
    private const string Battery = "4D", Link = "wifi";
    private const double BatteryCelsius = 15;

    /// <summary>The page, from the folder that holds <c>docs</c> and <c>hardware</c>.</summary>
    /// <exception cref="BadInputException">A table or the image sizes cannot be read.</exception>
    public static string Text(string root)
    {
        Dictionary<string, (RecordedStation Quarter, RecordedStation Hourly)> weeks = SondeModels.Names.ToDictionary(model => model, model => (RecordedStation.Run(model, 1), RecordedStation.Run(model, SamplesAnHour)));
        StringBuilder page = new();
        page.Append(
            """
            # Numbers

            Printed by `./karst emulate numbers`; a test holds this page to what that prints, so change the program or the tables and print it again, do not edit it here.
            **Simulated** means: the production firmware on simulated ports in virtual time, a week of quarter-hour samples at one spring with a link that loses nothing (20 KiB/s, 120 ms one way, 2.5 s to
            attach). **Assumed** means: not measured on a board yet.


            """);
        Air(page, weeks[ReferenceSonde].Quarter, weeks[ReferenceSonde].Hourly);
        Awake(page, weeks);
        Charge(page, HardwareSet.Read(Path.Combine(root, "hardware")), weeks);
        Image(page, Path.Combine(root, "docs", "flashing.md"));
        Journal(page, weeks[ReferenceSonde].Quarter.FrameBytesPerSample());
        return page.ToString();
    }

    private static void Air(StringBuilder page, RecordedStation quarter, RecordedStation hourly)
    {
        ContactBytes empty = AirBytes.Contact(RecordedStation.Logger, []);
        Line(page, $"## Bytes on the air per sample");
        Line(page, $"Both directions, everything included: TCP and IP headers, TLS 1.2, MQTT 3.1.1 with QoS 1, the broker's and our own acknowledgements. {ReferenceSonde} ({quarter.FrameBytesPerSample():F0} bytes of frames a sample, extra channels included), one new connection a contact, as a box in deep sleep must. Simulated contacts; the TLS and MQTT bytes of a contact are held to a real mosquitto by `AirBytesTests`.");
        page.Append('\n');
        page.Append("| bytes per sample | upload every 15 min | every hour |\n|---|---|---|\n");
        Row(page, "envelope and our acknowledgement", one => one.BytesPerSample(message => !IsStatus(message)), quarter, hourly);
        Row(page, "with the status message as well (what the firmware sends)", one => one.BytesPerSample(_ => true), quarter, hourly);
        Row(page, "plain JSON, one publish a sample, no acknowledgement of its own, no status", one => one.JsonBytesPerSample(), quarter, hourly);
        Row(page, "of each: connection without any message", one => one.Contacts.Count * empty.All / one.Samples, quarter, hourly);
        page.Append('\n');
        Line(page, $"A JSON text of the same values is {quarter.JsonTextBytes():F0} bytes. What a contact costs before its first message: {empty.All} bytes = TCP open and close {AirBytes.OpenAndCloseBytes}, TLS handshake {AirBytes.HandshakeUp} up and {AirBytes.HandshakeDown} down, MQTT CONNECT, SUBSCRIBE, their answers and DISCONNECT in records of {AirBytes.RecordOverhead} bytes more each, and {AirBytes.HeaderBytes} bytes of headers for each segment and for its acknowledgement. Sources of the constants: `simulation/KarstLogger.Simulation/Numbers/AirBytes.cs`. The handshake is that of an OpenSSL client with one P-256 certificate; the ESP32's was not measured.");
        page.Append('\n');
    }

    private static void Awake(StringBuilder page, Dictionary<string, (RecordedStation Quarter, RecordedStation Hourly)> weeks)
    {
        Line(page, $"## Time awake per cycle by sonde");
        Line(page, $"Simulated, burst of 5, upload with every sample. Start of the runtime and writing to the drive take no virtual time: `boot` and `store` of hardware/cycle.csv (assumed) come on top in the next table.");
        page.Append('\n');
        page.Append("| sonde | awake, s | of it with the sonde on | with the radio on |\n|---|---|---|---|\n");
        foreach ((string model, (RecordedStation quarter, _)) in weeks)
            Line(page, $"| {model} | {quarter.AwakeSecondsPerCycle:F1} | {quarter.SondeSecondsPerSample:F1} | {quarter.AirSecondsPerContact:F1} |");
        page.Append('\n');
    }

    private static void Charge(StringBuilder page, HardwareSet hardware, Dictionary<string, (RecordedStation Quarter, RecordedStation Hourly)> weeks)
    {
        BatteryChoice battery = hardware.Batteries.First(one => one.Battery == Battery);
        Line(page, $"## Charge per day by profile");
        Line(page, $"`karst hardware power` with the simulated times above in place of its own; currents, regulators and batteries from hardware/*.csv, of which most are assumed (each says so). Battery {battery.Battery}, {battery.Description}, at {BatteryCelsius:F0} degC, WiFi.");
        page.Append('\n');
        page.Append("| profile | mAh/day, upload every 15 min | every hour | days on the battery, 15 min | hour |\n|---|---|---|---|---|\n");
        foreach (SondeDuty sonde in hardware.Sondes.Where(one => weeks.ContainsKey(one.Model)))
        {
            PowerBudget quarter = Budget(hardware, sonde, battery, weeks[sonde.Model].Quarter, QuarterHour), hourly = Budget(hardware, sonde, battery, weeks[sonde.Model].Hourly, Hour);
            Line(page, $"| {sonde.Sonde} ({sonde.Model}) | {quarter.MahPerDay:F1} | {hourly.MahPerDay:F1} | {quarter.Days:F0} | {hourly.Days:F0} |");
        }
        string without = string.Join(", ", hardware.Sondes.Where(one => !weeks.ContainsKey(one.Model)).Select(one => one.Sonde));
        Line(page, $"");
        Line(page, $"Without a built-in driver, so without a simulated time: {without} (`karst hardware power --sonde` computes it from its table).");
        page.Append('\n');
    }

    private static PowerBudget Budget(HardwareSet hardware, SondeDuty sonde, BatteryChoice battery, RecordedStation week, double uploadSeconds)
    {
        // The budget's own times are replaced: the sonde's whole time stands in its power-on time, the contact's in its attaching.
        SondeDuty simulated = sonde with { PowerOnMs = (int)Math.Round(week.SondeSecondsPerSample * 1000), WarmUpMs = 0, StaleFirstMs = 0, MeasureMs = 0, Burst = 1 };
        HardwareSet set = hardware with
        {
            Cycle = [.. hardware.Cycle.Select(phase => phase.Phase switch
            {
                "wait" or "read" or Link + "_send" => phase with { Seconds = 0 },
                Link + "_attach" => phase with { Seconds = week.AirSecondsPerContact },
                _ => phase,
            })],
        };
        return PowerBudget.Of(set, new PowerPlan(simulated, battery, QuarterHour, uploadSeconds, Link, BatteryCelsius, null));
    }

    private static void Image(StringBuilder page, string file)
    {
        Match sizes = File.Exists(file) ? ImageSizes().Match(File.ReadAllText(file)) : Match.Empty;
        if (!sizes.Success)
            throw new BadInputException(file, null, null, "has no line '| image sizes | ... N bytes ... |'");
        Line(page, $"## Image");
        Line(page, $"Measured with the real metadata processor, as docs/flashing.md says (this page takes its line from there): {sizes.Groups[1].Value}.");
        page.Append('\n');
    }

    private static void Journal(StringBuilder page, double frameBytes)
    {
        Line(page, $"## Journal by module");
        Line(page, $"Computed by the firmware's own plan (`JournalPlan`) for the drive that docs/flashing.md gives the journal beside two images; days until it is full when nothing is delivered. With extra channels: {frameBytes:F0} bytes of frames a sample ({ReferenceSonde}, simulated).");
        page.Append('\n');
        page.Append("| module | journal | samples of 64 bytes | days at 15 min | at 1 h | days at 15 min with extra channels |\n|---|---|---|---|---|---|\n");
        foreach ((string module, int kib) in ((string, int)[])[("4 MB (littlefs 256 KiB; no room for two images)", 256), ("8 MB (littlefs 2 MB)", 1280), ("16 MB (littlefs 3 MB)", 2048)])
        {
            JournalPlan plan = new(kib * 1024L);
            long samples = (long)plan.SegmentsMost * plan.SegmentByteCount / SampleFrame.ByteCount;
            Line(page, $"| {module} | {kib} KiB | {samples} | {plan.Days(QuarterHour)} | {plan.Days(Hour)} | {plan.Days(QuarterHour) * SampleFrame.ByteCount / frameBytes:F0} |");
        }
    }

    private static bool IsStatus(AirMessage message) => message.Topic == Topics.Status(RecordedStation.Logger);

    private static void Row(StringBuilder page, string what, Func<RecordedStation, double> bytes, RecordedStation quarter, RecordedStation hourly) =>
        Line(page, $"| {what} | {bytes(quarter):F0} | {bytes(hourly):F0} |");

    private static void Line(StringBuilder page, FormattableString text) => page.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    [GeneratedRegex(@"\| image sizes \| ([^|]*[0-9] bytes[^|]*) \|")]
    private static partial Regex ImageSizes();
}
