namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>One vertical of a velocity-area gauging.</summary>
/// <param name="DistanceMetres">Distance from the bank, m.</param>
/// <param name="DepthMetres">Depth of water, m; zero at a sloping bank.</param>
/// <param name="MetresPerSecond">Mean velocity of the vertical (0.6 depth, or the mean of 0.2 and 0.8), m/s.</param>
public readonly record struct GaugingVertical(double DistanceMetres, double DepthMetres, double MetresPerSecond);

/// <summary>Discharge from velocities and depths by the mid-section method: q = v d (half the distance to each neighbour), Q = sum of q (ISO 748).</summary>
public static class VelocityArea
{
    private const int FewestVerticals = 5;

    private const double LargestPanelShare = 0.10;

    /// <summary>Relative standard uncertainty for a limited number of verticals, ISO 748 annex (from memory of the print): count, u.</summary>
    private static readonly (int Verticals, double Uncertainty)[] s_ofVerticals = [(5, .075), (10, .045), (15, .030), (20, .025), (25, .020), (30, .015)];

    /// <summary>Relative standard uncertainties of one width, depth and mean velocity with a current meter, and of its calibration (ISO 748, from memory).</summary>
    private const double OfWidth = 0.0015, OfDepth = 0.02, OfVelocity = 0.06, OfCalibration = 0.01;

    /// <summary>Discharge of a section given from one bank to the other; both banks are verticals (depth zero, or a wall).</summary>
    public static GaugingResult Discharge(IReadOnlyList<GaugingVertical> verticals)
    {
        int wet = verticals.Count(v => v.DepthMetres > 0);
        if (wet < FewestVerticals || verticals.Any(v => v.DepthMetres < 0) || Enumerable.Range(1, verticals.Count - 1).Any(i => verticals[i].DistanceMetres <= verticals[i - 1].DistanceMetres))
            return GaugingResult.Refused(GaugingFinding.SectionUnusable);
        double[] panels = [.. verticals.Select((v, i) =>
            v.MetresPerSecond * v.DepthMetres * (verticals[Math.Min(i + 1, verticals.Count - 1)].DistanceMetres - verticals[Math.Max(i - 1, 0)].DistanceMetres) / 2)];
        double total = panels.Sum();
        if (!(total > 0))
            return GaugingResult.Refused(GaugingFinding.SectionUnusable);
        double ofNumber = s_ofVerticals.Last(r => r.Verticals <= wet).Uncertainty;
        double ofPanels = panels.Sum(q => q * q) / (total * total) * (OfWidth * OfWidth + OfDepth * OfDepth + OfVelocity * OfVelocity);
        double relative = Math.Sqrt(ofNumber * ofNumber + OfCalibration * OfCalibration + ofPanels);
        return new GaugingResult(total, relative, panels.Max() > LargestPanelShare * total ? [GaugingFinding.PanelTooLarge] : []);
    }
}
