namespace KarstLogger.Hydrochemistry.Drift;

/// <summary>When a record is corrected, how it is graded and when it cannot be published at all; all three compare |fouling error| + |drift error|.</summary>
/// <param name="Correct">Above this the correction is applied.</param>
/// <param name="Grades">Upper limits, included, of excellent, good and fair; absent where no published limits were verified.</param>
/// <param name="Most">Above this the stretch is unpublishable: neither corrected nor used.</param>
public sealed record CorrectionCriteria(ErrorLimit Correct, (ErrorLimit Excellent, ErrorLimit Good, ErrorLimit Fair)? Grades, ErrorLimit Most)
{
    /// <summary>
    /// The pH error from which this project corrects. The 0.2 of USGS would leave pCO2 wrong by -37 or +58 %; 0.05 is the uncertainty of a well calibrated glass in the field,
    /// and less than that would correct noise (hydrology reference 9.3).
    /// </summary>
    public const double KarstPhCriterion = 0.05;

    /// <summary>USGS Techniques and Methods 1-D3 (Wagner et al. 2006).</summary>
    public static CorrectionCriteria Usgs(MonitoredParameter parameter) => parameter switch
    {
        MonitoredParameter.WaterTemperature => new(new(0.2, 0), (new(0.2, 0), new(0.5, 0), new(0.8, 0)), new(2, 0)),
        MonitoredParameter.SpecificConductance => new(new(5, 3), (new(0, 3), new(0, 10), new(0, 15)), new(0, 30)),
        MonitoredParameter.Ph => new(new(0.2, 0), (new(0.2, 0), new(0.5, 0), new(0.8, 0)), new(2, 0)),
        MonitoredParameter.DissolvedOxygen => new(new(0.3, 0), null, new(2, 20)),
        MonitoredParameter.Turbidity => new(new(0.5, 5), null, new(3, 30)),
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter, "Not a monitored parameter."),
    };

    /// <summary>USGS, with the tighter pH criterion that pCO2 needs: the default.</summary>
    public static CorrectionCriteria Karst(MonitoredParameter parameter) =>
        parameter == MonitoredParameter.Ph ? Usgs(parameter) with { Correct = new(KarstPhCriterion, 0) } : Usgs(parameter);

    /// <summary>The grade of an error at a reading; absent where there are no limits.</summary>
    public RecordGrade? GradeOf(double error, double reading) =>
        Grades is not { } limits ? null
        : error <= limits.Excellent.At(reading) ? RecordGrade.Excellent
        : error <= limits.Good.At(reading) ? RecordGrade.Good
        : error <= limits.Fair.At(reading) ? RecordGrade.Fair
        : RecordGrade.Poor;
}
