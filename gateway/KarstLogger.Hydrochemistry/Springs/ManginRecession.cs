namespace KarstLogger.Hydrochemistry.Springs;

/// <summary>
/// Recession of a karst spring after Mangin (1975): phi = qr0 exp(-alpha t) from the phreatic zone and psi = q0* (1 - eta t)/(1 + epsilon t) of the quick
/// infiltration until ti. Times in days from the peak. Source and checks: docs/equations/springs.md 2.
/// </summary>
public sealed record ManginRecession
{
    private const double SecondsPerDay = 86400;

    /// <summary>Day at which the quick infiltration ends, ti.</summary>
    public required double InfiltrationEndDays { get; init; }

    /// <summary>The slow component, extended back to the peak.</summary>
    public required MailletRecession Slow { get; init; }

    /// <summary>Quick discharge at the peak, q0* = Qmax - qr0, m3/s.</summary>
    public required double QuickCubicMetresPerSecond { get; init; }

    /// <summary>epsilon, 1/d: the larger, the faster infiltration falls at first.</summary>
    public required double EpsilonPerDay { get; init; }

    /// <summary>eta = 1/ti, 1/d.</summary>
    public double EtaPerDay => 1 / InfiltrationEndDays;

    /// <summary>i: share of the quick infiltration left after two days; large where infiltration is slow or complex.</summary>
    public double InfiltrationDelay => (1 - 2 * EtaPerDay) / (1 + 2 * EpsilonPerDay);

    /// <summary>Dynamic volume at ti, m3.</summary>
    public double DynamicVolumeCubicMetres => SecondsPerDay * Slow.At(InfiltrationEndDays) / Slow.AlphaPerDay;

    /// <summary>k in years: dynamic volume over the volume that passes in a mean year, the regulating power of the phreatic zone.</summary>
    public double RegulatingPowerYears(double transitVolumeCubicMetresPerYear) => DynamicVolumeCubicMetres / transitVolumeCubicMetresPerYear;

    /// <summary>Discharge at a time after the peak, m3/s.</summary>
    public double At(double days) => Slow.At(days) + (days < InfiltrationEndDays ? QuickCubicMetresPerSecond * Shape(days, EpsilonPerDay, EtaPerDay) : 0);

    /// <summary>
    /// Fits the slow component to t &gt;= ti and then epsilon to t &lt;= ti, both on discharge itself. The first value is the peak at t = 0. Nothing where either
    /// part has too few points or the slow component does not fall.
    /// </summary>
    public static ManginRecession? Fit(IReadOnlyList<double> days, IReadOnlyList<double> cubicMetresPerSecond, double infiltrationEndDays)
    {
        int[] slowRows = [.. Enumerable.Range(0, days.Count).Where(i => days[i] >= infiltrationEndDays)], quickRows = [.. Enumerable.Range(0, days.Count).Where(i => days[i] <= infiltrationEndDays)];
        if (quickRows.Length < 3 || MailletRecession.FitDischarge([.. slowRows.Select(i => days[i])], [.. slowRows.Select(i => cubicMetresPerSecond[i])]) is not { AlphaPerDay: > 0 } slow)
            return null;
        double quick = cubicMetresPerSecond[0] - slow.InitialCubicMetresPerSecond, eta = 1 / infiltrationEndDays;
        if (!(quick > 0))
            return null;
        double Slope(double epsilon)
        {
            // Derivative of the sum of squares by epsilon: its zero is sharper than the minimum itself.
            double sum = 0;
            foreach (int i in quickRows)
            {
                double shape = Shape(days[i], epsilon, eta), residual = cubicMetresPerSecond[i] - slow.At(days[i]) - quick * shape;
                sum += residual * quick * shape * days[i] / (1 + epsilon * days[i]);
            }
            return sum;
        }
        return Zero(Slope) is { } found
            ? new ManginRecession { InfiltrationEndDays = infiltrationEndDays, Slow = slow, QuickCubicMetresPerSecond = quick, EpsilonPerDay = found }
            : null;
    }

    private static double Shape(double days, double epsilon, double eta) => (1 - eta * days) / (1 + epsilon * days);

    /// <summary>The first change of sign from minus to plus between 1e-5 and 1e3 per day, by bisection; nothing where there is none.</summary>
    private static double? Zero(Func<double, double> slope)
    {
        const double factor = 1.3;
        for (double low = 1e-5; low < 1e3; low *= factor)
        {
            if (!(slope(low) < 0 && slope(low * factor) >= 0))
                continue;
            double high = low * factor;
            for (int halving = 0; halving < 80; halving++)
                (low, high) = slope((low + high) / 2) < 0 ? ((low + high) / 2, high) : (low, (low + high) / 2);
            return (low + high) / 2;
        }
        return null;
    }
}
