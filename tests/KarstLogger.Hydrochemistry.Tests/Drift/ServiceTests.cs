using KarstLogger.Hydrochemistry.Drift;

namespace KarstLogger.Hydrochemistry.Tests.Drift;

/// <summary>What follows from a visit. Hand calculations stand at the numbers.</summary>
public sealed class ServiceTests
{
    private const long Start = 1_700_000_000, End = Start + 30 * 86400;

    [Fact]
    public void A_pH_error_that_USGS_leaves_alone_is_corrected_because_pCO2_needs_it()
    {
        SensorService service = Ph(driftAtSeven: 0.19);

        Assert.False(ServiceAssessment.Of(service, CorrectionCriteria.Usgs(MonitoredParameter.Ph)).CorrectionApplies);
        ServiceAssessment karst = ServiceAssessment.Of(service);
        Assert.True(karst.CorrectionApplies);
        Assert.Equal(RecordGrade.Excellent, karst.Grade); // the grade of USGS is kept
        Assert.Equal(RecordGrade.Fair, karst.PCo2!.Value.Grade);
        Assert.Equal(55, karst.PCo2!.Value.ErrorPercent, 0.5); // hydrology reference 9.3: 0.19 pH left alone is -35 or +55 % pCO2
        Assert.Equal(-35, ServiceAssessment.Of(Ph(driftAtSeven: -0.19)).PCo2!.Value.ErrorPercent, 0.5);
    }

    [Fact]
    public void An_error_within_the_noise_of_the_glass_leaves_the_record_as_it_is()
    {
        ServiceAssessment assessment = ServiceAssessment.Of(Ph(driftAtSeven: 0.04));

        Assert.Empty(assessment.Layers("visit", 1, CorrectionMode.Additive));
        Assert.Equal(RecordGrade.Excellent, assessment.PCo2!.Value.Grade);
    }

    [Fact]
    public void A_record_beyond_the_greatest_limit_is_neither_corrected_nor_published()
    {
        SensorService service = Conductivity(before: 280, after: 430); // 150 of 430 is 35 %, more than 30 %

        ServiceAssessment assessment = ServiceAssessment.Of(service);

        Assert.True(assessment.IsUnpublishable);
        Assert.Equal(RecordGrade.Poor, assessment.Grade);
        Assert.Empty(assessment.Layers("visit", 1, CorrectionMode.Additive));
    }

    [Fact]
    public void Without_a_field_meter_the_water_is_taken_as_steady_and_that_is_said()
    {
        ServiceAssessment assessment = ServiceAssessment.Of(Conductivity(before: 400, after: 430));

        Assert.True(assessment.IsWaterTakenAsSteady);
        Assert.Equal(30, assessment.FoulingError);
        Assert.Null(assessment.DriftError);
    }

    // A cell that shows 1308 in KCl 1413 is 8 % off: by hand 105 uS/cm there, and 300 x 105 / 1308 = 24.08 at 300, against limits of 9 (3 %) and 90 (30 %).
    [Fact]
    public void A_cell_that_is_off_by_a_share_is_judged_by_the_share_at_the_water_of_the_spring()
    {
        SensorService service = Conductivity(before: 300, after: 300) with { Standards = [new StandardCheck(1413, 1308)] };

        ServiceAssessment share = ServiceAssessment.Of(service, mode: CorrectionMode.Percent), difference = ServiceAssessment.Of(service);

        Assert.Equal(24.08, share.DriftError!.Value, 0.01);
        Assert.True(share.CorrectionApplies && !share.IsUnpublishable);
        Assert.Equal(105, difference.DriftError);
        Assert.True(difference.IsUnpublishable);
    }

    [Fact]
    public void Nothing_read_is_nothing_known()
    {
        SensorService service = new() { Parameter = MonitoredParameter.Ph, LastServiceUtcSeconds = Start, UtcSeconds = End };

        ServiceAssessment assessment = ServiceAssessment.Of(service);

        Assert.Null(assessment.Grade);
        Assert.Null(assessment.PCo2);
        Assert.False(assessment.CorrectionApplies);
    }

    [Fact]
    public void Raw_stays_raw_before_the_last_service_and_after_this_one()
    {
        CorrectionStack stack = new([new FoulingCorrection(new CorrectionSpan("visit", 1, Start, End), 30, CorrectionMode.Additive)]);

        Assert.Equal([400d, 400d, 415d, 430d, 400d],
            new[] { Start - 900, Start, (Start + End) / 2, End, End + 900 }.Select(t => stack.Apply(400, t)));
    }

    [Fact]
    public void The_newest_version_of_a_correction_is_in_force_and_the_order_of_entry_does_not_matter()
    {
        FoulingCorrection first = new(new CorrectionSpan("visit", 1, Start, End), 30, CorrectionMode.Additive), second = first with { Span = first.Span with { Version = 2 }, Error = 20 };
        DriftCorrection drift = new(new CorrectionSpan("visit", 1, Start, End), new DriftErrors([new StandardCheck(440, 400)]), CorrectionMode.Percent);

        double[] ends = [.. new CorrectionLayer[][] { [first, second, drift], [drift, second, first], [second, drift, first] }.Select(l => new CorrectionStack(l).Apply(380, End))];

        Assert.All(ends, end => Assert.Equal(440, end, 1e-9)); // (380 + 20) * (1 + 40 / 400)
    }

    [Fact]
    public void Two_different_layers_with_one_version_are_refused()
    {
        FoulingCorrection one = new(new CorrectionSpan("visit", 1, Start, End), 30, CorrectionMode.Additive);

        Assert.Throws<ArgumentException>(() => new CorrectionStack([one, one with { Error = 31 }]));
    }

    private static SensorService Ph(double driftAtSeven) => new()
    {
        Parameter = MonitoredParameter.Ph,
        LastServiceUtcSeconds = Start,
        UtcSeconds = End,
        Standards = [new StandardCheck(7.00, 7.00 - driftAtSeven)],
    };

    private static SensorService Conductivity(double before, double after) => new()
    {
        Parameter = MonitoredParameter.SpecificConductance,
        LastServiceUtcSeconds = Start,
        UtcSeconds = End,
        MonitorBeforeCleaning = before,
        MonitorAfterCleaning = after,
    };
}
