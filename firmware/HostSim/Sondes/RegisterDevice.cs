using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.HostSim;

/// <summary>
/// A Modbus RTU device at register level: its own checksum, its own idea of the addresses it has. Shares no code with the drivers. A request that is not for it, or is
/// broken, gets no answer; an address that it does not have gets exception 2.
/// </summary>
public abstract class RegisterDevice(int address) : ISerialDevice
{
    private long _poweredMs = -1;

    /// <inheritdoc/>
    public abstract SerialSettings Settings { get; }

    /// <summary>From supply on until it hears, ms.</summary>
    protected abstract int BootMs { get; }

    /// <summary>From request to answer, ms.</summary>
    protected virtual int AnswerDelayMs => 15;

    /// <summary>Fault: it has hung up.</summary>
    public bool Hung { get; set; }

    /// <inheritdoc/>
    public void Supply(bool on, long utcMilliseconds)
    {
        _poweredMs = on ? (_poweredMs < 0 ? utcMilliseconds : _poweredMs) : -1;
        if (!on)
            PoweredOff();
    }

    /// <inheritdoc/>
    public byte[]? Answer(byte[] request, long utcMilliseconds, out int delayMs)
    {
        delayMs = AnswerDelayMs;
        if (Hung || _poweredMs < 0 || utcMilliseconds - _poweredMs < BootMs || request.Length < 4 || request[0] != address)
            return null;
        if (Checksum(request, request.Length - 2) != (request[^2] | (request[^1] << 8)))
            return null;
        if (!Hears(utcMilliseconds))
            return null;
        byte[]? body = Handle(request[1], request.AsSpan(2, request.Length - 4), utcMilliseconds - _poweredMs, utcMilliseconds);
        return body is null ? null : Seal(body);
    }

    /// <summary>False where this request goes unheard (asleep).</summary>
    protected virtual bool Hears(long utcMilliseconds) => true;

    /// <summary>Forgets what a loss of supply makes it forget.</summary>
    protected virtual void PoweredOff()
    {
    }

    /// <summary>Answers a request: function and what is between it and the checksum.</summary>
    /// <returns>The answer without address and checksum; null for silence.</returns>
    protected abstract byte[]? Handle(byte function, ReadOnlySpan<byte> content, long sincePowerMs, long utcMilliseconds);

    /// <summary>An exception answer.</summary>
    protected static byte[] Exception(byte function, byte code) => [(byte)(function | 0x80), code];

    /// <summary>An answer with registers.</summary>
    protected static byte[] Registers(byte function, ReadOnlySpan<ushort> registers)
    {
        byte[] body = new byte[2 + registers.Length * 2];
        body[0] = function;
        body[1] = (byte)(registers.Length * 2);
        for (int i = 0; i < registers.Length; i++)
        {
            body[2 + i * 2] = (byte)(registers[i] >> 8);
            body[3 + i * 2] = (byte)registers[i];
        }
        return body;
    }

    /// <summary>A single-precision number in two registers, high word first.</summary>
    protected static void PutFloat(ushort[] registers, int at, double value)
    {
        uint bits = BitConverter.SingleToUInt32Bits((float)value);
        registers[at] = (ushort)(bits >> 16);
        registers[at + 1] = (ushort)bits;
    }

    private byte[] Seal(byte[] body)
    {
        byte[] answer = new byte[body.Length + 3];
        answer[0] = (byte)address;
        body.CopyTo(answer, 1);
        int crc = Checksum(answer, answer.Length - 2);
        answer[^2] = (byte)crc;
        answer[^1] = (byte)(crc >> 8);
        return answer;
    }

    private static readonly ushort[] ChecksumTable = MakeTable();

    private static ushort[] MakeTable()
    {
        ushort[] table = new ushort[256];
        for (int i = 0; i < 256; i++)
        {
            int value = i;
            for (int bit = 0; bit < 8; bit++)
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xA001;
            table[i] = (ushort)value;
        }
        return table;
    }

    private static int Checksum(byte[] bytes, int count)
    {
        int crc = 0xFFFF;
        for (int i = 0; i < count; i++)
            crc = (crc >> 8) ^ ChecksumTable[(crc ^ bytes[i]) & 0xFF];
        return crc;
    }
}
