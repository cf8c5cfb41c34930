namespace KarstLogger.Hydrochemistry.Ions;

/// <summary>One logged sample that a bottle may be paired with; absent readings are null.</summary>
public readonly record struct LoggedReading(long UtcSeconds, double? SpecificConductance, double? Ph, double? WaterTemperature);

/// <summary>A bottle and what the sonde said at its minute. Differences are bottle minus sonde and are shown before the bottle enters a regression.</summary>
/// <param name="UtcSeconds">When the bottle was filled.</param>
/// <param name="Sonde">The sonde's readings at that instant, interpolated between its neighbours.</param>
/// <param name="ConductanceDifference">uS/cm at 25 degC; null where either is absent.</param>
/// <param name="PhDifference">pH units.</param>
/// <param name="TemperatureDifference">degC.</param>
public sealed record PairedBottle(
    long UtcSeconds, LoggedReading Sonde, double? ConductanceDifference, double? PhDifference, double? TemperatureDifference)
{
    /// <summary>A bottle and the record may disagree by the larger of 5 uS/cm and 3 % (the correction criterion of USGS TM 1-D3 for specific conductance, docs/equations/ions.md 5).</summary>
    public bool ConductanceAgrees =>
        ConductanceDifference is not { } difference || Math.Abs(difference) <= Math.Max(5, 0.03 * Sonde.SpecificConductance!.Value);
}

/// <summary>Finds what the sonde logged at the minute a bottle was filled.</summary>
public static class BottlePairing
{
    /// <summary>Between two readings further apart than this the water may have changed: two 15-minute intervals, one lost reading.</summary>
    public const long DefaultLongestGapSeconds = 1800;

    /// <summary>
    /// Pairs a bottle with the record (ascending in time). A reading within the same minute is taken as it is; else the two neighbours are interpolated where they are at most
    /// <paramref name="longestGapSeconds"/> apart. Null where the record has no such neighbours.
    /// </summary>
    public static PairedBottle? Pair(
        long utcSeconds, double? bottleConductance, double? bottlePh, double? bottleTemperature, IReadOnlyList<LoggedReading> record,
        long longestGapSeconds = DefaultLongestGapSeconds)
    {
        if (At(utcSeconds, record, longestGapSeconds) is not { } sonde)
            return null;
        return new(utcSeconds, sonde, bottleConductance - sonde.SpecificConductance, bottlePh - sonde.Ph, bottleTemperature - sonde.WaterTemperature);
    }

    private static LoggedReading? At(long utcSeconds, IReadOnlyList<LoggedReading> record, long longestGapSeconds)
    {
        int after = FirstNotBefore(record, utcSeconds);
        if (after < record.Count && record[after].UtcSeconds - utcSeconds < 30)
            return record[after];
        if (after > 0 && utcSeconds - record[after - 1].UtcSeconds <= 30)
            return record[after - 1];
        if (after == 0 || after == record.Count || record[after].UtcSeconds - record[after - 1].UtcSeconds > longestGapSeconds)
            return null;
        LoggedReading a = record[after - 1], b = record[after];
        double fraction = (utcSeconds - a.UtcSeconds) / (double)(b.UtcSeconds - a.UtcSeconds);
        double? Between(double? from, double? to) => from + fraction * (to - from);
        return new(utcSeconds, Between(a.SpecificConductance, b.SpecificConductance), Between(a.Ph, b.Ph), Between(a.WaterTemperature, b.WaterTemperature));
    }

    private static int FirstNotBefore(IReadOnlyList<LoggedReading> record, long utcSeconds)
    {
        int low = 0, high = record.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = record[middle].UtcSeconds < utcSeconds ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}

/// <summary>How a new bottle stands to the regression in force.</summary>
public enum BottleStanding
{
    /// <summary>It fits.</summary>
    InFamily,

    /// <summary>Outside the range of the regression's bottles: it extends the range at the next refit.</summary>
    ExtendsRange,

    /// <summary>More than three prediction errors off: look for the cause (bottle, titration, pairing, changed water) before any refit.</summary>
    OutOfFamily,

    /// <summary>The bottle's conductance is not the one logged at its minute: another water or a wrong clock; it does not enter a fit.</summary>
    ConductanceDisagrees,

    /// <summary>The regression has no scatter to judge by.</summary>
    NotJudged,
}

/// <summary>A bottle held against the regression: the finding, the residual and the residual in prediction errors.</summary>
public readonly record struct BottleFinding(BottleStanding Standing, double? Residual, double? StudentisedResidual)
{
    /// <summary>Beyond this many prediction errors a bottle is out of family (docs/equations/ions.md 6: |t| &gt; 3).</summary>
    public const double OutOfFamilyErrors = 3;

    /// <summary>Judges one bottle by its pairing and its measured concentration, in the regression's unit.</summary>
    public static BottleFinding Of(IonRegression regression, PairedBottle bottle, double concentration)
    {
        if (bottle.Sonde.SpecificConductance is not { } conductance || regression.ResidualStandardDeviation is not { } scatter)
            return new(BottleStanding.NotJudged, null, null);
        double residual = concentration - regression.Intercept - regression.Slope * conductance;
        double errors = residual / Math.Sqrt(scatter * scatter + (regression.Covariance?.At(conductance) ?? 0));
        bool outside = conductance < regression.LeastSpecificConductance || conductance > regression.MostSpecificConductance;
        BottleStanding standing = !bottle.ConductanceAgrees ? BottleStanding.ConductanceDisagrees
            : Math.Abs(errors) > OutOfFamilyErrors ? BottleStanding.OutOfFamily
            : outside ? BottleStanding.ExtendsRange : BottleStanding.InFamily;
        return new(standing, residual, errors);
    }
}
