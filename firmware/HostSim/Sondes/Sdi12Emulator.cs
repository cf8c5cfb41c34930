using System.Globalization;
using System.Text;
using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.HostSim;

/// <summary>A METER Hydros 21 behind an SDI-12 adapter: answers lines, knows the checksum variant, measures for up to half a second and says when it is ready.</summary>
public sealed class Sdi12Emulator(int address, SondeBody body, uint serial) : ISerialDevice
{
    private bool _on;
    private bool _withChecksum;
    private string _values = "";

    /// <inheritdoc/>
    public SerialSettings Settings { get; } = new(9600, 8, SerialParity.None, 1);

    /// <inheritdoc/>
    public void Supply(bool on, long utcMilliseconds) => _on = on;

    /// <inheritdoc/>
    public byte[]? Answer(byte[] request, long utcMilliseconds, out int delayMs)
    {
        delayMs = 15;
        string command = Encoding.ASCII.GetString(request);
        if (!_on || command.Length < 2 || command[0] != (char)('0' + address))
            return null;
        string? line = command[1..] switch
        {
            "I!" => $"{address}13METER   HYD21 343{serial:D9}",
            "M!" or "MC!" => Measure(command, utcMilliseconds),
            "D0!" => _withChecksum ? _values + Checksum(_values) : _values,
            "!" => $"{address}",
            _ => null,
        };
        return line is null ? null : Encoding.ASCII.GetBytes(line + "\r\n");
    }

    private string Measure(string command, long utcMilliseconds)
    {
        body.Feel(utcMilliseconds);
        _withChecksum = command.EndsWith("MC!", StringComparison.Ordinal);
        _values = string.Create(CultureInfo.InvariantCulture, $"{address}{body.DepthMetres * 1000:+0;-0}{body.TemperatureCelsius:+0.0;-0.0}{body.Ec25:+0;-0}");
        return $"{address}0003";
    }

    /// <summary>SDI-12 v1.4 section 4.4.12, worked bit by bit on a shift register.</summary>
    private static string Checksum(string text)
    {
        ushort register = 0;
        foreach (char letter in text)
        {
            register ^= letter;
            for (int i = 0; i < 8; i++)
            {
                bool carry = (register & 1) == 1;
                register >>= 1;
                if (carry)
                    register ^= 0xA001;
            }
        }
        return string.Concat((char)(0x40 | (register >> 12 & 0xF)), (char)(0x40 | (register >> 6 & 0x3F)), (char)(0x40 | (register & 0x3F)));
    }
}

/// <summary>Several devices on one pair of wires: each hears everything and answers what is for it.</summary>
public sealed class SharedWires(IReadOnlyList<ISerialDevice> devices) : ISerialDevice
{
    /// <summary>The devices.</summary>
    public IReadOnlyList<ISerialDevice> Devices => devices;

    /// <inheritdoc/>
    public SerialSettings Settings => devices[0].Settings;

    /// <inheritdoc/>
    public byte[]? Answer(byte[] request, long utcMilliseconds, out int delayMs)
    {
        foreach (ISerialDevice device in devices)
            if (device.Answer(request, utcMilliseconds, out delayMs) is { } answer)
                return answer;
        delayMs = 0;
        return null;
    }

    /// <inheritdoc/>
    public void Supply(bool on, long utcMilliseconds)
    {
        foreach (ISerialDevice device in devices)
            device.Supply(on, utcMilliseconds);
    }
}
