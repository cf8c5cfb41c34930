using System.CommandLine;
using System.Globalization;
using KarstLogger.Gateway.Quality;
using KarstLogger.Gateway.Tables;
using KarstLogger.Hydrochemistry.Drift;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst drift</c>: the readings of services in, their judgement and the corrected series out. The raw series is never changed.</summary>
public static class DriftVerb
{
    private static readonly Argument<string> Series = new InputArgument("series", "CSV with the raw series; '-' or absent: standard input. Not read with --assess.", mayBeAbsent: true);
    private static readonly Option<string?> Services = new InputOption("--services", "CSV of services: parameter,last_service,service and id,fouling_onset,monitor_before,monitor_after,field_start,field_end,standards (true:read pairs).") { Required = true };

    private static readonly Option<string> Parameter = new("--parameter") { Description = "water_temp, sc25, ph, do or turbidity.", Required = true };
    private static readonly Option<string?> Value = new("--value") { Description = "Column of the raw values; 'name*factor' brings another unit. Absent: the parameter's name." };
    private static readonly Option<string> Time = new("--time") { Description = "Column of the instant.", DefaultValueFactory = _ => "utc" };
    private static readonly Option<string?> UtcOffset = new("--utc-offset") { Description = "Zone of times that carry none, e.g. +08:00." };
    private static readonly Option<string[]> Missing = new("--missing") { Description = "A text that means 'no value'; may be repeated." };
    private static readonly Option<string> Mode = new("--mode") { Description = "additive, or percent (sc25 and turbidity, whose errors grow with the reading).", DefaultValueFactory = _ => "additive" };
    private static readonly Option<string> Criteria = new("--criteria") { Description = "karst: pH from 0.05; usgs: pH from 0.2 (TM 1-D3).", DefaultValueFactory = _ => "karst" };
    private static readonly Option<bool> Always = new("--always") { Description = "Correct every known error, whatever the criteria say." };
    private static readonly Option<bool> Assess = new("--assess") { Description = "Only judge the services." };
    private static readonly Option<double?> SaturationIndex = new("--si-calcite") { Description = "Median calcite saturation index of the time: where it is above 0.5, errors that climb from visit to visit are named as tufa." };
    private static readonly Option<string> Format = new("--format") { Description = "csv or json (json with --assess only).", DefaultValueFactory = _ => "csv" };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Parameter.AcceptOnlyFromAmong("water_temp", "sc25", "ph", "do", "turbidity");
        Mode.AcceptOnlyFromAmong("additive", "percent");
        Criteria.AcceptOnlyFromAmong("karst", "usgs");
        Format.AcceptOnlyFromAmong("csv", "json");
        Command command = new("drift", "Judge services after USGS TM 1-D3 and correct a series for fouling and drift.")
        {
            Series, Services, Parameter, Value, Time, UtcOffset, Missing, Mode, Criteria, Always, Assess, SaturationIndex, Format,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Format) == "json" && !result.GetValue(Assess))
                result.AddError("--format json goes with --assess.");
        });
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        MonitoredParameter parameter = ServiceTable.ParameterOf(parsed.GetValue(Parameter)!)!.Value;
        TimeSpan? offset = SeriesTable.ParseOffset(parsed.GetValue(UtcOffset));
        CorrectionCriteria criteria = parsed.GetValue(Criteria) == "usgs" ? CorrectionCriteria.Usgs(parameter) : CorrectionCriteria.Karst(parameter);
        IReadOnlyList<NamedService> services = ServiceTable.Read(parsed.Files(), parsed.GetValue(Services)!, parameter, offset);
        if (services.Count == 0)
            throw new BadInputException(parsed.GetValue(Services)!, null, "parameter", $"there is no service of {parsed.GetValue(Parameter)}.");
        if (services.DistinctBy(s => s.Id).Count() < services.Count)
            throw new BadInputException(parsed.GetValue(Services)!, null, "id", "two services of the parameter have one id; permitted: each id once.");
        CorrectionMode mode = parsed.GetValue(Mode) == "percent" ? CorrectionMode.Percent : CorrectionMode.Additive;
        DriftReport report = new([.. services.Select(s => (s.Id, ServiceAssessment.Of(s.Service, criteria, mode)))], mode, parsed.GetValue(Always));
        TellTufa(parsed.Messages(), services, report, parsed.GetValue(SaturationIndex));
        if (parsed.GetValue(Format) == "json")
        {
            parsed.Write(JsonText.Of(report.WriteAssessments), "json");
            return 0;
        }
        using StringWriter text = new();
        if (parsed.GetValue(Assess))
        {
            report.WriteAssessments(text);
            parsed.Write(text.ToString(), "csv");
            return 0;
        }
        ColumnSource source = ColumnSource.Parse(parsed.GetValue(Value) ?? parsed.GetValue(Parameter)!);
        SeriesForm form = new(parsed.GetValue(Time)!, offset, parsed.GetValue(Missing) ?? []);
        SeriesTable series = SeriesTable.Read(parsed.Files(), parsed.GetValue(Series)!, form, _ => [source.Name]);
        report.WriteSeries(text, series.UtcSeconds, series.Values(source));
        parsed.Write(text.ToString(), "csv");
        report.WriteAssessments(parsed.Messages());
        return 0;
    }

    private static void TellTufa(TextWriter messages, IReadOnlyList<NamedService> services, DriftReport report, double? saturationIndex)
    {
        if (saturationIndex is not { } si)
            return;
        TufaDrift tufa = TufaDrift.Examine([.. services.Zip(report.Assessments, (s, found) => new VisitDifference(s.Service.UtcSeconds, found.NetError))], [si]);
        if (tufa.IsFound)
            messages.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"The errors climb from visit to visit ({tufa.DifferencePerYear:G3} per year, z {tufa.TrendZ:F1}) in water that deposits calcite: tufa on the sensor. Correct it over time, not by steps."));
    }
}
