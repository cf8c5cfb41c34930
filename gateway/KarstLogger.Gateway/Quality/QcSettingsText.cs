using System.Globalization;
using KarstLogger.Hydrochemistry.Quality;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Quality;

/// <summary>
/// Thresholds of the quality tests in the configuration grammar: a section <c>[quality]</c> and one <c>[quality stage|water_temp|ph|sc25]</c> per variable that differs from
/// the karst preset. What is not written stays as the preset has it; <c>off</c> switches a test off. docs/how-to/check-a-record.md lists the keys.
/// </summary>
public static class QcSettingsText
{
    private const double QuarterHourSeconds = 900, HourSeconds = 3600;

    /// <summary>Reads the sections of a text; faults are added to its errors.</summary>
    public static QcSettings Read(ConfigText text)
    {
        QcSettings settings = QcSettings.Karst;
        foreach (ConfigSection section in text.Sections)
        {
            if (section.Kind != "quality")
                continue;
            settings = section.Name switch
            {
                "" => ReadStation(section, settings),
                "stage" => settings with { Stage = ReadVariable(section, settings.Stage, "m") },
                "water_temp" => settings with { WaterTemperature = ReadVariable(section, settings.WaterTemperature, "degc") },
                "ph" => settings with { Ph = ReadVariable(section, settings.Ph, "ph") },
                "sc25" => settings with { SpecificConductance = ReadVariable(section, settings.SpecificConductance, "us_cm") },
                _ => Unknown(section, settings),
            };
        }
        return settings;
    }

    private static QcSettings Unknown(ConfigSection section, QcSettings settings)
    {
        section.Refuse(section.Name, "is no variable; permitted: [quality], [quality stage], [quality water_temp], [quality ph], [quality sc25]");
        return settings;
    }

    private static QcSettings ReadStation(ConfigSection section, QcSettings preset) => preset with
    {
        IceDegreesCelsius = Number(section, "ice_degc", -5, 5) ?? preset.IceDegreesCelsius,
        RainBackSeconds = Seconds(section, "rain_back_hours", 0, 48) ?? preset.RainBackSeconds,
        LeastRainTips = section.Integer("rain_tips_least", 1, 100, preset.LeastRainTips),
        TimeGapSeconds = Seconds(section, "time_gap_hours", 0.1, 168) ?? preset.TimeGapSeconds,
        NeighbourSeconds = Seconds(section, "neighbour_hours", 0.1, 24) ?? preset.NeighbourSeconds,
        MovementSeconds = Seconds(section, "movement_hours", 0.1, 24) ?? preset.MovementSeconds,
        StuckSeconds = Seconds(section, "stuck_hours", 1, 168) ?? preset.StuckSeconds,
        LeastStuckVariables = section.Integer("stuck_variables_least", 2, 4, preset.LeastStuckVariables),
        FutureSeconds = section.Integer("future_seconds", 0, 86400, (int)preset.FutureSeconds),
        OutOfWater = preset.OutOfWater with
        {
            SensorLevelMetres = Number(section, "sensor_stage_m", -100, 1000) ?? preset.OutOfWater.SensorLevelMetres,
            LevelMarginMetres = Number(section, "sensor_margin_m", 0, 1) ?? preset.OutOfWater.LevelMarginMetres,
            AirMicrosiemensPerCentimetre = Number(section, "air_us_cm", 0, 1000) ?? preset.OutOfWater.AirMicrosiemensPerCentimetre,
            AirFractionOfMedian = Number(section, "air_fraction_of_median", 0, 1) ?? preset.OutOfWater.AirFractionOfMedian,
        },
    };

    private static VariableLimits ReadVariable(ConfigSection section, VariableLimits preset, string unit)
    {
        ValueSpan? fail = Span(section, $"gross_fail_{unit}", preset.GrossFail), suspect = Span(section, $"gross_suspect_{unit}", preset.GrossSuspect);
        if (fail is { } outer && suspect is { } inner && !outer.Holds(inner))
            section.Refuse($"gross_suspect_{unit}", $"{inner} must lie inside gross_fail_{unit}, {outer}");
        (double? spikeSuspect, double? spikeFail) = Pair(section, $"spike_{unit}", 1, preset.SpikeSuspect, preset.SpikeFail);
        (double? rateSuspect, double? rateFail) = Pair(section, $"rate_{unit}_per_quarter_hour", 1 / QuarterHourSeconds, preset.RateSuspectPerSecond, preset.RateFailPerSecond);
        (double? flatSuspect, double? flatFail) = Pair(section, "flat_hours", HourSeconds, preset.FlatSuspectSeconds, preset.FlatFailSeconds);
        return preset with
        {
            GrossFail = fail,
            GrossSuspect = suspect,
            SpikeSuspect = spikeSuspect,
            SpikeFail = spikeFail,
            RateSuspectPerSecond = rateSuspect,
            RateFailPerSecond = rateFail,
            FlatSuspectSeconds = flatSuspect,
            FlatFailSeconds = flatFail,
            FlatTolerance = Number(section, $"flat_tolerance_{unit}", 0, 1000) ?? preset.FlatTolerance,
            Movement = section.Has($"movement_{unit}") ? Limit(section, $"movement_{unit}", section.Text($"movement_{unit}")) : preset.Movement,
        };
    }

    private static ValueSpan? Span(ConfigSection section, string key, ValueSpan? preset)
    {
        if (!section.Has(key))
            return preset;
        string text = section.Text(key);
        string[] ends = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (text == "off")
            return null;
        if (ends.Length == 2 && TryNumber(ends[0], out double least) && TryNumber(ends[1], out double most) && least <= most)
            return new ValueSpan(least, most);
        section.Refuse(key, $"'{text}' is not a range; permitted: two numbers, the lower first, or off");
        return preset;
    }

    private static (double? Suspect, double? Fail) Pair(ConfigSection section, string key, double factor, double? suspect, double? fail)
    {
        if (!section.Has(key))
            return (suspect, fail);
        string[] texts = section.Text(key).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (texts is ["off"])
            return (null, null);
        if (texts.Length == 2)
            return (Limit(section, key, texts[0]) * factor, Limit(section, key, texts[1]) * factor);
        section.Refuse(key, $"'{string.Join(' ', texts)}' is no pair of limits; permitted: a SUSPECT and a FAIL limit above 0, each a number or off");
        return (suspect, fail);
    }

    private static double? Limit(ConfigSection section, string key, string text)
    {
        if (text == "off")
            return null;
        if (TryNumber(text, out double value) && value > 0)
            return value;
        section.Refuse(key, $"'{text}' is no limit; permitted: a number above 0, or off");
        return null;
    }

    private static long? Seconds(ConfigSection section, string key, double leastHours, double mostHours) =>
        Number(section, key, leastHours, mostHours) is { } hours ? (long)Math.Round(hours * HourSeconds) : null;

    private static double? Number(ConfigSection section, string key, double least, double most)
    {
        if (!section.Has(key))
            return null;
        string text = section.Text(key);
        if (TryNumber(text, out double value) && value >= least && value <= most)
            return value;
        section.Refuse(key, string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a number from {least} to {most}"));
        return null;
    }

    private static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}
