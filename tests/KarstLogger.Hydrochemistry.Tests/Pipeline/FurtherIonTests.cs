using KarstLogger.Hydrochemistry.Carbonate;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Tests.Pipeline;

/// <summary>Ions that no conductivity tells and that have no column: nitrate of farmland, fluoride, silica, strontium.</summary>
public sealed class FurtherIonTests
{
    private static DerivedSeries Run(params MeanIon[] more) =>
        StationPipeline.Run(StationWindow.Whole(PipelineStation.Samples(4)), PipelineStation.Settings with { MeanIons = [.. PipelineStation.Settings.MeanIons, new MeanIon("K", 0.3, null, "test"), new MeanIon("Cl", 1.1, null, "test"), .. more] });

    [Fact]
    public void Nitrate_of_a_farmland_spring_enters_the_charge_balance_by_its_equivalents()
    {
        DerivedSeries without = Run(), with = Run(new MeanIon("NO3", 31.0, null, "test"));
        // 31.0 mg/L of NO3 (62.0 g/mol) are 0.500 meq/L of anions. With D = cations - anions and S = their sum the error is 100 D/S; it becomes 100 (D - 0.5)/(S + 0.5).
        double before = without.Value(StationVariable.ChargeBalanceError, 0)!.Value, after = with.Value(StationVariable.ChargeBalanceError, 0)!.Value;
        double Meq(StationVariable variable, double gramsPerEquivalent) => without.Value(variable, 0)!.Value / gramsPerEquivalent;
        // Equivalents of the other ions from their printed molar masses; pH 7.7 adds less than 0.001.
        double sum = Meq(StationVariable.Calcium, 20.04) + Meq(StationVariable.Magnesium, 12.15) + Meq(StationVariable.Sodium, 22.99) + Meq(StationVariable.Alkalinity, 61.02) + Meq(StationVariable.Sulfate, 48.03)
            + Meq(StationVariable.Potassium, 39.10) + Meq(StationVariable.Chloride, 35.45);
        Assert.Equal(100 * (before / 100 * sum - 0.5) / (sum + 0.5), after, 0.02);
    }

    [Fact]
    public void Without_such_a_mean_every_bit_is_as_before_and_a_spread_of_it_widens_what_depends_on_it()
    {
        DerivedSeries plain = Run(), exact = Run(new MeanIon("NO3", 31.0, null, "test")), spread = Run(new MeanIon("NO3", 31.0, 12, "test"));
        Assert.Equal(plain.Value(StationVariable.PCo2, 3), Run(new MeanIon("NO3", 0, null, "test")).Value(StationVariable.PCo2, 3));
        Assert.True(exact.Value(StationVariable.IonicStrength, 0) > plain.Value(StationVariable.IonicStrength, 0));
        Assert.Equal(exact.Value(StationVariable.CalciteSaturationIndex, 0), spread.Value(StationVariable.CalciteSaturationIndex, 0));
        Assert.Equal(QcFlag.Pass, spread.Flag(StationVariable.IonicStrength, 0));
        InputCovariance known = new InputCovariance().Add(CarbonateInput.Nitrate, 12);
        Assert.Equal(144, known[CarbonateInput.Nitrate, CarbonateInput.Nitrate], 1e-12);
    }
}
