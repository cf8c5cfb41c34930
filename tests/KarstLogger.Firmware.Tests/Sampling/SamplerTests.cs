using System.Collections;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Core.Sampling;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Tests.Sampling;

public sealed class SamplerTests
{
    private static SondeReading Level(int value, ProbeStatus status = ProbeStatus.Ok)
    {
        SondeReading reading = new();
        reading.Set(Quantity.Level, value, status);
        return reading;
    }

    private static Sample Of(params SondeReading[] readings)
    {
        Sample sample = new();
        Sampler.Summarise(new ArrayList(readings), sample);
        return sample;
    }

    [Fact]
    public void One_splash_in_a_burst_of_five_does_not_move_the_level()
    {
        Sample sample = Of(Level(12340), Level(12342), Level(19999), Level(12341), Level(12339));
        Assert.Equal(12341, sample.Level);
        Assert.Equal(19999 - 12339, sample.LevelSpread);
        Assert.Equal(5, sample.BurstCount);
    }

    [Fact]
    public void The_median_of_an_even_burst_is_the_mean_of_the_middle_two_rounded_down()
    {
        Assert.Equal(15, Of(Level(10), Level(40), Level(20), Level(11)).Level);
        Assert.Equal(-16, Of(Level(-10), Level(-40), Level(-20), Level(-11)).Level);
    }

    [Fact]
    public void Broken_answers_are_left_out_while_at_least_half_of_the_burst_has_a_value()
    {
        Sample sample = Of(Level(100), Level(0, ProbeStatus.CrcError), Level(102), Level(0, ProbeStatus.Silent));
        Assert.Equal(101, sample.Level);
        Assert.Equal(ProbeStatus.Ok, sample.LevelStatus);
    }

    [Fact]
    public void With_fewer_values_than_half_the_burst_there_is_none_and_the_field_is_zero()
    {
        Sample sample = Of(Level(100), Level(0, ProbeStatus.CrcError), Level(0, ProbeStatus.CrcError));
        Assert.Equal(ProbeStatus.CrcError, sample.LevelStatus);
        Assert.Equal(0, sample.Level);
        Assert.Equal(0, sample.LevelSpread);
    }

    [Fact]
    public void The_worst_remark_of_the_burst_stays_with_the_value()
    {
        Sample sample = Of(Level(100), Level(101, ProbeStatus.Warning), Level(102, ProbeStatus.UserCalibrationExpired));
        Assert.Equal(ProbeStatus.Warning, sample.LevelStatus);
        Assert.Equal(101, sample.Level);
    }

    [Fact]
    public void A_quantity_that_no_probe_gives_is_not_fitted()
    {
        Assert.Equal(ProbeStatus.NotFitted, Of(Level(1)).PhStatus);
    }

    [Theory]
    [InlineData(double.NaN, ProbeStatus.Rejected)]
    [InlineData(40000, ProbeStatus.OutOfRange)]
    [InlineData(-40000, ProbeStatus.OutOfRange)]
    public void What_the_field_cannot_hold_is_no_value(double hundredths, ProbeStatus expected)
    {
        SondeReading reading = new();
        reading.Set(Quantity.WaterTemperature, hundredths, ProbeStatus.Ok);
        Assert.Equal(expected, reading.Status(Quantity.WaterTemperature));
        Assert.Equal(0, reading.Value(Quantity.WaterTemperature));
    }
}
