namespace KarstLogger.Hydrochemistry.Ions;

/// <summary>
/// The composite method (Aulenbach and Hooper 2006, Hydrological Processes 20:3029): the regression carries the course between two bottles, the bottles carry its level.
/// The residual of the bottles is interpolated linearly in time, constant before the first and after the last, and added to the regression (docs/equations/ions.md 11).
/// An option, never the default: it needs bottles through the whole record.
/// </summary>
public sealed class CompositeCorrection
{
    private readonly double[] _seconds, _residuals;

    /// <summary>Bottles in ascending time: UTC seconds and the residual (bottle minus regression) in the regression's unit.</summary>
    /// <exception cref="ArgumentException">No bottle, different lengths, or times that do not ascend.</exception>
    public CompositeCorrection(IReadOnlyList<double> utcSeconds, IReadOnlyList<double> residuals)
    {
        if (utcSeconds.Count == 0 || utcSeconds.Count != residuals.Count)
            throw new ArgumentException($"{utcSeconds.Count} times and {residuals.Count} residuals; at least one of each.");
        for (int i = 1; i < utcSeconds.Count; i++)
            if (utcSeconds[i] <= utcSeconds[i - 1])
                throw new ArgumentException($"The bottle at {utcSeconds[i]} s comes after the one at {utcSeconds[i - 1]} s.");
        _seconds = [.. utcSeconds];
        _residuals = [.. residuals];
    }

    /// <summary>The interpolated residual at an instant.</summary>
    public double ResidualAt(double utcSeconds)
    {
        int after = Array.FindIndex(_seconds, t => t > utcSeconds);
        if (after <= 0)
            return after == 0 ? _residuals[0] : _residuals[^1];
        double fraction = (utcSeconds - _seconds[after - 1]) / (_seconds[after] - _seconds[after - 1]);
        return _residuals[after - 1] + fraction * (_residuals[after] - _residuals[after - 1]);
    }

    /// <summary>The corrected concentration; negative ones are clamped to 0 and flagged. A withheld estimate stays withheld, an interval is not claimed for the rest.</summary>
    public IonEstimate Correct(IonRegression regression, double specificConductance, double utcSeconds)
    {
        IonEstimate estimate = regression.Estimate(specificConductance);
        if (estimate.Concentration is null)
            return estimate;
        double corrected = regression.Intercept + regression.Slope * specificConductance + ResidualAt(utcSeconds);
        IonEstimateFlags flags = (estimate.Flags & IonEstimateFlags.Extrapolated) | IonEstimateFlags.IntervalUnknown;
        return new(Math.Max(0, corrected), null, null, null, corrected < 0 ? flags | IonEstimateFlags.Clamped : flags);
    }
}
