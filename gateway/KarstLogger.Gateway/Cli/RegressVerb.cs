using System.CommandLine;
using System.Globalization;
using KarstLogger.Gateway.Laboratory;
using KarstLogger.Gateway.Tables;
using KarstLogger.Hydrochemistry.Ions;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst regress</c>: a season of bottles in, regressions of specific conductance to ions out; or a new bottle held against the regressions in force.</summary>
public static class RegressVerb
{
    private static readonly Argument<string> Bottles = new InputArgument("bottles", "Laboratory CSV: columns ec25_uscm, ions with their unit ('Ca [mg/L]', 'HCO3 [mg/L as CaCO3]', 'NO3 [mg/L as N]'), '<limit' below detection; '-' or absent: standard input.", mayBeAbsent: true);
    private static readonly Option<string[]> Ions = new("--ion") { Description = "Fit these ions (symbols) and no others; by default Ca, Mg and HCO3 get a line and the others their site mean.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string?> Record = new InputOption("--record", "CSV of the sonde (time_utc, ec25_uscm, ph, temp_c): each bottle is paired with its minute and enters with the logged conductance.");
    private static readonly Option<string?> Against = new InputOption("--against", "Regressions (JSON of this command, or a station file): judge the bottles by them instead of fitting; exit code 1 where one is out of family.");
    private static readonly Option<string> Method = new("--method") { Description = "ols, or theil-sen with the intercept median(y - b x) (theil-sen-separate: median(y) - b median(x)).", DefaultValueFactory = _ => "ols" };
    private static readonly Option<int> UtcOffset = new("--utc-offset-minutes") { Description = "Local time minus UTC of times without a zone.", DefaultValueFactory = _ => 0 };
    private static readonly Option<string> Format = new("--format") { Description = "json (regressions and diagnostics), csv (one row an ion) or station (sections of a station file).", DefaultValueFactory = _ => "json" };
    private static readonly Option<string?> Plot = new PlotOption("the bottles, lines and bands");

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Method.AcceptOnlyFromAmong("ols", "theil-sen", "theil-sen-separate");
        Format.AcceptOnlyFromAmong("json", "csv", "station");
        Command command = new("regress", "Fit ions to specific conductance from laboratory bottles, with diagnostics; or judge new bottles by regressions in force.")
        {
            Bottles, Ions, Record, Against, Method, UtcOffset, Format, Plot,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string file = parsed.GetValue(Bottles)!;
        using CsvTable table = parsed.Files().Table(file);
        LaboratoryCsv laboratory = LaboratoryCsv.Read(table, TimeSpan.FromMinutes(parsed.GetValue(UtcOffset)));
        foreach (string unused in laboratory.UnusedColumns)
            parsed.Messages().WriteLine($"Column '{unused}' is not used.");
        SondeRecord? record = parsed.GetValue(Record) is { } logged ? ReadRecord(parsed.Files(), logged) : null;
        (Bottle Bottle, PairedBottle? Pair)[] pairs = [.. laboratory.Bottles.Select(b => (b, Pair(b, record)))];
        RegressionReport.Pairs(parsed.Messages(), pairs, record is not null);
        if (parsed.GetValue(Against) is { } regressions)
            {
            using StringWriter judged = new() { NewLine = "\n" };
            int code = RegressionReport.Judge(judged, RegressionJson.Read(parsed.Files(), regressions), pairs);
            parsed.Write(judged.ToString(), "csv");
            return code;
        }
        MajorIon[] wanted = [.. Wanted(parsed.GetValue(Ions)!)];
        string method = parsed.GetValue(Method)!, source = string.Create(CultureInfo.InvariantCulture, $"{laboratory.Bottles.Count} bottles of {Path.GetFileName(table.File)}");
        FitChoice choice = new(method != "ols", method == "theil-sen-separate" ? TheilSenIntercept.Separate : TheilSenIntercept.Joint,
            wanted.Length > 0 ? wanted : FitChoice.DefaultLines, $"{method} of {source}, {(record is null ? "their own" : "logged")} conductance");
        IonFit[] fits = [.. (wanted.Length > 0 ? wanted : MajorIon.All).Select(ion => IonFit.Of(ion, pairs, record, choice)).OfType<IonFit>()];
        if (fits.Length == 0)
            throw new BadInputException(table.File, null, null, "no bottle has both a specific conductance and an ion; a column ec25_uscm and ion columns with their unit are needed.");
        RegressionReport.Findings(parsed.Messages(), fits);
        string format = parsed.GetValue(Format)!;
        parsed.Write(format switch
        {
            "json" => RegressionJson.Write(fits) + "\n",
            "station" => RegressionReport.Sections(fits, choice.Provenance),
            _ => RegressionReport.Csv(fits),
        }, format);
        parsed.WritePlot(Plot, () => RegressionPlot.Of(fits, source));
        return 0;
    }

    private static IEnumerable<MajorIon> Wanted(string[] symbols) => symbols
        .Select(s => MajorIon.Find(s) ?? throw new BadInputException($"--ion {s}: unknown; permitted: {string.Join(", ", MajorIon.All.Select(i => i.Symbol))}."));

    private static SondeRecord ReadRecord(InputFiles files, string file)
    {
        using CsvTable table = files.Table(file);
        return SondeRecord.Read(table);
    }

    private static PairedBottle? Pair(Bottle bottle, SondeRecord? record) => record is null || bottle.UtcSeconds is not { } at ? null
        : BottlePairing.Pair(at, bottle.SpecificConductance, bottle.Ph, bottle.WaterTemperature, record.Readings);
}
