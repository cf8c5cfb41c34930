namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>
/// Variance of a weighted sum of residuals whose correlation falls off as exp(-dt/tau), in constant memory (hydrology.md section 6, components F and G):
/// v += g (g + 2 rho A), A = g + rho A. With tau = 0 the residuals are independent, except of themselves: the recursion of white noise that two adjoining periods share.
/// Two stretches join to the variance of the whole, because the correlation of all earlier with all later residuals is A(earlier) rho B(later).
/// </summary>
internal struct CorrelatedSum(double correlationSeconds)
{
    private double forward, backward, sinceFirst, cachedStep = double.NaN, cachedCorrelation;
    private long first, last;
    private bool any;

    /// <summary>Variance of the sum so far.</summary>
    public double Variance { get; private set; }

    /// <summary>Adds the residual of one instant with its sensitivity times standard deviation; instants ascend.</summary>
    public void Add(long utcSeconds, double contribution)
    {
        if (!any)
        {
            (any, first, last, sinceFirst) = (true, utcSeconds, utcSeconds, 1);
            (forward, backward, Variance) = (contribution, contribution, contribution * contribution);
            return;
        }
        double rho = Correlation(utcSeconds - last);
        Variance += contribution * (contribution + 2 * rho * forward);
        forward = contribution + rho * forward;
        sinceFirst *= rho;
        backward += sinceFirst * contribution;
        last = utcSeconds;
    }

    /// <summary>Joins a later stretch of the same residual, with a sign.</summary>
    public void Join(CorrelatedSum later, double sign)
    {
        if (!later.any)
            return;
        if (!any)
        {
            this = later;
            (forward, backward) = (sign * forward, sign * backward);
            return;
        }
        double covariance = forward * Correlation(later.first - last) * sign * later.backward;
        Variance += later.Variance + 2 * covariance;
        forward = sign * later.forward + Correlation(later.last - last) * forward;
        sinceFirst = Correlation(later.first - first);
        backward += sinceFirst * sign * later.backward;
        sinceFirst = Correlation(later.last - first);
        last = later.last;
    }

    private double Correlation(long seconds)
    {
        if (seconds == cachedStep)
            return cachedCorrelation;
        cachedStep = seconds;
        cachedCorrelation = seconds == 0 ? 1 : correlationSeconds == 0 ? 0 : Elementary.Exp(-Math.Abs(seconds) / correlationSeconds);
        return cachedCorrelation;
    }
}
