using System.Globalization;
using KarstLogger.Gateway.Stations;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Pipeline;

namespace KarstLogger.Gateway.Laboratory;

/// <summary>What a person is told about bottles and fits, in lines of text and CSV.</summary>
public static class RegressionReport
{
    /// <summary>Bottles that found no reading or another conductance, and analyses out of balance.</summary>
    public static void Pairs(TextWriter messages, IEnumerable<(Bottle Bottle, PairedBottle? Pair)> pairs, bool hasRecord)
    {
        foreach ((Bottle bottle, PairedBottle? pair) in pairs)
        {
            if (hasRecord && pair is null)
                messages.WriteLine($"{Name(bottle)}: no sonde reading at its minute; left out.");
            else if (pair is { ConductanceAgrees: false })
                messages.WriteLine(Invariant($"{Name(bottle)}: its conductance is {pair.ConductanceDifference:+0.0;-0.0} uS/cm off the logged {pair.Sonde.SpecificConductance:0.0}; left out."));
            if (bottle.Balance is { Grade: not ChargeBalanceGrade.Good, ErrorPercent: { } error } balance)
                messages.WriteLine(Invariant($"{Name(bottle)}: charge balance {error:+0.0;-0.0} % ({balance.Grade.ToString().ToLowerInvariant()})."));
        }
    }

    /// <summary>Outliers, maturity, and the balance of the predicted set.</summary>
    public static void Findings(TextWriter messages, IReadOnlyList<IonFit> fits)
    {
        foreach (IonFit fit in fits)
        {
            messages.WriteLine(fit switch
            {
                { Line: null } => Invariant($"{fit.Ion.Symbol}: {fit.Points.Count} bottles are too few for a line; mean {fit.Mean:0.###} mg/L, SD {fit.StandardDeviation:0.###}."),
                { Regression: null } => Invariant($"{fit.Ion.Symbol}: site mean {fit.Mean:0.###} mg/L, SD {fit.StandardDeviation:0.###} (--ion {fit.Ion.Symbol} fits a line)."),
                _ => Invariant($"{fit.Ion.Symbol}: {fit.Maturity.ToString().ToLowerInvariant()} with {fit.Points.Count} bottles."),
            });
            if (fit.Diagnostics is null)
                continue;
            foreach (int i in fit.Diagnostics.Outliers)
                messages.WriteLine(Invariant($"{fit.Ion.Symbol}: {Name(fit.Points[i].Bottle)} is an outlier (studentised {fit.Diagnostics.Points[i].ExternalStudentised:+0.0;-0.0}, Cook {fit.Diagnostics.Points[i].CookDistance:0.00})."));
            if (fit.Regression is not null && RegressionRules.IsRefitDue([.. fit.Diagnostics.Points.Select(p => p.Residual)], fit.Line!.ResidualStandardDeviation))
                messages.WriteLine($"{fit.Ion.Symbol}: the last {RegressionRules.WatchedResiduals} residuals lie on one side; fit the recent bottles alone.");
        }
    }

    /// <summary>One row an ion.</summary>
    public static string Csv(IReadOnlyList<IonFit> fits)
    {
        StringWriter csv = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        csv.WriteLine("ion,n,maturity,intercept_mgl,slope_mgl_per_uscm,se_intercept,se_slope,residual_sd_mgl,r2,r2_pred,ec25_min,ec25_max,theil_sen_slope,theil_sen_lower95,theil_sen_upper95,kendall_tau_b,mean_mgl,sd_mgl");
        foreach (IonFit fit in fits)
            csv.WriteLine(Invariant($"{fit.Ion.Symbol},{fit.Points.Count},{fit.Maturity},{fit.Regression?.Intercept:R},{fit.Regression?.Slope:R},{fit.Line?.InterceptStandardError:R},{fit.Line?.SlopeStandardError:R},{fit.Regression?.ResidualStandardDeviation:R},{Defined(fit.Line?.RSquared):R},{Defined(fit.Diagnostics?.PredictedRSquared):R},{fit.Regression?.LeastSpecificConductance:R},{fit.Regression?.MostSpecificConductance:R},{fit.MedianLine?.Slope:R},{fit.MedianLine?.SlopeLower95:R},{fit.MedianLine?.SlopeUpper95:R},{Defined(fit.MedianLine?.KendallTauB):R},{fit.Mean:R},{fit.StandardDeviation:R}"));
        return csv.ToString();
    }

    /// <summary>The sections of a station file, with the grammar's first line: a regression an ion, and the site means of the others.</summary>
    public static string Sections(IReadOnlyList<IonFit> fits, string provenance) => "format = 1\n" + string.Concat(fits.Select(f => f.Regression is { } regression && IonSections.TakesRegression(regression.Ion)
        ? RegressionText.Write(regression) : RegressionText.Write(new MeanIon(f.Ion.Symbol, f.Mean, f.StandardDeviation, $"mean, {provenance}"))));

    /// <summary>Holds bottles against regressions in force; 1 where one is out of family or disagrees with the record.</summary>
    public static int Judge(TextWriter output, IReadOnlyList<IonRegression> regressions, IEnumerable<(Bottle Bottle, PairedBottle? Pair)> pairs)
    {
        bool wrong = false;
        output.WriteLine("line,id,ion,ec25_uscm,measured_mgl,predicted_mgl,residual_mgl,studentised,standing");
        foreach ((Bottle bottle, PairedBottle? pair) in pairs)
            foreach (IonRegression regression in regressions)
            {
                if (MajorIon.Find(regression.Ion) is not { } ion || !bottle.Ions.TryGetValue(ion, out LaboratoryResult result) || result.MilligramsPerLitre is not { } measured)
                    continue;
                PairedBottle held = pair ?? new(bottle.UtcSeconds ?? 0, new(bottle.UtcSeconds ?? 0, bottle.SpecificConductance, bottle.Ph, bottle.WaterTemperature), null, null, null);
                BottleFinding finding = BottleFinding.Of(regression, held, measured);
                output.WriteLine(Invariant($"{bottle.Line},{bottle.Id},{regression.Ion},{held.Sonde.SpecificConductance:0.#},{measured:0.####},{measured - finding.Residual:0.####},{finding.Residual:0.####},{finding.StudentisedResidual:0.##},{finding.Standing}"));
                wrong |= finding.Standing is BottleStanding.OutOfFamily or BottleStanding.ConductanceDisagrees;
            }
        return wrong ? 1 : 0;
    }

    /// <summary>Nothing where the bottles all hold the same: there is no correlation of what does not vary.</summary>
    private static double? Defined(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private static string Name(Bottle bottle) => bottle.Id is { } id ? $"line {bottle.Line.ToString(CultureInfo.InvariantCulture)} ({id})" : $"line {bottle.Line.ToString(CultureInfo.InvariantCulture)}";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
