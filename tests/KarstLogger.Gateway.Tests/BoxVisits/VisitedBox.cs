using System.Text.Json;
using KarstLogger.Gateway.Store;
using KarstLogger.Gateway.Tests.Derive;
using KarstLogger.HostSim;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Tests.BoxVisits;

/// <summary>
/// An emulated box at an emulated spring whose sonde is fouled and worn, and a technician at it: what is typed goes through the firmware's own desk, what it writes is handed over as frames. The sonde
/// shows conductivity as measured; the logger is that of <see cref="StationText"/>.
/// </summary>
internal sealed class VisitedBox
{
    /// <summary>Share by which the film lowers the conductivity until the cleaning.</summary>
    public const double Film = 0.12;

    /// <summary>What the worn cell shows of the true conductivity.</summary>
    public const double Cell = 0.95;

    /// <summary>The worn glass: share of Nernst's slope, mV at pH 7.</summary>
    public const double Slope = 0.95, OffsetMillivolts = -6;

    private readonly Rehearsal hands;

    /// <summary>A box that has recorded for two days.</summary>
    public VisitedBox(uint days = 2, bool clockSet = true)
    {
        Station = new SimulatedStation(new StationOptions
        {
            LoggerId = Frames.Logger, Cave = CavePreset.South, Seed = 11, StartUtcSeconds = Frames.Start, ClockSetAtStart = clockSet, KeepTruth = false,
            ConfigurationText = "format = 1\n[logger]\nnumber = 1\nsonde = y520@1+y532@2+keller@3\n",
        });
        (Station.Body.ElectrodeSlope, Station.Body.ElectrodeOffsetMillivolts, Station.Body.CellFactor, Station.Body.Fouling) = (Slope, OffsetMillivolts, Cell, Film);
        Station.RunUntil(Frames.Start + days * 86_400);
        hands = new Rehearsal(Station, new StationFaults());
    }

    public SimulatedStation Station { get; }

    /// <summary>True time at which the cleaning was typed in.</summary>
    public long CleanedUtcSeconds { get; private set; }

    /// <summary>The water of the spring at that time.</summary>
    public CaveWater Water { get; private set; }

    /// <summary>The lines that the box said in answer, as the technician copies them.</summary>
    public List<string> Paper { get; } = [];

    /// <summary>A line that the box must obey.</summary>
    public void Type(string line)
    {
        JsonElement answer = JsonDocument.Parse(hands.Say(line + " --json")).RootElement;
        Assert.True(answer.GetProperty("ok").GetBoolean(), $"{line}: {answer}");
        Paper.AddRange(answer.GetProperty("say").EnumerateArray().Select(one => one.GetString()!));
    }

    /// <summary>The sonde in a beaker of 20 degC long enough for a stable reading, or back in the spring.</summary>
    public void Stand(double ph, double ec = 6000) => Put(new Beaker(ph, ec, 20));

    /// <summary>A whole visit in the order of TM 1-D3: fouling, both standards, both calibrations.</summary>
    public void Visit()
    {
        Type("visit begin by=\"Li Hua\"");
        Type("visit staff 1.234");
        Type("visit before wait=120 field_t=18.1 field_ph=8.35 field_ec=380");
        CleanedUtcSeconds = Station.Time.UtcSeconds;
        Water = Station.Cave.At(Station.Time.UtcMilliseconds);
        Type("visit clean \"film, 1 mm tufa\"");
        Station.Body.Fouling = 0;
        hands.Pass(10_000);
        Type("visit after wait=120 field_t=18.1 field_ph=8.36 field_ec=381");
        Check();
        Calibrate();
        Put(null);
        Type("visit final wait=120");
        Type("visit water bottles=\"A1 A2\"");
        Type("visit gauging \"salt, Q 0.31 m3/s\"");
        Type("visit skip reason=\"no rain gauge\"");
        Type("visit box desiccant=changed battery=kept");
        Type("visit photos 6");
        Type("visit check days=30 signal=no");
        Type("visit end");
    }

    // Phosphate 6.881 and borax 9.225 at 20 degC (Buck et al. 2002, Table 2); KCl 1413 has 1278 uS/cm at 20 degC (Mettler-Toledo S230 manual).
    private void Check()
    {
        Stand(6.881);
        Type("visit standard ph 6.86 wait=180");
        Stand(7, 1278);
        Type("visit standard ec 1413 wait=180");
        Type("visit done");
    }

    private void Calibrate()
    {
        Type("cal ph 4.00 6.86 9.18");
        foreach (double buffer in (double[])[4.000, 6.881, 9.225])
        {
            Stand(buffer);
            Type("cal take wait=300");
        }
        Type("cal ec 1413");
        Stand(7, 0);
        Type("cal take wait=300");
        Stand(7, 1278);
        Type("cal take wait=300");
        Type("visit done");
    }

    /// <summary>Everything that the box has sent so far, in the order of its sequences.</summary>
    public List<byte[]> Sent()
    {
        hands.Say("net try");
        return [.. Station.Loopback!.Archive.OrderBy(one => one.Key.Sequence).Select(one => one.Value)];
    }

    /// <summary>Hours later: samples with the clean sonde.</summary>
    public void Leave(int hours) => Station.RunUntil((uint)Station.Time.UtcSeconds + (uint)hours * 3600);

    /// <summary>The frame of a step.</summary>
    public static byte[] FrameOf(IEnumerable<byte[]> frames, string step) => frames.Single(frame =>
        Frame.ReadHeader(frame, 0).Kind == FrameKind.Event && EventFrame.Read(frame, 0) is { Code: EventCode.VisitStep } told && told.Value("step") == step);

    private void Put(Beaker? beaker)
    {
        Station.Body.Beaker = beaker;
        hands.Pass(120_000);
    }
}
