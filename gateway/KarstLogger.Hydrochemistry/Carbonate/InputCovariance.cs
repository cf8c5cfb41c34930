namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>The measured inputs of a water, in the order of every gradient and covariance here.</summary>
public enum CarbonateInput
{
    /// <summary>Water temperature, degC.</summary>
    Temperature,

    /// <summary>pH.</summary>
    PH,

    /// <summary>Calcium, mg/L; as all that follow.</summary>
    Calcium,
    Magnesium,
    Sodium,
    Potassium,
    Chloride,
    Sulfate,

    /// <summary>Alkalinity, mg/L as HCO3.</summary>
    Alkalinity,
    Nitrate,
    Fluoride,
    Silica,
    Strontium,
}

/// <summary>
/// Variances and covariances of the inputs of one water, in the units of <see cref="CarbonateInput"/>. Ions that come from one conductivity share its error:
/// treating them as independent understates or overstates the result.
/// </summary>
public sealed class InputCovariance
{
    /// <summary>How many inputs there are.</summary>
    public const int Count = 13;

    private readonly double[] _values = new double[Count * Count];

    /// <summary>The covariance of two inputs.</summary>
    public double this[CarbonateInput a, CarbonateInput b] => _values[(int)a * Count + (int)b];

    /// <summary>Adds an independent standard uncertainty of one input.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not a number.</exception>
    public InputCovariance Add(CarbonateInput input, double standardUncertainty)
    {
        if (!(standardUncertainty >= 0) || double.IsInfinity(standardUncertainty))
            throw new ArgumentOutOfRangeException(nameof(standardUncertainty), standardUncertainty, $"The standard uncertainty of {input} must be 0 or more.");
        _values[(int)input * Count + (int)input] += standardUncertainty * standardUncertainty;
        return this;
    }

    /// <summary>
    /// Adds one error that several inputs share: a standard uncertainty times each input's sensitivity to it, e.g. u(EC) in uS/cm and the slopes of the
    /// regressions in mg/L per uS/cm. Each regression's own scatter is added with <see cref="Add"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not a number.</exception>
    public InputCovariance AddShared(double standardUncertainty, params ReadOnlySpan<(CarbonateInput Input, double Sensitivity)> sensitivities)
    {
        if (!(standardUncertainty >= 0) || double.IsInfinity(standardUncertainty))
            throw new ArgumentOutOfRangeException(nameof(standardUncertainty), standardUncertainty, "The shared standard uncertainty must be 0 or more.");
        foreach ((CarbonateInput a, double slopeA) in sensitivities)
            foreach ((CarbonateInput b, double slopeB) in sensitivities)
                _values[(int)a * Count + (int)b] += slopeA * slopeB * standardUncertainty * standardUncertainty;
        return this;
    }

    /// <summary>The variance of a quantity with this gradient.</summary>
    internal double Variance(ReadOnlySpan<double> gradient)
    {
        double variance = 0;
        for (int i = 0; i < Count; i++)
            if (_values[i * (Count + 1)] > 0)
                variance += Part(gradient, i);
        return Math.Max(variance, 0);
    }

    /// <summary>One input's part of the variance: g(i) sum over j of C(i,j) g(j). An input without a variance has no covariance either.</summary>
    internal double Part(ReadOnlySpan<double> gradient, int i)
    {
        double row = 0;
        ReadOnlySpan<double> covariances = _values.AsSpan(i * Count, Count);
        for (int j = 0; j < covariances.Length; j++)
            row += covariances[j] * gradient[j];
        return gradient[i] * row;
    }
}
