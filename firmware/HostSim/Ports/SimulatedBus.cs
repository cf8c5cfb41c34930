using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.HostSim;

/// <summary>A device on the simulated serial bus.</summary>
public interface ISerialDevice
{
    /// <summary>The settings it listens with.</summary>
    SerialSettings Settings { get; }

    /// <summary>What it answers to bytes that arrived at <paramref name="utcMilliseconds"/>, and after how many ms; null for no answer.</summary>
    byte[]? Answer(byte[] request, long utcMilliseconds, out int delayMs);

    /// <summary>Its supply goes on or off.</summary>
    void Supply(bool on, long utcMilliseconds);
}

/// <summary>What goes wrong on the wires.</summary>
public sealed class BusFaults
{
    /// <summary>The cable is cut.</summary>
    public bool Silent { get; set; }

    /// <summary>Share of answers with a flipped bit (a long cable beside a pump).</summary>
    public double BitFlipShare { get; set; }

    /// <summary>Share of answers that end early.</summary>
    public double CutShortShare { get; set; }

    /// <summary>Share of answers with a stray byte before them (the driver's enable line switching).</summary>
    public double NoiseShare { get; set; }
}

/// <summary>
/// The wires to the sonde, with the time that bytes take. A device that is spoken to with other settings hears nothing it understands. Answers come in two
/// pieces, because a real UART gives what has arrived, not whole frames.
/// </summary>
public sealed class SimulatedBus(VirtualTime time, Chance chance, BusFaults faults) : ISerialBus
{
    private SerialSettings? _settings;
    private byte[] _waiting = [];
    private int _taken;
    private long _arrivesMs;

    /// <summary>The device at the other end; null for none.</summary>
    public ISerialDevice? Device { get; set; }

    /// <summary>What goes wrong on the wires; may be changed while the box runs.</summary>
    public BusFaults Faults => faults;

    /// <summary>Where what went wrong is counted.</summary>
    public FaultTally Tally { get; init; } = new();

    /// <inheritdoc/>
    public void Open(SerialSettings settings) => _settings = settings;

    /// <inheritdoc/>
    public void DiscardInput() => _taken = _waiting.Length;

    /// <inheritdoc/>
    public void Write(byte[] bytes, int count)
    {
        if (_settings is null)
            throw new InvalidOperationException("The bus was written to before it was opened.");
        time.Advance(MillisecondsOf(count));
        _waiting = [];
        _taken = 0;
        if (faults.Silent)
            Tally.Count(FaultKind.SilentSonde);
        if (faults.Silent || Device is null || !Agrees(_settings, Device.Settings))
            return;
        byte[]? answer = Device.Answer(bytes[..count], time.UtcMilliseconds, out int delayMs);
        if (answer is null)
            return;
        _waiting = WithFaults(answer);
        _arrivesMs = time.UtcMilliseconds + delayMs;
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int countMost, int timeoutMs)
    {
        int left = _waiting.Length - _taken;
        if (left == 0 || _arrivesMs > time.UtcMilliseconds + timeoutMs)
        {
            time.Advance(timeoutMs);
            return 0;
        }
        time.Advance(_arrivesMs - time.UtcMilliseconds);
        int count = Math.Min(countMost, _taken == 0 && left > 4 ? left / 2 : left);
        time.Advance(MillisecondsOf(count));
        Array.Copy(_waiting, _taken, buffer, offset, count);
        _taken += count;
        return count;
    }

    private static bool Agrees(SerialSettings a, SerialSettings b) =>
        a.Baud == b.Baud && a.DataBits == b.DataBits && a.Parity == b.Parity && a.StopBits == b.StopBits;

    private int MillisecondsOf(int bytes) => bytes * 11000 / _settings!.Baud + 1;

    private byte[] WithFaults(byte[] answer)
    {
        if (chance.Happens(faults.BitFlipShare))
        {
            answer[chance.Below(answer.Length)] ^= (byte)(1 << chance.Below(8));
            Tally.Count(FaultKind.ChecksumError);
        }
        if (chance.Happens(faults.CutShortShare))
        {
            answer = answer[..chance.Below(answer.Length)];
            Tally.Count(FaultKind.ByteCountError);
        }
        if (chance.Happens(faults.NoiseShare))
        {
            answer = [(byte)chance.Next(), .. answer];
            Tally.Count(FaultKind.StrayByte);
        }
        return answer;
    }
}
