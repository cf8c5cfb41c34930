using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.HostSim;

/// <summary>A stretch of true time.</summary>
/// <param name="FromSeconds">First second, UTC.</param>
/// <param name="ToSeconds">First second after it, UTC.</param>
public readonly record struct Stretch(uint FromSeconds, uint ToSeconds)
{
    /// <summary>True where the instant lies inside.</summary>
    public bool Holds(uint utcSeconds) => utcSeconds >= FromSeconds && utcSeconds < ToSeconds;
}

/// <summary>What goes wrong on the air.</summary>
public sealed class LinkFaults
{
    /// <summary>No network at all (mast down, valley in cloud, bill not paid).</summary>
    public List<Stretch> Outages { get; } = [];

    /// <summary>Share of uploads that the broker takes and nobody ever gets.</summary>
    public double LostUpShare { get; set; }

    /// <summary>Share of acknowledgements that never arrive.</summary>
    public double LostDownShare { get; set; }

    /// <summary>Share of uploads that arrive twice.</summary>
    public double DuplicateShare { get; set; }

    /// <summary>Share of uploads that arrive after the next one.</summary>
    public double ReorderShare { get; set; }

    /// <summary>Share of uploads that arrive cut short or with a flipped bit (a bridge between brokers, a modem's buffer): TLS ends at the first of them.</summary>
    public double TornShare { get; set; }

    /// <summary>Bytes per second on the air.</summary>
    public int BytesPerSecond { get; set; } = 20 * 1024;

    /// <summary>Signal while there is a network, dBm: +CSQ 17 as the emulated modem answers (3GPP TS 27.007, 8.5: 2 x 17 - 113).</summary>
    public int SignalDbm { get; set; } = -79;

    /// <summary>One way, ms.</summary>
    public int LatencyMs { get; set; } = 120;

    /// <summary>From radio on to broker, ms.</summary>
    public int AttachMs { get; set; } = 2500;
}

/// <summary>
/// Any link behind bad air, with the time that bytes take. The inner link may be a real connection: virtual time stands still while it answers, and when it
/// says that nothing came, the wait is charged to virtual time.
/// </summary>
public sealed class LossyLink(ILink inner, VirtualTime time, Chance chance, LinkFaults faults) : ILink, ILinkReport
{
    private bool _open;
    private LinkMessage? _late;

    /// <summary>Where what went wrong is counted.</summary>
    public FaultTally Tally { get; init; } = new();

    /// <summary>Payload bytes sent so far, repeats included.</summary>
    public long BytesUp { get; private set; }

    /// <summary>Uploads of frames so far, repeats included; status and answers are none.</summary>
    public long Uploads { get; private set; }

    /// <summary>Time with the radio on, ms.</summary>
    public long AirMs { get; private set; }

    /// <summary>Nothing beside the numbers below: it has no words of its own for events.</summary>
    public string Report => "";

    /// <summary>Simulated signal, dBm; 0 before a network was reached.</summary>
    public int SignalDbm { get; private set; }

    /// <inheritdoc/>
    public bool HasNetwork { get; private set; }

    /// <inheritdoc/>
    public int ModemResult => Firmware.Core.Modem.ModemResult.Ok;

    /// <inheritdoc/>
    public bool TakeTime(out long utcMilliseconds, out Wire.ClockSource source, out uint errorMs)
    {
        (utcMilliseconds, source, errorMs) = (0, Wire.ClockSource.Unset, 0);
        return false;
    }

    /// <inheritdoc/>
    public bool Open(int effort, int timeoutMs)
    {
        HasNetwork = !IsOut();
        if (!HasNetwork)
        {
            Pass(timeoutMs);
            return false;
        }
        SignalDbm = faults.SignalDbm;
        Pass(faults.AttachMs);
        _open = inner.Open(effort, timeoutMs);
        return _open;
    }

    /// <inheritdoc/>
    public bool Publish(string topic, byte[] payload)
    {
        BytesUp += payload.Length;
        Uploads += topic.EndsWith("/up/data", StringComparison.Ordinal) ? 1 : 0;
        Pass(faults.LatencyMs + payload.Length * 1000L / faults.BytesPerSecond);
        if (!_open || IsOut())
            return false;
        if (chance.Happens(faults.LostUpShare))
            return Counted(FaultKind.LostUpload);
        if (_late is null && chance.Happens(faults.ReorderShare))
        {
            _late = new LinkMessage(topic, payload);
            return Counted(FaultKind.ReorderedUpload);
        }
        bool published = inner.Publish(topic, chance.Happens(faults.TornShare) ? Torn(payload) : payload);
        if (published && chance.Happens(faults.DuplicateShare))
        {
            inner.Publish(topic, payload);
            Tally.Count(FaultKind.DuplicateUpload);
        }
        PublishLate();
        return published;
    }

    /// <inheritdoc/>
    public LinkMessage? Receive(int timeoutMs)
    {
        LinkMessage? message = _open && !IsOut() ? inner.Receive(timeoutMs) : null;
        if (message is not null && chance.Happens(faults.LostDownShare))
        {
            message = null;
            Tally.Count(FaultKind.LostAnswer);
        }
        Pass(message is null ? timeoutMs : faults.LatencyMs);
        return message;
    }

    /// <inheritdoc/>
    public void Close()
    {
        PublishLate();
        inner.Close();
        _open = false;
    }

    /// <summary>Power went away: the radio is off, what was on its way still arrives.</summary>
    public void LosePower() => Close();

    private bool Counted(FaultKind fault)
    {
        Tally.Count(fault);
        return true;
    }

    private byte[] Torn(byte[] payload)
    {
        Tally.Count(FaultKind.TornUpload);
        if (chance.Happens(0.5))
            return payload[..chance.Below(payload.Length)];
        byte[] torn = [.. payload];
        // Behind the envelope's head: its numbers have no checksum of their own.
        int from = Math.Min(Wire.Envelope.HeaderByteCount, torn.Length - 1);
        torn[from + chance.Below(torn.Length - from)] ^= (byte)(1 << chance.Below(8));
        return torn;
    }

    private void PublishLate()
    {
        if (_late is null)
            return;
        inner.Publish(_late.Topic, _late.Payload);
        _late = null;
    }

    private bool IsOut()
    {
        foreach (Stretch outage in faults.Outages)
            if (outage.Holds(time.UtcSeconds))
                return true;
        return false;
    }

    private void Pass(long ms)
    {
        time.Advance(ms);
        AirMs += ms;
    }
}
