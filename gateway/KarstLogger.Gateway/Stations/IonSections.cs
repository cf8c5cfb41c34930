using System.Collections.Immutable;
using System.Globalization;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Stations;

/// <summary>
/// Ions of a station file: <c>[regression Ca]</c> on specific conductance, <c>[mean Na]</c> for those that no conductivity tells. A second version of a regression is
/// <c>[regression Ca 2]</c>, told apart by its <c>from</c> and <c>to</c>.
/// </summary>
internal static class IonSections
{
    private static readonly (string Word, RegressionStanding Meaning)[] Standings =
    [
        ("fitted", RegressionStanding.Fitted), ("as-printed", RegressionStanding.AsPrinted), ("corrected", RegressionStanding.Corrected), ("illustrative", RegressionStanding.Illustrative),
    ];

    // A regression of nitrate enters the strong-acid bracket and its charge balance only; the carbonate state takes its mean.
    private static readonly string[] Ions = ["Ca", "Mg", "Na", "K", "Cl", "SO4", "HCO3", "NO3"];

    /// <summary>Stated as a mean only: in charge balance and ionic strength, and no variable of their own.</summary>
    private static readonly string[] FurtherMeans = ["F", "SiO2", "Sr"];

    /// <summary>True where the pipeline takes a regression of this ion.</summary>
    public static bool TakesRegression(string ion) => Ions.Contains(ion);

    public static ImmutableArray<IonRegression> ReadRegressions(List<ConfigSection> sections) =>
        [.. sections.Where(section => section.Kind == "regression").Select(ReadRegression)];

    public static ImmutableArray<MeanIon> ReadMeans(List<ConfigSection> sections) =>
    [
        .. sections.Where(section => section.Kind == "mean").Select(section => new MeanIon(
            IonOf(section, [.. Ions, .. FurtherMeans]), section.Number("mean_mg_l", 0, 100_000), section.OptionalNumber("sd_mg_l", 0, 100_000), section.Text("provenance"))),
    ];

    private static IonRegression ReadRegression(ConfigSection section)
    {
        double least = section.Number("sc25_low_us_cm", 0, 200_000), most = section.Number("sc25_high_us_cm", 0, 200_000);
        if (most <= least)
            section.Refuse("sc25_high_us_cm", "is not above sc25_low_us_cm");
        LineCovariance? covariance = CovarianceOf(section);
        int? samples = section.Has("samples") ? section.Integer("samples", 2, 1_000_000, 2) : null;
        return new IonRegression
        {
            Ion = IonOf(section, Ions),
            Covariance = covariance,
            // Only a fit with its covariance has degrees of freedom; a printed equation keeps the factor 2.
            CoverageFactor95 = covariance is not null && samples is > 2 ? IonRegression.FittedCoverageFactor95(samples.Value) : IonRegression.FactorWithoutDegreesOfFreedom,
            Slope = section.Number("slope_mg_l_per_us_cm", -10, 10),
            Intercept = section.Number("intercept_mg_l", -10_000, 10_000),
            LeastSpecificConductance = least,
            MostSpecificConductance = most,
            ResidualStandardDeviation = section.OptionalNumber("residual_sd_mg_l", 0, 10_000),
            SampleCount = samples,
            Provenance = section.Text("provenance"),
            Standing = section.Choice("standing", Standings),
            ValidFromUtcSeconds = section.OptionalInstant("from"),
            ValidToUtcSeconds = section.OptionalInstant("to"),
        };
    }

    /// <summary>The word of a standing in a station file.</summary>
    public static string WordOf(RegressionStanding standing) => Standings.First(s => s.Meaning == standing).Word;

    private static LineCovariance? CovarianceOf(ConfigSection section)
    {
        if (!section.Has("covariance"))
            return null;
        double[] values = [.. section.Text("covariance").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(v => double.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        if (values.Length == 3 && values[0] >= 0 && values[1] >= 0 && values[2] * values[2] <= values[0] * values[1] * (1 + 1e-9))
            return new(values[0], values[1], values[2]);
        section.Refuse("covariance", "takes three numbers: variance of the intercept, variance of the slope, their covariance (its square at most their product)");
        return null;
    }

    private static string IonOf(ConfigSection section, string[] permitted)
    {
        string ion = section.Name.Split(' ')[0];
        if (!permitted.Contains(ion))
            section.Refuse("", $"'{ion}' is no ion of the pipeline; permitted: {string.Join(", ", permitted)}");
        return ion;
    }
}
