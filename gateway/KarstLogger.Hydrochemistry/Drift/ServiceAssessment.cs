using System.Collections.Immutable;

namespace KarstLogger.Hydrochemistry.Drift;

/// <summary>What a service found: the errors, their grade, and the corrections that follow (USGS TM 1-D3).</summary>
public sealed record ServiceAssessment
{
    private ServiceAssessment(SensorService service) => Service = service;

    /// <summary>The readings.</summary>
    public SensorService Service { get; }

    /// <summary>E_f = (after - before) - (field end - field start); absent without both readings of the sonde. Without a field meter the water is taken as steady.</summary>
    public double? FoulingError { get; private init; }

    /// <summary>C_f = 100 E_f / before.</summary>
    public double? FoulingPercent { get; private init; }

    /// <summary>True where fouling was judged without a field meter: a change of the water is then taken for fouling.</summary>
    public bool IsWaterTakenAsSteady { get; private init; }

    /// <summary>E_d along the scale; absent without standards.</summary>
    public DriftErrors? Drift { get; private init; }

    /// <summary>The reading at which errors are compared with limits: the cleaned sonde in the water, else the middle of the standards.</summary>
    public double? Reading { get; private init; }

    /// <summary>E_d at <see cref="Reading"/>.</summary>
    public double? DriftError { get; private init; }

    /// <summary>|E_f| + |E_d|, of what is known.</summary>
    public double SumOfErrors { get; private init; }

    /// <summary>E_f + E_d: what the last sample before cleaning was wrong by.</summary>
    public double NetError { get; private init; }

    /// <summary>The limit above which is corrected, at <see cref="Reading"/>; absent where nothing was read.</summary>
    public double? Criterion { get; private init; }

    /// <summary>True where the errors are above the criterion.</summary>
    public bool CorrectionApplies { get; private init; }

    /// <summary>Grade; absent where nothing was read or no limits are known.</summary>
    public RecordGrade? Grade { get; private init; }

    /// <summary>True where the errors are so large that the stretch cannot be published: it is neither corrected nor used.</summary>
    public bool IsUnpublishable { get; private init; }

    /// <summary>For pH: what the error makes of pCO2 if it is left alone.</summary>
    public PCo2Effect? PCo2 { get; private init; }

    /// <summary>Judges a service.</summary>
    /// <param name="service">The readings.</param>
    /// <param name="criteria">Limits; absent = <see cref="CorrectionCriteria.Karst"/>.</param>
    /// <param name="mode">How the drift that the standards show is brought to the reading: as it is, or as a share. A cell that is 8 % off is so in weak water too.</param>
    /// <exception cref="ArgumentException">The service is not after the last one, or the standards cannot be used.</exception>
    public static ServiceAssessment Of(SensorService service, CorrectionCriteria? criteria = null, CorrectionMode mode = CorrectionMode.Additive)
    {
        if (service.UtcSeconds <= service.LastServiceUtcSeconds || service.FoulingOnsetUtcSeconds >= service.UtcSeconds)
            throw new ArgumentException("A service must be later than the last one and than the onset of fouling.");
        CorrectionCriteria limits = criteria ?? CorrectionCriteria.Karst(service.Parameter);
        double? waterChange = service.FieldMeterEnd - service.FieldMeterStart;
        double? fouling = service.MonitorAfterCleaning - service.MonitorBeforeCleaning - (waterChange ?? 0);
        DriftErrors? drift = service.Standards.Count > 0 ? new DriftErrors(service.Standards) : null;
        double? reading = service.MonitorAfterCleaning ?? service.MonitorBeforeCleaning ?? drift?.Standards.Average(s => s.Reading);
        double? driftError = reading is { } at ? mode == CorrectionMode.Percent ? drift?.PercentAt(at) / 100 * at : drift?.At(at) : null;
        double sum = Math.Abs(fouling ?? 0) + Math.Abs(driftError ?? 0), net = (fouling ?? 0) + (driftError ?? 0);
        bool known = fouling is not null || driftError is not null;
        return new ServiceAssessment(service)
        {
            FoulingError = fouling,
            FoulingPercent = 100 * fouling / service.MonitorBeforeCleaning,
            IsWaterTakenAsSteady = fouling is not null && waterChange is null,
            Drift = drift,
            Reading = reading,
            DriftError = driftError,
            SumOfErrors = sum,
            NetError = net,
            Criterion = reading is { } r ? limits.Correct.At(r) : null,
            CorrectionApplies = known && sum > limits.Correct.At(reading!.Value),
            Grade = known ? limits.GradeOf(sum, reading!.Value) : null,
            IsUnpublishable = known && sum > limits.Most.At(reading!.Value),
            PCo2 = known && service.Parameter == MonitoredParameter.Ph ? new PCo2Effect(net, sum) : null,
        };
    }

    /// <summary>The layers that follow: none where the errors are within the criterion or beyond the greatest limit.</summary>
    public ImmutableArray<CorrectionLayer> Layers(string id, int version, CorrectionMode mode) =>
        CorrectionApplies && !IsUnpublishable ? AllLayers(id, version, mode) : [];

    /// <summary>The layers whatever the criteria say, for a person who decides otherwise.</summary>
    public ImmutableArray<CorrectionLayer> AllLayers(string id, int version, CorrectionMode mode)
    {
        List<CorrectionLayer> layers = [];
        if ((mode == CorrectionMode.Additive ? FoulingError : FoulingPercent) is { } fouling)
            layers.Add(new FoulingCorrection(new CorrectionSpan(id, version, Service.FoulingOnsetUtcSeconds ?? Service.LastServiceUtcSeconds, Service.UtcSeconds), fouling, mode));
        if (Drift is { } drift)
            layers.Add(new DriftCorrection(new CorrectionSpan(id, version, Service.LastServiceUtcSeconds, Service.UtcSeconds), drift, mode));
        return [.. layers];
    }
}
