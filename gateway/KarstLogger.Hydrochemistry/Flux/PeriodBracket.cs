namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>
/// The strong-acid bracket of one period beside HCO3/2 (docs/equations/flux.md 11): carbon from air and soil by the cation side and by the anion side, each with its own interval. Neither is the default.
/// </summary>
public sealed record PeriodBracket
{
    /// <summary>x_cat, mol C, with its uncertainty by source; absent where Ca or Mg is unknown.</summary>
    public required UncertaintyBudget? CationSide { get; init; }

    /// <summary>x_an, mol C; absent where SO4, Cl, Na or K is unknown.</summary>
    public required UncertaintyBudget? AnionSide { get; init; }

    /// <summary>False where an interval of the sides is unknown: a regression without a scatter, or water too low over the head datum.</summary>
    public required bool HasInterval { get; init; }

    /// <summary>HCO3/2, mol C.</summary>
    public required double HalfBicarbonateMoles { get; init; }

    /// <summary>HCO3 of silicate weathering, mol, in both sides already; 0 unless the correction is chosen.</summary>
    public required double SilicateMoles { get; init; }

    /// <summary>Of the flow-weighted means, uncorrected; absent where an ion is unknown.</summary>
    public required double? ChargeBalanceErrorPercent { get; init; }

    /// <summary>What was taken off.</summary>
    public required string Corrections { get; init; }

    /// <summary>True where nitrate is known; without it both the anion side and the charge balance take it as 0.</summary>
    public required bool HasNitrate { get; init; }

    /// <summary>Ions of which the corrections take more than there is; empty where they fit.</summary>
    public required IReadOnlyList<string> Overcorrected { get; init; }
}
