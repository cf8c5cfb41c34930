using System.Globalization;

namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>
/// Whether published means and regressions can be true together, without any other data (reference/seed-tables.md): each doubt is a named finding with its numbers,
/// and an equation that cannot be what was fitted is refused.
/// </summary>
public static class PublishedTableCheck
{
    /// <summary>A regression passes through the means of its data; more than this off, in percent, and it was not fitted to them.</summary>
    private const double MeanLimitPercent = 5;

    /// <summary>The bounds on slopes are good to about this share.</summary>
    private const double SlopeBoundShare = 0.10;

    /// <summary>Below this correlation an equation says no more than a mean.</summary>
    private const double NoRelation = 0.3;

    /// <summary>A printed coefficient of variation of two decimals is rounded by at most this.</summary>
    private const double RoundingOfVariation = 0.005;

    /// <summary>Spread of a spring's temperature and pH beyond which the site is a surface stream or the number a misprint.</summary>
    private const double SpringCelsiusSpread = 3, SpringPHSpread = 0.4;

    /// <summary>Differences between printed and computed SIc, and pCO2 in percent, that pass.</summary>
    private const double IndexLimit = 0.05, PCo2LimitPercent = 5;

    /// <summary>All findings on one catchment.</summary>
    public static IEnumerable<PublishedFinding> Of(PublishedTable table, CarbonateModel model) =>
        [.. table.Equations.SelectMany(equation => Equation(table, equation)), .. Balances(table), .. Spreads(table), .. Chemistry(table, model)];

    /// <summary>Pairs of catchments whose means of minor ions stand in opposite order in the two tables: columns exchanged in one of them.</summary>
    public static IEnumerable<PublishedFinding> Exchanged(IReadOnlyList<PublishedTable> tables)
    {
        for (int i = 0; i < tables.Count; i++)
            for (int j = i + 1; j < tables.Count; j++)
            {
                (PublishedTable a, PublishedTable b) = (tables[i], tables[j]);
                string[] common = [.. a.Equations.Where(e => e.Slope is null && b.Equations.Any(o => o.Ion == e.Ion && o.Slope is null && o.Intercept is not null)).Select(e => e.Ion)
                    .Where(ion => a.Mean(ion) is not null && b.Mean(ion) is not null)];
                if (common.Length >= 3 && common.All(ion => Reversed(a, b, ion)))
                    yield return Found(a.Catchment + "/" + b.Catchment, string.Join(' ', common), "columns_exchanged", $"all {common.Length} minor ions stand in opposite order in the two tables");
            }
    }

    private static bool Reversed(PublishedTable a, PublishedTable b, string ion) =>
        (a.Mean(ion)!.Mean - b.Mean(ion)!.Mean) * (a.Equations.First(e => e.Ion == ion).Intercept - b.Equations.First(e => e.Ion == ion).Intercept) < 0;

    private static IEnumerable<PublishedFinding> Equation(PublishedTable table, PublishedEquation equation)
    {
        string c = table.Catchment, ion = equation.Ion;
        if (equation.Intercept is not double intercept)
        {
            yield return Found(c, ion, "coefficient_unreadable", $"'{equation.Printed}' is not a number", refused: true);
            yield break;
        }
        if (table.Mean("EC25") is not PublishedMean ec || table.Mean(ion) is not PublishedMean mean || equation.Slope is not double slope)
            yield break;
        double percent = 100 * (equation.At(ec.Mean)!.Value / mean.Mean - 1);
        if (Math.Abs(percent) > MeanLimitPercent)
            yield return Found(c, ion, "misses_its_mean", $"{equation.At(ec.Mean):F2} at the mean EC {ec.Mean}, mean {mean.Mean} mg/L: {percent:+0;-0} %");
        if (slope > 0 && intercept < 0)
            yield return Found(c, ion, "negative_at_low_conductivity", $"below EC {-intercept / slope:F0} uS/cm");
        if (IonicConductance.LargestSlopeMilligramsPerLitrePerMicrosiemens(ion) is double bound && slope > bound)
            yield return Found(c, ion, slope > bound * (1 + SlopeBoundShare) ? "slope_above_ionic_conductance" : "slope_at_ionic_conductance",
                $"{slope} mg/L per uS/cm; the conductance of the ions allows about {bound}");
        if (ec.StandardDeviation is double ofEc && mean.StandardDeviation is double ofIon)
            foreach (PublishedFinding finding in Correlation(c, ion, slope * ofEc / ofIon, RoundingOfVariation / ec.CoefficientOfVariation!.Value + RoundingOfVariation / mean.CoefficientOfVariation!.Value))
                yield return finding;
    }

    /// <summary>r = slope SD(EC) / SD(ion) of a least-squares line is at most 1; <paramref name="rounding"/> is how far the printed digits can have moved it.</summary>
    private static IEnumerable<PublishedFinding> Correlation(string catchment, string ion, double r, double rounding)
    {
        if (Math.Abs(r) > 1 + rounding)
            yield return Found(catchment, ion, "correlation_above_one", $"r = slope SD(EC)/SD(ion) = {r:F2} (digits as printed allow +-{100 * rounding:F0} %): not a line fitted to these data", refused: true);
        else if (Math.Abs(r) > 1)
            yield return Found(catchment, ion, "correlation_at_its_bound", $"r = {r:F2}, above 1 within the rounding of the printed digits ({100 * rounding:F0} %)");
        else if (Math.Abs(r) < NoRelation)
            yield return Found(catchment, ion, "no_relation", $"r = {r:F2}: the equation says no more than the mean");
    }

    private static IEnumerable<PublishedFinding> Balances(PublishedTable table)
    {
        if (ChargeBalance.ErrorPercent(table.AtMeans()) is double ofMeans && Math.Abs(ofMeans) > WaterFindings.ChargeBalanceLimitPercent)
            yield return Found(table.Catchment, "", "charge_balance_of_means", $"{ofMeans:+0.0;-0.0} %");
        if (ChargeBalance.ErrorPercent(table.FromEquations()) is double ofEquations && Math.Abs(ofEquations) > WaterFindings.ChargeBalanceLimitPercent)
            yield return Found(table.Catchment, "", "charge_balance_of_equations", $"{ofEquations:+0.0;-0.0} % at the mean EC");
    }

    private static IEnumerable<PublishedFinding> Spreads(PublishedTable table)
    {
        if (table.Mean("T_C")?.StandardDeviation is double celsius && celsius > SpringCelsiusSpread)
            yield return Found(table.Catchment, "T_C", "spread_of_a_surface_stream", $"SD {celsius:F1} degC: a surface stream or a misprint");
        if (table.Mean("pH")?.StandardDeviation is not double pH)
            yield break;
        if (pH > SpringPHSpread)
            yield return Found(table.Catchment, "pH", "spread_of_a_surface_stream", $"SD {pH:F2}: a surface stream or a misprint");
        double factor = Elementary.Exp(Elementary.Ln10 * pH * Elementary.Ln10 * pH / 2);
        yield return Found(table.Catchment, "pCO2", "mean_is_not_value_at_mean_pH", $"with pH SD {pH:F2} the mean pCO2 is about {factor:F2} times pCO2 at the mean pH");
    }

    private static IEnumerable<PublishedFinding> Chemistry(PublishedTable table, CarbonateModel model)
    {
        WaterSample means = table.AtMeans();
        CarbonateState state = CarbonateSolver.Solve(means, model);
        if (table.Mean("SI_Calcite") is PublishedMean index && state.CalciteSaturationIndex is double si && Math.Abs(si - index.Mean) > IndexLimit)
            yield return Found(table.Catchment, "SI_Calcite", "index_not_of_these_means", $"{si:F3} computed at the means ({model.Tag}), {index.Mean} printed");
        if (table.Mean("pCO2_Pa") is PublishedMean pressure && state.PCo2Pascals is double pascals && Math.Abs(100 * (pascals / pressure.Mean - 1)) > PCo2LimitPercent)
        {
            double? needed = Equilibration.ToCarbonDioxide(means, pressure.Mean, model)?.Water.PH;
            yield return Found(table.Catchment, "pCO2_Pa", "pressure_not_of_these_means", $"{pascals:F0} Pa computed at the means, {pressure.Mean:F0} printed, which needs pH {needed:F2} (printed {means.PH})");
        }
    }

    private static PublishedFinding Found(string catchment, string quantity, string name, FormattableString text, bool refused = false) =>
        new(catchment, quantity, new WaterFinding(name, text.ToString(CultureInfo.InvariantCulture)), refused);
}
