using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Simulation;
using KarstLogger.TestSupport;
using KarstLogger.Wire;

namespace KarstLogger.Browser.Tests;

/// <summary>Three stations that must never look alike: one whose logger is late, one whose probe is silent, one with people at work.</summary>
internal static class StandingStations
{
    public const string Late = "demo-west";

    public const string NoData = "demo-north";

    public const string Maintenance = "demo-south";

    /// <summary>The late station again: its water stands far above the gaugings.</summary>
    public const string Beyond = Late;

    private const uint QuarterHour = 900;

    private const uint Hour = 3600;

    /// <summary>Registers them and archives one upload of each.</summary>
    public static void Put(StoreDatabase store, uint now, ChangeOrder order)
    {
        // Expected four hours ago; the others are expected in an hour.
        Call(store, Late, now - 5 * Hour, now - 4 * Hour, order, sample => sample.Level = 25_000);
        Call(store, NoData, now, now + Hour, order, sample => (sample.LevelStatus, sample.Level) = (ProbeStatus.Silent, 0));
        Call(store, Maintenance, now, now + Hour, order, sample => sample.Flags |= FrameFlags.Maintenance);
    }

    private static void Call(StoreDatabase store, string slug, uint at, uint next, ChangeOrder order, Action<Sample> change)
    {
        DemoStation demo = DemoStation.All.Single(one => one.Slug == slug);
        string text = demo.StationFile(Path.Combine(ReferenceFiles.ProjectRoot, "gateway", "presets"), at - Hour);
        store.Write(session => StationRegister.Put(session, StationFile.Read(slug, text), order));
        List<ReceivedFrame> frames = [];
        for (uint i = 1; i <= 4; i++)
        {
            Sample sample = new()
            {
                LoggerId = demo.LoggerId, Epoch = 1, Sequence = i, UtcSeconds = at - (4 - i) * QuarterHour, ClockSource = ClockSource.Rtc, ClockErrorLog2Milliseconds = 10, IntervalSeconds = (int)QuarterHour,
                Level = 4000, LevelStatus = ProbeStatus.Ok, BatteryMillivoltsMin = 3910, Deployment = 1, Flags = FrameFlags.Simulated,
            };
            change(sample);
            byte[] bytes = new byte[SampleFrame.ByteCount];
            SampleFrame.Write(sample, bytes, 0);
            frames.Add(new ReceivedFrame(Frame.ReadHeader(bytes, 0), bytes));
        }
        new FrameArchive(store).Append([new Upload { Route = FrameRoute.Mqtt, ReceivedUtcMs = at * 1000L, Frames = frames, Contact = new LoggerContact(demo.LoggerId, next, 0, 12) }]);
    }
}
