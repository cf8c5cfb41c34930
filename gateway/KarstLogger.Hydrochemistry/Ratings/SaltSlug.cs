using System.Collections.Immutable;

namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>The course of conductivity at one probe while a salt slug passes.</summary>
/// <param name="Seconds">Seconds from any origin, rising.</param>
/// <param name="SpecificConductance">Conductivity at 25 degC, uS/cm, one a time. In-situ conductivity would mix the slug with the water's temperature.</param>
/// <param name="SlugFromSeconds">Readings before this are background.</param>
/// <param name="SlugToSeconds">Readings after this are background again.</param>
public sealed record SlugPassage(ImmutableArray<double> Seconds, ImmutableArray<double> SpecificConductance, double SlugFromSeconds, double SlugToSeconds);

/// <summary>Why a gauging is refused, or what is to be said about it.</summary>
public enum GaugingFinding
{
    /// <summary>Fewer than three background readings before or after the slug, or readings that do not rise in time: refused.</summary>
    RecordUnusable,

    /// <summary>No rise above the background: refused.</summary>
    NoRise,

    /// <summary>Conductivity has not come back to its background (more than 5 % of the peak is left): salt is missing, refused.</summary>
    TailCutOff,

    /// <summary>The probes' masses differ by more than 5 %: the salt was not mixed over the section, refused.</summary>
    MassBalanceFailed,

    /// <summary>One probe only: mixing was not checked.</summary>
    MassBalanceNotChecked,

    /// <summary>Fewer than five verticals with water, or verticals out of order: refused.</summary>
    SectionUnusable,

    /// <summary>One panel carries more than 10 % of the discharge.</summary>
    PanelTooLarge,
}

/// <summary>The result of a gauging calculation.</summary>
/// <param name="CubicMetresPerSecond">Discharge, m3/s; absent where refused.</param>
/// <param name="RelativeUncertainty">Relative standard uncertainty (k = 1).</param>
/// <param name="Findings">Why it is refused, or what is to be said.</param>
public sealed record GaugingResult(double? CubicMetresPerSecond, double RelativeUncertainty, ImmutableArray<GaugingFinding> Findings)
{
    internal static GaugingResult Refused(GaugingFinding finding) => new(null, 0, [finding]);
}

/// <summary>Discharge from a salt slug: Q = M / (CF * integral of (EC - background) dt) (docs/equations/ratings.md 9).</summary>
public static class SaltSlug
{
    /// <summary>Two probes must agree within this share (docs/equations/ratings.md 9).</summary>
    public const double MassBalanceLimit = 0.05;

    private const double TailLimit = 0.05;

    private const int FewestBackgroundReadings = 3;

    /// <summary>
    /// Discharge of one slug seen by one or two probes.
    /// </summary>
    /// <param name="saltKilograms">Salt poured, kg.</param>
    /// <param name="saltRelativeUncertainty">Relative standard uncertainty of the mass.</param>
    /// <param name="calibrationFactor">kg/m3 of salt for each uS/cm of rise, from a calibration with the stream's own water.</param>
    /// <param name="calibrationRelativeUncertainty">Relative standard uncertainty of the factor.</param>
    /// <param name="passages">One or two probes.</param>
    public static GaugingResult Discharge(
        double saltKilograms, double saltRelativeUncertainty, double calibrationFactor, double calibrationRelativeUncertainty, IReadOnlyList<SlugPassage> passages)
    {
        List<(double Discharge, double Uncertainty)> probes = [];
        foreach (SlugPassage passage in passages)
        {
            if (Area(passage, out double area, out double uncertainty) is { } refusal)
                return GaugingResult.Refused(refusal);
            probes.Add((saltKilograms / (calibrationFactor * area), uncertainty / area));
        }
        if (probes.Count == 0)
            return GaugingResult.Refused(GaugingFinding.RecordUnusable);
        double mean = probes.Average(p => p.Discharge), spread = (probes.Max(p => p.Discharge) - probes.Min(p => p.Discharge)) / mean;
        if (spread > MassBalanceLimit)
            return GaugingResult.Refused(GaugingFinding.MassBalanceFailed);
        // Unchecked mixing may hide as much as the limit: taken as a rectangle of that half width. Two probes show theirs.
        double mixing = (probes.Count > 1 ? spread / 2 : MassBalanceLimit) / Math.Sqrt(3);
        double background = probes.Average(p => p.Uncertainty * p.Uncertainty) / probes.Count;
        double relative = Math.Sqrt(saltRelativeUncertainty * saltRelativeUncertainty + calibrationRelativeUncertainty * calibrationRelativeUncertainty + mixing * mixing + background);
        return new GaugingResult(mean, relative, probes.Count > 1 ? [] : [GaugingFinding.MassBalanceNotChecked]);
    }

    /// <summary>
    /// Calibration factor from additions of known concentration to the stream's water: the least-squares slope of concentration on conductivity, kg/m3 per uS/cm,
    /// with its relative standard uncertainty. At least three points at two conductivities or more; otherwise nothing.
    /// </summary>
    public static (double Factor, double RelativeUncertainty)? CalibrationFactor(IReadOnlyList<(double KilogramsPerCubicMetre, double SpecificConductance)> points)
    {
        if (points.Count < 3)
            return null;
        double meanX = points.Average(p => p.SpecificConductance), meanY = points.Average(p => p.KilogramsPerCubicMetre);
        double sxx = points.Sum(p => (p.SpecificConductance - meanX) * (p.SpecificConductance - meanX));
        if (!(sxx > 0))
            return null;
        double slope = points.Sum(p => (p.SpecificConductance - meanX) * (p.KilogramsPerCubicMetre - meanY)) / sxx;
        double sse = points.Sum(p => { double r = p.KilogramsPerCubicMetre - meanY - slope * (p.SpecificConductance - meanX); return r * r; });
        return (slope, Math.Sqrt(sse / (points.Count - 2) / sxx) / slope);
    }

    /// <summary>Area of the rise above a background that runs straight from before to after, uS/cm s, and its standard uncertainty from the background.</summary>
    private static GaugingFinding? Area(SlugPassage passage, out double area, out double uncertainty)
    {
        (area, uncertainty) = (0, 0);
        ImmutableArray<double> t = passage.Seconds, ec = passage.SpecificConductance;
        int n = t.Length;
        double[] before = [.. Enumerable.Range(0, n).Where(i => t[i] < passage.SlugFromSeconds).Select(i => ec[i])];
        double[] after = [.. Enumerable.Range(0, n).Where(i => t[i] > passage.SlugToSeconds).Select(i => ec[i])];
        if (n != ec.Length || before.Length < FewestBackgroundReadings || after.Length < FewestBackgroundReadings || Enumerable.Range(1, Math.Max(n - 1, 0)).Any(i => t[i] <= t[i - 1]))
            return GaugingFinding.RecordUnusable;
        double from = before.Average(), to = after.Average(), duration = passage.SlugToSeconds - passage.SlugFromSeconds;
        double Rise(int i) => ec[i] - from - (to - from) * Math.Clamp((t[i] - passage.SlugFromSeconds) / duration, 0, 1);
        double peak = Enumerable.Range(0, n).Max(Rise);
        if (!(peak > 0))
            return GaugingFinding.NoRise;
        if (to - from > TailLimit * peak)
            return GaugingFinding.TailCutOff;
        for (int i = 1; i < n; i++)
            if (t[i] >= passage.SlugFromSeconds && t[i - 1] <= passage.SlugToSeconds)
                area += (Rise(i - 1) + Rise(i)) / 2 * (t[i] - t[i - 1]);
        if (!(area > 0))
            return GaugingFinding.NoRise;
        uncertainty = duration * Math.Sqrt(Variance(before) / before.Length / 4 + Variance(after) / after.Length / 4);
        return null;
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
    }
}
