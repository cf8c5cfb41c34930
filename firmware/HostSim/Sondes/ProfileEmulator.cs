using System.Buffers.Binary;
using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.HostSim;

/// <summary>
/// A Modbus sonde made of nothing but a profile, the same that its driver is made of: so a sonde that only a configuration describes can be rehearsed, and lives in the fleet. It is stricter than the
/// profile promises: deaf until shortly before it should hear, its values half of what they should be until it is warm, 0 until its measurement was started. Numbers are written by its own means.
/// </summary>
/// <param name="profile">What is known of the sonde.</param>
/// <param name="address">Bus address.</param>
/// <param name="body">What its sensors feel.</param>
/// <param name="serial">Serial number, where the profile says where it stands.</param>
public sealed class ProfileEmulator(SondeProfile profile, int address, SondeBody body, uint serial) : RegisterDevice(address)
{
    private const byte WriteRegisters = 16, NoSuchFunction = 1, NoSuchRegister = 2;

    private bool _started;

    /// <inheritdoc/>
    public override SerialSettings Settings => profile.Bus;

    /// <inheritdoc/>
    protected override int BootMs => profile.PowerOnMs * 9 / 10;

    /// <inheritdoc/>
    protected override void PoweredOff() => _started = false;

    /// <inheritdoc/>
    protected override byte[]? Handle(byte function, ReadOnlySpan<byte> content, long sincePowerMs, long utcMilliseconds)
    {
        int first = BinaryPrimitives.ReadUInt16BigEndian(content), count = BinaryPrimitives.ReadUInt16BigEndian(content[2..]);
        if (function == WriteRegisters)
        {
            if (first != profile.StartRegister || count != 0)
                return Exception(function, NoSuchRegister);
            _started = true;
            return [function, .. content[..4]];
        }
        if (function is not (3 or 4))
            return Exception(function, NoSuchFunction);
        byte[] registers = new byte[count * 2];
        bool isHeld = first == profile.StopRegister;
        if (profile.SerialRead is { } read && read.Function == function && IsInside(first, count, read.Register, read.Count))
        {
            SerialOf(read).AsSpan((first - read.Register) * 2, registers.Length).CopyTo(registers);
            isHeld = true;
        }
        if (profile.Reads.Any(question => question.Function == function && IsInside(first, count, question.Register, question.Count)))
        {
            body.Feel(utcMilliseconds);
            foreach (SondeChannel channel in profile.Channels.Where(channel => IsInside(channel.Register, NumberForm.RegisterCount(channel.Form), first, count)))
                Put(registers.AsSpan((channel.Register - first) * 2), channel.Form, Shown(channel, sincePowerMs));
            isHeld = true;
        }
        return isHeld ? [function, (byte)registers.Length, .. registers] : Exception(function, NoSuchRegister);
    }

    private static bool IsInside(int first, int count, int outerFirst, int outerCount) => first >= outerFirst && first + count <= outerFirst + outerCount;

    private double Shown(SondeChannel channel, long sincePowerMs)
    {
        if (profile.StartRegister >= 0 && !_started)
            return 0;
        return Felt(channel.Quantity) / channel.Factor * (sincePowerMs < profile.PowerOnMs + profile.WarmUpMs ? 0.5 : 1);
    }

    // In the units of the wire. A further channel shows 0, as a sonde does whose probe for it is absent.
    private double Felt(int quantity) => quantity switch
    {
        Quantity.Level => profile.LevelBasis switch
        {
            Wire.LevelBasis.SondeDepth => body.DepthMetres * 10_000,
            Wire.LevelBasis.GaugePascals => body.GaugePascals,
            _ => body.AbsolutePascals,
        },
        Quantity.WaterTemperature or Quantity.LevelProbeTemperature => body.TemperatureCelsius * 100,
        Quantity.Ph => body.Ph * 1000,
        Quantity.PhElectrode => body.PhMillivolts * 10,
        Quantity.Ec => (profile.EcBasis == Wire.EcBasis.InSitu ? body.EcInSitu : body.Ec25) * 100,
        _ => 0,
    };

    private byte[] SerialOf(SondeRead read)
    {
        byte[] bytes = new byte[read.Count * 2];
        if (profile.SerialIsText)
            System.Text.Encoding.ASCII.GetBytes($"SN{serial}".PadRight(bytes.Length)[..bytes.Length]).CopyTo(bytes, 0);
        else
            BinaryPrimitives.WriteUInt32BigEndian(bytes, serial);
        return bytes;
    }

    private static void Put(Span<byte> to, int form, double number)
    {
        switch (form)
        {
            case NumberForm.Int16:
                BinaryPrimitives.WriteInt16BigEndian(to, (short)Math.Round(number));
                break;
            case NumberForm.UInt16:
                BinaryPrimitives.WriteUInt16BigEndian(to, (ushort)Math.Round(number));
                break;
            case NumberForm.Int32:
                BinaryPrimitives.WriteInt32BigEndian(to, (int)Math.Round(number));
                break;
            case NumberForm.FloatLittleEndian:
                BinaryPrimitives.WriteSingleLittleEndian(to, (float)number);
                break;
            case NumberForm.FloatWordSwapped:
                uint bits = BitConverter.SingleToUInt32Bits((float)number);
                BinaryPrimitives.WriteUInt32BigEndian(to, (bits << 16) | (bits >> 16));
                break;
            default:
                BinaryPrimitives.WriteSingleBigEndian(to, (float)number);
                break;
        }
    }
}
