using System.Runtime.CompilerServices;

namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>Where a piece of a load comes from, from best to worst.</summary>
public enum LoadOrigin : byte
{
    /// <summary>Between two samples, inside the gauged range.</summary>
    Measured,

    /// <summary>Between two samples, above or below the gauged range.</summary>
    Extrapolated,

    /// <summary>Above twice the highest gauging: the value is an upper bound.</summary>
    UpperBound,

    /// <summary>A short gap bridged by a straight line.</summary>
    FilledLinear,

    /// <summary>A gap without rain bridged by a recession of the discharge.</summary>
    FilledRecession,

    /// <summary>A gap filled by the discharge of a neighbouring station through a regression on it.</summary>
    FilledNeighbour,
}

/// <summary>Partial derivatives by the parameters of a fitted model, in the order of its covariance; at most <see cref="MostParameters"/>.</summary>
[InlineArray(MostParameters)]
public struct ParameterGradient
{
    /// <summary>Four rating segments with C, b and h0 of their own.</summary>
    public const int MostParameters = 12;

    private double _first;

    /// <summary>The derivatives in order, e.g. dQ/dlnC, dQ/db, dQ/dh0 of a power law or dc/da, dc/db of a line.</summary>
    /// <exception cref="ArgumentException">More than <see cref="MostParameters"/>.</exception>
    public static ParameterGradient Of(params ReadOnlySpan<double> derivatives) => StartingAt(0, derivatives);

    /// <summary>The derivatives of one block of the parameters, the others being 0: segment i of a rating with three parameters each starts at 3 i.</summary>
    /// <exception cref="ArgumentException">The block ends beyond <see cref="MostParameters"/>.</exception>
    public static ParameterGradient StartingAt(int first, params ReadOnlySpan<double> derivatives)
    {
        if (first < 0 || first + derivatives.Length > MostParameters)
            throw new ArgumentException($"{derivatives.Length} parameters from number {first}; at most {MostParameters}.");
        ParameterGradient gradient = default;
        derivatives.CopyTo(((Span<double>)gradient)[first..]);
        return gradient;
    }
}

/// <summary>
/// One usable sample as the totals need it: the product's two factors and what they depend on. Only samples whose discharge and concentration are both usable are given;
/// a sample left out is a gap. The sensitivities are plain numbers, so that ratings and regressions need not be known here.
/// </summary>
public readonly record struct LoadSample
{
    /// <summary>The instant of reading, UTC seconds since 1970.</summary>
    public required long UtcSeconds { get; init; }

    /// <summary>Q, m3/s; negative where an estavelle swallows.</summary>
    public required double DischargeCubicMetresPerSecond { get; init; }

    /// <summary>c, mol/m3 of alkalinity as HCO3 (or of whatever is integrated).</summary>
    public required double ConcentrationMolesPerCubicMetre { get; init; }

    /// <summary>Measured, Extrapolated or UpperBound.</summary>
    public LoadOrigin Origin { get; init; }

    /// <summary>Rain since the gauge's counter began, mm; null where no gauge worked. A gap is filled by recession only where both its ends know that no rain fell.</summary>
    public double? CumulativeRainMillimetres { get; init; }

    /// <summary>The rating in force, with its covariance; null where its uncertainty is not known.</summary>
    public ModelUncertainty? Rating { get; init; }

    /// <summary>dQ by the rating's parameters (dQ/dlnC, dQ/db, dQ/dh0 for a power law).</summary>
    public ParameterGradient DischargeGradient { get; init; }

    /// <summary>Stage above the station datum, m, as the rating took it (shift included); used where the level's error is simulated instead of linearised.</summary>
    public double StageMetres { get; init; }

    /// <summary>h - h0, m: the water above the rating's head datum; 0 where the rating has none.</summary>
    public double HeadMetres { get; init; }

    /// <summary>dQ/dh, m2/s.</summary>
    public double DischargePerMetre { get; init; }

    /// <summary>The regression in force, with its covariance; null where its uncertainty is not known.</summary>
    public ModelUncertainty? Regression { get; init; }

    /// <summary>dc by the regression's parameters (dc/da = 1, dc/db = EC for a line).</summary>
    public ParameterGradient ConcentrationGradient { get; init; }

    /// <summary>dc/dEC, mol/m3 per uS/cm.</summary>
    public double ConcentrationPerMicrosiemens { get; init; }

    /// <summary>Specific conductance, uS/cm at 25 degC.</summary>
    public double SpecificConductance { get; init; }

    /// <summary>
    /// u of a concentration that stands between the two ends of a gap, mol/m3: anywhere between holding the value before and holding the value after (rectangular). The same error through the gap. 0 where it was measured.
    /// </summary>
    public double ConcentrationFillUncertainty { get; init; }

    /// <summary>
    /// The regression on a neighbour that this discharge comes from; null for a measured one. <see cref="Rating"/> and its derivatives stay those of the station, because the regression was made with its discharges.
    /// </summary>
    public ModelUncertainty? Fill { get; init; }

    /// <summary>ln Q of the neighbour less its mean in that regression: d ln Q/d slope; d ln Q/d intercept is 1.</summary>
    public double FillLeverage { get; init; }

    /// <summary>Q c, mol/s.</summary>
    public double LoadMolesPerSecond => DischargeCubicMetresPerSecond * ConcentrationMolesPerCubicMetre;

    /// <summary>The same water later: an inflow is compared with the outlet after its travel time.</summary>
    public LoadSample DelayedBy(long travelSeconds) => this with { UtcSeconds = UtcSeconds + travelSeconds };
}
