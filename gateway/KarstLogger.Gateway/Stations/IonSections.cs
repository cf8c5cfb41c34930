using System.Collections.Immutable;
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
    private static readonly string[] Ions = ["Ca", "Mg", "Na", "K", "Cl", "SO4", "HCO3"];

    public static ImmutableArray<IonRegression> ReadRegressions(List<ConfigSection> sections) =>
        [.. sections.Where(section => section.Kind == "regression").Select(ReadRegression)];

    public static ImmutableArray<MeanIon> ReadMeans(List<ConfigSection> sections) =>
    [
        .. sections.Where(section => section.Kind == "mean").Select(section => new MeanIon(
            IonOf(section), section.Number("mean_mg_l", 0, 100_000), section.OptionalNumber("sd_mg_l", 0, 100_000), section.Text("provenance"))),
    ];

    private static IonRegression ReadRegression(ConfigSection section)
    {
        double least = section.Number("sc25_low_us_cm", 0, 200_000), most = section.Number("sc25_high_us_cm", 0, 200_000);
        if (most <= least)
            section.Refuse("sc25_high_us_cm", "is not above sc25_low_us_cm");
        return new IonRegression
        {
            Ion = IonOf(section),
            Slope = section.Number("slope_mg_l_per_us_cm", -10, 10),
            Intercept = section.Number("intercept_mg_l", -10_000, 10_000),
            LeastSpecificConductance = least,
            MostSpecificConductance = most,
            ResidualStandardDeviation = section.OptionalNumber("residual_sd_mg_l", 0, 10_000),
            SampleCount = section.Has("samples") ? section.Integer("samples", 2, 1_000_000, 2) : null,
            Provenance = section.Text("provenance"),
            Standing = section.Choice("standing", ("fitted", RegressionStanding.Fitted), ("as-printed", RegressionStanding.AsPrinted),
                ("corrected", RegressionStanding.Corrected), ("illustrative", RegressionStanding.Illustrative)),
            ValidFromUtcSeconds = section.OptionalInstant("from"),
            ValidToUtcSeconds = section.OptionalInstant("to"),
        };
    }

    private static string IonOf(ConfigSection section)
    {
        string ion = section.Name.Split(' ')[0];
        if (!Ions.Contains(ion))
            section.Refuse("", $"'{ion}' is no ion of the pipeline; permitted: {string.Join(", ", Ions)}");
        return ion;
    }
}
