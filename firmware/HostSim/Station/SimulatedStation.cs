using KarstLogger.Firmware.Core;
using KarstLogger.Firmware.Core.Modem;
using KarstLogger.Firmware.Core.Field;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Core.Settings;
using KarstLogger.Firmware.Core.Storage;
using KarstLogger.Firmware.Probes;
using KarstLogger.Wire;

namespace KarstLogger.HostSim;

/// <summary>
/// One box at one spring: the production Core and Probes on simulated ports, in virtual time. Each wake makes new firmware objects, as the device's Main does; only
/// the drive, the clock, the counters outside and the water live on.
/// </summary>
public sealed class SimulatedStation
{
    // What the loader waits after an image that ended (firmware/Loader/ImageStart.cs).
    private const long CrashMs = 60_000;

    private static readonly string FirmwareVersion = typeof(LoggerCycle).Assembly.GetName().Version!.ToString(3);

    private readonly StationOptions _options;
    private LoggerConfiguration _configuration;
    private string _textInForce;
    private uint _cursorMark;
    private bool _clockWasDisturbed;
    private readonly Chance _chance;
    private readonly Queue<(uint Epoch, uint Sequence)> _unsettled = new();

    /// <summary>A station that has just been switched on.</summary>
    public SimulatedStation(StationOptions options)
    {
        _options = options;
        ConfigText text = ConfigText.Parse("station options", options.ConfigurationText);
        _configuration = LoggerConfiguration.Read(text);
        if (text.Errors.Count > 0)
            throw new ArgumentException(string.Join("; ", text.Errors.Cast<string>()));
        _textInForce = options.ConfigurationText;
        _chance = new Chance(options.Seed);
        Time = new VirtualTime(options.StartUtcSeconds * 1000L);
        Cave = new SimulatedCave(options.Cave, options.Seed, Time.UtcMilliseconds);
        Clock = new SimulatedClock(Time, options.ClockSetAtStart, options.ClockDriftPartsPerMillion);
        FaultTally tally = options.Faults.Tally;
        Flash = new SimulatedFlash(options.Crash, options.DriveBytes, _chance.Fork(1)) { Tally = tally };
        Bus = new SimulatedBus(Time, _chance.Fork(2), options.Faults.Bus) { Tally = tally };
        Body = new SondeBody(Cave, _chance.Fork(3));
        Bus.Device = options.Sonde?.Invoke(Body, Time) ?? BuiltInSonde((uint)(400_000 + options.Seed % 90_000));
        Power = new SimulatedPower(Time, Bus, Cave, 14_000);
        Rain = new SimulatedRainGauge(Cave, Time);
        Board = new SimulatedBoard(Cave, Time, _chance.Fork(5));
        Loopback = options.Link is null ? new LoopbackGateway(Time, _chance.Fork(6)) : null;
        Air = new LossyLink(options.Link ?? Loopback!, Time, _chance.Fork(7), options.Faults.Link) { Tally = tally };
        if (options.Modem is not null)
            Modem = new ModemEmulator(Time, _chance.Fork(8), options.Link ?? Loopback!, options.Modem);
    }

    /// <summary>The cellular modem, where the box has one; then nothing goes through <see cref="Air"/>.</summary>
    public ModemEmulator? Modem { get; }

    /// <summary>The link of the last wake over the modem.</summary>
    public AtLink? ModemLink { get; private set; }

    /// <summary>True time.</summary>
    public VirtualTime Time { get; }

    /// <summary>The spring.</summary>
    public SimulatedCave Cave { get; }

    /// <summary>The box's clock.</summary>
    public SimulatedClock Clock { get; }

    /// <summary>The box's drive.</summary>
    public SimulatedFlash Flash { get; }

    /// <summary>The wires to the sonde; put another device on it to swap the sonde.</summary>
    public SimulatedBus Bus { get; }

    /// <summary>What the sonde's sensors feel.</summary>
    public SondeBody Body { get; }

    /// <summary>Battery and sun.</summary>
    public SimulatedPower Power { get; }

    /// <summary>Rain gauge.</summary>
    public SimulatedRainGauge Rain { get; }

    /// <summary>The box's own sensors.</summary>
    public SimulatedBoard Board { get; }

    /// <summary>The air.</summary>
    public LossyLink Air { get; }

    /// <summary>The gateway, where none was given.</summary>
    public LoopbackGateway? Loopback { get; }

    /// <summary>What has happened so far.</summary>
    public StationCounters Counters { get; } = new();

    /// <summary>The truth per sample.</summary>
    public List<TruthRow> Truth { get; } = [];

    /// <summary>Keys of the samples that the box has reported stored.</summary>
    public List<(uint Epoch, uint Sequence)> StoredSamples { get; } = [];

    /// <summary>What the firmware image that runs does.</summary>
    public ImageConduct Image { get; set; }

    /// <summary>What the box knew at the end of the last wake; null before the first.</summary>
    public LoggerState? State { get; private set; }

    /// <summary>The sample of the last wake; null where it took none.</summary>
    public Sample? LastSample { get; private set; }

    /// <summary>True where the sample of the last wake was reported stored.</summary>
    public bool LastSampleStored { get; private set; }

    /// <summary>Name of the data logger.</summary>
    public string LoggerName => LoggerId.ToText(_options.LoggerId);

    /// <summary>The configuration in force.</summary>
    public LoggerConfiguration Configuration => _configuration;

    /// <summary>Runs wakes until true time has reached <paramref name="utcSeconds"/>.</summary>
    public void RunUntil(uint utcSeconds)
    {
        while (Time.UtcSeconds < utcSeconds)
            Step();
    }

    /// <summary>One sleep and one wake.</summary>
    public void Step()
    {
        Clock.Sleep();
        Clock.BeginWake();
        long wokeMs = Time.UtcMilliseconds;
        Counters.Wakes++;
        LastSample = null;
        LastSampleStored = false;
        if (Image == ImageConduct.Crashes)
        {
            Clock.SetTimer(0);
            Time.Advance(CrashMs);
            return;
        }
        Body.ForgetFelt();
        _clockWasDisturbed = Clock.IsDisturbed;
        if (_chance.Happens(_options.Faults.PowerCutShare))
            Flash.CutAtCall = Flash.Calls + 1 + _chance.Below(8);
        LoggerCycle? cycle = null;
        try
        {
            LoggerState state = LoggerState.Load(Flash);
            ConfigurationStore settings = new(Flash, state);
            Use(settings.Text(_options.ConfigurationText, out string rolledBack));
            cycle = new LoggerCycle(Ports(), state, settings, _configuration) { RolledBack = rolledBack };
            Clock.SetTimer(cycle.Run());
            Power.Reset = cycle.WantsReboot ? ResetReason.Software : ResetReason.DeepSleepTimer;
            Counters.Reboots += cycle.WantsReboot ? 1 : 0;
        }
        catch (PowerCutException)
        {
            LosePower();
        }
        Counters.AwakeMs += Time.UtcMilliseconds - wokeMs;
        Count(cycle);
    }

    /// <summary>Somebody opens the lid: a desk on the ports of a wake of its own, as Main makes it.</summary>
    public FieldDesk OpenDesk()
    {
        Clock.BeginWake();
        Power.SondeRail(false);
        LoggerState state = LoggerState.Load(Flash);
        ConfigurationStore settings = new(Flash, state);
        Use(settings.Text(_options.ConfigurationText, out _));
        return new FieldDesk(Ports(), _configuration) { Delivered = _options.ConfigurationText, Settings = settings };
    }

    /// <summary>The configuration of a text, as Main would read it; a text that has not changed is not read again, to save simulation time.</summary>
    private void Use(string text)
    {
        if (text == _textInForce)
            return;
        _configuration = LoggerConfiguration.Read(ConfigText.Parse("drive", text));
        _textInForce = text;
    }

    /// <summary>Between two wakes somebody hangs another sonde of the same model on the cable.</summary>
    public void SwapSonde(uint serial) => Bus.Device = BuiltInSonde(serial);

    private ISerialDevice BuiltInSonde(uint serial)
    {
        SondeChoice[] choices = SondeChoice.Parse(_configuration.Sonde);
        ISerialDevice[] devices = [.. choices.Select((choice, i) =>
            SondeEmulators.Create(choice.Model, choice.Address, Body, Time, _chance.Fork((ulong)(20 + i)), serial + (uint)i, _configuration.Described(choice.Model)))];
        return devices.Length == 1 ? devices[0] : new SharedWires(devices);
    }

    private LoggerPorts Ports() => new()
    {
        LoggerId = _options.LoggerId,
        Chance = (uint)_chance.Next() | 1,
        FirmwareVersion = FirmwareVersion,
        Simulated = true,
        Clock = Clock,
        Flash = Flash,
        Link = Image == ImageConduct.Mute ? new MuteLink(LinkOfWake()) : LinkOfWake(),
        Power = Power,
        Rain = Rain,
        Board = Board,
        Sonde = SondeCatalogue.Create(_configuration, Image == ImageConduct.Blind ? new SimulatedBus(Time, _chance, new BusFaults { Silent = true }) : Bus, Clock) !,
    };

    private ILink LinkOfWake()
    {
        if (Modem is null)
            return Air;
        ModemSettings settings = _options.ModemSettings;
        settings.Logger = LoggerName;
        return ModemLink = new AtLink(Modem, Clock, Modem, settings);
    }

    private void LosePower()
    {
        Modem?.LosePower();
        Counters.PowerCuts++;
        Flash.CutAtCall = 0;
        FaultTally tally = _options.Faults.Tally;
        tally.Count(FaultKind.PowerCut);
        Power.SondeRail(false);
        Power.Reset = ResetReason.PowerOn;
        Air.LosePower();
        long darkMs = (long)(_options.Faults.DarkDaysMost * 86_400_000 * _chance.Unit()) + 2000;
        if (darkMs > 43_200_000)
            tally.Count(FaultKind.DarkDays);
        Time.Advance(darkMs);
        if (_options.HasBatteryBackedClock)
            return;
        tally.Count(FaultKind.LostClockChip);
        Clock.LoseTime();
    }

    private void Count(LoggerCycle? cycle)
    {
        if (cycle is null)
            return;
        State = cycle.State;
        if (cycle.Sample is { } sample)
        {
            LastSample = sample;
            LastSampleStored = cycle.SampleStored;
            Counters.Sampled++;
            if (_options.KeepTruth)
                Truth.Add(new TruthRow((uint)(Power.SondeOffAtMs / 1000), sample.Epoch, sample.Sequence, Power.WaterAtSondeOff, SondeTruth(), cycle.SampleStored));
            if (cycle.SampleStored)
            {
                Counters.Journaled++;
                _unsettled.Enqueue((sample.Epoch, sample.Sequence));
                if (_options.KeepTruth)
                    StoredSamples.Add((sample.Epoch, sample.Sequence));
            }
        }
        Counters.LostFrames = cycle.State.LostFrames;
        CountAcknowledged(cycle.State);
    }

    private SondeTruth SondeTruth() => new(Power.SondeOnAtMs, Power.SondeOffAtMs, Body.Felt,
        (Body.Stuck ? SondeAilments.Stuck : 0) | (Body.Dry ? SondeAilments.Dry : 0) | (Body.Frozen ? SondeAilments.Frozen : 0)
        | (Body.PhGlassDead ? SondeAilments.DeadGlass : 0) | (Bus.Faults.Silent || Image == ImageConduct.Blind ? SondeAilments.Silent : 0), _clockWasDisturbed);

    /// <summary>Only when the cursors have moved: with a month of backlog this would otherwise be most of the simulation's work.</summary>
    private void CountAcknowledged(LoggerState state)
    {
        uint mark = 0;
        foreach (EpochCursor cursor in state.Epochs)
            mark = mark * 31 + cursor.Epoch + cursor.LastSequence - cursor.UnsettledCount;
        if (mark == _cursorMark)
            return;
        _cursorMark = mark;
        for (int i = _unsettled.Count; i > 0; i--)
        {
            (uint epoch, uint sequence) = _unsettled.Dequeue();
            if (state.CursorOf(epoch) is { } cursor && !cursor.IsSettled(sequence))
                _unsettled.Enqueue((epoch, sequence));
            else
                Counters.Acknowledged++;
        }
    }
}
