namespace KarstLogger.Hydrochemistry.Springs;

/// <summary>A mean with its standard error.</summary>
public readonly record struct MeanWithError(double Mean, double StandardError);

/// <summary>
/// Index of a change of land use on the karst carbon sink (Zeng, at the Shawan simulation site in Puding, as quoted in the overview paper among the project's
/// seeds): growth of DIC over decline of runoff depth, both relative to the reference land use. Above one the gain in concentration outweighs the loss of water, to
/// first order; <see cref="SinkRatio"/> is the exact product. Source: docs/equations/springs.md 8.
/// </summary>
/// <param name="Index">(DIC/DIC0 - 1) / (1 - R/R0).</param>
/// <param name="Low95">Lower end of the 95 % interval after Fieller; absent where the change of runoff cannot be told from zero, so that the interval has no end.</param>
/// <param name="High95">Upper end.</param>
/// <param name="SinkRatio">DIC R / (DIC0 R0): sink intensity against the reference.</param>
public sealed record LandUseIndex(double Index, double? Low95, double? High95, double SinkRatio)
{
    private const double Normal975 = 1.959963984540054;

    /// <summary>The index of a land use against a reference; nothing where a reference is not positive or runoff is the same.</summary>
    /// <param name="dic">DIC of the land use, mmol/L.</param>
    /// <param name="runoff">Runoff depth of the land use, mm/a.</param>
    /// <param name="referenceDic">DIC of the reference land use, mmol/L.</param>
    /// <param name="referenceRunoff">Runoff depth of the reference, mm/a.</param>
    public static LandUseIndex? Of(MeanWithError dic, MeanWithError runoff, MeanWithError referenceDic, MeanWithError referenceRunoff)
    {
        if (!(referenceDic.Mean > 0 && referenceRunoff.Mean > 0) || runoff.Mean == referenceRunoff.Mean)
            return null;
        (double ratioC, double varianceC) = Ratio(dic, referenceDic);
        (double ratioR, double varianceR) = Ratio(runoff, referenceRunoff);
        double growth = ratioC - 1, decline = 1 - ratioR;
        // Fieller: the x for which growth - x decline is within its own 95 % interval of zero; growth and decline are independent.
        double z2 = Normal975 * Normal975, a = decline * decline - z2 * varianceR, b = growth * decline, c = growth * growth - z2 * varianceC;
        double root = b * b - a * c;
        bool bounded = a > 0 && root >= 0;
        return new LandUseIndex(growth / decline, bounded ? (b - Math.Sqrt(root)) / a : null, bounded ? (b + Math.Sqrt(root)) / a : null, ratioC * ratioR);
    }

    private static (double Ratio, double Variance) Ratio(MeanWithError value, MeanWithError reference)
    {
        double ratio = value.Mean / reference.Mean, of = value.StandardError / value.Mean, ofReference = reference.StandardError / reference.Mean;
        return (ratio, ratio * ratio * (of * of + ofReference * ofReference));
    }
}
