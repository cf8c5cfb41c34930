using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Gateway.Commands;

/// <summary>What a service says of one sensor.</summary>
public sealed record ReadingEffect(
    string Parameter, double? FoulingError, double? DriftError, double SumOfErrors, double? Criterion, string? Grade, bool CorrectionApplies, bool Unpublishable);

/// <summary>A gauging against the rating in force.</summary>
public sealed record GaugingEffect(
    double StageMetres, double DischargeCubicMetresPerSecond, double? U95CubicMetresPerSecond, double? RatedCubicMetresPerSecond, double? DeviationPercent, bool InsideInterval,
    double? CandidateShiftMetres, IReadOnlyList<string> Findings);

/// <summary>An ion of a bottle against the regression in force.</summary>
public sealed record IonEffect(string Ion, double Value, double? Predicted, double? ResidualInStandardDeviations, bool OutOfFamily);

/// <summary>A bottle against everything that is known.</summary>
public sealed record SampleEffect(string Id, double? ChargeBalancePercent, IReadOnlyList<IonEffect> Ions, IReadOnlyList<string> Problems);

/// <summary>A year's carbon sink as it stands and as it would be.</summary>
public sealed record YearTotalEffect(string Year, double? BeforeTonnesCo2, double? AfterTonnesCo2, string Text)
{
    /// <summary>Change in percent of the total as it stands; absent where that is nothing.</summary>
    public double? ChangePercent => BeforeTonnesCo2 == 0 ? null : 100 * (AfterTonnesCo2 - BeforeTonnesCo2) / BeforeTonnesCo2;
}

/// <summary>Samples that an approval covers, and how many of them are not good.</summary>
public sealed record ApprovalEffect(long Samples, long SamplesBelowPass);

/// <summary>What an entry changes or says, before it is saved; only the parts that it touches are there.</summary>
public sealed record Effect(IReadOnlyList<string> Text)
{
    public IReadOnlyList<ReadingEffect>? Readings { get; init; }

    /// <summary>Recorded stage minus staff gage, m.</summary>
    public double? StageDeviationMetres { get; init; }

    /// <summary>Recorded stage at that instant, m.</summary>
    public double? StageMetres { get; init; }

    /// <summary>Flag of the recorded stage.</summary>
    public QcFlag? StageFlag { get; init; }

    public GaugingEffect? Gauging { get; init; }

    public IReadOnlyList<SampleEffect>? Samples { get; init; }

    public YearTotalEffect? YearTotal { get; init; }

    public ApprovalEffect? Approval { get; init; }
}
