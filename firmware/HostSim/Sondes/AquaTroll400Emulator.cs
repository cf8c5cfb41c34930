using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.HostSim;

/// <summary>
/// An Aqua TROLL 400 at register level (19200 8E1). Quirks: the first request after sleep is not answered or answered with the reading from before; a sensor that warms
/// up says so in its data-quality id; blocks and parameters are where the manual puts them, counted from 1 there and from 0 on the wire.
/// </summary>
public sealed class AquaTroll400Emulator(SondeBody body, Chance chance, uint serial) : RegisterDevice(1)
{
    private const int SleepsAfterMs = 30_000;
    private long _lastHeardMs = long.MinValue / 2;
    private readonly ushort[] _conductivity = new ushort[160];
    private readonly ushort[] _level = new ushort[160];
    private readonly ushort[] _ph = new ushort[160];
    private readonly AquaTroll400Coefficients _coefficients = new();
    private bool _staleNext;

    /// <summary>Serial number in the sensor blocks; another number is another sonde.</summary>
    public uint Serial { get; set; } = serial;

    /// <summary>Fault: the data-quality id that the pH sensor shows instead of its own (0 = its own).</summary>
    public ushort PhDataQuality { get; set; }

    /// <summary>The calibration registers, for faults and for looking at what was written.</summary>
    public AquaTroll400Coefficients Coefficients => _coefficients;

    /// <inheritdoc/>
    public override SerialSettings Settings { get; } = new(19200, 8, SerialParity.Even, 1);

    /// <inheritdoc/>
    protected override int BootMs => 300;

    /// <inheritdoc/>
    protected override bool Hears(long utcMilliseconds)
    {
        bool asleep = utcMilliseconds - _lastHeardMs > SleepsAfterMs;
        _lastHeardMs = utcMilliseconds;
        _staleNext = asleep;
        return !asleep || chance.Happens(0.5);
    }

    /// <inheritdoc/>
    protected override void PoweredOff()
    {
        _lastHeardMs = long.MinValue / 2;
        _coefficients.LoseSupply();
    }

    /// <inheritdoc/>
    protected override byte[]? Handle(byte function, ReadOnlySpan<byte> content, long sincePowerMs, long utcMilliseconds)
    {
        if (function == 16 && content.Length > 5)
            return _coefficients.Write((content[0] << 8) | content[1], content[5..]) is { } refused ? Exception(function, refused) : [function, .. content[..4]];
        if (function != 3 || content.Length != 4)
            return Exception(function, 1);
        int first = (content[0] << 8) | content[1];
        int count = (content[2] << 8) | content[3];
        if (count <= 125 && _coefficients.Read(first, count) is { } own)
            return Registers(function, own);
        ushort[]? block = (first / 500) switch { 1 => _conductivity, 2 => _level, 3 => _ph, _ => null };
        int at = first % 500;
        if (count is < 1 or > 125)
            return Exception(function, 3);
        if (block is null || at + count > block.Length)
            return Exception(function, 2);
        if (!_staleNext)
            Refresh(block, sincePowerMs, utcMilliseconds);
        return Registers(function, block.AsSpan(at, count));
    }

    private void Refresh(ushort[] block, long sincePowerMs, long utcMilliseconds)
    {
        body.Feel(utcMilliseconds);
        if (block == _conductivity)
        {
            ushort quality = sincePowerMs < 1200 ? (ushort)4 : (ushort)0;
            Head(block, 55, 1200, 5);
            Parameter(block, 0, _coefficients.Conductivity(body.EcInSitu), 9, 65, quality);
            Parameter(block, 1, _coefficients.Conductivity(body.Ec25), 10, 65, quality);
            Parameter(block, 2, body.Ec25 * 0.0005, 12, 97, quality);
            Parameter(block, 3, body.TemperatureCelsius, 1, 1, quality);
            Parameter(block, 4, body.Ec25 * 0.65, 13, 114, quality);
        }
        else if (block == _level)
        {
            Head(block, 25, 400, 3);
            Parameter(block, 0, body.AbsolutePascals / 6894.757293168, 2, 17, 0);
            Parameter(block, 1, body.TemperatureCelsius, 1, 1, 0);
            Parameter(block, 2, body.DepthMetres, 3, 35, 0);
        }
        else
        {
            ushort quality = PhDataQuality != 0 ? PhDataQuality : sincePowerMs < 1500 ? (ushort)4 : (ushort)0;
            Head(block, 35, 1500, 3);
            Parameter(block, 0, _coefficients.Ph(body), 17, 145, quality);
            Parameter(block, 1, body.PhMillivolts, 18, 162, quality);
            Parameter(block, 2, 210, 19, 162, quality);
        }
    }

    private void Head(ushort[] block, ushort sensorId, ushort warmUpMs, ushort parameters)
    {
        block[0] = sensorId;
        block[1] = (ushort)(Serial >> 16);
        block[2] = (ushort)Serial;
        block[17] = warmUpMs;
        block[18] = parameters;
    }

    private static void Parameter(ushort[] block, int number, double value, ushort id, ushort unit, ushort quality)
    {
        int at = 37 + number * 8;
        PutFloat(block, at, quality is 3 or 7 ? -99999 : value);
        block[at + 2] = id;
        block[at + 3] = unit;
        block[at + 4] = quality;
        PutFloat(block, at + 5, -99999);
        block[at + 7] = 1;
    }
}
