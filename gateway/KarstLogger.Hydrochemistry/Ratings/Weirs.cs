using System.Collections.Immutable;

namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>
/// Thin-plate V-notch, Q = Ce 8/15 sqrt(2g) tan(angle/2) (h + kh)^2.5. Coefficients after Kindsvater and Shen for 25 to 100 degrees (polynomials through
/// USBR Water Measurement Manual figure 7-6), or the plain 90 degree values of ISO 1438. Limits are those of the fully contracted weir.
/// </summary>
/// <param name="AngleDegrees">Notch angle, 25 to 100 degrees.</param>
/// <param name="VertexHeightMetres">Height of the vertex above the floor, p, m; at least 0.45.</param>
/// <param name="ChannelWidthMetres">Width of the approach channel, B, m; at least 0.9.</param>
public sealed record VNotchWeir(double AngleDegrees, double VertexHeightMetres, double ChannelWidthMetres) : Structure
{
    private const double MetresPerFoot = 0.3048;

    /// <summary>True takes ISO 1438's 0.578 and 0.85 mm (90 degrees only).</summary>
    public bool IsoSimplified { get; init; }

    /// <summary>Coefficient of discharge.</summary>
    public double Coefficient => IsoSimplified ? 0.578 : 0.607165052 - 8.74466963e-4 * AngleDegrees + 6.10393334e-6 * AngleDegrees * AngleDegrees;

    /// <summary>Head correction for viscosity and surface tension, m. The published polynomial is in feet.</summary>
    public double HeadCorrectionMetres => IsoSimplified
        ? 0.00085
        : MetresPerFoot * (0.0144902648 + AngleDegrees * (-3.3955535e-4 + AngleDegrees * (3.29819003e-6 - AngleDegrees * 1.06215442e-8)));

    /// <inheritdoc/>
    public override RatingSegment Law
    {
        get
        {
            double half = AngleDegrees / 2 * Math.PI / 180;
            double c = Coefficient * 8 / 15 * Math.Sqrt(2 * StandardGravity) * Math.Sin(half) / Math.Cos(half);
            return new RatingSegment(Elementary.Log(c), 2.5, -HeadCorrectionMetres);
        }
    }

    /// <inheritdoc/>
    public override (double Lowest, double Highest) HeadLimitsMetres => (0.05, Math.Min(0.4 * VertexHeightMetres, 0.2 * ChannelWidthMetres));

    /// <inheritdoc/>
    public override double CoefficientUncertainty => 0.01;

    /// <inheritdoc/>
    public override ImmutableArray<StructureFinding> DimensionFindings =>
        VertexHeightMetres < 0.45 || ChannelWidthMetres < 0.9 || AngleDegrees is < 25 or > 100 || (IsoSimplified && AngleDegrees != 90) ? [StructureFinding.DimensionsOutsideLaw] : [];
}

/// <summary>Which table a rectangular weir takes its coefficients from.</summary>
public enum RectangularWeirTable
{
    /// <summary>Kindsvater and Carter in ISO 1438: Ce = a + a' h/p.</summary>
    KindsvaterCarterIso1438,

    /// <summary>Kindsvater and Carter in the USBR Water Measurement Manual, table 7-1: C1 h/p + C2 in feet.</summary>
    KindsvaterCarterUsbr,

    /// <summary>Rehbock, full width of the channel.</summary>
    Rehbock,
}

/// <summary>Thin-plate rectangular weir, contracted or over the whole channel, Q = Ce 2/3 sqrt(2g) (b + kb) (h + kh)^1.5.</summary>
/// <param name="WidthMetres">Width of the opening, b, m; at least 0.15.</param>
/// <param name="ChannelWidthMetres">Width of the approach channel, B, m; at least b.</param>
/// <param name="CrestHeightMetres">Height of the crest above the floor, p, m; at least 0.1.</param>
/// <param name="Table">The source of the coefficients.</param>
public sealed record RectangularWeir(double WidthMetres, double ChannelWidthMetres, double CrestHeightMetres, RectangularWeirTable Table) : Structure
{
    private const double MetresPerFoot = 0.3048, CubicMetresPerCubicFoot = 0.028316846592;

    private static readonly (double X, double Y)[] s_isoAlpha =
        [(0, .587), (.1, .588), (.2, .589), (.3, .590), (.4, .591), (.5, .592), (.6, .593), (.7, .594), (.8, .596), (.9, .598), (1, .602)];

    private static readonly (double X, double Y)[] s_isoSlope =
        [(0, -.0023), (.1, -.0021), (.2, -.0018), (.3, .0020), (.4, .0058), (.5, .010), (.6, .018), (.7, .030), (.8, .045), (.9, .064), (1, .075)];

    private static readonly (double X, double Y)[] s_usbrSlope = [(.2, -.0087), (.4, .0317), (.5, .0612), (.6, .0995), (.7, .1602), (.8, .2376), (.9, .3447), (1, .4)];

    private static readonly (double X, double Y)[] s_usbrBase = [(.2, 3.152), (.4, 3.164), (.5, 3.173), (.6, 3.178), (.7, 3.182), (.8, 3.189), (.9, 3.205), (1, 3.22)];

    private static readonly (double X, double Y)[] s_widthCorrectionMillimetres = [(0, 2.4), (.2, 2.4), (.4, 2.7), (.6, 3.6), (.8, 4.2), (1, -0.9)];

    private double Ratio => WidthMetres / ChannelWidthMetres;

    /// <summary>Coefficient at zero head: ISO's alpha (dimensionless), USBR's C2 (ft^0.5/s) or Rehbock's 0.602; NaN where the width ratio is outside the table.</summary>
    public double BaseCoefficient => Table switch
    {
        RectangularWeirTable.KindsvaterCarterIso1438 => Interpolated(s_isoAlpha, Ratio) ?? double.NaN,
        RectangularWeirTable.KindsvaterCarterUsbr => Interpolated(s_usbrBase, Ratio) ?? double.NaN,
        _ => 0.602,
    };

    /// <summary>Its rise with h/p: ISO's alpha', USBR's C1 or Rehbock's 0.083.</summary>
    public double CoefficientSlope => Table switch
    {
        RectangularWeirTable.KindsvaterCarterIso1438 => Interpolated(s_isoSlope, Ratio) ?? double.NaN,
        RectangularWeirTable.KindsvaterCarterUsbr => Interpolated(s_usbrSlope, Ratio) ?? double.NaN,
        _ => 0.083,
    };

    /// <summary>Coefficient at a head, in the unit of <see cref="BaseCoefficient"/>.</summary>
    public double CoefficientAt(double headMetres) => BaseCoefficient + CoefficientSlope * headMetres / CrestHeightMetres;

    /// <summary>Width correction kb, m.</summary>
    public double WidthCorrectionMetres => Table == RectangularWeirTable.Rehbock ? 0 : (Interpolated(s_widthCorrectionMillimetres, Ratio) ?? double.NaN) / 1000;

    /// <summary>Head correction kh, m.</summary>
    public double HeadCorrectionMetres => Table switch
    {
        RectangularWeirTable.KindsvaterCarterIso1438 => 0.001,
        RectangularWeirTable.KindsvaterCarterUsbr => 0.003 * MetresPerFoot,
        _ => 0.0012,
    };

    /// <inheritdoc/>
    public override RatingSegment Law
    {
        get
        {
            double width = WidthMetres + WidthCorrectionMetres, kh = HeadCorrectionMetres;
            double unit = Table == RectangularWeirTable.KindsvaterCarterUsbr
                ? CubicMetresPerCubicFoot / (MetresPerFoot * MetresPerFoot * Math.Sqrt(MetresPerFoot))
                : 2.0 / 3 * Math.Sqrt(2 * StandardGravity);
            // a + a' h/p written in x = h + kh: (a - a' kh/p) (1 + k x).
            double atDatum = BaseCoefficient - CoefficientSlope * kh / CrestHeightMetres;
            return new RatingSegment(Elementary.Log(atDatum * unit * width), 1.5, -kh, CoefficientRisePerMetre: CoefficientSlope / CrestHeightMetres / atDatum);
        }
    }

    /// <inheritdoc/>
    public override (double Lowest, double Highest) HeadLimitsMetres => (0.03, 2 * CrestHeightMetres);

    /// <inheritdoc/>
    public override double CoefficientUncertainty => 0.015;

    /// <inheritdoc/>
    public override ImmutableArray<StructureFinding> DimensionFindings =>
        CrestHeightMetres < 0.1 || WidthMetres < 0.15 || Ratio > 1 || (Table == RectangularWeirTable.Rehbock && Ratio < 1) || (Table == RectangularWeirTable.KindsvaterCarterUsbr && Ratio < 0.2)
            ? [StructureFinding.DimensionsOutsideLaw] : [];
}

/// <summary>Cipolletti weir (sides 1 : 4), Q = 3.367 L h^1.5 in feet (USBR), for 0.06 m &lt;= h &lt;= L/3.</summary>
/// <param name="CrestLengthMetres">Length of the crest, L, m.</param>
public sealed record CipollettiWeir(double CrestLengthMetres) : Structure
{
    /// <inheritdoc/>
    // ft^0.5/s to m^0.5/s: the square root of a foot in metres.
    public override RatingSegment Law => new(Elementary.Log(3.367 * Math.Sqrt(0.3048) * CrestLengthMetres), 1.5, 0);

    /// <inheritdoc/>
    public override (double Lowest, double Highest) HeadLimitsMetres => (0.06, CrestLengthMetres / 3);

    /// <inheritdoc/>
    public override double CoefficientUncertainty => 0.05;
}
