using KarstLogger.Hydrochemistry.Quality;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Tests.Quality;

/// <summary>Floods pass, faults do not. Expected flags follow the rules of the hydrology reference, section 9.1.</summary>
public sealed class KarstPresetTests
{
    private const int At = 100;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_rise_of_1_8_m_over_two_hours_yields_no_fail(bool steepInTheMiddle)
    {
        Record record = new(300);
        for (int i = At; i < 300; i++)
        {
            double share = Math.Min(1, (i - At + 1) / 8.0);
            record.Stage[i] += 1.8 * (steepInTheMiddle ? share * share * (3 - 2 * share) : share);
        }

        QcResult result = record.Check();

        Assert.DoesNotContain(QcFlag.Fail, result.Flags(QcVariable.Stage));
    }

    [Fact]
    public void The_same_jump_in_one_sample_alone_fails_and_the_samples_after_it_pass()
    {
        Record record = new(300);
        for (int i = At; i < 300; i++)
            record.Stage[i] += 1.8;

        QcResult result = record.Check();

        Assert.Equal(QcFlag.Fail, result.Flag(QcVariable.Stage, At));
        QcFinding finding = Assert.Single(result.Findings, f => f.Variable == QcVariable.Stage);
        Assert.Equal((QcTest.RateOfChange, QcSupport.None), (finding.Test, finding.Support));
        Assert.InRange(finding.Value!.Value, 1.798 / 900, 1.802 / 900); // 1.8 m in 900 s, +-1 mm noise at either end
        Assert.Equal(QcFlag.Pass, result.Flag(QcVariable.Stage, At + 1));
    }

    [Fact]
    public void A_jump_after_rain_is_suspect_only()
    {
        Record record = new(300);
        for (int i = At; i < 300; i++)
            (record.Stage[i], record.RainTips[i]) = (record.Stage[i] + 1.8, 1002);

        QcFinding finding = Assert.Single(record.Check().Findings, f => f.Variable == QcVariable.Stage);

        Assert.Equal((QcFlag.Suspect, QcSupport.Rain), (finding.Flag, finding.Support));
    }

    [Fact]
    public void Rain_is_counted_across_a_restarted_counter()
    {
        Record record = new(300);
        for (int i = At; i < 300; i++)
            (record.Stage[i], record.RainTips[i]) = (record.Stage[i] + 1.8, 2); // two tips since the counter began again at 0

        Assert.Equal(QcFlag.Suspect, record.Check().Flag(QcVariable.Stage, At));
    }

    [Fact]
    public void A_single_tip_of_the_bucket_is_no_rain()
    {
        Record record = new(300);
        for (int i = At; i < 300; i++)
            (record.Stage[i], record.RainTips[i]) = (record.Stage[i] + 1.8, 1001);

        Assert.Equal(QcFlag.Fail, record.Check().Flag(QcVariable.Stage, At));
    }

    [Fact]
    public void A_jump_with_a_conductivity_that_falls_and_stays_down_is_suspect_only()
    {
        Record record = new(300);
        for (int i = At; i < 300; i++)
            (record.Stage[i], record.Conductance[i]) = (record.Stage[i] + 1.8, record.Conductance[i] - 40);

        QcFinding finding = Assert.Single(record.Check().Findings, f => f.Variable == QcVariable.Stage);

        Assert.Equal((QcFlag.Suspect, QcSupport.SecondVariable), (finding.Flag, finding.Support));
    }

    [Fact]
    public void A_disturbance_of_all_variables_in_one_reading_still_fails()
    {
        Record record = new(300);
        record.Stage[At] += 1.8;
        record.Conductance[At] -= 100;
        record.Temperature[At] += 2;

        QcResult result = record.Check();

        Assert.Equal(QcFlag.Fail, result.Flag(QcVariable.Stage, At));
        Assert.Equal(QcFlag.Fail, result.Flag(QcVariable.SpecificConductance, At));
        Assert.Equal(QcFlag.Fail, result.Flag(QcVariable.WaterTemperature, At));
    }

    [Fact]
    public void Spike_between_two_good_neighbours_is_failed_and_the_neighbours_are_not()
    {
        Record record = new(300);
        record.Ph[At] += 1;

        QcResult result = record.Check();

        Assert.Equal(QcFlag.Fail, result.Flag(QcVariable.Ph, At));
        Assert.Equal(QcFlag.Pass, result.Flag(QcVariable.Ph, At - 1));
        Assert.Equal(QcFlag.Pass, result.Flag(QcVariable.Ph, At + 1));
        Assert.Equal(1, result.RolledUp(QcVariable.Ph, At + 1).NotEvaluatedCount); // no rate of change from a wrong value
    }

    [Fact]
    public void Two_weeks_of_truly_flat_conduit_temperature_raise_no_flag_anywhere()
    {
        Record record = new(14 * 96);
        Array.Fill(record.Temperature, 15.31);

        QcResult result = record.Check();

        Assert.DoesNotContain(result.Findings, f => f.Test is not QcTest.TimeGap);
    }

    [Fact]
    public void Variables_that_stand_still_together_are_suspect_and_three_fail_with_the_temperature_flagged_along()
    {
        Record two = new(200), three = new(200);
        Array.Fill(two.Temperature, 15.31);
        Array.Fill(three.Temperature, 15.31);
        foreach (Record record in new[] { two, three })
            (record.Conductance, record.Ph) = ([.. record.Conductance.Select(_ => (double?)420)], [.. record.Ph.Select(_ => (double?)7.4)]);
        Array.Fill(three.Stage, 0.8);

        QcResult twoStill = two.Check(), threeStill = three.Check();

        // Twelve hours of standing still are 48 intervals of a quarter hour.
        Assert.DoesNotContain(twoStill.Findings, f => f.Test == QcTest.Stuck && f.Index < 48);
        Assert.Equal(QcFlag.Suspect, twoStill.Flag(QcVariable.SpecificConductance, 48));
        Assert.Equal(QcFlag.Suspect, twoStill.Flag(QcVariable.WaterTemperature, 48));
        Assert.Equal(QcFlag.Pass, twoStill.Flag(QcVariable.Stage, 48));
        Assert.All(QcSeries.Measured, variable => Assert.Equal(QcFlag.Fail, threeStill.Flag(variable, 48)));
    }

    [Fact]
    public void Conductivity_that_repeats_for_a_day_is_suspect_and_for_three_days_fails()
    {
        Record record = new(400);
        Array.Fill(record.Conductance, 420.13);

        QcFlag[] flags = record.Check().Flags(QcVariable.SpecificConductance);

        Assert.Equal((QcFlag.Pass, QcFlag.Suspect, QcFlag.Suspect, QcFlag.Fail), (flags[95], flags[96], flags[287], flags[288]));
    }

    [Fact]
    public void A_dead_glass_leaves_the_flags_of_all_other_variables_as_they_were()
    {
        Record alive = new(5 * 96), dead = new(5 * 96);
        foreach (Record record in new[] { alive, dead })
            (record.Stage[At], record.Conductance[At + 7]) = (3, 100);
        Array.Fill(dead.Ph, 7.0);
        dead.Ph[At + 7] = dead.Ph[At] = 13;

        QcResult before = alive.Check(), after = dead.Check();

        Assert.All(QcSeries.Measured.Where(v => v != QcVariable.Ph), variable => Assert.Equal(before.Flags(variable), after.Flags(variable)));
        Assert.Equal(QcFlag.Fail, after.Flag(QcVariable.Ph, dead.Ph.Length - 1));
    }
}
