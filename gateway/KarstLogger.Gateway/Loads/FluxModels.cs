using System.Globalization;
using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Laboratory;
using KarstLogger.Gateway.Tables;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Gateway.Loads;

/// <summary>
/// The rating and the regression of a flux run with what is uncertain about them, in mol/m3; either may be absent where the table gives its result. A regression without a scatter has
/// no uncertainty, and then the totals have none.
/// </summary>
public sealed class FluxModels
{
    /// <summary>Correlation time of a regression's residual (docs/equations/flux.md 6: 5 days).</summary>
    public const double RegressionResidualSeconds = 5 * 86400.0;

    /// <summary>Correlation time of a rating's residual (the same: 30 days).</summary>
    public const double RatingResidualSeconds = 30 * 86400.0;

    public RatingCurve? Rating { get; private init; }

    public ModelUncertainty? RatingUncertainty { get; private init; }

    public IonRegression? Regression { get; private init; }

    public ModelUncertainty? RegressionUncertainty { get; private init; }

    /// <summary>mol/m3 per unit of the regression.</summary>
    public double MolesPerRegressionUnit { get; private init; } = 1;

    /// <summary>From a gauging table (fitted by a power law) and a file of regressions (its HCO3); null where a name is not given.</summary>
    /// <exception cref="BadInputException">A file cannot be used.</exception>
    public static FluxModels Of(string? gaugings, string? regressions)
    {
        RatingCurve? rating = gaugings is null ? null : Fit(gaugings);
        IonRegression? regression = regressions is null ? null : RegressionJson.Read(regressions).FirstOrDefault(r => r.Ion == MajorIon.Bicarbonate.Symbol)
            ?? throw new BadInputException(regressions, null, "ion", "no regression of HCO3 in this file.");
        double perUnit = regression?.ConcentrationUnit switch
        {
            null or "mol/m3" or "mmol/L" => 1,
            "mg/L" => 1 / MolarMasses.Bicarbonate,
            string other => throw new BadInputException(regressions!, null, "concentrationUnit", $"'{other}' is unknown; permitted: mg/L, mol/m3, mmol/L."),
        };
        return new()
        {
            Rating = rating, RatingUncertainty = rating is null ? null : Uncertainty(rating), Regression = regression, MolesPerRegressionUnit = perUnit,
            RegressionUncertainty = regression?.ResidualStandardDeviation is null ? null : Uncertainty(regression, perUnit),
        };
    }

    /// <summary>Discharge with the parameters of the one segment off by the given deviations, for simulation.</summary>
    public double Deviated(ModelUncertainty rating, double stageMetres, ReadOnlySpan<double> off)
    {
        RatingSegment segment = Rating!.Segments[0];
        return Rating.RetransformationFactor *
            new RatingSegment(segment.LnC + off[0], segment.Exponent + off[1], segment.HeadDatumMetres + off[2]).Discharge(stageMetres);
    }

    private static RatingCurve Fit(string file)
    {
        using CsvTable table = CsvTable.Open(file);
        string stage = table.Need("stage_m", "h_m", "h"), discharge = table.Need("q_m3s", "discharge_m3s", "q");
        List<Gauging> gaugings = [];
        while (table.Read())
            gaugings.Add(new(table.NeedNumber(stage, -100, 1000), table.NeedNumber(discharge, 0, 10000)));
        FitOutcome<PowerLawFit> outcome = PowerLawFit.Fit(gaugings);
        return outcome.Fit is { } fit ? RatingCurve.FromFit(fit, $"power law of {Path.GetFileName(file)}", long.MinValue)
            : throw new BadInputException(file, null, null, $"no rating could be fitted: {outcome.Refusal}.");
    }

    private static ModelUncertainty Uncertainty(RatingCurve rating)
    {
        int width = 3 * rating.Segments.Length;
        double[,] covariance = new double[width, width];
        for (int i = 0; i < rating.Covariance.Length; i++)
            covariance[i / width, i % width] = rating.Covariance[i];
        return new(rating.Id, covariance, rating.ResidualStandardDeviationLn, RatingResidualSeconds);
    }

    private static ModelUncertainty Uncertainty(IonRegression regression, double perUnit)
    {
        LineCovariance line = regression.Covariance ?? default;
        double square = perUnit * perUnit;
        double[,] covariance =
        {
            { line.InterceptVariance * square, line.InterceptSlopeCovariance * square }, { line.InterceptSlopeCovariance * square, line.SlopeVariance * square },
        };
        return new(string.Create(CultureInfo.InvariantCulture, $"{regression.Ion}: {regression.Provenance}"), covariance,
            regression.ResidualStandardDeviation!.Value * perUnit, RegressionResidualSeconds);
    }
}
