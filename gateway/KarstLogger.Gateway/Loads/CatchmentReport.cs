using System.Globalization;
using KarstLogger.Gateway.Api;

namespace KarstLogger.Gateway.Loads;

/// <summary>Catchment totals as CSV.</summary>
public static class CatchmentReport
{
    /// <summary>The header; <c>missing</c> holds the names of stations without a total, apart by spaces.</summary>
    public const string Header = "period,start_utc,end_utc,standing,missing,volume_m3,sink_t_co2,sink_t_co2_lower95,sink_t_co2_upper95,sink_t_c,intensity_t_co2_km2_a,intensity_lower95,intensity_upper95,runoff_mm,rain_mm,runoff_ratio";

    /// <summary>One line.</summary>
    public static string Csv(CatchmentTotalView row) => string.Create(CultureInfo.InvariantCulture,
        $"{row.Name},{row.From.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'},{row.To.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'},{row.Standing},{string.Join(' ', row.MissingStations)},{row.WaterCubicMetres:R},{row.SinkTonnesCo2?.Value:R},{row.SinkTonnesCo2?.Low:R},{row.SinkTonnesCo2?.High:R},{row.SinkTonnesCarbon?.Value:R},{row.IntensityTonnesCo2PerSquareKilometreYear?.Value:R},{row.IntensityTonnesCo2PerSquareKilometreYear?.Low:R},{row.IntensityTonnesCo2PerSquareKilometreYear?.High:R},{row.RunoffMillimetres:0.#},{row.RainMillimetres:0.#},{row.RunoffRatio:0.###}");
}
