using KarstLogger.Hydrochemistry.Drift;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Tests.Drift;

/// <summary>pH from stored millivolts. 59.16 mV per pH at 25 degC is the theoretical slope (field practice D6); 56.18 mV at 10 degC is 59.16 * 283.15 / 298.15.</summary>
public sealed class PhElectrodeTests
{
    private static readonly WaterTemperature Ten = WaterTemperature.FromDegreesCelsius(10);
    private static readonly WaterTemperature TwentyFive = WaterTemperature.FromDegreesCelsius(25);

    [Fact]
    public void A_perfect_glass_gives_59_16_mV_per_pH_at_25_degrees_and_56_18_at_10()
    {
        PhElectrode perfect = new(1, 0);

        Assert.Equal(6, perfect.PhOf(59.16, TwentyFive)!.Value.Ph, 1e-4);
        Assert.Equal(8, perfect.PhOf(-56.18, Ten)!.Value.Ph, 1e-3);
    }

    [Theory]
    [InlineData("7.00", 10, 7.06)]
    [InlineData("10.01", 10, 10.18)]
    [InlineData("6.86", 10, 6.92)]
    [InlineData("9.18", 10, 9.33)]
    [InlineData("7.00", 25, 7.00)]
    [InlineData("4.01", 25, 4.01)]
    public void Buffers_move_with_temperature(string bottle, double degreesCelsius, double expected) // hydrology reference 9.3
    {
        PhBuffer buffer = Assert.Single(PhBuffer.All, b => b.Name == bottle);

        Assert.Equal(expected, buffer.At(WaterTemperature.FromDegreesCelsius(degreesCelsius))!.Value.Ph);
    }

    [Fact]
    public void A_buffer_says_nothing_below_its_printed_range() =>
        Assert.Null(PhBuffer.Technical7.At(WaterTemperature.FromDegreesCelsius(-1)));

    [Fact]
    public void A_calibration_that_took_the_bottles_word_in_the_cold_is_repaired_from_the_stored_millivolts()
    {
        // A glass of 95 % slope and +10 mV in buffers of 10 degC, whose true values are 7.06 and 10.18; slope .95 * 56.18 = 53.37 mV per pH.
        double inSeven = 10 - 53.37 * (7.06 - 7), inTen = 10 - 53.37 * (10.18 - 7), sample = 10 - 53.37 * (7.50 - 7);

        PhElectrode wrong = Calibrated((7.00, inSeven), (10.01, inTen)), right = Calibrated((7.06, inSeven), (10.18, inTen));

        Assert.Equal(7.50, right.PhOf(sample, Ten)!.Value.Ph, 1e-3);
        Assert.Equal(0.95, right.SlopeFraction, 1e-3);
        // The wrong one reads 7.00 + .44 * 3.01 / 3.12 = 7.424.
        Assert.Equal(7.424, wrong.PhOf(sample, Ten)!.Value.Ph, 1e-3);
    }

    [Fact]
    public void Three_buffers_give_the_line_through_them_whatever_the_temperature_of_each()
    {
        (double Ph, double Millivolts, double Degrees)[] buffers = [(4.00, 5 + 59.159 * 3, 25), (7.06, 5 - 56.183 * 0.06, 10), (9.22, 5 - 58.167 * 2.22, 20)];

        (PhElectrode? electrode, PhCalibrationRefusal refusal) = PhElectrode.Calibrate([.. buffers.Select(b =>
            new BufferReading(PhValue.FromPh(b.Ph), b.Millivolts, WaterTemperature.FromDegreesCelsius(b.Degrees)))]);

        Assert.Equal(PhCalibrationRefusal.None, refusal);
        Assert.Equal(1, electrode!.SlopeFraction, 1e-4);
        Assert.Equal(5, electrode.OffsetMillivolts, 0.01);
    }

    [Theory]
    [InlineData(0.85, 0, PhCalibrationRefusal.SlopeOutsideLimits)]
    [InlineData(1.05, 0, PhCalibrationRefusal.SlopeOutsideLimits)]
    [InlineData(0.98, 40, PhCalibrationRefusal.OffsetOutsideLimits)]
    [InlineData(0.98, -20, PhCalibrationRefusal.None)]
    public void A_spent_glass_or_a_wrong_bottle_is_refused_by_name(double slope, double offset, PhCalibrationRefusal expected)
    {
        BufferReading[] buffers =
        [
            new(PhValue.FromPh(7.00), offset, TwentyFive),
            new(PhValue.FromPh(10.01), offset - slope * 59.159 * 3.01, TwentyFive),
        ];

        Assert.Equal(expected, PhElectrode.Calibrate(buffers).Refusal);
    }

    [Fact]
    public void Two_bottles_of_the_same_buffer_make_no_calibration() =>
        Assert.Equal(PhCalibrationRefusal.TooFewBuffers,
            PhElectrode.Calibrate([new(PhValue.FromPh(7), 0, TwentyFive), new(PhValue.FromPh(7.06), -3, Ten)]).Refusal);

    private static PhElectrode Calibrated(params (double Ph, double Millivolts)[] buffers) =>
        PhElectrode.Calibrate([.. buffers.Select(b => new BufferReading(PhValue.FromPh(b.Ph), b.Millivolts, Ten))]).Electrode!;
}
