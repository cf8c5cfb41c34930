namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>The part of the sink that stays out of the air downstream: a stated range with its source, never a default.</summary>
/// <param name="Lower">0 to 1.</param>
/// <param name="Upper">Not below <paramref name="Lower"/>.</param>
/// <param name="Source">Who says so.</param>
public sealed record StableSinkShare(double Lower, double Upper, string Source)
{
    /// <summary>The Guizhou paper's 70 to 80 %.</summary>
    public static StableSinkShare GuizhouPaper { get; } = new(0.70, 0.80, "Guizhou karst carbon-sink paper, section 2.3: 70 to 80 % in an intact watershed");

    /// <summary>The Pearl River split: 4 % sediment, 27 % aquatic organic, 54 % to the sea; 15 % degassed.</summary>
    public static StableSinkShare PearlRiver { get; } = new(0.85, 0.85, "Pearl River split: 4 % sediment + 27 % aquatic organic + 54 % to the sea");
}

/// <summary>The carbon sink of one period in the units of publications, always said as what (C or CO2), each with its budget.</summary>
public sealed record CarbonSinkTotal
{
    /// <summary>t CO2 in the period.</summary>
    public required UncertaintyBudget TonnesCo2 { get; init; }

    /// <summary>t C in the period.</summary>
    public required UncertaintyBudget TonnesCarbon { get; init; }

    /// <summary>t CO2 per km2 of catchment and mean year (365.25 d), the area's uncertainty included; null without an area.</summary>
    public UncertaintyBudget? IntensityTonnesCo2PerSquareKilometreYear { get; init; }

    /// <summary>t C per km2 of catchment and mean year; null without an area.</summary>
    public UncertaintyBudget? IntensityTonnesCarbonPerSquareKilometreYear { get; init; }

    /// <summary>t CO2 per km2 of carbonate rock and mean year; null where the carbonate part is not mapped.</summary>
    public UncertaintyBudget? CarbonateIntensityTonnesCo2PerSquareKilometreYear { get; init; }

    /// <summary>Converts a load in mol of alkalinity with its budget. <paramref name="area"/> is the version of the period.</summary>
    public static CarbonSinkTotal Of(UncertaintyBudget loadMoles, Period period, CarbonSinkShare share, CatchmentArea? area)
    {
        UncertaintyBudget co2 = loadMoles.InUnit(share.Fraction * MolarMasses.CarbonDioxide * 1e-6);
        UncertaintyBudget carbon = loadMoles.InUnit(share.Fraction * MolarMasses.Carbon * 1e-6);
        double perYear = StationCalendar.SecondsPerMeanYear / period.Seconds;
        UncertaintyBudget? Specific(UncertaintyBudget total, double? squareKilometres) =>
            squareKilometres is { } km2 ? total.InUnit(perYear).PerArea(km2, area!.RelativeStandardUncertainty) : null;
        return new()
        {
            TonnesCo2 = co2, TonnesCarbon = carbon,
            IntensityTonnesCo2PerSquareKilometreYear = Specific(co2, area?.SquareKilometres),
            IntensityTonnesCarbonPerSquareKilometreYear = Specific(carbon, area?.SquareKilometres),
            CarbonateIntensityTonnesCo2PerSquareKilometreYear = Specific(co2, area?.CarbonateSquareKilometres),
        };
    }

    /// <summary>The range of the sink that stays, t CO2.</summary>
    public (double Lower, double Upper) StableTonnesCo2(StableSinkShare stable) => (stable.Lower * TonnesCo2.Total, stable.Upper * TonnesCo2.Total);
}
