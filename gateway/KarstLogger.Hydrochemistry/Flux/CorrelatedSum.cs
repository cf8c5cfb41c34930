namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>
/// Variance of a weighted sum of residuals whose correlation falls off as exp(-dt/tau), in constant memory (docs/equations/flux.md 6, components F and G):
/// v += g (g + 2 rho A), A = g + rho A. With tau = 0 the residuals are independent, except of themselves: the recursion of white noise that two adjoining periods share.
/// Two stretches join to the variance of the whole, because the correlation of all earlier with all later residuals is A(earlier) rho B(later).
/// </summary>
internal struct CorrelatedSum(double correlationSeconds)
{
    private double _forward, _backward, _sinceFirst, _cachedStep = double.NaN, _cachedCorrelation;
    private long _first, _last;
    private bool _any;

    /// <summary>Variance of the sum so far.</summary>
    public double Variance { get; private set; }

    /// <summary>Adds the residual of one instant with its sensitivity times standard deviation; instants ascend.</summary>
    public void Add(long utcSeconds, double contribution)
    {
        if (!_any)
        {
            (_any, _first, _last, _sinceFirst) = (true, utcSeconds, utcSeconds, 1);
            (_forward, _backward, Variance) = (contribution, contribution, contribution * contribution);
            return;
        }
        double rho = Correlation(utcSeconds - _last);
        Variance += contribution * (contribution + 2 * rho * _forward);
        _forward = contribution + rho * _forward;
        _sinceFirst *= rho;
        _backward += _sinceFirst * contribution;
        _last = utcSeconds;
    }

    /// <summary>Joins a later stretch of the same residual.</summary>
    public void Join(CorrelatedSum later)
    {
        if (!later._any)
            return;
        if (!_any)
        {
            this = later;
            return;
        }
        Variance += later.Variance + 2 * _forward * Correlation(later._first - _last) * later._backward;
        _forward = later._forward + Correlation(later._last - _last) * _forward;
        _backward += Correlation(later._first - _first) * later._backward;
        _sinceFirst = Correlation(later._last - _first);
        _last = later._last;
    }

    private double Correlation(long seconds)
    {
        if (seconds == _cachedStep)
            return _cachedCorrelation;
        _cachedStep = seconds;
        _cachedCorrelation = seconds == 0 ? 1 : correlationSeconds == 0 ? 0 : Elementary.Exp(-Math.Abs(seconds) / correlationSeconds);
        return _cachedCorrelation;
    }
}
