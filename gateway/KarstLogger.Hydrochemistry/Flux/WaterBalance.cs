namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>Runoff depth against rain: the fastest detector of a wrong area or rating, to be shown beside every annual total (docs/equations/flux.md 10).</summary>
/// <param name="RunoffMillimetres">Volume over area.</param>
/// <param name="RainMillimetres">Rain of the same period.</param>
public readonly record struct WaterBalance(double RunoffMillimetres, double RainMillimetres)
{
    /// <summary>Above this share of the rain the runoff is doubted (docs/equations/flux.md 10, water balance).</summary>
    public const double SuspectRunoffRatio = 0.9;

    /// <summary>What a ratio above <see cref="SuspectRunoffRatio"/> usually means.</summary>
    public const string UsualCauses = "the area is too small, the rating is too high, or water is imported";

    /// <summary>Runoff over rain; null without rain.</summary>
    public double? RunoffRatio => RainMillimetres > 0 ? RunoffMillimetres / RainMillimetres : null;

    /// <summary>True where the runoff is more than the rain can explain, a runoff without rain included.</summary>
    public bool IsSuspect => RunoffMillimetres > SuspectRunoffRatio * RainMillimetres;

    /// <summary>From a volume in m3 and an area in km2: 1000 m3 per km2 are 1 mm.</summary>
    public static WaterBalance Of(double volumeCubicMetres, double squareKilometres, double rainMillimetres) =>
        new(volumeCubicMetres / squareKilometres / 1000, rainMillimetres);
}
