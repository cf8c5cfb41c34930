using System.CommandLine;
using KarstLogger.Gateway.Quality;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Tables;
using KarstLogger.Hydrochemistry.Quality;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst qc</c>: a series in, flags and findings out, by the same tests that run live.</summary>
public static class QcVerb
{
    private static readonly Argument<string> Series = new InputArgument("series", "CSV with a header; '-' or absent: standard input.", mayBeAbsent: true);
    private static readonly Option<string> Time = new("--time") { Description = "Column of the instant.", DefaultValueFactory = _ => "utc" };
    private static readonly Option<string?> UtcOffset = new("--utc-offset") { Description = "Zone of times that carry none, e.g. -07:00." };
    private static readonly Option<string?> Stage = new("--stage") { Description = "Column of the stage in m; 'name*factor' brings another unit to it. Absent: 'stage' where there is one." };
    private static readonly Option<string?> Temperature = new("--water-temp") { Description = "Column of the water temperature, degC. Absent: 'water_temp'." };
    private static readonly Option<string?> Ph = new("--ph") { Description = "Column of the pH. Absent: 'ph'." };
    private static readonly Option<string?> Conductance = new("--sc25") { Description = "Column of the conductivity at 25 degC, uS/cm. Absent: 'sc25'." };
    private static readonly Option<string?> RainTips = new("--rain-tips") { Description = "Column of the cumulative tips. Absent: 'rain_tips'." };
    private static readonly Option<string?> OverIons = new("--conductance-over-ions") { Description = "Column of measured conductivity over that of the ions." };
    private static readonly Option<string?> AirPressure = new("--air-pressure") { Description = "Column of the air pressure, Pa (hPa: 'name*100'), to find a level that follows the barometer." };
    private static readonly (string Name, Option<string?> Option)[] Variables =
    [
        ("stage", Stage), ("water_temp", Temperature), ("ph", Ph), ("sc25", Conductance), ("rain_tips", RainTips), ("conductance_over_ions", OverIons),
        ("air_pressure", AirPressure),
    ];

    private static readonly Option<string[]> Missing = new("--missing") { Description = "A text that means 'no value', e.g. -9999; may be repeated." };
    private static readonly Option<string?> Settings = new InputOption("--settings", "A station file, or a file with its [thresholds] alone; absent: the karst preset.");
    private static readonly Option<string> RollUpName = new("--rollup") { Description = "worst: the worst known finding; ioos: as ioos_qc aggregates.", DefaultValueFactory = _ => "worst" };
    private static readonly Option<string> Format = new("--format") { Description = "csv or json.", DefaultValueFactory = _ => "csv" };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        RollUpName.AcceptOnlyFromAmong("worst", "ioos");
        Format.AcceptOnlyFromAmong("csv", "json");
        Command command = new("qc", "Check a series with the karst quality tests: flags 1 pass, 2 not evaluated, 3 suspect, 4 fail, 9 missing.")
        {
            Series, Time, UtcOffset, Stage, Temperature, Ph, Conductance, RainTips, OverIons, AirPressure, Missing, Settings, RollUpName, Format,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        QcSettings settings = ReadSettings(parsed.Files(), parsed.GetValue(Settings));
        (QcSeries series, double?[] airPascals) = ReadSeries(parsed);
        QcReport report = new(series, KarstQc.Check(series, settings), parsed.GetValue(RollUpName) == "ioos");
        if (parsed.GetValue(Format) == "json")
            parsed.Write(JsonText.Of(report.WriteJson), "json");
        else
        {
            using StringWriter text = new();
            report.WriteCsv(text);
            parsed.Write(text.ToString(), "csv");
        }
        report.WriteSummary(parsed.Messages());
        SlowSigns.Write(parsed.Messages(), series, airPascals);
        return 0;
    }

    private static (QcSeries Series, double?[] AirPascals) ReadSeries(ParseResult parsed)
    {
        SeriesForm form = new(parsed.GetValue(Time)!, SeriesTable.ParseOffset(parsed.GetValue(UtcOffset)), parsed.GetValue(Missing) ?? []);
        Dictionary<string, ColumnSource> sources = [];
        SeriesTable table = SeriesTable.Read(parsed.Files(), parsed.GetValue(Series)!, form, csv =>
        {
            foreach ((string name, Option<string?> option) in Variables)
                if (parsed.GetValue(option) is { } named)
                    sources[name] = ColumnSource.Parse(named);
                else if (csv.Find(name) is not null)
                    sources[name] = new ColumnSource(name, 1);
            if (!sources.Keys.Any(name => name is "stage" or "water_temp" or "ph" or "sc25"))
                throw new BadInputException(csv.File, 1, null, $"there is nothing to check: name a column with --stage, --water-temp, --ph or --sc25; there are {string.Join(", ", csv.Header)}.");
            return sources.Values.Select(source => source.Name);
        });
        double?[]? Values(string name) => sources.TryGetValue(name, out ColumnSource source) ? table.Values(source) : null;
        QcSeries series = new(table.UtcSeconds, Values("stage"), Values("water_temp"), Values("ph"), Values("sc25"),
            Values("rain_tips")?.Select(tips => (long?)tips).ToArray(), conductanceOverIons: Values("conductance_over_ions"));
        return (series, Values("air_pressure") ?? []);
    }

    private static QcSettings ReadSettings(InputFiles files, string? file)
    {
        if (file is null)
            return QcSettings.Karst;
        string text = files.Text(file);
        ConfigText config = ConfigText.Parse(file, text);
        if (config.Section("station") is not null)
            return StationFile.Read(file, text).Settings.Quality;
        QcSettings settings = ThresholdSection.Read(config.Section("thresholds"));
        config.RefuseUnread();
        return config.Errors.Count == 0 ? settings : throw new BadInputException(string.Join('\n', config.Errors.Cast<string>()));
    }
}
