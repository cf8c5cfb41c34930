namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>
/// Volume and load of a gap without rain: discharge log-linear, concentration linear between its two ends (docs/equations/flux.md 3, fill order 2), integrated in closed form.
/// </summary>
internal static class RecessionFill
{
    /// <summary>Below this |ln(Q1/Q0)| the curve is a straight line to 1e-9 of its value (series of the exponential).</summary>
    private const double StraightLogRatio = 1e-4;

    /// <summary>Integrates from the fraction <paramref name="from"/> to <paramref name="to"/> of the gap; m3 and mol.</summary>
    public static (double Volume, double Load) Integrate(in LoadSample a, in LoadSample b, double from, double to)
    {
        double seconds = b.UtcSeconds - a.UtcSeconds, q0 = a.DischargeCubicMetresPerSecond, c0 = a.ConcentrationMolesPerCubicMetre;
        double rise = b.ConcentrationMolesPerCubicMetre - c0, k = Elementary.Log(b.DischargeCubicMetresPerSecond / q0);
        if (Math.Abs(k) < StraightLogRatio)
        {
            double mean = (from + to) / 2, water = (to - from) * q0 * (1 + k * mean) * seconds;
            return (water, water * (c0 + rise * mean));
        }
        double volume = q0 * seconds * (Elementary.Exp(k * to) - Elementary.Exp(k * from)) / k;
        double load = q0 * seconds * (Primitive(to) - Primitive(from));
        return (volume, load);

        // Integral of e^(k u) (c0 + rise u) du.
        double Primitive(double u) => Elementary.Exp(k * u) * ((c0 + rise * u) / k - rise / (k * k));
    }
}
