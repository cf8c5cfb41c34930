namespace KarstLogger.Hydrochemistry.Springs;

/// <summary>
/// Exponential recession Q = Q0 exp(-alpha t) (Maillet 1905), t in days. Source and checks: docs/equations/springs.md 1.
/// </summary>
/// <param name="InitialCubicMetresPerSecond">Q0, m3/s, at t = 0.</param>
/// <param name="AlphaPerDay">Recession coefficient, 1/d; above zero where discharge falls.</param>
/// <param name="RSquared">Coefficient of determination of the fitted quantity (ln Q or Q).</param>
public sealed record MailletRecession(double InitialCubicMetresPerSecond, double AlphaPerDay, double RSquared)
{
    private const double SecondsPerDay = 86400;

    /// <summary>Half life of discharge, d.</summary>
    public double HalfLifeDays => Elementary.Log(2) / AlphaPerDay;

    /// <summary>Dynamic volume 86400 Q0/alpha: what would still flow out from t = 0, m3.</summary>
    public double DynamicVolumeCubicMetres => SecondsPerDay * InitialCubicMetresPerSecond / AlphaPerDay;

    /// <summary>Discharge at a time, m3/s.</summary>
    public double At(double days) => InitialCubicMetresPerSecond * Elementary.Exp(-AlphaPerDay * days);

    /// <summary>Least squares of ln Q: small discharges weigh as much as large ones. At least three points with positive discharge, else nothing.</summary>
    public static MailletRecession? FitLog(IReadOnlyList<double> days, IReadOnlyList<double> cubicMetresPerSecond)
    {
        if (!Usable(days, cubicMetresPerSecond))
            return null;
        double[] y = [.. cubicMetresPerSecond.Select(Elementary.Log)];
        double meanT = days.Average(), meanY = y.Average(), stt = 0, sty = 0, syy = 0;
        for (int i = 0; i < y.Length; i++)
        {
            stt += (days[i] - meanT) * (days[i] - meanT);
            sty += (days[i] - meanT) * (y[i] - meanY);
            syy += (y[i] - meanY) * (y[i] - meanY);
        }
        double slope = sty / stt;
        return new MailletRecession(Elementary.Exp(meanY - slope * meanT), -slope, sty * sty / (stt * syy));
    }

    /// <summary>Least squares of Q itself, by Gauss-Newton from the logarithmic fit.</summary>
    public static MailletRecession? FitDischarge(IReadOnlyList<double> days, IReadOnlyList<double> cubicMetresPerSecond)
    {
        if (FitLog(days, cubicMetresPerSecond) is not { } start)
            return null;
        (double q0, double alpha) = (start.InitialCubicMetresPerSecond, start.AlphaPerDay);
        // Near an exponential the steps shrink quadratically; a hundred is far beyond what any recession needs.
        for (int step = 0; step < 100; step++)
        {
            double aa = 0, ab = 0, bb = 0, ra = 0, rb = 0;
            for (int i = 0; i < days.Count; i++)
            {
                double e = Elementary.Exp(-alpha * days[i]), byAlpha = -q0 * days[i] * e, residual = cubicMetresPerSecond[i] - q0 * e;
                aa += e * e;
                ab += e * byAlpha;
                bb += byAlpha * byAlpha;
                ra += e * residual;
                rb += byAlpha * residual;
            }
            double determinant = aa * bb - ab * ab, dq0 = (ra * bb - rb * ab) / determinant, dAlpha = (aa * rb - ab * ra) / determinant;
            (q0, alpha) = (q0 + dq0, alpha + dAlpha);
            if (Math.Abs(dq0) <= 1e-14 * Math.Abs(q0) && Math.Abs(dAlpha) <= 1e-14 * Math.Abs(alpha))
                break;
        }
        double mean = cubicMetresPerSecond.Average(), sse = 0, total = 0;
        for (int i = 0; i < days.Count; i++)
        {
            double residual = cubicMetresPerSecond[i] - q0 * Elementary.Exp(-alpha * days[i]);
            sse += residual * residual;
            total += (cubicMetresPerSecond[i] - mean) * (cubicMetresPerSecond[i] - mean);
        }
        return new MailletRecession(q0, alpha, 1 - sse / total);
    }

    /// <summary>First and last index of the longest stretch in which discharge never rises; the first of equals. An absent value ends a stretch.</summary>
    public static (int First, int Last) LongestRecession(IReadOnlyList<double?> cubicMetresPerSecond)
    {
        (int First, int Last) best = (0, 0);
        int first = 0;
        for (int i = 1; i < cubicMetresPerSecond.Count; i++)
        {
            if (!(cubicMetresPerSecond[i] <= cubicMetresPerSecond[i - 1]))
                first = i;
            else if (i - first > best.Last - best.First)
                best = (first, i);
        }
        return best;
    }

    private static bool Usable(IReadOnlyList<double> days, IReadOnlyList<double> q) =>
        days.Count == q.Count && q.Count >= 3 && q.All(v => v > 0) && days.Any(d => d != days[0]) && q.Any(v => v != q[0]);
}
