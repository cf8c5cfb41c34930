using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Pipeline;

namespace KarstLogger.Hydrochemistry.Tests.Pipeline;

/// <summary>
/// The strong-acid bracket over a day of steady water: 1 m3/s at 400 uS/cm. Ca = 0.0025 SC mmol/L (1.0), HCO3 = 0.006 SC - 0.2 (2.2), the others are means. By hand in mmol/L = mol/m3.
/// </summary>
public class BracketTotalsTests
{
    private const long Day = 86400;

    private static readonly StationSettings Water = new()
    {
        Station = "bracket", Datum = null,
        Regressions = [Line("HCO3", 0.006, -0.2, 0.05, 61.0168), Line("Ca", 0.0025, 0, 0.03, 40.078)],
        MeanIons = [Mean("Mg", 0.1, 0.01, 24.305), Mean("Na", 0.3, null, 22.98977), Mean("K", 0.1, null, 39.0983), Mean("Cl", 0.2, null, 35.453), Mean("SO4", 0.15, null, 96.06)],
    };

    [Fact]
    public void Both_sides_and_the_charge_balance_stand_beside_half_the_bicarbonate()
    {
        PeriodBracket bracket = Bracket(Water);
        // x_cat = 2.2 - (1.0 + 0.1) = 1.1; x_an = (2.2 - 0.3 - 0.2 + 0.3 + 0.1)/2 = 1.05; cations 2.2 + 0.4 = 2.6, anions 2.2 + 0.3 + 0.2 = 2.7: -0.1/5.3 = -1.887 %.
        Assert.Equal(1.1 * Day, bracket.CationSide!.Total, 1e-6);
        Assert.Equal(1.05 * Day, bracket.AnionSide!.Total, 1e-6);
        Assert.Equal(1.1 * Day, bracket.HalfBicarbonateMoles, 1e-6);
        Assert.Equal(-100 * 0.1 / 5.3, bracket.ChargeBalanceErrorPercent!.Value, 9);
        Assert.Equal(("none", false), (bracket.Corrections, bracket.HasNitrate));
        // The sides differ by half the charge imbalance.
        Assert.Equal(-0.1 / 2 * -Day, bracket.CationSide.Total - bracket.AnionSide.Total, 1e-6);
    }

    [Fact]
    public void The_interval_of_a_side_is_that_of_the_difference_and_not_of_its_parts()
    {
        // With exact discharge and one sample error: scatter of x_cat is sqrt(0.05^2 + 0.03^2) = 0.0583 mol/m3 correlated over 5 days, nearly one for the day; the mean of Mg is off by 0.01.
        // The gain of 1 % acts on the slope of the difference, 0.006 - 0.0025: 0.0035 * 400 * 0.01 = 0.014.
        UncertaintyBudget side = Bracket(Water).CationSide!;
        Assert.Equal(0.01 * Day, Math.Sqrt(side.VarianceOf(UncertaintySource.RegressionParameters)), 1e-6);
        Assert.Equal(0.014 * Day, Math.Sqrt(side.VarianceOf(UncertaintySource.ConductanceGain)), 1e-6);
        // AR(1) over a day with tau 5 d: the mean's variance is s2 * 2 (x - 1 + e^-x)/x^2 with x = 0.2: 0.93654.
        Assert.Equal(Math.Sqrt(0.0034 * 0.93654) * Day, Math.Sqrt(side.VarianceOf(UncertaintySource.RegressionResidual)), 2e-3 * Day);
    }

    [Fact]
    public void Rain_gypsum_and_silicates_change_the_sides_as_they_change_the_ions()
    {
        // Rain per Cl: Ca 0.5, Na 0.86, SO4 0.25. Cl 0.2 takes Ca 0.1, Na 0.172, SO4 0.05; half of the remaining SO4 0.1 is gypsum: Ca 0.05. x_cat = 2.2 - (1.0 - 0.15) - 0.1 = 1.25;
        // x_an = (2.2 - 2 * 0.05 - 0 + 0.128 + 0.1)/2 = 1.164. Silicate: Na 0.128 + K 0.1.
        StrongAcidCorrections corrections = new(new RainRatios(0.5, 0, 0.86, 0, 0.25, 0), "station rain 2024", 0.5, "two bottles' sulfur isotopes", true);
        PeriodBracket bracket = Bracket(Water with { StrongAcids = corrections });
        Assert.Equal(1.25 * Day, bracket.CationSide!.Total, 1e-6);
        Assert.Equal(1.164 * Day, bracket.AnionSide!.Total, 1e-6);
        Assert.Equal(0.228 * Day, bracket.SilicateMoles, 1e-6);
        Assert.Equal("rain by Cl (station rain 2024); gypsum 0.5 of SO4 (two bottles' sulfur isotopes); silicates Na - Cl, K", bracket.Corrections);
        Assert.Empty(bracket.Overcorrected);
    }

    [Fact]
    public void The_weights_are_the_library_s_own_bracket_on_any_water()
    {
        DissolvedIons ions = new() { Bicarbonate = 3.1, Calcium = 1.4, Magnesium = 0.5, Sodium = 0.4, Potassium = 0.06, Chloride = 0.25, Sulfate = 0.3, Nitrate = 0.12 };
        StrongAcidCorrections corrections = new(new RainRatios(0.3, 0.1, 0.86, 0.02, 0.2, 0.15), "r", 0.7, "g", true);
        StrongAcidBracket expected = StrongAcidBracket.Of(corrections.Apply(ions), silicates: true);
        double Sum(IReadOnlyDictionary<string, double> weights) => weights.Sum(w => w.Value * (w.Key switch
        {
            "HCO3" => ions.Bicarbonate, "Ca" => ions.Calcium, "Mg" => ions.Magnesium, "Na" => ions.Sodium, "K" => ions.Potassium, "Cl" => ions.Chloride, "SO4" => ions.Sulfate, _ => ions.Nitrate,
        }));
        Assert.Equal(expected.CationSide, Sum(corrections.CationSide), 12);
        Assert.Equal(expected.AnionSide, Sum(corrections.AnionSide), 12);
    }

    [Fact]
    public void A_correction_that_takes_more_than_there_is_is_named_and_an_unknown_ion_leaves_its_side_out()
    {
        Assert.Equal(["Na"], Bracket(Water with { StrongAcids = new(new RainRatios(0, 0, 2, 0, 0, 0), "sea", 0, "", false) }).Overcorrected);
        PeriodBracket noSulfate = Bracket(Water with { MeanIons = [.. Water.MeanIons.Where(mean => mean.Ion != "SO4")] });
        Assert.NotNull(noSulfate.CationSide);
        Assert.Null(noSulfate.AnionSide);
        Assert.Null(noSulfate.ChargeBalanceErrorPercent);
    }

    private static PeriodBracket Bracket(StationSettings settings)
    {
        Period day = new("day", 0, Day), after = new("after", Day, 10 * Day);
        SondeUncertainty sonde = SondeUncertainty.Default with { LevelOffsetMetres = 0, LevelNoiseMetres = 0, ConductanceNoiseMicrosiemens = 0 };
        BracketTotals totals = new(settings, utc => utc < Day ? day : after, new LoadRules(), sonde);
        ModelUncertainty exact = new("exact", new double[1, 1], 0, 0);
        for (long at = 0; at <= Day; at += 900)
            totals.Add(new LoadSample { UtcSeconds = at, DischargeCubicMetresPerSecond = 1, ConcentrationMolesPerCubicMetre = 2.2, SpecificConductance = 400, Rating = exact });
        return totals.Close()[0];
    }

    private static IonRegression Line(string ion, double slope, double intercept, double scatter, double gramsPerMole) => new()
    {
        Ion = ion, Slope = slope * gramsPerMole, Intercept = intercept * gramsPerMole, ResidualStandardDeviation = scatter * gramsPerMole, LeastSpecificConductance = 100, MostSpecificConductance = 800,
        Provenance = "by hand", Standing = RegressionStanding.Fitted,
    };

    private static MeanIon Mean(string ion, double moles, double? spread, double gramsPerMole) => new(ion, moles * gramsPerMole, spread * gramsPerMole, "by hand");
}
