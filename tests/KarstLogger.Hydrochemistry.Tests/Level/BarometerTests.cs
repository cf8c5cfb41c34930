using KarstLogger.Hydrochemistry.Level;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Tests.Level;

/// <summary>Absolute probes and the air above them. Hand calculations stand at the numbers.</summary>
public sealed class BarometerTests
{
    private const double Gravity = 9.80665;

    [Fact]
    public void Pressure_between_two_readings_is_linear_and_a_gap_gives_none()
    {
        BarometerRecord record = new([new AirReading(0, 87_000, 10), new AirReading(3600, 87_300, 12), new AirReading(3600 + 4 * 3600, 87_500, 12)]);

        Assert.Equal(87_100, record.PascalsAt(1200, 0, Gravity));
        Assert.Equal(87_300, record.PascalsAt(3600, 0, Gravity));
        Assert.Null(record.PascalsAt(7200, 0, Gravity));
        Assert.Null(record.PascalsAt(-1, 0, Gravity));
        Assert.Null(record.PascalsAt(100_000, 0, Gravity));
    }

    [Fact]
    public void Three_hundred_metres_of_cold_air_taken_as_warm_cost_a_centimetre_and_a_half()
    {
        // Hydrology reference 9.5: 300 m at 2 degC with 288 K costs 14 mm (at about 870 hPa).
        BarometerRecord cold = new([new AirReading(0, 87_000, 2)]), unknown = new([new AirReading(0, 87_000, null)]);

        double differencePascals = unknown.PascalsAt(0, 300, Gravity)!.Value - cold.PascalsAt(0, 300, Gravity)!.Value;

        Assert.Equal(0.014, differencePascals / (1000 * Gravity), 0.001);
    }

    [Fact]
    public void Pressure_in_hectopascals_is_refused() =>
        Assert.Throws<ArgumentException>(() => new BarometerRecord([new AirReading(0, 870, null)]));

    [Fact]
    public void Readings_out_of_order_are_refused() =>
        Assert.Throws<ArgumentException>(() => new BarometerRecord([new AirReading(10, 87_000, null), new AirReading(10, 87_000, null)]));

    [Fact]
    public void A_sonde_that_took_the_air_of_the_sea_for_its_own_is_put_right()
    {
        // .60 m of water of 10 degC (999.70 kg/m3) under 870 hPa: 87 + .6 * 999.70 * 9.80665 / 1000 = 92.882 kPa;
        // a sonde that assumes 101.325 kPa and 1000 kg/m3 prints (92.882 - 101.325) / 9.80665 = -.861 m.
        double absolute = WaterColumn.AbsoluteKilopascalsBehind(-0.861, 101.325, 1000);

        Depth depth = WaterColumn.DepthOf(absolute - 87, WaterTemperature.FromDegreesCelsius(10), Gravity)!.Value;

        Assert.Equal(0.600, depth.Metres, 0.0005);
    }

    [Fact]
    public void A_datum_survey_holds_until_the_next_and_a_slipping_cable_is_shared_over_time()
    {
        DatumSurveys surveys = new([new DatumSurvey(3000, 1.30, IsProrated: true), new DatumSurvey(1000, 1.10, false), new DatumSurvey(2000, 1.20, false)]);

        Assert.Null(surveys.OffsetAt(999));
        Assert.Equal(1.10, surveys.OffsetAt(1999));
        Assert.Equal(1.25, surveys.OffsetAt(2500)!.Value, 1e-12);
        Assert.Equal(1.30, surveys.OffsetAt(99_999));
    }
}
