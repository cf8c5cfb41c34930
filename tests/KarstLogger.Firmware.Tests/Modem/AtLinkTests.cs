using KarstLogger.Firmware.Core.Modem;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.HostSim;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Tests.Modem;

/// <summary>The driver alone against the emulated module: what each fault is called, and that bytes of every value pass.</summary>
public sealed class AtLinkTests
{
    private const int PatienceMs = 60_000;
    private readonly VirtualTime _time = new(StationWorld.Start * 1000L);
    private readonly ModemFaults _faults = new();
    private readonly ModemSettings _settings = new() { Logger = "kl-00000009", BrokerHost = "gateway.example", BrokerPassword = "p", Authority = "PEM\n", Apn = "karst" };
    private readonly KeepingBroker _beyond = new();
    private readonly SimulatedClock _clock;
    private readonly ModemEmulator _modem;

    public AtLinkTests()
    {
        _clock = new SimulatedClock(_time, true, 0);
        _modem = new ModemEmulator(_time, new Chance(5), _beyond, _faults);
    }

    private AtLink Link() => new(_modem, _clock, _modem, _settings);

    private int ResultOfOpen(int effort = LinkEffort.Connect)
    {
        AtLink link = Link();
        bool opened = link.Open(effort, PatienceMs);
        Assert.Equal(opened, link.Result == ModemResult.Ok);
        int result = link.Result;
        Assert.Equal(1u, link.CountOf(result));
        link.Close();
        return result;
    }

    [Fact]
    public void Nothing_wrong_is_ok() => Assert.Equal(ModemResult.Ok, ResultOfOpen());

    [Fact]
    public void Each_fault_has_its_name()
    {
        _faults.SilentShare = 1;
        Assert.Equal(ModemResult.Silent, ResultOfOpen());
        _faults.SilentShare = 0;
        _faults.SimMissing = true;
        Assert.Equal(ModemResult.NoSim, ResultOfOpen());
        _faults.SimMissing = false;
        _faults.Denied = true;
        Assert.Equal(ModemResult.NetworkDenied, ResultOfOpen());
        _faults.Denied = false;
        _faults.NoNetwork.Add(new Stretch(0, uint.MaxValue));
        Assert.Equal(ModemResult.NoNetwork, ResultOfOpen());
        _faults.NoNetwork.Clear();
        _faults.Apn = "other";
        Assert.Equal(ModemResult.NoBearer, ResultOfOpen());
        _faults.Apn = "karst";
        _faults.BrokerDown.Add(new Stretch(0, uint.MaxValue));
        Assert.Equal(ModemResult.BrokerUnreachable, ResultOfOpen());
        _faults.BrokerDown.Clear();
        _faults.BrokerRefuses = true;
        Assert.Equal(ModemResult.BrokerRefused, ResultOfOpen());
        _faults.BrokerRefuses = false;
        _settings.Authority = "";
        Assert.Equal(ModemResult.NoCertificate, ResultOfOpen());
    }

    [Fact]
    public void Roaming_is_used_only_where_it_may_be()
    {
        _faults.Roams = true;
        Assert.Equal(ModemResult.Ok, ResultOfOpen());
        _settings.MayRoam = false;
        Assert.Equal(ModemResult.NetworkDenied, ResultOfOpen());
    }

    [Fact]
    public void A_wrong_PIN_is_tried_once_and_never_locks_the_card()
    {
        _faults.SimPin = "1234";
        Assert.Equal(ModemResult.SimLocked, ResultOfOpen());
        _settings.SimPin = "0000";
        for (int i = 0; i < 5; i++)
            Assert.Equal(ModemResult.SimLocked, ResultOfOpen());
        Assert.Equal(2, _modem.PinTries);
        Assert.False(_modem.SimIsBlocked);
    }

    [Fact]
    public void The_right_PIN_opens_the_card()
    {
        _faults.SimPin = _settings.SimPin = "4711";
        Assert.Equal(ModemResult.Ok, ResultOfOpen());
    }

    [Fact]
    public void A_box_and_a_modem_without_time_say_so()
    {
        _faults.NetworkTellsTime = false;
        _faults.TimeServerAnswers = false;
        _clock.LoseTime();
        Assert.Equal(ModemResult.NoTime, ResultOfOpen());
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Bytes_of_every_value_go_up_and_come_down(bool split, bool echoes)
    {
        _faults.SplitReads = split;
        _faults.EchoStays = echoes;
        _faults.UrcMidAnswerShare = split ? 0.5 : 0;
        AtLink link = Link();
        Assert.True(link.Open(LinkEffort.Connect, PatienceMs));
        byte[] all = [.. Enumerable.Range(0, 700).Select(i => (byte)(i * 7))];
        Assert.True(link.Publish("karst/v1/kl-00000009/up/data", all));
        Assert.Equal(all, Assert.Single(_beyond.Published).Payload);
        _beyond.Down.Enqueue(new LinkMessage("karst/v1/kl-00000009/down/config", all));
        _beyond.Down.Enqueue(new LinkMessage("karst/v1/kl-00000009/down/ack", []));
        LinkMessage message = link.Receive(5_000);
        Assert.Equal("karst/v1/kl-00000009/down/config", message.Topic);
        Assert.Equal(all, message.Payload);
        Assert.Empty(link.Receive(5_000).Payload);
        Assert.Null(link.Receive(1_000));
        link.Close();
    }

    [Fact]
    public void A_publication_that_fails_tells_how()
    {
        Assert.Equal(ModemResult.PromptMissing, ResultOfPublish(() => _faults.PartialPromptShare = 1));
        _faults.PartialPromptShare = 0;
        Assert.Equal(ModemResult.ConnectionLost, ResultOfPublish(() => _faults.ConnectionLostShare = 1));
        _faults.ConnectionLostShare = 0;
        Assert.Equal(ModemResult.Restarted, ResultOfPublish(() => _faults.ResetMidPublishShare = 1));
        _faults.ResetMidPublishShare = 0;
        Assert.Equal(ModemResult.PublishFailed, ResultOfPublish(() => _faults.UnconfirmedShare = 1));
    }

    [Fact]
    public void A_message_with_lost_bytes_is_counted_and_the_next_one_is_whole()
    {
        AtLink link = Link();
        Assert.True(link.Open(LinkEffort.Connect, PatienceMs));
        _faults.BrokenMessageShare = 1;
        _beyond.Down.Enqueue(new LinkMessage("karst/v1/kl-00000009/down/ack", new byte[40]));
        Assert.Null(link.Receive(3_000));
        _faults.BrokenMessageShare = 0;
        _beyond.Down.Enqueue(new LinkMessage("karst/v1/kl-00000009/down/ack", [1, 2, 3]));
        Assert.Equal([1, 2, 3], link.Receive(3_000).Payload);
        Assert.Equal(1u, link.CountOf(ModemResult.MessageBroken));
    }

    [Fact]
    public void A_try_ends_near_its_time_and_the_rail_is_off_after_it()
    {
        _faults.NoNetwork.Add(new Stretch(0, uint.MaxValue));
        AtLink link = Link();
        Assert.False(link.Open(LinkEffort.PowerCycle, 45_000));
        // The last command of a try may take its own time after the deadline.
        Assert.InRange(_clock.ElapsedMs, 44_000, 55_000);
        link.Close();
        long on = _modem.OnMs;
        _time.Advance(100_000);
        _modem.ModemRail(false);
        Assert.Equal(on, _modem.OnMs);
    }

    // 3GPP TS 27.007, 8.15: "yy/MM/dd,hh:mm:ss+zz", local time, zz in quarters of an hour. 6 May 1994, 22:10:00 GMT+2 is its example; the century is ours.
    [Theory]
    [InlineData("+CCLK: \"26/05/06,22:10:00+08\"", 1778098200000)]
    [InlineData("+CCLK: \"28/02/29,00:00:00-04\"", 1835398800000)]
    [InlineData("+CCLK: \"26/02/29,00:00:00+00\"", 0)]
    [InlineData("+CCLK: \"70/01/01,00:00:31+00\"", 0)]
    [InlineData("+CCLK: \"26/5/6,22:10\"", 0)]
    [InlineData("+CCLK:", 0)]
    public void The_networks_time_is_local_and_becomes_UTC(string line, long utcMs) => Assert.Equal(utcMs, AtText.ClockUtcMilliseconds(line));

    [Theory]
    [InlineData("+CEREG: 0,5", 1, "5")]
    [InlineData("+COPS: 0,0,\"A, B\",7", 2, "A, B")]
    [InlineData("+COPS: 0,0,\"A, B\",7", 3, "7")]
    [InlineData("+CSQ: 17", 1, "")]
    public void A_field_is_found_beside_quoted_commas(string line, int place, string field) => Assert.Equal(field, AtText.Field(line, place));

    private int ResultOfPublish(Action fault)
    {
        AtLink link = Link();
        Assert.True(link.Open(LinkEffort.Connect, PatienceMs));
        fault();
        Assert.False(link.Publish("karst/v1/kl-00000009/up/data", [1, 2, 3]));
        int result = link.Result;
        link.Close();
        return result;
    }

    /// <summary>A broker that keeps what it gets and gives what it is given.</summary>
    private sealed class KeepingBroker : ILink
    {
        public List<LinkMessage> Published { get; } = [];

        public Queue<LinkMessage> Down { get; } = new();

        public bool Open(int effort, int timeoutMs) => true;

        public bool Publish(string topic, byte[] payload)
        {
            Published.Add(new LinkMessage(topic, payload));
            return true;
        }

        public LinkMessage? Receive(int timeoutMs) => Down.TryDequeue(out LinkMessage? message) ? message : null;

        public void Close()
        {
        }
    }
}
