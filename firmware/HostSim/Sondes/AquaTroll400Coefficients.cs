using System.Buffers.Binary;

namespace KarstLogger.HostSim;

/// <summary>
/// Calibration registers of the Aqua TROLL 400 (Modbus manual, sections 5.3, 7.3, 8.17; wire registers): written in calibration mode only, in force and kept after an update.
/// Faults: the mode cannot be entered, the update fails.
/// </summary>
public sealed class AquaTroll400Coefficients
{
    private const int Map = 9302;
    private const int Cell = 627;
    private const int PhFirst = 1617;
    private const byte InvalidSensorMode = 0x92;
    private const byte IllegalAddress = 2;
    private const byte DeviceFailure = 4;

    private static readonly int[] Blocks = [1, 501, 1001, 1501];

    private readonly byte[] _cell = new byte[8];
    private readonly byte[] _ph = new byte[54];
    private byte[] _cellKept;
    private byte[] _phKept;
    private int _connectionInMode = -1;

    /// <summary>Coefficients as delivered.</summary>
    public AquaTroll400Coefficients()
    {
        Put(_cell, 4, 1);
        _ph[1] = 1;
        foreach (int at in (int[])[38, 46])
        {
            Put(_ph, at, -0.016903313);
            Put(_ph, at + 4, 7);
        }
        foreach (int at in (int[])[10, 22, 34])
            Put(_ph, at, 25);
        _cellKept = (byte[])_cell.Clone();
        _phKept = (byte[])_ph.Clone();
    }

    /// <summary>Fault: the sensor refuses its calibration mode.</summary>
    public bool RefusesMode { get; set; }

    /// <summary>Fault: the update fails this many times (a worn memory).</summary>
    public int FailingUpdates { get; set; }

    /// <summary>Cell constant in force.</summary>
    public double CellConstant => Get(_cell, 4);

    /// <summary>Slope of the first segment in force, pH/mV.</summary>
    public double Slope => Get(_ph, 38);

    /// <summary>The conductivity that the sonde shows for what its factory calibration gives; without its user calibration while in the mode (section 5.4).</summary>
    public double Conductivity(double factory) => _connectionInMode == 1 ? factory : Get(_cell, 0) + Get(_cell, 4) * factory;

    /// <summary>pH by one or two line segments (section 7.3.1). A sonde that was never calibrated shows what its body feels.</summary>
    public double Ph(SondeBody body)
    {
        int points = _ph[1];
        if (points < 2)
            return body.Ph;
        double kelvin = body.TemperatureCelsius + 273.15;
        bool second = points == 3 && body.PhMillivolts <= Get(_ph, 18);
        double at = (second ? Get(_ph, 22) : Get(_ph, 10)) + 273.15;
        return at / kelvin * Get(_ph, second ? 46 : 38) * body.PhMillivolts + Get(_ph, second ? 50 : 42);
    }

    /// <summary>Supply gone: what was not updated is gone.</summary>
    public void LoseSupply() => Leave();

    /// <summary>Registers of the map and of the calibration; null where these are others.</summary>
    public ushort[]? Read(int first, int count)
    {
        byte[]? bytes = first switch
        {
            >= Map and < Map + 20 => MapBytes(),
            >= Cell and < Cell + 4 => _cell,
            >= PhFirst and < PhFirst + 27 => _ph,
            _ => null,
        };
        int start = first >= Map ? Map : first >= PhFirst ? PhFirst : Cell;
        if (bytes is null || (first - start + count) * 2 > bytes.Length)
            return null;
        return [.. Enumerable.Range(first - start, count).Select(i => BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(i * 2)))];
    }

    /// <summary>Takes a write.</summary>
    /// <returns>The exception code, or null.</returns>
    public byte? Write(int first, ReadOnlySpan<byte> bytes)
    {
        if (first is >= Map and < Map + 20 && (first - Map) % 5 == 2 && bytes.Length == 2)
            return Command((first - Map) / 5, BinaryPrimitives.ReadUInt16BigEndian(bytes));
        (byte[]? target, int start, int connection) = first is >= Cell and < Cell + 4 ? (_cell, Cell, 1) : first is >= PhFirst and < PhFirst + 27 ? (_ph, PhFirst, 3) : (null, 0, -1);
        if (target is null || (first - start) * 2 + bytes.Length > target.Length)
            return IllegalAddress;
        if (_connectionInMode != connection)
            return InvalidSensorMode;
        bytes.CopyTo(target.AsSpan((first - start) * 2));
        return null;
    }

    private byte? Command(int connection, int command)
    {
        switch (command)
        {
            case 0xE000 when !RefusesMode:
                _connectionInMode = connection;
                return null;
            case 0xE001 when _connectionInMode == connection && FailingUpdates > 0:
                FailingUpdates--;
                return DeviceFailure;
            case 0xE001 when _connectionInMode == connection:
                _cellKept = (byte[])_cell.Clone();
                _phKept = (byte[])_ph.Clone();
                return null;
            case 0xE002:
                Leave();
                return null;
            default:
                return InvalidSensorMode;
        }
    }

    private void Leave()
    {
        _connectionInMode = -1;
        _cellKept.CopyTo(_cell, 0);
        _phKept.CopyTo(_ph, 0);
    }

    private static byte[] MapBytes()
    {
        byte[] bytes = new byte[40];
        for (int i = 0; i < Blocks.Length; i++)
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(i * 10 + 8), (ushort)Blocks[i]);
        return bytes;
    }

    private static double Get(byte[] bytes, int at) => BinaryPrimitives.ReadSingleBigEndian(bytes.AsSpan(at));

    private static void Put(byte[] bytes, int at, double value) => BinaryPrimitives.WriteSingleBigEndian(bytes.AsSpan(at), (float)value);
}
