using System.CommandLine;
using System.Globalization;
using KarstLogger.Gateway.Hardware;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst barometer</c>: the record of a barometer that is not on the network, into the archive under a logger's name, so that stations can use it.</summary>
public static class BarometerVerb
{
    // 40 kPa is a height of about 7 km, and no weather at sea level reaches 110 kPa: a table in hPa or mmHg is refused, no real record is.
    private const double PascalsLeast = 40_000, PascalsMost = 110_000, CelsiusLeast = -60, CelsiusMost = 60;

    private const int FramesPerCommit = 5000;

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Argument<string> file = new("file") { Description = "Table with the columns time_utc (2026-05-01T08:00:00Z), pressure_pa and, if known, air_cel." };
        Option<string> store = StoreOption.Create();
        Option<string> logger = new("--logger") { Description = "Name for the barometer (kl- and 8 hexadecimal digits), as in [barometer] of the station files.", Required = true };
        Command verb = new("barometer", "Put a recorded barometer into the archive; the same file again changes nothing.") { file, store, logger };
        verb.SetAction(parsed => Import(parsed.GetValue(file)!, parsed.GetValue(store)!, parsed.GetValue(logger)!));
        return verb;
    }

    private static void Import(string file, string path, string logger)
    {
        if (!LoggerId.TryParse(logger, out uint id) || ImportLogger.IsImport(id))
            throw new BadInputException($"--logger '{logger}': permitted: kl- and 8 hexadecimal digits from kl-00000000 to kl-efffffff");
        uint epoch = ImportLogger.EpochOf(logger, Path.GetFileName(file)), sequence = 0;
        List<ReceivedFrame> frames = [.. HardwareTable.Read(file, Row).Select(row => FrameOf(row, id, epoch, ++sequence))];
        using StoreDatabase store = StoreDatabase.Open(path);
        FrameArchive archive = new(store);
        Dictionary<FrameOutcome, int> outcomes = [];
        foreach (ReceivedFrame[] part in frames.Chunk(FramesPerCommit))
            foreach (FrameOutcome outcome in archive.Append([new Upload { Route = FrameRoute.Import, ReceivedUtcMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), Frames = part }])[0].Outcomes)
                outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        Console.Error.WriteLine($"{file}: {frames.Count} readings, {string.Join(", ", outcomes.Select(one => $"{one.Value} {one.Key.ToString().ToLowerInvariant()}"))}");
    }

    private static (uint UtcSeconds, double Pascals, double? Celsius) Row(HardwareLine line) => (
        (uint)line.Instant("time_utc").ToUnixTimeSeconds(), line.Number("pressure_pa", PascalsLeast, PascalsMost),
        line.Has("air_cel") ? line.NumberOrNull("air_cel", CelsiusLeast, CelsiusMost) : null);

    private static ReceivedFrame FrameOf((uint UtcSeconds, double Pascals, double? Celsius) row, uint logger, uint epoch, uint sequence)
    {
        List<ExtraChannel> channels = [new ExtraChannel { ChannelId = ChannelIds.AirPressure, Scale = -1, Status = ProbeStatus.Ok, Value = (int)Math.Round(row.Pascals * 10) }];
        if (row.Celsius is { } celsius)
            channels.Add(new ExtraChannel { ChannelId = ChannelIds.AirTemperature, Scale = -2, Status = ProbeStatus.Ok, Value = (int)Math.Round(celsius * 100) });
        ExtraChannels frame = new([.. channels])
        {
            LoggerId = logger, Epoch = epoch, Sequence = sequence, UtcSeconds = row.UtcSeconds, ClockSource = ClockSource.Rtc, ClockErrorLog2Milliseconds = FrameHeader.ErrorBoundUnknown,
        };
        byte[] bytes = ExtraChannelsFrame.ToBytes(frame);
        return new ReceivedFrame(frame, bytes);
    }
}
