using System.Collections.Immutable;
using System.Globalization;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Gateway.Plots;

/// <summary>A rating with its gaugings and its 95 % band on log axes, over the head above the lowest control's datum: there one control is a straight line, and another is a bend.</summary>
public static class RatingPlot
{
    private const int Steps = 400;

    /// <summary>Where the curve begins when its lowest stage is at or below the datum, as a share of the highest head: two decades are shown.</summary>
    private const double LowestHeadShare = 0.01;

    /// <summary>The plot of a rating at an instant, over its gaugings and at most a fifth of their range beyond.</summary>
    public static SvgPlot Of(RatingCurve rating, IReadOnlyList<Gauging> gaugings, long utcSeconds)
    {
        (double low, double high) = Span(rating, gaugings);
        double datum = rating.Segments[0].HeadDatumMetres, highest = high - datum, lowest = low > datum ? low - datum : LowestHeadShare * highest;
        (double Head, DischargeEstimate Q)[] curve = [.. Enumerable.Range(0, Steps + 1).Select(i => lowest * Math.Pow(highest / lowest, (double)i / Steps)).Select(head => (head, rating.Discharge(datum + head, utcSeconds)))];
        ImmutableArray<PlotPoint> Where(Func<DischargeState, bool> state) => [.. curve.Select(p => new PlotPoint(p.Head, state(p.Q.State) ? p.Q.CubicMetresPerSecond : null))];
        List<PlotLayer> layers = [];
        if (!rating.Covariance.IsEmpty)
            layers.Add(new BandLayer("95 % of one gauging", PlotColours.Blue, [.. curve.Select(p => new BandPoint(p.Head, p.Q.GaugingLow95, p.Q.GaugingHigh95))]));
        layers.Add(new LineLayer("Rating", PlotColours.Blue, Where(s => s == DischargeState.Inside)));
        if (curve.Any(p => p.Q.State is DischargeState.ExtrapolatedHigh or DischargeState.ExtrapolatedLow or DischargeState.UpperBound))
            layers.Add(new LineLayer("beyond the gaugings", PlotColours.Orange, Where(s => s is DischargeState.ExtrapolatedHigh or DischargeState.ExtrapolatedLow or DischargeState.UpperBound)) { Dashed = true });
        if (rating.GaugedDischarge is { } gauged)
            layers.Add(new LevelLayer("Highest gauged discharge", PlotColours.Grey, gauged.Highest));
        if (gaugings.Count > 0)
            layers.Add(new PointsLayer("Gaugings", PlotColours.Black, [.. gaugings.Select(g => new PlotPoint(g.StageMetres - datum, g.CubicMetresPerSecond))]));
        string equation = rating.Segments.Length > 4 ? $"{rating.Segments.Length} segments of a table"
            : string.Join("; ", rating.Segments.Select(s => string.Create(CultureInfo.InvariantCulture, $"Q = {Math.Exp(s.LnC):0.####} (h {(s.HeadDatumMetres < 0 ? '+' : '-')} {Math.Abs(s.HeadDatumMetres):0.####})^{s.Exponent:0.###}{(s.UpperStageMetres is { } u ? string.Create(CultureInfo.InvariantCulture, $" up to {u:0.###} m") : "")}")));
        return new SvgPlot($"Rating {rating.Id}", new PlotAxis(string.Create(CultureInfo.InvariantCulture, $"Stage as read {(datum < 0 ? '+' : '-')} {Math.Abs(datum):0.###} m: head over the datum of the lowest control (m)"), AxisScale.Log), [new Panel(new PlotAxis("Discharge (m³/s)", AxisScale.Log), [.. layers])])
        {
            Footer = $"{equation}. {(rating.Illustrative ? "Illustrative: no gaugings of this place are behind it. " : "")}Version {rating.Fingerprint[..12]}.",
        };
    }

    private static (double Low, double High) Span(RatingCurve rating, IReadOnlyList<Gauging> gaugings)
    {
        if (gaugings.Count > 0)
        {
            double low = gaugings.Min(g => g.StageMetres), high = gaugings.Max(g => g.StageMetres);
            return (low, high + 0.2 * (high - low));
        }
        if (rating.DefinedStage is { } defined)
            return defined;
        if (rating.GaugedDischarge is { } gauged && GaugingCheck.StageOf(rating, gauged.Lowest) is { } first && GaugingCheck.StageOf(rating, gauged.Highest) is { } last)
            return (first, last);
        return (rating.Segments[0].HeadDatumMetres, (rating.Segments.Length > 1 ? rating.Segments[^2].UpperStageMetres!.Value : rating.Segments[0].HeadDatumMetres) + 1);
    }
}
