using KarstLogger.Hydrochemistry.Lanes;

namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>
/// One water as measured: temperature in degC, pH, ions in mg/L, alkalinity as mg/L HCO3 (titrated total alkalinity, not the free ion). Null = not measured.
/// An ion not measured counts as 0 mg/L and leaves the indices that need it undefined; an alkalinity not measured is not an alkalinity of 0.
/// </summary>
public readonly record struct WaterSample
{
    /// <summary>Water temperature in situ, degC, -5 to 100.</summary>
    public double? TemperatureCelsius { get; init; }

    /// <summary>pH at that temperature, 0 to 14.</summary>
    public double? PH { get; init; }

    /// <summary>Calcium, mg/L.</summary>
    public double? CalciumMilligramsPerLitre { get; init; }

    /// <summary>Magnesium, mg/L.</summary>
    public double? MagnesiumMilligramsPerLitre { get; init; }

    /// <summary>Sodium, mg/L.</summary>
    public double? SodiumMilligramsPerLitre { get; init; }

    /// <summary>Potassium, mg/L.</summary>
    public double? PotassiumMilligramsPerLitre { get; init; }

    /// <summary>Chloride, mg/L.</summary>
    public double? ChlorideMilligramsPerLitre { get; init; }

    /// <summary>Sulfate as SO4, mg/L.</summary>
    public double? SulfateMilligramsPerLitre { get; init; }

    /// <summary>Titrated total alkalinity as HCO3, mg/L.</summary>
    public double? AlkalinityMilligramsPerLitreAsBicarbonate { get; init; }

    /// <summary>Nitrate as NO3, mg/L.</summary>
    public double? NitrateMilligramsPerLitre { get; init; }

    /// <summary>Fluoride, mg/L.</summary>
    public double? FluorideMilligramsPerLitre { get; init; }

    /// <summary>Dissolved silica as SiO2, mg/L; taken as uncharged.</summary>
    public double? SilicaMilligramsPerLitre { get; init; }

    /// <summary>Strontium, mg/L.</summary>
    public double? StrontiumMilligramsPerLitre { get; init; }

    /// <summary>The sample as the kernel takes it; what is absent is 0.</summary>
    internal WaterLanes<LaneScalar> ToLanes() => new()
    {
        Celsius = OrZero(TemperatureCelsius),
        PH = OrZero(PH),
        Calcium = OrZero(CalciumMilligramsPerLitre),
        Magnesium = OrZero(MagnesiumMilligramsPerLitre),
        Sodium = OrZero(SodiumMilligramsPerLitre),
        Potassium = OrZero(PotassiumMilligramsPerLitre),
        Chloride = OrZero(ChlorideMilligramsPerLitre),
        Sulfate = OrZero(SulfateMilligramsPerLitre),
        Alkalinity = OrZero(AlkalinityMilligramsPerLitreAsBicarbonate),
        Nitrate = OrZero(NitrateMilligramsPerLitre),
        Fluoride = OrZero(FluorideMilligramsPerLitre),
        Silica = OrZero(SilicaMilligramsPerLitre),
        Strontium = OrZero(StrontiumMilligramsPerLitre),
        AlkalinityGiven = LaneScalar.Create(AlkalinityMilligramsPerLitreAsBicarbonate is null ? 0 : 1),
    };

    private static LaneScalar OrZero(double? value) => LaneScalar.Create(value.GetValueOrDefault());
}
