using System.Globalization;
using System.Text;
using KarstLogger.Gateway.Cli;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Stations;

/// <summary>
/// Regressions as the sections of a station file: what <c>karst regress --format station</c> writes is pasted into the station file as it is, and what a verb reads may be a whole one.
/// </summary>
public static class RegressionText
{
    /// <summary>The section of a regression; doubles are written so that they read back as they are.</summary>
    public static string Write(IonRegression regression)
    {
        StringBuilder text = new();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line($"[regression {regression.Ion}]");
        Line($"slope_mg_l_per_us_cm = {regression.Slope:R}");
        Line($"intercept_mg_l = {regression.Intercept:R}");
        Line($"sc25_low_us_cm = {regression.LeastSpecificConductance:R}");
        Line($"sc25_high_us_cm = {regression.MostSpecificConductance:R}");
        if (regression.ResidualStandardDeviation is { } scatter)
            Line($"residual_sd_mg_l = {scatter:R}");
        if (regression.Covariance is { } line)
            Line($"covariance = {line.InterceptVariance:R} {line.SlopeVariance:R} {line.InterceptSlopeCovariance:R}");
        if (regression.SampleCount is { } samples)
            Line($"samples = {samples}");
        Line($"standing = {IonSections.WordOf(regression.Standing)}");
        Line($"provenance = {regression.Provenance}");
        return text.ToString();
    }

    /// <summary>The section of an ion that stands as its site mean.</summary>
    public static string Write(MeanIon mean) => string.Create(CultureInfo.InvariantCulture,
        $"[mean {mean.Ion}]\nmean_mg_l = {mean.MilligramsPerLitre:R}\n{(mean.StandardDeviation is { } deviation ? string.Create(CultureInfo.InvariantCulture, $"sd_mg_l = {deviation:R}\n") : "")}provenance = {mean.Provenance}\n");

    /// <summary>The regressions of such a text or of a whole station file.</summary>
    /// <exception cref="BadInputException">The text has faults; all are named.</exception>
    public static IReadOnlyList<IonRegression> Read(string source, string text)
    {
        ConfigText config = ConfigText.Parse(source, text);
        IReadOnlyList<IonRegression> regressions = config.Errors.Count > 0 ? [] : IonSections.ReadRegressions([.. config.Sections.Cast<ConfigSection>()]);
        return config.Errors.Count == 0 ? regressions : throw new BadInputException(string.Join('\n', config.Errors.Cast<string>()));
    }
}
