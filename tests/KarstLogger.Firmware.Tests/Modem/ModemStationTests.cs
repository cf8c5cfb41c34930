using KarstLogger.Firmware.Core.Modem;
using KarstLogger.HostSim;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Tests.Modem;

/// <summary>A simulated station whose only way out is the emulated modem.</summary>
public sealed class ModemStationTests
{
    private const uint Day = 86_400;

    private static SimulatedStation Station(ulong seed, ModemFaults faults, string configuration = "format = 1\n", bool clockSet = true, string authority = "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n") => new(new StationOptions
    {
        LoggerId = 9, Cave = CavePreset.South, Seed = seed, StartUtcSeconds = StationWorld.Start, Modem = faults, ConfigurationText = configuration, ClockSetAtStart = clockSet,
        ModemSettings = new ModemSettings { BrokerHost = "gateway.example", BrokerPassword = "p", Authority = authority, Apn = "karst", SimPin = faults.SimPin },
    });

    private static void MustHaveAll(SimulatedStation station)
    {
        Assert.Empty(station.StoredSamples.Except(station.Samples().Select(sample => (sample.Epoch, sample.Sequence))));
        Assert.Empty(station.Loopback!.Conflicts);
        Assert.Equal(0, station.Loopback.BadFrames);
    }

    [Fact]
    public void A_month_with_every_fault_loses_no_stored_sample()
    {
        ModemFaults faults = new()
        {
            SilentShare = 0.02, ErrorShare = 0.002, CmeErrorShare = 0.002, UrcMidAnswerShare = 0.2, SplitReads = true, ResetMidPublishShare = 0.02, WrongEchoShare = 0.01,
            PartialPromptShare = 0.005, UnconfirmedShare = 0.02, ConnectionLostShare = 0.02, BrokenMessageShare = 0.02,
        };
        faults.NoNetwork.Add(new Stretch(StationWorld.Start + 5 * Day, StationWorld.Start + 7 * Day));
        faults.BrokerDown.Add(new Stretch(StationWorld.Start + 12 * Day, StationWorld.Start + 12 * Day + 7200));
        SimulatedStation station = Station(11, faults);
        station.RunUntil(StationWorld.Start + 30 * Day);
        foreach (string name in new[] { "silent", "error", "cme_error", "urc_mid_answer", "reset_mid_publish", "wrong_echo", "partial_prompt", "unconfirmed", "connection_lost", "broken_message" })
            Assert.True(station.Modem!.Injected.GetValueOrDefault(name) > 0, name + " was never injected");
        faults.ErrorShare = faults.CmeErrorShare = faults.SilentShare = faults.PartialPromptShare = faults.ResetMidPublishShare = faults.ConnectionLostShare = faults.UnconfirmedShare = faults.BrokenMessageShare = 0;
        station.RunUntil(StationWorld.Start + 31 * Day);
        Assert.True(station.StoredSamples.Count > 2_900);
        MustHaveAll(station);
        Assert.InRange(station.Counters.Backlog, 0, 4);
    }

    [Fact]
    public void The_authority_goes_over_once_and_the_modem_is_off_between_wakes()
    {
        SimulatedStation station = Station(12, new ModemFaults());
        station.RunUntil(StationWorld.Start + Day);
        Assert.Equal(1, station.Modem!.Commands["AT+CCERTDOWN"]);
        Assert.Single(station.Modem.Certificates);
        Assert.InRange(station.Modem.PowerUps, 94, 97);
        // Boot 8 s, registration 4 s, the rest of the talk: below a minute an upload.
        Assert.InRange(station.Modem.OnMs / station.Modem.PowerUps, 12_000, 60_000);
        MustHaveAll(station);
    }

    [Fact]
    public void A_box_that_lost_its_time_takes_the_networks_and_then_the_gateways()
    {
        SimulatedStation station = Station(13, new ModemFaults(), clockSet: false);
        station.RunUntil(StationWorld.Start + 7200);
        LoggerEvent[] sets = station.Events(EventCode.ClockSet);
        Assert.Equal(((int)ClockSource.Modem).ToString(System.Globalization.CultureInfo.InvariantCulture), sets[0].Value("source"));
        // The network's time has whole seconds: the gateway's answer sets what is left of it, or finds it good.
        Assert.InRange(station.Clock.OffsetMs, -2_000, 2_000);
    }

    [Fact]
    public void Without_the_networks_time_the_time_server_is_asked()
    {
        SimulatedStation station = Station(14, new ModemFaults { NetworkTellsTime = false }, clockSet: false);
        station.RunUntil(StationWorld.Start + 3600);
        Assert.True(station.Modem!.Commands["AT+CNTP"] > 0);
        Assert.True(station.Loopback!.Archive.Count > 0);
    }

    [Fact]
    public void A_link_step_tells_the_counters_and_the_modems_result()
    {
        ModemFaults faults = new();
        faults.NoNetwork.Add(new Stretch(StationWorld.Start + 3600, StationWorld.Start + 2 * Day));
        SimulatedStation station = Station(15, faults);
        station.RunUntil(StationWorld.Start + 3 * Day);
        LoggerEvent step = Assert.Single(station.Events(EventCode.LinkStep), one => one.Value("effort") == "1");
        Assert.Equal("no_network", step.Value("modem"));
        Assert.Equal("2", step.Value("failures"));
        Assert.True(int.Parse(step.Value("tries"), System.Globalization.CultureInfo.InvariantCulture) >= 5);
        Assert.True(station.Modem!.Commands["AT+CGATT"] > 0);
        MustHaveAll(station);
    }

    [Fact]
    public void Power_cuts_of_the_whole_box_lose_nothing_either()
    {
        SimulatedStation station = new(new StationOptions
        {
            LoggerId = 9, Cave = CavePreset.South, Seed = 16, StartUtcSeconds = StationWorld.Start, Modem = new ModemFaults { SplitReads = true }, Faults = new StationFaults { PowerCutShare = 0.1 },
            ModemSettings = new ModemSettings { BrokerHost = "b", BrokerUsesTls = false, BrokerPort = 1883 },
        });
        station.RunUntil(StationWorld.Start + 5 * Day);
        Assert.True(station.Counters.PowerCuts > 20);
        station.RunUntil(StationWorld.Start + 5 * Day + 7200);
        MustHaveAll(station);
    }
}
