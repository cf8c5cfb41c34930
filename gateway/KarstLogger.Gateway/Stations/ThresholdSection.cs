using KarstLogger.Hydrochemistry.Quality;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Stations;

/// <summary>
/// Thresholds of the quality tests: what the section does not name keeps the karst preset. Each variable has the same keys with its own unit, e.g.
/// <c>stage_spike_fail_m</c>, <c>ph_flat_fail_s</c>, <c>sc25_rate_suspect_us_cm_per_15min</c>.
/// </summary>
internal static class ThresholdSection
{
    private const double QuarterHourSeconds = 900;

    public static QcSettings Read(ConfigSection? section)
    {
        QcSettings preset = QcSettings.Karst;
        return section is null ? preset : preset with
        {
            Stage = Limits(section, "stage", "m", preset.Stage),
            WaterTemperature = Limits(section, "water_temp", "cel", preset.WaterTemperature),
            Ph = Limits(section, "ph", "ph", preset.Ph),
            SpecificConductance = Limits(section, "sc25", "us_cm", preset.SpecificConductance),
            TimeGapSeconds = section.Integer("time_gap_s", 60, 864_000, (int)preset.TimeGapSeconds),
        };
    }

    private static VariableLimits Limits(ConfigSection section, string variable, string unit, VariableLimits preset) => preset with
    {
        GrossFail = Span(section, $"{variable}_fail_low_{unit}", $"{variable}_fail_high_{unit}", preset.GrossFail),
        GrossSuspect = Span(section, $"{variable}_suspect_low_{unit}", $"{variable}_suspect_high_{unit}", preset.GrossSuspect),
        SpikeSuspect = Above(section, $"{variable}_spike_suspect_{unit}") ?? preset.SpikeSuspect,
        SpikeFail = Above(section, $"{variable}_spike_fail_{unit}") ?? preset.SpikeFail,
        RateSuspectPerSecond = Above(section, $"{variable}_rate_suspect_{unit}_per_15min") / QuarterHourSeconds ?? preset.RateSuspectPerSecond,
        RateFailPerSecond = Above(section, $"{variable}_rate_fail_{unit}_per_15min") / QuarterHourSeconds ?? preset.RateFailPerSecond,
        FlatSuspectSeconds = Above(section, $"{variable}_flat_suspect_s") ?? preset.FlatSuspectSeconds,
        FlatFailSeconds = Above(section, $"{variable}_flat_fail_s") ?? preset.FlatFailSeconds,
    };

    private static double? Above(ConfigSection section, string key) => section.OptionalNumber(key, 0, 1e7);

    private static ValueSpan? Span(ConfigSection section, string lowKey, string highKey, ValueSpan? preset)
    {
        double? low = section.OptionalNumber(lowKey, -1e6, 1e6), high = section.OptionalNumber(highKey, -1e6, 1e6);
        if (low is null && high is null)
            return preset;
        if (low is { } least && high is { } most && least < most)
            return new ValueSpan(least, most);
        section.Refuse(low is null ? highKey : lowKey, $"{lowKey} and {highKey} stand together, the low one first");
        return preset;
    }
}
