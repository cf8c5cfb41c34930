using System.CommandLine;
using System.Globalization;
using System.Text;
using KarstLogger.Gateway.Export;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst export</c>: a station's current results with their provenance and completeness.</summary>
public static class ExportVerb
{
    private static readonly string[] InstantForms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    private static readonly Option<string> Station = StoreOption.Station();
    private static readonly Option<string> From = new("--from") { Description = "First instant, UTC: 2026-05-01 or 2026-05-01T08:00:00Z.", Required = true };
    private static readonly Option<string> To = new("--to") { Description = "First instant after the period.", Required = true };
    private static readonly Option<string> Format = new("--format") { Description = "csv, json or none.", DefaultValueFactory = _ => "csv" };
    private static readonly Option<string?> Plot = new("--plot") { Description = "Also draw the period into this SVG file; with --format none only that." };
    private static readonly Option<string> Store = StoreOption.Create();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Format.AcceptOnlyFromAmong("csv", "json", "none");
        Command export = new("export", "Write a station's results over a period to standard output.") { Station, From, To, Format, Plot, Store };
        export.SetAction(Run);
        return export;
    }

    private static int Run(ParseResult parsed)
    {
        long from = Instant("--from", parsed.GetValue(From)!), to = Instant("--to", parsed.GetValue(To)!);
        if (to <= from)
            throw new BadInputException("--to must come after --from.");
        string slug = parsed.GetValue(Station)!;
        using StoreDatabase store = StoreOption.OpenExisting(parsed.GetValue(Store)!);
        RegisteredStation station = StoreOption.Find(store, slug);
        return store.Read(session =>
        {
            StationExport export = StationExport.Open(session, station, from, to, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds())
                ?? throw new BadInputException($"Nothing of station '{slug}' has been derived yet.");
            parsed.WritePlot(Plot, () => ExportPlot.Draw(export));
            if (parsed.GetValue(Format) == "none")
                return 0;
            using Stream output = Console.OpenStandardOutput();
            if (parsed.GetValue(Format) == "json")
            {
                ExportJson.Write(export, output);
                return 0;
            }
            using StreamWriter text = new(output, new UTF8Encoding(false), 1 << 16);
            ExportCsv.Write(export, text);
            return 0;
        });
    }

    private static long Instant(string option, string text) =>
        DateTimeOffset.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant)
            ? instant.ToUnixTimeSeconds() : throw new BadInputException($"{option} '{text}' is no instant; the forms are 2026-05-01 and 2026-05-01T08:00:00Z (UTC).");
}
