namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>
/// Standard uncertainty of a field pH by the health of the glass, where nothing better is known: 0.05 after a calibration, growing with the days since and with a poor
/// slope to 0.1 and more (reference/hydrology.md section 9.3). The rates between are this project's choice.
/// </summary>
public static class PHUncertainty
{
    /// <summary>After a two-point calibration in the field.</summary>
    public const double Calibrated = 0.05;

    /// <summary>A month of drift doubles it: TM 1-D3 stations are visited every 4 to 6 weeks for this reason.</summary>
    private const double PerDay = 0.05 / 30;

    /// <summary>A healthy electrode shows at least this share of the Nernst slope; each percent less adds 0.01.</summary>
    private const double HealthySlopePercent = 95, PerPercent = 0.01;

    /// <summary>
    /// At most this, however long ago the calibration was: half of the 2 pH that USGS TM 1-D3 takes as the largest error of a usable record (95 %). A glass nobody has seen for
    /// years does not read pH 20.
    /// </summary>
    public const double Most = 1.0;

    /// <summary>The standard uncertainty in pH units, <see cref="Calibrated"/> to <see cref="Most"/>.</summary>
    /// <param name="daysSinceCalibration">Days, 0 or more.</param>
    /// <param name="slopePercent">Slope found at the last calibration in percent of Nernst's; null where it was not noted.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative days.</exception>
    public static double Default(double daysSinceCalibration, double? slopePercent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(daysSinceCalibration);
        return Math.Min(Most, Calibrated + PerDay * daysSinceCalibration + PerPercent * Math.Max(0, HealthySlopePercent - (slopePercent ?? HealthySlopePercent)));
    }
}
