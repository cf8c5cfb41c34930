using KarstLogger.Hydrochemistry.Quality;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Stations;

/// <summary>
/// Thresholds of the quality tests: what the section does not name keeps the karst preset. Each variable has the same keys with its own unit, e.g.
/// <c>stage_spike_fail_m</c>, <c>ph_flat_fail_s</c>, <c>sc25_rate_suspect_us_cm_per_15min</c>. A limit of 0 switches its test off. docs/how-to/check-a-record.md lists the keys.
/// </summary>
internal static class ThresholdSection
{
    private const double QuarterHourSeconds = 900;

    // A flat-line limit is as far as the tests look back, and so what each arriving sample costs.
    private const double LongestFlatSeconds = 30 * 86_400;

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
            NeighbourSeconds = section.Integer("neighbour_s", 60, 86_400, (int)preset.NeighbourSeconds),
            MovementSeconds = section.Integer("movement_s", 60, 86_400, (int)preset.MovementSeconds),
            RainBackSeconds = section.Integer("rain_back_s", 0, 172_800, (int)preset.RainBackSeconds),
            LeastRainTips = section.Integer("rain_least_tips", 1, 100, preset.LeastRainTips),
            FutureSeconds = section.Integer("future_s", 0, 86_400, (int)preset.FutureSeconds),
            StuckSeconds = section.Integer("stuck_s", 3600, 604_800, (int)preset.StuckSeconds),
            LeastStuckVariables = section.Integer("stuck_least_variables", 2, 4, preset.LeastStuckVariables),
            IceDegreesCelsius = section.OptionalNumber("ice_cel", -5, 5) ?? preset.IceDegreesCelsius,
            OutOfWater = Air(section, preset.OutOfWater),
        };
    }

    private static OutOfWater Air(ConfigSection section, OutOfWater preset) => preset with
    {
        AirMicrosiemensPerCentimetre = section.OptionalNumber("air_us_cm", 0, 1000) ?? preset.AirMicrosiemensPerCentimetre,
        AirFractionOfMedian = section.OptionalNumber("air_fraction_of_median", 0, 1) ?? preset.AirFractionOfMedian,
        SensorLevelMetres = section.OptionalNumber("sensor_stage_m", -100, 1000) ?? preset.SensorLevelMetres,
        LevelMarginMetres = section.OptionalNumber("sensor_margin_m", 0, 1) ?? preset.LevelMarginMetres,
    };

    private static VariableLimits Limits(ConfigSection section, string variable, string unit, VariableLimits preset) => preset with
    {
        GrossFail = Span(section, $"{variable}_fail_low_{unit}", $"{variable}_fail_high_{unit}", preset.GrossFail),
        GrossSuspect = Span(section, $"{variable}_suspect_low_{unit}", $"{variable}_suspect_high_{unit}", preset.GrossSuspect),
        SpikeSuspect = Limit(section, $"{variable}_spike_suspect_{unit}", preset.SpikeSuspect),
        SpikeFail = Limit(section, $"{variable}_spike_fail_{unit}", preset.SpikeFail),
        RateSuspectPerSecond = Rate(section, $"{variable}_rate_suspect_{unit}_per_15min", preset.RateSuspectPerSecond),
        RateFailPerSecond = Rate(section, $"{variable}_rate_fail_{unit}_per_15min", preset.RateFailPerSecond),
        FlatSuspectSeconds = Limit(section, $"{variable}_flat_suspect_s", preset.FlatSuspectSeconds, LongestFlatSeconds),
        FlatFailSeconds = Limit(section, $"{variable}_flat_fail_s", preset.FlatFailSeconds, LongestFlatSeconds),
        FlatTolerance = section.OptionalNumber($"{variable}_flat_tolerance_{unit}", 0, 1e6) ?? preset.FlatTolerance,
        Movement = Limit(section, $"{variable}_movement_{unit}", preset.Movement),
    };

    private static double? Rate(ConfigSection section, string key, double? presetPerSecond) =>
        section.Has(key) ? Limit(section, key, null) / QuarterHourSeconds : presetPerSecond;

    private static double? Limit(ConfigSection section, string key, double? preset, double most = 1e7) =>
        !section.Has(key) ? preset : section.OptionalNumber(key, 0, most) is { } limit and not 0 ? limit : null;

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
