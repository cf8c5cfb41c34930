using KarstLogger.Hydrochemistry.Drift;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Tests.Pipeline;

/// <summary>Services between two samples of the record: 100 quarter hours from the last service to this one.</summary>
public class SensorCorrectionTests
{
    private const long Last = PipelineStation.Start, Now = PipelineStation.Start + 100 * 900;

    [Fact]
    public void Fouling_found_at_a_service_grows_into_the_record_by_time_and_ends_with_the_cleaning()
    {
        // 360 before and 380 after cleaning, the field meter says the water stayed: E_f = 20, above 3 % of 380 = 11.4 uS/cm. Half way 10 is added.
        DerivedSeries series = Run(new SensorVisit("spring", new SensorService
        {
            Parameter = MonitoredParameter.SpecificConductance, LastServiceUtcSeconds = Last, UtcSeconds = Now,
            MonitorBeforeCleaning = 360, MonitorAfterCleaning = 380, FieldMeterStart = 381, FieldMeterEnd = 381,
        }));
        Assert.Equal(374.56, series.Value(StationVariable.SpecificConductance, 0)!.Value, 1e-9);
        Assert.Equal(384.56, series.Value(StationVariable.SpecificConductance, 50)!.Value, 1e-9);
        Assert.Equal(394.56, series.Value(StationVariable.SpecificConductance, 100)!.Value, 1e-9);
        Assert.Equal(374.56, series.Value(StationVariable.SpecificConductance, 101)!.Value, 1e-9);
        // Alkalinity takes the corrected value: 0.816 * 384.56 - 73.49 = 240.31 mg/L.
        Assert.Equal(240.31, series.Value(StationVariable.Alkalinity, 50)!.Value, 0.005);
    }

    [Fact]
    public void Drift_found_in_buffers_corrects_pH_and_with_it_pCO2()
    {
        // Reads 7.16 in the buffer of 7.06: E_d = -0.10 everywhere; half way -0.05, which is 10^0.05 = 1.122 times the pCO2.
        SensorVisit drift = new("buffers", new SensorService { Parameter = MonitoredParameter.Ph, LastServiceUtcSeconds = Last, UtcSeconds = Now, Standards = [new StandardCheck(7.06, 7.16)] });
        DerivedSeries corrected = Run(drift), raw = Run();
        Assert.Equal(7.66, corrected.Value(StationVariable.Ph, 50)!.Value, 1e-9);
        Assert.Equal(1.122, corrected.Value(StationVariable.PCo2, 50)!.Value / raw.Value(StationVariable.PCo2, 50)!.Value, 0.003);
        Assert.Equal(7.71, corrected.Samples[50].Ph.Value);
    }

    [Fact]
    public void A_stretch_beyond_the_greatest_limit_fails_uncorrected_and_leaves_the_flux()
    {
        // 2.5 pH off: above the 2.0 of USGS TM 1-D3.
        DerivedSeries series = Run(new SensorVisit("broken", new SensorService { Parameter = MonitoredParameter.Ph, LastServiceUtcSeconds = Last, UtcSeconds = Now, Standards = [new StandardCheck(7.06, 9.56)] }));
        Assert.Equal((7.71, QcFlag.Fail), (series.Value(StationVariable.Ph, 50)!.Value, series.Flag(StationVariable.Ph, 50)));
        Assert.Null(series.Value(StationVariable.PCo2, 50));
        Assert.NotNull(series.Value(StationVariable.CarbonSinkFlux, 50));
        Assert.NotNull(series.Value(StationVariable.PCo2, 101));
    }

    private static DerivedSeries Run(params SensorVisit[] services) => StationPipeline.Run(
        StationWindow.Whole(PipelineStation.Samples(110, (_, s) => s with { Ph = ProbeValue.Good(7.71), Conductivity = ProbeValue.Good(374.56) })),
        PipelineStation.Settings with { Corrections = new SensorCorrections(services) });
}
