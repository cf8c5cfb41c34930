using System.Collections.Immutable;

namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>What a structure's law says against a discharge. The last two withhold it.</summary>
public enum StructureFinding
{
    /// <summary>Head below the law's lowest: surface tension and viscosity count.</summary>
    HeadBelowValidity,

    /// <summary>Head above the law's highest.</summary>
    HeadAboveValidity,

    /// <summary>The structure's own dimensions are outside what the law was measured for.</summary>
    DimensionsOutsideLaw,

    /// <summary>Tail water within 0.05 m below the crest: the nappe may not be aerated.</summary>
    TailwaterNearCrest,

    /// <summary>The coefficients have not been compared with their printed standard.</summary>
    CoefficientsUnverified,

    /// <summary>Tail water above the crest of a weir, or above the submergence limit of a flume: withheld.</summary>
    Submerged,

    /// <summary>No positive head: withheld, there is nothing to measure.</summary>
    NoHead,
}

/// <summary>Discharge of a structure at a head.</summary>
/// <param name="CubicMetresPerSecond">Discharge, m3/s; absent where withheld.</param>
/// <param name="Findings">What speaks against it; empty where all limits hold.</param>
public sealed record StructureDischarge(double? CubicMetresPerSecond, ImmutableArray<StructureFinding> Findings);

/// <summary>
/// A measuring structure with a published law. Every law is one <see cref="RatingSegment"/> above its crest (docs/equations/ratings.md 5).
/// </summary>
public abstract record Structure
{
    /// <summary>Standard acceleration of free fall, m/s2, as in the published coefficients' checks.</summary>
    public const double StandardGravity = 9.80665;

    private const double TailwaterClearanceMetres = 0.05;

    /// <summary>The law with its crest (vertex, throat floor) at stage zero.</summary>
    public abstract RatingSegment Law { get; }

    /// <summary>Lowest and highest head of the law's validity, m.</summary>
    public abstract (double Lowest, double Highest) HeadLimitsMetres { get; }

    /// <summary>Relative standard uncertainty of the coefficient.</summary>
    public abstract double CoefficientUncertainty { get; }

    /// <summary>Highest tail water above the crest as a share of the head; zero for weirs, whose nappe must be free.</summary>
    public virtual double SubmergenceLimit => 0;

    /// <summary>Findings that depend on the dimensions alone.</summary>
    public virtual ImmutableArray<StructureFinding> DimensionFindings => [];

    /// <summary>Discharge at a head, with the findings against it.</summary>
    /// <param name="headMetres">Upstream head above the crest, m.</param>
    /// <param name="tailwaterMetres">Downstream water above the crest (below it: negative), m; absent where it is not read.</param>
    public StructureDischarge Discharge(double headMetres, double? tailwaterMetres = null)
    {
        List<StructureFinding> findings = [.. DimensionFindings];
        if (headMetres < HeadLimitsMetres.Lowest)
            findings.Add(headMetres > 0 ? StructureFinding.HeadBelowValidity : StructureFinding.NoHead);
        if (headMetres > HeadLimitsMetres.Highest)
            findings.Add(StructureFinding.HeadAboveValidity);
        bool submerged = tailwaterMetres > 0 && tailwaterMetres / headMetres > SubmergenceLimit;
        if (submerged)
            findings.Add(StructureFinding.Submerged);
        else if (SubmergenceLimit == 0 && tailwaterMetres > -TailwaterClearanceMetres)
            findings.Add(StructureFinding.TailwaterNearCrest);
        return new StructureDischarge(submerged || headMetres <= 0 ? null : Law.Discharge(headMetres), [.. findings]);
    }

    /// <summary>Relative standard uncertainty of the discharge: (u_Q/Q)2 = u_C2 + (d ln Q/dh * u_h)2 (GUM).</summary>
    /// <param name="headMetres">Head, m.</param>
    /// <param name="headUncertaintyMetres">Standard uncertainty of the head, m.</param>
    public double RelativeUncertainty(double headMetres, double headUncertaintyMetres)
    {
        double ofHead = Law.LogSlopePerMetre(headMetres) * headUncertaintyMetres;
        return Math.Sqrt(CoefficientUncertainty * CoefficientUncertainty + ofHead * ofHead);
    }

    /// <summary>The structure as a rating of a station; its limits of head take the place of the gauged range.</summary>
    public RatingCurve ToRatingCurve(string id, double crestStageMetres, long validFromUtcSeconds) => new()
    {
        Id = id,
        ValidFromUtcSeconds = validFromUtcSeconds,
        Segments = [Law with { HeadDatumMetres = Law.HeadDatumMetres + crestStageMetres }],
        GaugedDischarge = (Law.Discharge(HeadLimitsMetres.Lowest), Law.Discharge(HeadLimitsMetres.Highest)),
        StageOfZeroFlowMetres = crestStageMetres,
        Covariance = [CoefficientUncertainty * CoefficientUncertainty, 0, 0, 0, 0, 0, 0, 0, 0],
    };

    /// <summary>Value of a table at x, linear between its rows; absent outside.</summary>
    private protected static double? Interpolated(ReadOnlySpan<(double X, double Y)> table, double x)
    {
        for (int i = 1; i < table.Length; i++)
            if (x >= table[i - 1].X && x <= table[i].X)
                return table[i - 1].Y + (x - table[i - 1].X) / (table[i].X - table[i - 1].X) * (table[i].Y - table[i - 1].Y);
        return null;
    }
}
