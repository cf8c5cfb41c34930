using KarstLogger.Firmware.Core.Field;

namespace KarstLogger.Firmware.Tests.Field;

public sealed class PhCalibrationTests
{
    // Nernst at 25 degC is -59.16 mV per pH (textbook value); an electrode with 97 % slope and +5 mV at pH 7 shows -57.39 * (pH - 7) + 5.
    [Fact]
    public void A_good_electrode_passes_and_its_slope_and_offset_are_told()
    {
        PhCalibration calibration = new();
        Assert.Null(calibration.Add(7000, 50, 2500));
        Assert.Null(calibration.Add(4000, 1772, 2500));
        Assert.Null(calibration.Add(10000, -1672, 2500));
        Assert.Null(calibration.Finish());
        Assert.Equal(97.0, calibration.SlopePercent, 0.1);
        Assert.Equal(5.0, calibration.OffsetMillivolts, 0.1);
    }

    [Fact]
    public void A_worn_electrode_keeps_the_old_coefficients_and_says_why()
    {
        PhCalibration calibration = new();
        calibration.Add(7000, 0, 2500);
        calibration.Add(4000, 1500, 2500);
        Assert.Contains("slope 84.5 % of Nernst; permitted: 90 to 102", calibration.Finish(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_shifted_electrode_is_refused_by_its_offset()
    {
        PhCalibration calibration = new();
        calibration.Add(7000, 350, 2500);
        calibration.Add(4000, 2120, 2500);
        Assert.Contains("offset at pH 7 35.0 mV", calibration.Finish(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_wrong_bottle_is_noticed_at_once()
    {
        PhCalibration calibration = new();
        Assert.Contains("another bottle?", calibration.Add(4000, 5, 2500), StringComparison.Ordinal);
        Assert.Equal(0, calibration.Count);
    }

    [Fact]
    public void One_buffer_or_the_same_twice_is_not_a_calibration()
    {
        PhCalibration calibration = new();
        Assert.Null(calibration.Add(6865, 80, 2500));
        Assert.NotNull(calibration.Add(7000, 0, 2500));
        Assert.Contains("two buffers", calibration.Finish(), StringComparison.Ordinal);
    }

    // IUPAC 2002 primary standards at 10 and 25 degC, and half way between 20 and 25 degC.
    [Theory]
    [InlineData(PhBuffers.Phthalate, 2500, 4005)]
    [InlineData(PhBuffers.Phosphate, 1000, 6923)]
    [InlineData(PhBuffers.Phosphate, 2250, 6873)]
    [InlineData(PhBuffers.Borax, 2500, 9180)]
    [InlineData(PhBuffers.Borax, 3600, -1)]
    public void Buffers_have_their_value_at_their_temperature(int buffer, int temperatureHundredths, int thousandths)
    {
        Assert.Equal(thousandths, PhBuffers.At(buffer, temperatureHundredths));
    }
}
