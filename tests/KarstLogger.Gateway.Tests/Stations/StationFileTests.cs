using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Stations;
using KarstLogger.Hydrochemistry.Drift;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quality;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Tests.Stations;

public sealed class StationFileTests
{
    internal const string Good =
        """
        format = 1
        [station huanghou]
        name = Huanghou underground river
        [site]
        slug = huanghou
        [position]
        latitude_deg = 25.4
        altitude_m = 740
        [area]
        area_km2 = 12.5
        uncertainty_percent = 20
        method = dye tracer
        from = 2015-06-01
        [deployment 7]
        logger = kl-0a1b2c3d
        from = 2026-03-01T00:00:00Z
        offset_m = 0.42
        [rating weir]
        from = 2020-01-01
        gauged_low_m3_s = 0.02
        gauged_high_m3_s = 1.1
        provenance = 14 gaugings, 2020 to 2025
        [segment weir 1]
        c_m3_s = 1.9
        exponent = 1.5
        h0_m = 0.1
        [regression HCO3]
        slope_mg_l_per_us_cm = 0.642
        intercept_mg_l = -27.33
        sc25_low_us_cm = 270
        sc25_high_us_cm = 380
        provenance = 44 bottles
        [mean Na]
        mean_mg_l = 0.57
        provenance = 44 bottles
        """;

    [Fact]
    public void A_station_file_becomes_si_values_with_everything_that_it_says()
    {
        StationConfiguration station = StationFile.Read("huanghou.station", Good);
        Assert.Equal(("huanghou", "huanghou", 900, 740.0), (station.Slug, station.Site, station.IntervalSeconds, station.Settings.AltitudeMetres));
        Assert.Equal(new Deployment(7, 0x0a1b2c3d, 0, "", "", 1_772_323_200, null, 0.42, LevelBasis.SondeDepth), Assert.Single(station.Deployments));
        Assert.Equal(0.42, station.Settings.Datum!.OffsetAt(1_772_323_200));
        Assert.Equal((12.5, 20.0, "dye tracer"), (station.Areas[0].SquareKilometres, station.Areas[0].UncertaintyPercent, station.Areas[0].Method));
        Assert.False(station.IsIllustrative);
        // 1.9 (0.5 - 0.1)^1.5 = 0.48067 by hand.
        Assert.Equal(0.48067, station.Settings.Ratings[0].Discharge(0.5, 1_772_323_200).CubicMetresPerSecond!.Value, 5);
        // 0.642 * 322.65 - 27.33 = 179.81 by hand.
        Assert.Equal(179.81, station.Settings.Regressions[0].Estimate(322.65).Concentration!.Value, 2);
        Assert.Equal(("Na", 0.57), (station.Settings.MeanIons[0].Ion, station.Settings.MeanIons[0].MilligramsPerLitre));
    }

    private const string Service = "[service may-ph]\nparameter = ph\nlast_service = 2026-03-01\nservice = 2026-05-01T09:00:00Z\nstandards = 7.06:7.16 10.18:10.25\nslope_percent = 91\n";

    [Fact]
    public void A_service_becomes_a_correction_and_a_calibration_of_the_glass()
    {
        StationSettings settings = StationFile.Read("huanghou.station", Good + "\n" + Service).Settings;
        SensorService service = Assert.Single(settings.Corrections.Services).Service;
        Assert.Equal((MonitoredParameter.Ph, 1_777_626_000, 2), (service.Parameter, service.UtcSeconds, service.Standards.Count));
        // 0.05, a day's growth of 0.05 / 30, and 0.01 for each of the 4 percent below 95 (docs/equations/carbonate.md).
        Assert.Equal(0.05 + 0.05 / 30 + 0.04, settings.PhStandardUncertaintyAt(1_777_626_000 + 86_400), 12);
        // Before the service the glass is as old as its deployment of 1 March.
        Assert.Equal(0.10, settings.PhStandardUncertaintyAt(1_772_323_200 + 30 * 86_400), 12);
    }

    [Theory]
    [InlineData("parameter = ph", "parameter = do", "field 'parameter': 'do' is not known; permitted: water_temp, sc25, ph")]
    [InlineData("service = 2026-05-01T09:00:00Z", "service = 2026-02-01", "field 'service': must be later than last_service")]
    [InlineData("7.06:7.16", "7.06/7.16", "field 'standards': '7.06/7.16' is no pair")]
    [InlineData("slope_percent = 91", "mode = percent", "field 'mode': percent is for sc25")]
    public void A_fault_of_a_service_is_told(string good, string bad, string told)
    {
        string text = Good + "\n" + Service.Replace(good, bad, StringComparison.Ordinal);
        Assert.Contains(told, Assert.Throws<BadInputException>(() => StationFile.Read("huanghou.station", text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("latitude_deg = 25.4", "latitude_deg = 95", "huanghou.station, line 7, field 'latitude_deg': '95' is not a number from -90 to 90")]
    [InlineData("mean_mg_l = 0.57", "mean_mg_l = 1L44", "huanghou.station, line 34, field 'mean_mg_l': '1L44' is not a number from 0 to 100000")]
    [InlineData("offset_m = 0.42", "offset_cm = 42", "line 17, field 'offset_cm': is not known in section [deployment 7]")]
    [InlineData("offset_m = 0.42", "", "line 14, field 'offset_m': missing in section [deployment 7]")]
    [InlineData("logger = kl-0a1b2c3d", "logger = kl-0A1B2C3D", "field 'logger': 'kl-0A1B2C3D' is no logger")]
    [InlineData("logger = kl-0a1b2c3d", "logger = kl-f0000001", "field 'logger': 'kl-f0000001' is no logger")]
    [InlineData("from = 2026-03-01T00:00:00Z", "from = 1.3.2026", "field 'from': '1.3.2026' is no instant")]
    [InlineData("[mean Na]", "[mean Fe]", "'Fe' is no ion of the pipeline")]
    [InlineData("[station huanghou]", "[station Huang Hou]", "'Huang Hou' is no slug")]
    [InlineData("[segment weir 1]", "[segment wier 1]", "[segment wier 1] belongs to no rating")]
    [InlineData("[mean Na]", "[means Na]", "section [means] is not known; permitted: station, site")]
    [InlineData("sc25_high_us_cm = 380", "sc25_high_us_cm = 270", "field 'sc25_high_us_cm': is not above sc25_low_us_cm")]
    [InlineData("gauged_low_m3_s = 0.02", "gauged_low_m3_s = 2", "field 'gauged_low_m3_s'")]
    public void A_fault_is_told_with_its_file_line_field_and_what_is_permitted(string good, string bad, string told)
    {
        string text = Good.Replace(good, bad, StringComparison.Ordinal);
        Assert.NotEqual(Good, text);
        Assert.Contains(told, Assert.Throws<BadInputException>(() => StationFile.Read("huanghou.station", text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_a_file_are_told_at_once()
    {
        string text = Good.Replace("altitude_m = 740", "altitude_m = high", StringComparison.Ordinal).Replace("exponent = 1.5", "exponent = 99", StringComparison.Ordinal);
        Assert.Equal(2, Assert.Throws<BadInputException>(() => StationFile.Read("f", text)).Message.Split('\n').Length);
    }

    [Fact]
    public void Comments_and_spacing_change_no_hash_but_a_changed_number_changes_that_of_its_section_alone()
    {
        StationConfiguration station = StationFile.Read("f", Good);
        Assert.Equal(station.Hash, StationFile.Read("f", "# survey of May\n\n" + Good.Replace(" = ", "   =  ", StringComparison.Ordinal)).Hash);
        StationConfiguration changed = StationFile.Read("f", Good.Replace("offset_m = 0.42", "offset_m = 0.43", StringComparison.Ordinal));
        Assert.NotEqual(station.Hash, changed.Hash);
        Assert.Equal(["deployment 7"], station.Sections.Zip(changed.Sections).Where(pair => !pair.First.Hash.SequenceEqual(pair.Second.Hash)).Select(pair => pair.First.Title));
    }

    [Fact]
    public void Thresholds_that_are_not_named_keep_the_karst_preset()
    {
        StationConfiguration station = StationFile.Read("f", Good + "\n[thresholds]\nstage_spike_fail_m = 0.8\nph_rate_fail_ph_per_15min = 0.9\n");
        QcSettings preset = QcSettings.Karst, own = station.Settings.Quality;
        Assert.Equal(preset.Stage with { SpikeFail = 0.8 }, own.Stage);
        Assert.Equal(preset.Ph with { RateFailPerSecond = 0.001 }, own.Ph);
        Assert.Equal(preset.SpecificConductance, own.SpecificConductance);
    }

    [Fact]
    public void Two_ratings_that_are_both_in_force_are_refused()
    {
        string text = Good + "\n[rating second]\nfrom = 2025-01-01\nprovenance = flood of 2024\n[segment second 1]\nc_m3_s = 2\nexponent = 1.5\nh0_m = 0.1\n";
        Assert.Contains("rating 'weir' is still in force then", Assert.Throws<BadInputException>(() => StationFile.Read("f", text)).Message, StringComparison.Ordinal);
        StationFile.Read("f", text.Replace("from = 2020-01-01", "from = 2020-01-01\nto = 2025-01-01", StringComparison.Ordinal));
    }
}
