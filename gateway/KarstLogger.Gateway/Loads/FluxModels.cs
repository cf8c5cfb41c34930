using System.Globalization;
using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Laboratory;
using KarstLogger.Gateway.Stations;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Pipeline;
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

    // By reference: asked for every sample, and a record's own hash walks all its fields.
    private readonly Dictionary<RatingCurve, ModelUncertainty?> _ratings = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<IonRegression, ModelUncertainty?> _regressions = new(ReferenceEqualityComparer.Instance);
    private RatingCurve? _deviated;

    /// <summary>The ratings, told apart by their validity; empty where the table gives the discharge.</summary>
    public IReadOnlyList<RatingCurve> Ratings { get; private init; } = [];

    /// <summary>The regressions of HCO3, told apart by their validity; empty where the table gives the concentration.</summary>
    public IReadOnlyList<IonRegression> Regressions { get; private init; } = [];

    /// <summary>
    /// From gaugings (fitted by a power law) or a file of ratings, and a file of regressions (its HCO3, in mg/L); each may be absent.
    /// </summary>
    /// <exception cref="BadInputException">A file cannot be used, or both gaugings and ratings are given.</exception>
    public static FluxModels Of(InputFiles files, string? gaugings, string? ratings, string? regressions)
    {
        if (gaugings is not null && ratings is not null)
            throw new BadInputException("--gaugings and --rating: give one of them.");
        IonRegression[] hco3 = regressions is null ? [] : [.. RegressionJson.Read(files, regressions).Where(r => r.Ion == MajorIon.Bicarbonate.Symbol)];
        if (regressions is not null && hco3.Length == 0)
            throw new BadInputException(regressions, null, "ion", "no regression of HCO3 in this file.");
        if (hco3.FirstOrDefault(r => r.ConcentrationUnit != "mg/L") is { } other)
            throw new BadInputException(regressions!, null, "concentrationUnit", $"'{other.ConcentrationUnit}' is unknown; permitted: mg/L.");
        return new()
        {
            Ratings = gaugings is not null ? [Fit(files, gaugings)] : ratings is not null ? RatingText.Read(ratings, files.Text(ratings)) : [], Regressions = hco3,
        };
    }

    /// <summary>The ratings and HCO3 regressions of a station; either may be empty.</summary>
    public static FluxModels Of(StationSettings settings) => new()
    {
        Ratings = settings.Ratings, Regressions = [.. settings.Regressions.Where(r => r.Ion == MajorIon.Bicarbonate.Symbol)],
    };

    /// <summary>What is uncertain about a rating; null where its covariance is unknown or larger than the sums carry.</summary>
    public ModelUncertainty? UncertaintyOf(RatingCurve rating)
    {
        if (!_ratings.TryGetValue(rating, out ModelUncertainty? known))
            _ratings[rating] = known = rating.Covariance.IsEmpty || 3 * rating.Segments.Length > ParameterGradient.MostParameters ? null : Uncertainty(rating);
        return known;
    }

    /// <summary>What is uncertain about a regression, in mol/m3; null without its scatter.</summary>
    public ModelUncertainty? UncertaintyOf(IonRegression regression)
    {
        if (!_regressions.TryGetValue(regression, out ModelUncertainty? known))
            _regressions[regression] = known = regression.ResidualStandardDeviation is null ? null : Uncertainty(regression, 1 / MolarMasses.Bicarbonate);
        return known;
    }

    /// <summary>Discharge of the rating that this uncertainty belongs to, with its parameters off by the given deviations, for simulation.</summary>
    public double Deviated(ModelUncertainty uncertainty, double stageMetres, ReadOnlySpan<double> off)
    {
        if (_deviated is null || !ReferenceEquals(_ratings[_deviated], uncertainty))
            _deviated = _ratings.First(r => ReferenceEquals(r.Value, uncertainty)).Key;
        RatingCurve rating = _deviated;
        int index = 0;
        while (rating.Segments[index].UpperStageMetres is { } upper && stageMetres > upper)
            index++;
        RatingSegment segment = rating.Segments[index];
        return rating.RetransformationFactor * (segment with
        {
            LnC = segment.LnC + off[3 * index], Exponent = segment.Exponent + off[3 * index + 1], HeadDatumMetres = segment.HeadDatumMetres + off[3 * index + 2],
        }).Discharge(stageMetres);
    }

    private static RatingCurve Fit(InputFiles files, string file)
    {
        FitOutcome<PowerLawFit> outcome = PowerLawFit.Fit(TextFiles.Gaugings(files, file));
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
