using System.Collections.Immutable;

namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>Which published coefficients a Parshall flume is computed with; recorded with the rating, because sets differ.</summary>
public enum ParshallCoefficients
{
    /// <summary>SI coefficients, Q = C h^n (ISO 9826 / USBR converted), 1 inch to 8 feet.</summary>
    Metric,

    /// <summary>USBR in feet: 4 W h^(1.522 W^0.026) for 1 to 8 feet, the separate equations below.</summary>
    UsbrFeet,

    /// <summary>A set seen in use for CJ/T 3008.3-1993; not compared with the print, so every discharge says so.</summary>
    Cjt3008Unverified,
}

/// <summary>Parshall flume with free flow; above its submergence limit discharge is withheld.</summary>
public sealed record ParshallFlume : Structure
{
    /// <summary>Throat width, C, n, lowest and highest head (m) and submergence limit of the metric set.</summary>
    private static readonly (double Width, double C, double N, double Lowest, double Highest, double Limit)[] s_metric =
    [
        (0.0254, .0604, 1.55, .015, .21, .5), (0.0508, .1207, 1.55, .015, .24, .5), (0.0762, .1771, 1.55, .03, .33, .5), (0.1524, .3812, 1.58, .03, .45, .6),
        (0.2286, .5354, 1.53, .03, .60, .6), (0.3048, .6909, 1.522, .03, .76, .7), (0.4572, 1.056, 1.538, .03, .76, .7), (0.6096, 1.428, 1.55, .046, .76, .7),
        (0.9144, 2.184, 1.566, .046, .76, .7), (1.2192, 2.953, 1.578, .06, .76, .7), (1.524, 3.732, 1.587, .06, .76, .7), (1.8288, 4.519, 1.595, .076, .76, .7),
        (2.1336, 5.312, 1.601, .076, .76, .7), (2.4384, 6.112, 1.607, .076, .76, .7),
    ];

    /// <summary>USBR's equations below one foot, Q = C h^n in feet and ft3/s.</summary>
    private static readonly (double Width, double C, double N)[] s_feetBelowOneFoot = [(0.0254, .338, 1.55), (0.0508, .676, 1.55), (0.0762, .992, 1.547), (0.1524, 2.06, 1.58), (0.2286, 3.07, 1.53)];

    private static readonly (double Width, double C, double N)[] s_cjt3008 = [(0.152, .3812, 1.54), (0.25, .561, 1.513), (0.30, .679, 1.521), (0.45, 1.038, 1.537)];

    private const double MetresPerFoot = 0.3048, CubicMetresPerCubicFoot = 0.028316846592;

    private ParshallFlume(double throatWidthMetres, ParshallCoefficients coefficients, double c, double n, (double Lowest, double Highest) limits, double submergence)
    {
        (ThroatWidthMetres, Coefficients, Law) = (throatWidthMetres, coefficients, new RatingSegment(Elementary.Log(c), n, 0));
        (HeadLimitsMetres, SubmergenceLimit) = (limits, submergence);
    }

    /// <summary>Throat width, m.</summary>
    public double ThroatWidthMetres { get; }

    /// <summary>The coefficient set.</summary>
    public ParshallCoefficients Coefficients { get; }

    /// <inheritdoc/>
    public override RatingSegment Law { get; }

    /// <inheritdoc/>
    public override (double Lowest, double Highest) HeadLimitsMetres { get; }

    /// <inheritdoc/>
    public override double SubmergenceLimit { get; }

    /// <inheritdoc/>
    public override double CoefficientUncertainty => 0.03;

    /// <inheritdoc/>
    public override ImmutableArray<StructureFinding> DimensionFindings => Coefficients == ParshallCoefficients.Cjt3008Unverified ? [StructureFinding.CoefficientsUnverified] : [];

    /// <summary>The throat widths that a set holds, m.</summary>
    public static ImmutableArray<double> Widths(ParshallCoefficients coefficients) =>
        coefficients == ParshallCoefficients.Cjt3008Unverified ? [.. s_cjt3008.Select(r => r.Width)] : [.. s_metric.Select(r => r.Width)];

    /// <summary>The flume of a throat width (within 0.5 mm of one in the set), or nothing: flumes between the sizes have no law.</summary>
    public static ParshallFlume? Of(double throatWidthMetres, ParshallCoefficients coefficients)
    {
        if (!Widths(coefficients).Any(w => Math.Abs(w - throatWidthMetres) <= 0.0005))
            return null;
        // Limits of the nearest standard size: 0.152 m is the 6 inch, 0.45 m the 1.5 foot flume.
        (double width, double c, double n, double lowest, double highest, double limit) = s_metric.MinBy(r => Math.Abs(r.Width - throatWidthMetres));
        switch (coefficients)
        {
            case ParshallCoefficients.Cjt3008Unverified:
                (_, c, n) = s_cjt3008.MinBy(r => Math.Abs(r.Width - throatWidthMetres));
                break;
            case ParshallCoefficients.UsbrFeet:
                double feet = width / MetresPerFoot;
                (_, c, n) = feet < 0.99 ? s_feetBelowOneFoot.MinBy(r => Math.Abs(r.Width - width)) : (width, 4 * feet, 1.522 * Elementary.Pow(feet, 0.026));
                c *= CubicMetresPerCubicFoot / Elementary.Pow(MetresPerFoot, n);
                break;
            default:
                break;
        }
        return new ParshallFlume(throatWidthMetres, coefficients, c, n, (lowest, highest), limit);
    }
}
