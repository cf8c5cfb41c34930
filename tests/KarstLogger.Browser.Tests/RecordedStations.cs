using System.Globalization;
using System.Text;
using KarstLogger.Gateway.Derive;
using KarstLogger.Gateway.Import;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.HostSim;
using KarstLogger.Simulation;
using KarstLogger.TestSupport;
using KarstLogger.Wire;

namespace KarstLogger.Browser.Tests;

/// <summary>
/// A store with two recorded stations, made by the production code: frames of a simulated box at a simulated spring, archived as one upload, and a month of the real
/// Logan River record (Jones, Jones and Horsburgh 2022, doi 10.1016/j.envsoft.2022.105364) by its mapping.
/// </summary>
internal sealed class RecordedStations
{
    public const string Simulated = "demo-east";

    public const string Real = "logan-tony-grove";

    private const int SimulatedDays = 40;

    // 2019-06-01 to 2019-06-30 of the record: flags of its own probes and of our checks are among them.
    private const string Month = "2019-06";

    private static readonly ChangeOrder Order = new("tests", "the stations of the browser tests", TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>The file of the real record below the reference root; without it the tests of that station are not collected.</summary>
    public const string RealFile = "data/lro/LR_TG_BA_2019.csv";

    /// <summary>True where the real record is there.</summary>
    public static bool HasReal => ReferenceFiles.Has(RealFile);

    /// <summary>The newest sample of the simulated box, from its own frame.</summary>
    public Sample NewestSimulated { get; private set; } = null!;

    /// <summary>The newest pH of the real record, as its file has it.</summary>
    public double NewestRealPh { get; private set; }

    /// <summary>Makes the store; simulated time ends at <paramref name="endUtcSeconds"/>.</summary>
    public static RecordedStations Make(string path, uint endUtcSeconds)
    {
        RecordedStations made = new();
        using StoreDatabase store = StoreDatabase.Open(path);
        made.Simulate(store, endUtcSeconds);
        if (HasReal)
            made.ImportReal(store);
        StandingStations.Put(store, endUtcSeconds, Order);
        foreach (string station in store.Read(DirtyIntervals.Stations))
            new StationDeriver(store, TimeProvider.System).DeriveDirty(station);
        return made;
    }

    private void Simulate(StoreDatabase store, uint end)
    {
        DemoStation demo = DemoStation.All.Single(one => one.Slug == Simulated);
        uint start = end - SimulatedDays * 86400;
        string text = demo.StationFile(Path.Combine(ReferenceFiles.ProjectRoot, "gateway", "presets"), start);
        store.Write(session => StationRegister.Put(session, StationFile.Read(Simulated, text), Order));
        SimulatedStation box = new(new StationOptions { LoggerId = demo.LoggerId, Cave = demo.Cave, Seed = 7, StartUtcSeconds = start, KeepTruth = false });
        VisitAtTheBox(box, end);
        box.RunUntil(end);
        List<byte[]> frames = [.. box.Loopback!.Archive.OrderBy(one => one.Key.Sequence).Select(one => one.Value)];
        List<ReceivedFrame> received = [.. frames.Select(frame => new ReceivedFrame(Frame.ReadHeader(frame, 0), frame))];
        new FrameArchive(store).Append([new Upload { Route = FrameRoute.Mqtt, ReceivedUtcMs = end * 1000L, Frames = received, Contact = new LoggerContact(demo.LoggerId, end + 3600, 0, -120) }]);
        NewestSimulated = SampleFrame.Read(frames.Last(frame => Frame.ReadHeader(frame, 0).Kind == FrameKind.Sample), 0);
    }

    // Fifteen days ago a whole visit in the order of TM 1-D3, four days ago one that was never ended: maintenance is over in both cases when the record ends.
    private static void VisitAtTheBox(SimulatedStation box, uint end)
    {
        box.RunUntil(end - 15 * 86400);
        Rehearsal hands = new(box, new StationFaults());
        foreach (string line in (string[])
            [
                "visit begin by=\"Wang Fang\"", "visit staff 0.412", "visit before wait=120 field_t=18.1 field_ph=7.31 field_ec=402", "visit clean \"film on the cage\"",
                "visit after wait=120 field_t=18.1 field_ph=7.32 field_ec=403", "rehearse buffer 7.00 c=25", "rehearse wait 120", "visit standard ph 7.00 wait=180", "visit done",
                "visit skip reason=\"within limits\"", "rehearse spring", "visit end",
            ])
            Assert.DoesNotContain("refused", hands.Say(line), StringComparison.Ordinal);
        box.RunUntil(end - 4 * 86400);
        hands = new(box, new StationFaults());
        Assert.DoesNotContain("refused", hands.Say("visit begin by=Zhao"), StringComparison.Ordinal);
        Assert.DoesNotContain("refused", hands.Say("visit staff 0.400"), StringComparison.Ordinal);
    }

    private void ImportReal(StoreDatabase store)
    {
        string examples = Path.Combine(ReferenceFiles.ProjectRoot, "docs", "how-to", "examples");
        StationConfiguration station = StationFile.Load(Path.Combine(examples, "logan-river.station"));
        store.Write(session => StationRegister.Put(session, station, Order));
        string[] lines = File.ReadAllLines(ReferenceFiles.Path(RealFile));
        string[] month = [.. lines.Skip(1).Where(line => line.StartsWith(Month, StringComparison.Ordinal))];
        NewestRealPh = double.Parse(month[^1].Split(',')[Array.IndexOf(lines[0].Split(','), "ph_raw")], CultureInfo.InvariantCulture);
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(string.Join('\n', month.Prepend(lines[0]))));
        new RecordImport(store, TimeProvider.System).ImportCsv(station, ImportMapping.Load(Path.Combine(examples, "logan-river.mapping")), "LR_TG_BA_2019.csv", stream, _ => { });
    }
}
