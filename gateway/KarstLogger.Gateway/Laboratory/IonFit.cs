using KarstLogger.Hydrochemistry.Ions;

namespace KarstLogger.Gateway.Laboratory;

/// <summary>A bottle as it enters a fit: the conductance it stands for (logged at its minute where a record is given, else its own) and its concentration.</summary>
public sealed record FitPoint(Bottle Bottle, PairedBottle? Pair, double SpecificConductance, double MilligramsPerLitre);

/// <summary>What a season of bottles says about one ion.</summary>
public sealed record IonFit
{
    public required MajorIon Ion { get; init; }

    public required IReadOnlyList<FitPoint> Points { get; init; }

    public required RegressionMaturity Maturity { get; init; }

    /// <summary>Null where there are too few bottles: then the mean stands.</summary>
    public LeastSquaresLine? Line { get; init; }

    /// <summary>Null as <see cref="Line"/>.</summary>
    public LineDiagnostics? Diagnostics { get; init; }

    /// <summary>Null as <see cref="Line"/>.</summary>
    public TheilSenLine? MedianLine { get; init; }

    /// <summary>The regression to be used; null as <see cref="Line"/>, and for an ion that stands as its site mean.</summary>
    public IonRegression? Regression { get; init; }

    /// <summary>Mean of the bottles, mg/L.</summary>
    public double Mean => Points.Average(p => p.MilligramsPerLitre);

    /// <summary>Standard deviation of the bottles, mg/L; null with one.</summary>
    public double? StandardDeviation => Points.Count < 2 ? null : Math.Sqrt(Points.Sum(p => (p.MilligramsPerLitre - Mean) * (p.MilligramsPerLitre - Mean)) / (Points.Count - 1));

    /// <summary>Fits one ion. Bottles below detection, without a conductance, or whose conductance is not the logged one stay out.</summary>
    public static IonFit? Of(MajorIon ion, IEnumerable<(Bottle Bottle, PairedBottle? Pair)> bottles, SondeRecord? record, FitChoice choice)
    {
        FitPoint[] points = [.. bottles.OrderBy(b => b.Bottle.UtcSeconds).Select(b => Point(ion, b.Bottle, b.Pair, record)).OfType<FitPoint>()];
        if (points.Length == 0)
            return null;
        double[] x = [.. points.Select(p => p.SpecificConductance)], y = [.. points.Select(p => p.MilligramsPerLitre)];
        long[] times = [.. points.Select(p => p.Bottle.UtcSeconds).OfType<long>()];
        double span = times.Length < 2 ? 0 : times.Max() - times.Min();
        RegressionMaturity maturity = RegressionRules.Maturity(points.Length, span, x.Min(), x.Max(), record?.Quantile(0.1) ?? double.NaN, record?.Quantile(0.9) ?? double.NaN);
        IonFit fit = new() { Ion = ion, Points = points, Maturity = maturity };
        if (maturity == RegressionMaturity.TooFew || LeastSquaresLine.Fit(x, y) is not { } line)
            return fit;
        TheilSenLine median = TheilSenLine.Fit(x, y, choice.Intercept)!;
        return fit with
        {
            Line = line, MedianLine = median, Diagnostics = LineDiagnostics.Of(line, x, y),
            Regression = !choice.Lines.Contains(ion) ? null : choice.Median ? IonRegression.FromMedianLine(ion.Symbol, median, x, y, choice.Provenance) : IonRegression.FromFit(ion.Symbol, line, choice.Provenance),
        };
    }

    private static FitPoint? Point(MajorIon ion, Bottle bottle, PairedBottle? pair, SondeRecord? record)
    {
        if (!bottle.Ions.TryGetValue(ion, out LaboratoryResult result) || result.MilligramsPerLitre is not { } milligrams)
            return null;
        if (record is null)
            return bottle.SpecificConductance is { } own ? new(bottle, null, own, milligrams) : null;
        return pair is { ConductanceAgrees: true, Sonde.SpecificConductance: { } logged } ? new(bottle, pair, logged, milligrams) : null;
    }
}

/// <summary>How a line is to be fitted.</summary>
/// <param name="Median">Theil-Sen instead of least squares.</param>
/// <param name="Intercept">Which intercept a median line gets.</param>
/// <param name="Lines">The ions that get a line; the others stand as their site mean.</param>
/// <param name="Provenance">What will stand in the regression's provenance.</param>
public sealed record FitChoice(bool Median, TheilSenIntercept Intercept, IReadOnlyList<MajorIon> Lines, string Provenance)
{
    /// <summary>Calcium, magnesium and bicarbonate follow the conductance; K, Na, Cl and SO4 stand as site means (docs/equations/ions.md 4) unless a person asks for their line.</summary>
    public static IReadOnlyList<MajorIon> DefaultLines { get; } = [MajorIon.Calcium, MajorIon.Magnesium, MajorIon.Bicarbonate];
}
