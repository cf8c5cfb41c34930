using System.Text.Json;
using KarstLogger.Hydrochemistry.Quality;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Tests.Quality;

/// <summary>Time, air, ice and ions in the karst preset.</summary>
public sealed class KarstSampleTests
{
    [Fact]
    public void A_gap_is_a_finding_on_the_sample_and_nothing_against_its_values()
    {
        Record record = new(100);
        record.UtcSeconds = [.. record.UtcSeconds.Select((t, i) => i < 50 ? t : t + 7201)];

        QcResult result = record.Check();

        Assert.Equal([0, 50], result.Findings.Where(f => f.Test == QcTest.TimeGap).Select(f => f.Index));
        Assert.Equal(QcFlag.Suspect, result.Flag(QcVariable.Sample, 50));
        Assert.All(QcSeries.Measured, variable => Assert.Equal(QcFlag.Pass, result.Flag(variable, 50)));
    }

    [Fact]
    public void Of_two_samples_of_one_instant_the_first_is_kept_and_the_second_fails()
    {
        Record record = new(100);
        record.UtcSeconds[50] = record.UtcSeconds[49];
        record.Stage[50] = 9;

        QcResult result = record.Check();

        Assert.Equal(QcTest.Timestamp, Assert.Single(result.Findings, f => f.Index == 50).Test);
        Assert.Equal(QcFlag.Pass, result.Flag(QcVariable.Stage, 49));
        Assert.Equal(QcFlag.Fail, result.Flag(QcVariable.Stage, 50));
        Assert.Equal(QcFlag.Pass, result.Flag(QcVariable.Stage, 51));
    }

    [Fact]
    public void A_sample_from_the_future_of_its_reception_fails()
    {
        Record record = new(100);
        long?[] received = [.. record.UtcSeconds.Select(t => (long?)t + 20)];
        received[99] = record.UtcSeconds[99] - 301;

        QcResult result = KarstQc.Check(new QcSeries(record.UtcSeconds, record.Stage, receivedUtcSeconds: received), QcSettings.Karst);

        QcFinding finding = Assert.Single(result.Findings, f => f.Index == 99);
        Assert.Equal((QcTest.FutureTimestamp, 301d, 300d), (finding.Test, finding.Value!.Value, finding.Threshold!.Value));
        Assert.Equal(QcFlag.Fail, result.Flag(QcVariable.Stage, 99));
    }

    [Fact]
    public void The_preset_finds_air_on_the_sonde_as_the_reference_does_and_doubts_what_hangs_beside()
    {
        JsonElement item = GoldenJson.Read("qc_karst.json").GetProperty("out_of_water"), config = item.GetProperty("config");
        double?[] level = item.Values("level_m"), conductance = item.Values("ec25");
        long[] utcSeconds = [.. Enumerable.Range(0, level.Length).Select(i => Record.Start + 900L * i)];
        QcSettings settings = new()
        {
            OutOfWater = new OutOfWater((int)config.Number("win"), (int)config.Number("min_good"), config.Number("ec_air_abs"), config.Number("ec_air_frac"),
                config.Number("sensor_level_m"), config.Number("level_margin_m")),
        };

        QcResult result = KarstQc.Check(new QcSeries(utcSeconds, level, item.Values("temp_c"), specificConductanceMicrosiemensPerCentimetre: conductance), settings);

        QcFinding[] air = [.. result.Findings.Where(f => f.Test == QcTest.OutOfWater)];
        int[] expected = item.Flags("expected");
        for (int i = 0; i < expected.Length; i++)
        {
            QcFinding[] conductanceFindings = [.. air.Where(f => f.Index == i && f.Variable == QcVariable.SpecificConductance)];
            Assert.Equal(expected[i] is 3 or 4 ? [(QcFlag)expected[i]] : [], conductanceFindings.Select(f => f.Flag));
            Assert.Equal(expected[i] is 3 or 4, result.Flag(QcVariable.WaterTemperature, i) >= QcFlag.Suspect);
        }
    }

    [Fact]
    public void Ice_on_the_water_makes_the_level_suspect()
    {
        JsonElement ice = GoldenJson.Read("qc_karst.json").GetProperty("ice");
        double?[] temperature = ice.Values("temp_c");
        long[] utcSeconds = [.. temperature.Select((_, i) => Record.Start + 900L * i)];
        QcSettings settings = new() { IceDegreesCelsius = ice.Number("threshold_c") };

        QcResult result = KarstQc.Check(new QcSeries(utcSeconds, [.. temperature.Select(_ => (double?)0.8)], temperature), settings);

        int[] actual = [.. utcSeconds.Select((_, i) => (int)(result.Findings.FirstOrDefault(f => f.Index == i && f.Test == QcTest.Ice) is { Flag: not 0 } found ? found.Flag : QcFlag.Pass))];
        Assert.Equal(ice.Flags("expected_level_flag"), actual);
    }

    [Fact]
    public void A_frozen_spring_has_a_suspect_level_and_a_broken_thermometer_tells_of_no_ice()
    {
        Record record = new(100);
        record.Temperature[50] = 0.2;
        record.Temperature[60] = -40;

        QcResult result = record.Check();

        Assert.Equal([50], result.Findings.Where(f => f.Test == QcTest.Ice).Select(f => f.Index));
        Assert.Equal(QcFlag.Suspect, result.Flag(QcVariable.Stage, 50));
        Assert.Equal(QcFlag.Pass, result.Flag(QcVariable.Stage, 60));
    }

    [Fact]
    public void Conductivity_that_the_ions_do_not_explain_is_told_and_changes_no_flag()
    {
        Record record = new(20);
        double?[] ratio = new double?[20];
        (ratio[5], ratio[6]) = (1.1, 1.2);

        QcResult result = KarstQc.Check(new QcSeries(record.UtcSeconds, specificConductanceMicrosiemensPerCentimetre: record.Conductance, conductanceOverIons: ratio), QcSettings.Karst);

        QcFinding finding = Assert.Single(result.Findings, f => f.Test == QcTest.ConductanceFromIons);
        Assert.Equal((6, true, 1.1), (finding.Index, finding.IsInformative, finding.Threshold!.Value));
        Assert.Equal(QcFlag.Pass, result.Flag(QcVariable.SpecificConductance, 6));
    }

    [Fact]
    public void A_missing_value_is_missing_though_ioos_qc_would_pass_it()
    {
        Assert.Equal(new RolledUp(QcFlag.Missing, 0), RollUp.WorstKnown(valuePresent: false, QcFlag.Pass, QcFlag.Missing));
        Assert.Equal(QcFlag.Pass, RollUp.IoosQc(QcFlag.Pass, QcFlag.Missing));
    }

    [Fact]
    public void The_reported_flag_is_the_worst_that_is_known_with_the_tests_not_made_counted()
    {
        Assert.Equal(new RolledUp(QcFlag.Pass, 2), RollUp.WorstKnown(true, QcFlag.NotEvaluated, QcFlag.Pass, QcFlag.NotEvaluated));
        Assert.Equal(new RolledUp(QcFlag.Suspect, 1), RollUp.WorstKnown(true, QcFlag.Suspect, QcFlag.NotEvaluated, QcFlag.Pass));
        Assert.Equal(new RolledUp(QcFlag.NotEvaluated, 1), RollUp.WorstKnown(true, QcFlag.NotEvaluated));
    }
}
