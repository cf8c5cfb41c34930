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
    /// <summary>What is uncertain about them.</summary>
    public SharedModels Shared { get; } = new();

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

    private static RatingCurve Fit(InputFiles files, string file)
    {
        FitOutcome<PowerLawFit> outcome = PowerLawFit.Fit(TextFiles.Gaugings(files, file));
        return outcome.Fit is { } fit ? RatingCurve.FromFit(fit, $"power law of {Path.GetFileName(file)}", long.MinValue)
            : throw new BadInputException(file, null, null, $"no rating could be fitted: {outcome.Refusal}.");
    }
}
