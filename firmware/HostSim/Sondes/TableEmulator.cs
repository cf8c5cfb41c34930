using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.HostSim;

/// <summary>One register range of an emulated sonde.</summary>
/// <param name="First">First register.</param>
/// <param name="Content">Its registers' bytes, as on the wire, given the time since supply on in ms.</param>
public sealed record EmulatedRange(int First, Func<long, byte[]> Content);

/// <summary>
/// The other Modbus sondes at register level. A range is answered when the question lies inside it. A maker who stays silent on a register that is not in his manual
/// (Yosemitech) is emulated so; others refuse it. Faults: see <see cref="RegisterDevice"/> and <see cref="SondeBody"/>.
/// </summary>
public sealed class TableEmulator(int address, SerialSettings settings, int registersMost, bool silentOnUnknown, IReadOnlyList<EmulatedRange> ranges, IEmulatedCalibration? calibration = null)
    : RegisterDevice(address)
{
    private long _startedMs = -1;

    /// <summary>Its calibration registers, for faults and for looking at what was written; null where it has none.</summary>
    public IEmulatedCalibration? Calibration => calibration;

    /// <inheritdoc/>
    public override SerialSettings Settings { get; } = settings;

    /// <inheritdoc/>
    protected override int BootMs => 400;

    /// <summary>Time since a zero-register write started the measurement, given the time since supply on, ms; -1 before it.</summary>
    public long SinceStart(long sincePowerMs) => _startedMs < 0 ? -1 : sincePowerMs - _startedMs;

    /// <inheritdoc/>
    protected override void PoweredOff()
    {
        _startedMs = -1;
        calibration?.LoseSupply();
    }

    /// <inheritdoc/>
    protected override byte[]? Handle(byte function, ReadOnlySpan<byte> content, long sincePowerMs, long utcMilliseconds)
    {
        int first = (content[0] << 8) | content[1];
        int count = (content[2] << 8) | content[3];
        if (function == 16)
        {
            if (first == 0x1C00 && count == 0)
                _startedMs = sincePowerMs;
            else if (count > 0 && calibration?.Write(first, content[5..].ToArray()) != true)
                return silentOnUnknown ? null : Exception(function, 2);
            return [function, .. content[..4]];
        }
        if (function is not (3 or 4) || count > registersMost)
            return silentOnUnknown ? null : Exception(function, 3);
        foreach (EmulatedRange range in ranges)
        {
            byte[] bytes = range.Content(sincePowerMs);
            int at = (first - range.First) * 2;
            if (at >= 0 && at + count * 2 <= bytes.Length)
                return [function, (byte)(count * 2), .. bytes[at..(at + count * 2)]];
        }
        return silentOnUnknown ? null : Exception(function, 2);
    }
}

/// <summary>Emulated sondes by model, each written from its maker's register table.</summary>
public static class SondeEmulators
{
    /// <summary>The device for a model name of the configuration at an address (-1: the model's own), feeling the given body; one that is not built in from what the configuration describes.</summary>
    public static ISerialDevice Create(string model, int address, SondeBody body, VirtualTime time, Chance chance, uint serial, SondeProfile? described = null)
    {
        int at = address < 0 ? 1 : address;
        return model switch
        {
            "aquatroll400" => new AquaTroll400Emulator(body, chance, serial),
            "aquatroll500" or "aquatroll500-vented" => AquaTroll500(at, body, time, model == "aquatroll500-vented"),
            "y4000" => Y4000(at, body, time, serial),
            "y520" => Y520(at, body, time, serial),
            "y532" => Y532(at, body, time, serial),
            "keller" or "keller-vented" => Keller(at, body, time, serial, model == "keller-vented"),
            "hydros21" => new Sdi12Emulator(address < 0 ? 0 : address, body, serial),
            _ when described is not null => new ProfileEmulator(described, address < 0 ? described.Address : address, body, serial),
            _ => throw new ArgumentException($"no emulator for '{model}'"),
        };
    }

    private static TableEmulator Y4000(int address, SondeBody body, VirtualTime time, uint serial) => new(address, EightN1, 64, true,
    [
        new(0x2601, _ =>
        {
            body.Feel(time.UtcMilliseconds);
            return Little(0, 0, body.EcInSitu / 1000, body.Ph, body.TemperatureCelsius, 0, 0, 0);
        }),
        new(0x1400, _ => Letters($"YS{serial}", 12)),
    ]);

    private static TableEmulator Y520(int address, SondeBody body, VirtualTime time, uint serial)
    {
        TableEmulator device = null!;
        SlopeAndOffset user = new(0x1100);
        return device = new TableEmulator(address, EightN1, 64, true,
        [
            new(0x2600, since =>
            {
                body.Feel(time.UtcMilliseconds);
                // Captured on a real probe: the conductivity is 0.000 until 2.3 s after the start.
                double ec = device.SinceStart(since) < 2300 ? 0 : user.Apply(body.EcInSitu / 1000);
                return [.. Little(body.TemperatureCelsius, ec), 0, 0];
            }),
            new(0x2E00, _ => [0, 0]),
            new(0x0900, _ => [9, .. Letters($"YL{serial}", 12), 0]),
            new(0x1100, _ => user.Registers),
        ], user);
    }

    private static TableEmulator Y532(int address, SondeBody body, VirtualTime time, uint serial)
    {
        ThreePointPh points = new(body, time);
        return new TableEmulator(address, EightN1, 64, true,
        [
            new(0x2400, _ => Felt(body, time, () => Little(body.TemperatureCelsius))),
            new(0x2600, _ => Felt(body, time, () => Little(body.PhMillivolts, points.Ph))),
            new(0x0900, _ => [9, .. Letters($"YP{serial}", 12), 0]),
            new(0x0E00, _ => [points.Status, 0]),
            new(0x2900, _ => points.Registers),
        ], points);
    }

    private static TableEmulator Keller(int address, SondeBody body, VirtualTime time, uint serial, bool isVented) => new(address, EightN1, 4, false,
    [
        new(0x0100, _ => Felt(body, time, () => Big((isVented ? body.GaugePascals : body.AbsolutePascals) / 1e5, body.TemperatureCelsius))),
        new(0x0202, _ => [(byte)(serial >> 24), (byte)(serial >> 16), (byte)(serial >> 8), (byte)serial]),
    ]);

    private static TableEmulator AquaTroll500(int address, SondeBody body, VirtualTime time, bool isVented) => new(address, new SerialSettings(19200, 8, SerialParity.Even, 1), 125, false,
    [
        new(5450, _ => Felt(body, time, () => Big(body.TemperatureCelsius))),
        new(5457, _ => Felt(body, time, () => Big((isVented ? body.GaugePascals : body.AbsolutePascals) / 6894.757293168))),
        new(5506, _ => Felt(body, time, () => Big(body.EcInSitu))),
        new(5562, _ => Felt(body, time, () => Big(body.Ph))),
        new(5569, _ => Felt(body, time, () => Big(body.PhMillivolts))),
    ]);

    private static SerialSettings EightN1 => new(9600, 8, SerialParity.None, 1);

    private static byte[] Felt(SondeBody body, VirtualTime time, Func<byte[]> content)
    {
        body.Feel(time.UtcMilliseconds);
        return content();
    }

    private static byte[] Little(params double[] values) => [.. values.SelectMany(value => BitConverter.GetBytes((float)value))];

    private static byte[] Big(params double[] values) => [.. values.SelectMany(value => BitConverter.GetBytes((float)value).Reverse())];

    private static byte[] Letters(string text, int count) => [.. System.Text.Encoding.ASCII.GetBytes(text.PadRight(count, '0')[..count])];
}
