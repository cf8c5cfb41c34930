using KarstLogger.Hydrochemistry.Quantities;
using MathNet.Numerics.LinearRegression;

namespace KarstLogger.Hydrochemistry.Drift;

/// <summary>One buffer of a calibration.</summary>
/// <param name="Ph">True pH of the buffer at its temperature.</param>
/// <param name="Millivolts">What the electrode gave, mV.</param>
/// <param name="Temperature">Temperature of the buffer.</param>
public readonly record struct BufferReading(PhValue Ph, double Millivolts, WaterTemperature Temperature);

/// <summary>Why a pH calibration is not taken.</summary>
public enum PhCalibrationRefusal
{
    /// <summary>It is.</summary>
    None,

    /// <summary>Fewer than two buffers more than 1 pH apart.</summary>
    TooFewBuffers,

    /// <summary>The slope is outside its limits: wrong bottle, broken or aged glass.</summary>
    SlopeOutsideLimits,

    /// <summary>The offset at pH 7 is outside its limits: reference electrode spent, or the wrong bottle.</summary>
    OffsetOutsideLimits,
}

/// <summary>What a glass may do and still be calibrated. Defaults are common practice of probe makers, not a standard.</summary>
/// <param name="LeastSlope">Share of the theoretical slope.</param>
/// <param name="MostSlope">Share of the theoretical slope.</param>
/// <param name="MostOffsetMillivolts">Either side of 0 at pH 7.</param>
public readonly record struct PhCalibrationLimits(double LeastSlope = 0.90, double MostSlope = 1.02, double MostOffsetMillivolts = 30)
{
    /// <summary>The defaults.</summary>
    public static PhCalibrationLimits Usual { get; } = new(0.90, 1.02, 30);
}

/// <summary>
/// A glass electrode: mV = offset - slope * k T (pH - 7), k = R ln10 / F. The millivolts of every sample are stored, so that a pH can be computed again when a calibration
/// took a wrong buffer value. The temperature enters the slope only: a sample's pH stays the pH at the sample's temperature.
/// </summary>
/// <param name="SlopeFraction">Slope over the theoretical one, near 1.</param>
/// <param name="OffsetMillivolts">mV at pH 7.</param>
public sealed record PhElectrode(double SlopeFraction, double OffsetMillivolts)
{
    private const double KelvinAtZeroCelsius = 273.15;
    private const double NeutralPh = 7; // isopotential point of a combined electrode with inner buffer 7

    // R ln10 / F in mV/K, R = 8.314462618 J/(mol K), F = 96485.33212 C/mol (CODATA 2018): 59.159 mV at 25 degC.
    private const double MillivoltsPerKelvin = 8.314462618 * Elementary.Ln10 / 96485.33212 * 1000;

    /// <summary>Fits a calibration; two buffers give a line, more a least-squares line.</summary>
    /// <returns>The electrode, and why it is not to be used; the electrode is absent where no line can be drawn.</returns>
    public static (PhElectrode? Electrode, PhCalibrationRefusal Refusal) Calibrate(IReadOnlyList<BufferReading> buffers, PhCalibrationLimits? limits = null)
    {
        PhCalibrationLimits permitted = limits ?? PhCalibrationLimits.Usual;
        if (buffers.Count < 2 || buffers.Max(b => b.Ph.Ph) - buffers.Min(b => b.Ph.Ph) <= 1)
            return (null, PhCalibrationRefusal.TooFewBuffers);
        // The offset is in mV, the slope goes with kT: a line in kT (pH - 7) carries both for buffers of different temperature.
        (double offset, double slope) = SimpleRegression.Fit(
            [.. buffers.Select(b => -MillivoltsPerKelvin * (b.Temperature.DegreesCelsius + KelvinAtZeroCelsius) * (b.Ph.Ph - NeutralPh))],
            [.. buffers.Select(b => b.Millivolts)]);
        PhElectrode electrode = new(slope, offset);
        return (electrode,
            !(slope >= permitted.LeastSlope && slope <= permitted.MostSlope) ? PhCalibrationRefusal.SlopeOutsideLimits
            : !(Math.Abs(offset) <= permitted.MostOffsetMillivolts) ? PhCalibrationRefusal.OffsetOutsideLimits
            : PhCalibrationRefusal.None);
    }

    /// <summary>The pH of a sample from its stored millivolts at its own temperature; absent outside -1 to 15, where the millivolts are no electrode's.</summary>
    public PhValue? PhOf(double millivolts, WaterTemperature temperature)
    {
        double kelvin = temperature.DegreesCelsius + KelvinAtZeroCelsius;
        double ph = NeutralPh - (millivolts - OffsetMillivolts) / (SlopeFraction * MillivoltsPerKelvin * kelvin);
        return ph is >= -1 and <= 15 ? PhValue.FromPh(ph) : null;
    }
}
