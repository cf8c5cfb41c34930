namespace KarstLogger.HostSim;

/// <summary>Calibration registers of an emulated sonde.</summary>
public interface IEmulatedCalibration
{
    /// <summary>Takes a write; false where the registers are not its own.</summary>
    bool Write(int first, byte[] bytes);

    /// <summary>What it forgets without supply.</summary>
    void LoseSupply();
}

/// <summary>Slope K and offset B over the maker's calibration (Yosemitech: value = K raw + B, low byte first). Fault: the memory keeps the old ones.</summary>
public sealed class SlopeAndOffset(int register) : IEmulatedCalibration
{
    /// <summary>The two numbers as on the wire.</summary>
    public byte[] Registers { get; private set; } = [.. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(0f)];

    /// <summary>Fault: this many writes are acknowledged and not kept.</summary>
    public int ForgottenWrites { get; set; }

    /// <summary>Slope.</summary>
    public double Slope => BitConverter.ToSingle(Registers, 0);

    /// <summary>The value for a raw one.</summary>
    public double Apply(double raw) => Slope * raw + BitConverter.ToSingle(Registers, 4);

    /// <inheritdoc/>
    public bool Write(int first, byte[] bytes)
    {
        if (first != register || bytes.Length != 8)
            return false;
        if (ForgottenWrites > 0)
            ForgottenWrites--;
        else
            Registers = bytes;
        return true;
    }

    /// <inheritdoc/>
    public void LoseSupply()
    {
    }
}

/// <summary>
/// The three-point calibration of a Yosemitech Y532: 4.00, 6.86, 9.18 written in this order while it stands in them; then it makes its coefficients and says 0, or 1 no matching standard,
/// 2 fewer than three points, 4 coefficients out of range, and keeps the old ones. What K1 to K6 mean is in no manual that we have: they change with a success, and the pH shown comes from the
/// voltages that were felt. Points are forgotten without supply. Fault: an outcome of its own.
/// </summary>
public sealed class ThreePointPh(SondeBody body, VirtualTime time) : IEmulatedCalibration
{
    private static readonly double[] Standards = [4.00, 6.86, 9.18];
    private static readonly float[] Factory = [6.86f, -6.72f, 0.04f, 6.86f, -6.56f, -1.04f];

    // What the maker permits is not told; a slope of 85 to 105 % of Nernst's is the usual range of pH meters.
    private const double SlopeLeast = 0.85;
    private const double SlopeMost = 1.05;

    private readonly double[] _millivolts = new double[3];
    private double[]? _inForce;
    private double _kelvin;
    private int _taken;

    /// <summary>Outcome of the last calibration.</summary>
    public byte Status { get; private set; } = 2;

    /// <summary>Fault: the outcome of the next calibration, whatever the buffers; 0 = none.</summary>
    public byte NextOutcome { get; set; }

    /// <summary>True where a calibration has succeeded.</summary>
    public bool IsCalibrated => _inForce is not null;

    /// <summary>K1 to K6 as on the wire.</summary>
    public byte[] Registers => [.. Coefficients().SelectMany(BitConverter.GetBytes)];

    /// <summary>The pH shown: the maker's ideal line, or two segments through what was felt in the standards.</summary>
    public double Ph
    {
        get
        {
            if (_inForce is null)
                return body.Ph;
            double millivolts = body.PhMillivolts * _kelvin / (body.TemperatureCelsius + 273.15);
            int i = millivolts > _inForce[1] ? 0 : 1;
            return Standards[i] + (Standards[i + 1] - Standards[i]) * (millivolts - _inForce[i]) / (_inForce[i + 1] - _inForce[i]);
        }
    }

    /// <inheritdoc/>
    public bool Write(int first, byte[] bytes)
    {
        if (first != 0x2300 || bytes.Length != 4)
            return false;
        body.Feel(time.UtcMilliseconds);
        double standard = Math.Round(BitConverter.ToSingle(bytes), 2);
        int at = Array.IndexOf(Standards, standard);
        if (at < 0 || at > _taken)
        {
            Status = at < 0 ? (byte)1 : (byte)2;
            return true;
        }
        _millivolts[at] = body.PhMillivolts;
        _kelvin = body.TemperatureCelsius + 273.15;
        _taken = at + 1;
        Status = _taken < 3 ? (byte)2 : Judge();
        if (_taken == 3 && Status == 0)
            _inForce = (double[])_millivolts.Clone();
        _taken = _taken == 3 ? 0 : _taken;
        return true;
    }

    /// <inheritdoc/>
    public void LoseSupply()
    {
        _taken = 0;
        Status = 2;
    }

    private byte Judge()
    {
        if (NextOutcome != 0)
            return NextOutcome;
        double nernst = 59.16 * _kelvin / 298.15;
        for (int i = 0; i < 2; i++)
        {
            double slope = (_millivolts[i] - _millivolts[i + 1]) / (Standards[i + 1] - Standards[i]) / nernst;
            if (slope is < SlopeLeast or > SlopeMost)
                return 4;
        }
        return 0;
    }

    private float[] Coefficients() => _inForce is null ? Factory : [6.86f, (float)(_inForce[0] / -26), (float)_inForce[1], 6.86f, (float)(_inForce[2] / 26), -1.04f];
}
