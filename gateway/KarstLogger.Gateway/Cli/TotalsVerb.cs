using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.Loads;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Flux;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst totals</c>: the carbon-sink totals of a derived station, as C and as CO2, with coverage, standing, water balance and the budget of their uncertainty.</summary>
public static class TotalsVerb
{
    private static readonly Option<string?> Station = new("--station") { Description = "Slug of the station." };
    private static readonly Option<string?> Catchment = new("--catchment") { Description = "Slug of a catchment instead: its outlets less its inflows." };
    private static readonly Option<string> Kind = new("--kind") { Description = "day, month or year (hydrological).", DefaultValueFactory = _ => "month" };
    private static readonly Option<string> Format = new("--format") { Description = "csv or json (with budgets).", DefaultValueFactory = _ => "csv" };
    private static readonly Option<int> UtcOffset = new("--utc-offset-minutes") { Description = "The station's local time minus UTC, -840 to 840.", DefaultValueFactory = _ => 480 };
    private static readonly Option<int> YearStart = new("--year-start-month") { Description = "Month in which the hydrological year starts, 1 to 12.", DefaultValueFactory = _ => 5 };
    private static readonly Option<string> Store = StoreOption.Create();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Kind.AcceptOnlyFromAmong("day", "month", "year");
        Format.AcceptOnlyFromAmong("csv", "json");
        Command totals = new("totals", "Carbon-sink totals of a derived station or of a catchment by day, month or hydrological year.") { Station, Catchment, Kind, Format, UtcOffset, YearStart, Store };
        totals.Validators.Add(result =>
        {
            if (result.GetValue(Station) is null == result.GetValue(Catchment) is null)
                result.AddError("Give --station or --catchment, one of them.");
        });
        totals.SetAction(parsed => parsed.GetValue(Catchment) is { } catchment ? RunCatchment(parsed, catchment) : Run(parsed));
        return totals;
    }

    private static int Run(ParseResult parsed)
    {
        string slug = parsed.GetValue(Station)!;
        using StoreDatabase store = StoreOption.OpenExisting(parsed.GetValue(Store)!);
        StoreOption.Find(store, slug);
        StationCalendar calendar = Calendar(parsed);
        PeriodKind kind = KindOf(parsed);
        return store.Read(session =>
        {
            Run run = Runs.Current(session, slug) ?? throw new BadInputException($"Nothing of station '{slug}' has been derived yet.");
            StationConfiguration station = StationRegister.Version(session, slug, run.ConfigurationVersion);
            KnownStation known = KnownStation.Find(session, slug);
            IReadOnlyList<FluxRow> rows = known is not { FirstUtcSeconds: { } first, NewestUtcSeconds: { } newest } ? []
                : new StationTotals(station, calendar, kind, TotalRow.Reader(session, slug, run.Id), NeighbourRecord.Of(session, station)).Over(first, newest + 1);
            Tell(station, rows);
            if (parsed.GetValue(Format) == "json")
                Console.Out.WriteLine(FluxReport.Json(rows, station.Settings.SinkShare));
            else
                foreach (string line in rows.Select(FluxReport.Csv).Prepend(FluxReport.Header))
                    Console.Out.WriteLine(line);
            return 0;
        });
    }

    private static int RunCatchment(ParseResult parsed, string slug)
    {
        using StoreDatabase store = StoreOption.OpenExisting(parsed.GetValue(Store)!);
        CatchmentTotalsView totals = store.Read(session =>
        {
            RegisteredCatchment catchment = CatchmentRegister.Find(session, slug)
                ?? throw new BadInputException($"The store knows no catchment '{slug}'; it knows: {string.Join(", ", CatchmentRegister.Slugs(session).DefaultIfEmpty("none"))}.");
            return CatchmentsApi.Totals(session, catchment, Calendar(parsed), KindOf(parsed), null, null);
        });
        foreach (CatchmentTotalView row in totals.Items)
        {
            if (row.MissingStations.Count > 0)
                Console.Error.WriteLine($"{row.Name}: withheld, without a total of {string.Join(", ", row.MissingStations)}.");
            if (row.NoIntervalBecause is { } reason)
                Console.Error.WriteLine($"{row.Name}: no interval: {reason}.");
            if (row.RunoffCauses is { } causes)
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Name}: runoff {row.RunoffMillimetres:0} mm against rain {row.RainMillimetres:0} mm: {causes}."));
        }
        if (totals.Catchment.UnmeasuredPaths.Count > 0)
            Console.Error.WriteLine($"Known and not measured: {string.Join("; ", totals.Catchment.UnmeasuredPaths)}. Totals are provisional at best.");
        if (parsed.GetValue(Format) == "json")
            Console.Out.WriteLine(JsonSerializer.Serialize(totals, ApiJson.Options));
        else
            foreach (string line in totals.Items.Select(CatchmentReport.Csv).Prepend(CatchmentReport.Header))
                Console.Out.WriteLine(line);
        return 0;
    }

    private static PeriodKind KindOf(ParseResult parsed) => parsed.GetValue(Kind) switch { "day" => PeriodKind.Day, "month" => PeriodKind.Month, _ => PeriodKind.HydrologicalYear };

    private static StationCalendar Calendar(ParseResult parsed)
    {
        try
        {
            return new(parsed.GetValue(UtcOffset), parsed.GetValue(YearStart));
        }
        catch (ArgumentOutOfRangeException outside)
        {
            throw new BadInputException(outside.Message);
        }
    }

    private static void Tell(StationConfiguration station, IReadOnlyList<FluxRow> rows)
    {
        if (station.IsIllustrative)
            Console.Error.WriteLine($"{station.Slug}: a place, area or rating of this station is illustrative; these totals are no result.");
        foreach (IGrouping<string, FluxRow> reason in rows.Where(row => row.NoIntervalBecause is not null).GroupBy(row => row.NoIntervalBecause!))
            Console.Error.WriteLine($"{reason.First().Load.Period.Name}{(reason.Count() > 1 ? $" and {reason.Count() - 1} more" : "")}: no interval: {reason.Key}.");
        if (rows.Count(row => !row.Load.LinearPropagationHolds && row.Load.Simulated is not null) is var low and > 0)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{low} periods have water so low over the head datum (its uncertainty above {SondeUncertainty.LargestLinearLevelRatio} of the head) that their interval is simulated, {StationTotals.Replicates} replicates."));
        FluxMessages.Tell(rows, Console.Error);
        foreach (FluxRow row in rows.Where(row => row.Balance is { IsSuspect: true }))
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Load.Period.Name}: runoff {row.Balance!.Value.RunoffMillimetres:0} mm against rain {row.Balance.Value.RainMillimetres:0} mm: {WaterBalance.UsualCauses}."));
    }
}
