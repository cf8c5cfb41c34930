using System.Globalization;
using KarstLogger.Hydrochemistry.Level;
using KarstLogger.Hydrochemistry.Quality;

namespace KarstLogger.Gateway.Quality;

/// <summary>What only weeks of record show, in words for the person at the terminal; no flag is changed by it.</summary>
public static class SlowSigns
{
    private const long WeekSeconds = 7 * 86400;

    /// <summary>A level that follows the air or the sun, and a conductivity whose relation to the level turned over.</summary>
    public static void Write(TextWriter to, QcSeries series, double?[] airPascals)
    {
        double?[] stage = series[QcVariable.Stage], conductance = series[QcVariable.SpecificConductance];
        FalseTide tide = FalseTide.Examine(series.UtcSeconds, stage, airPascals);
        if (tide.Verdict is not (FalseTideVerdict.None or FalseTideVerdict.TooShort))
            to.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"stage: {tide.Verdict}: 12 h wave of {1000 * tide.SemidiurnalAmplitudeMetres:F1} mm{Against(tide)}"));
        if (series.Count == 0)
            return;
        for (long at = series.UtcSeconds[0] + WeekSeconds; at < series.UtcSeconds[^1]; at += WeekSeconds)
        {
            SignBreak turned = SignBreak.Examine(series.UtcSeconds, conductance, stage, at, WeekSeconds);
            if (turned.IsFound)
                to.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"sc25: its relation to the stage turned from {turned.Before:F2} to {turned.After:F2} about {DateTime.UnixEpoch.AddSeconds(at):yyyy-MM-dd}"));
        }
    }

    private static string Against(FalseTide tide) => tide.MetresPerHectopascal is { } slope
        ? string.Create(CultureInfo.InvariantCulture, $", {1000 * slope:F2} mm per hPa of air (an uncompensated probe: {1000 * FalseTide.WaterMetresPerHectopascal:F1}), correlation {tide.BarometerCorrelation:F2}")
        : "";
}
