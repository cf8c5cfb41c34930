using System.CommandLine;
using System.Globalization;
using KarstLogger.Gateway.Loads;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Tables;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Pipeline;
using CatchmentArea = KarstLogger.Hydrochemistry.Flux.CatchmentArea;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst flux</c>: a series of stage or discharge and conductance or bicarbonate in, carbon-sink totals with coverage and uncertainty out.</summary>
public static class FluxVerb
{
    /// <summary>The most replicates of a simulation; the interval of 500 differs by a few percent from that of any larger number.</summary>
    private const int MostReplicates = 10_000;

    private static readonly Argument<string> Series = new InputArgument("series", "CSV: time_utc; q_m3s, or stage_m with --gaugings or --rating; hco3_mgl or hco3_molm3, or ec25_uscm with --regression; optional rain_total_mm (counter). '-' or absent: standard input.", mayBeAbsent: true);
    private static readonly Option<string?> Gaugings = new InputOption("--gaugings", "CSV with stage_m and q_m3s: the rating is fitted to them.");
    private static readonly Option<string?> Station = new InputOption("--station", "Station file: its ratings, HCO3 regressions, dated areas and sampling interval.");
    private static readonly Option<string?> Rating = new InputOption("--rating", "Ratings of 'karst rating fit'.");
    private static readonly Option<string?> Regression = new InputOption("--regression", "Regressions of 'karst regress' (json or station); HCO3 is used.");
    private static readonly Option<string> Kind = new("--period") { Description = "day, month, year (hydrological) or whole (first to last sample).", DefaultValueFactory = _ => "month" };
    private static readonly Option<int> UtcOffset = new("--utc-offset-minutes") { Description = "The station's local time minus UTC.", DefaultValueFactory = _ => 480 };
    private static readonly Option<int> YearStart = new("--year-start-month") { Description = "Month in which the hydrological year starts.", DefaultValueFactory = _ => 5 };
    private static readonly Option<double?> Area = new("--area-km2") { Description = "Catchment, km2." };
    private static readonly Option<double?> Carbonate = new("--carbonate-km2") { Description = "Its carbonate part, km2." };
    private static readonly Option<double> AreaUncertainty = new("--area-u") { Description = "Relative standard uncertainty of the area, e.g. 0.2.", DefaultValueFactory = _ => 0.2 };
    private static readonly Option<double?> Rain = new("--rain-mm") { Description = "Rain of the period, for the water balance (with --period whole or a single year)." };
    private static readonly Option<double> Share = new("--atmospheric-share") { Description = "Share of the bicarbonate's carbon from air and soil CO2.", DefaultValueFactory = _ => CarbonSinkShare.CarbonateRockByCarbonicAcid.Fraction };
    private static readonly Option<string[]> Services = new("--service") { Description = "Instants of services (cleaning, calibration, datum survey): a new offset block starts at each.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<double> LevelOffset = new("--u-level-m") { Description = "u of the level's offset within a block, m.", DefaultValueFactory = _ => SondeUncertainty.Default.LevelOffsetMetres };
    private static readonly Option<double> Gain = new("--u-conductance") { Description = "Relative u of the conductance gain within a block.", DefaultValueFactory = _ => SondeUncertainty.Default.ConductanceGainRelative };
    private static readonly Option<long?> Interval = new("--interval-s") { Description = "Sampling interval, s; by default the station's, else 900." };
    private static readonly Option<long> LinearGap = new("--linear-gap-s") { Description = "Longest gap bridged by a straight line, s.", DefaultValueFactory = _ => LoadRules.Default.LinearGapSeconds };
    private static readonly Option<long> RecessionGap = new("--recession-gap-s") { Description = "Longest gap without rain bridged by a recession, s.", DefaultValueFactory = _ => LoadRules.Default.RecessionGapSeconds };
    private static readonly Option<int> Replicates = new("--simulate") { Description = "Replicates of the simulation that replaces the linear propagation where water is too low over the head datum; 0 turns it off.", DefaultValueFactory = _ => 500 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of the simulation.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string> Format = new("--format") { Description = "csv or json (with budgets).", DefaultValueFactory = _ => "csv" };
    private static readonly Option<string?> Plot = new PlotOption("the periods, a single one as its budget,");

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Kind.AcceptOnlyFromAmong("day", "month", "year", "whole");
        Format.AcceptOnlyFromAmong("csv", "json");
        Command command = new("flux", "Carbon-sink totals of a spring with coverage, standing and the budget of their uncertainty.")
        {
            Series, Station, Gaugings, Rating, Regression, Kind, UtcOffset, YearStart, Area, Carbonate, AreaUncertainty, Rain, Share, Services, LevelOffset, Gain, Interval, LinearGap, RecessionGap,
            Replicates, Seed, Format, Plot,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        StationConfiguration? station = parsed.GetValue(Station) is { } path ? StationFile.Read(path, parsed.Files().Text(path)) : null;
        FluxModels models = station is null ? FluxModels.Of(parsed.Files(), parsed.GetValue(Gaugings), parsed.GetValue(Rating), parsed.GetValue(Regression)) : FluxModels.Of(station.Settings);
        if (station is { IsIllustrative: true })
            parsed.Messages().WriteLine($"{station.Slug}: a place, area or rating of this station is illustrative; these totals are no result.");
        using CsvTable table = parsed.Files().Table(parsed.GetValue(Series)!);
        FluxSeries series = new(table, models);
        LoadSample[] samples = [.. series.Samples()];
        if (samples.Length < 2)
            throw new BadInputException(table.File, null, null, "fewer than two rows have both a usable discharge and a usable concentration.");
        PeriodLoad[] loads = Integrate(parsed, samples, models, station?.IntervalSeconds);
        CarbonSinkShare share = AtmosphericShare(parsed);
        CatchmentArea[] areas = Areas(parsed, station);
        IReadOnlyDictionary<long, PeriodBracket> brackets = station is null ? new Dictionary<long, PeriodBracket>() : Brackets(parsed, samples, station.Settings, loads, station.IntervalSeconds);
        FluxRow[] rows = [.. loads.Select(l => FluxRow.Of(l, share, CatchmentArea.In(l.Period, areas), loads.Length == 1 ? parsed.GetValue(Rain) : null) with
        {
            Bracket = brackets.GetValueOrDefault(l.Period.StartUtcSeconds), Stable = station is null ? StableReadings.Published : StableReadings.Of(station.Settings),
            NoIntervalBecause = station is null ? null : MissingInterval.Reason(l, station.Settings),
        })];
        Tell(parsed.Messages(), series, rows);
        string format = parsed.GetValue(Format)!;
        parsed.Write(format == "json" ? FluxReport.Json(rows, share) + "\n" : string.Concat(rows.Select(FluxReport.Csv).Prepend(FluxReport.Header).Select(line => line + "\n")), format);
        parsed.WritePlot(Plot, () => rows is [{ Sink: not null, HasUncertainty: true } only] ? FluxPlot.OfBudget(only) : FluxPlot.Of(rows, share, TimeSpan.FromMinutes(parsed.GetValue(UtcOffset))));
        return 0;
    }

    private static PeriodLoad[] Integrate(ParseResult parsed, LoadSample[] samples, FluxModels models, int? stationInterval)
    {
        SondeUncertainty sonde = Sonde(parsed);
        LoadRules rules = Rules(parsed, stationInterval);
        IReadOnlyList<PeriodLoad> loads = parsed.GetValue(Kind) == "whole" ? [Whole(samples, rules, sonde)] : LoadTotals.Over(samples, Calendar(parsed), parsed.GetValue(Kind) switch
        {
            "day" => PeriodKind.Day,
            "month" => PeriodKind.Month,
            _ => PeriodKind.HydrologicalYear,
        }, rules, sonde);
        int replicates = parsed.GetValue(Replicates);
        if (replicates is < 0 or 1 or > MostReplicates)
            throw new BadInputException($"--simulate: {replicates.ToString(CultureInfo.InvariantCulture)}; permitted: 0 (off), or 2 to {MostReplicates}");
        return [.. loads.Select(l => replicates == 0 || l.LinearPropagationHolds || models.Ratings.Count == 0 ? l
            : l.SimulatedBy(new(replicates, parsed.GetValue(Seed), sonde, models.Shared.Deviated), samples, sonde))];
    }

    private static IReadOnlyDictionary<long, PeriodBracket> Brackets(ParseResult parsed, LoadSample[] samples, StationSettings settings, PeriodLoad[] loads, int interval)
    {
        StationCalendar calendar = Calendar(parsed);
        Period whole = loads[0].Period, after = new("after", whole.EndUtcSeconds, long.MaxValue);
        PeriodKind kind = parsed.GetValue(Kind) switch { "day" => PeriodKind.Day, "month" => PeriodKind.Month, _ => PeriodKind.HydrologicalYear };
        BracketTotals totals = new(settings, parsed.GetValue(Kind) == "whole" ? utc => utc < whole.EndUtcSeconds ? whole : after : utc => calendar.Containing(kind, utc), Rules(parsed, interval), Sonde(parsed));
        foreach (LoadSample sample in samples)
            totals.Add(sample);
        return totals.Close();
    }

    private static PeriodLoad Whole(LoadSample[] samples, LoadRules rules, SondeUncertainty sonde)
    {
        LoadIntegral integral = new(new("whole", samples[0].UtcSeconds, samples[^1].UtcSeconds), rules, sonde);
        foreach (LoadSample sample in samples)
            integral.Add(sample);
        return integral.Close();
    }

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

    private static LoadRules Rules(ParseResult parsed, int? stationInterval) => new()
    {
        SamplingIntervalSeconds = parsed.GetValue(Interval) ?? stationInterval ?? LoadRules.Default.SamplingIntervalSeconds, LinearGapSeconds = parsed.GetValue(LinearGap), RecessionGapSeconds = parsed.GetValue(RecessionGap),
    };

    private static SondeUncertainty Sonde(ParseResult parsed) => SondeUncertainty.Default with
    {
        LevelOffsetMetres = parsed.GetValue(LevelOffset), ConductanceGainRelative = parsed.GetValue(Gain),
        ServiceUtcSeconds = [.. parsed.GetValue(Services)!.Select(s => DateTimeOffset.TryParse(s, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at)
            ? at.ToUnixTimeSeconds() : throw new BadInputException($"--service {s}: not an instant such as 2020-05-01T08:15:00Z.")).Order()],
    };

    private static CarbonSinkShare AtmosphericShare(ParseResult parsed) => parsed.GetValue(Share) switch
    {
        0.5 => CarbonSinkShare.CarbonateRockByCarbonicAcid,
        >= 0 and <= 1 and var given => new(given, "given on the command line"),
        _ => throw new BadInputException("--atmospheric-share is 0 to 1."),
    };

    /// <summary>The area of the options, else the station's dated areas.</summary>
    private static CatchmentArea[] Areas(ParseResult parsed, StationConfiguration? station) => parsed.GetValue(Area) switch
    {
        > 0 and var area => [new(area, parsed.GetValue(Carbonate), parsed.GetValue(AreaUncertainty), "given on the command line", null, null)],
        not null => throw new BadInputException("--area-km2 is above 0."),
        _ => station is null ? [] : StationTotals.AreasOf(station),
    };

    private static void Tell(TextWriter messages, FluxSeries series, FluxRow[] rows)
    {
        if (series.Unused > 0)
            messages.WriteLine($"{series.Unused.ToString(CultureInfo.InvariantCulture)} rows gave no usable discharge or concentration and are gaps.");
        if (rows.Any(r => !r.Load.Sums.IsComplete))
            messages.WriteLine("Totals stand without an interval: give gaugings or a rating with its covariance, and a regression with its scatter.");
        FluxMessages.Tell(rows, messages);
        foreach (FluxRow row in rows.Where(r => r.Balance is { IsSuspect: true }))
            messages.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Load.Period.Name}: runoff {row.Balance!.Value.RunoffMillimetres:0} mm against rain {row.Balance.Value.RainMillimetres:0} mm: {WaterBalance.UsualCauses}."));
        if (rows.Count(r => !r.Load.LinearPropagationHolds) is var low and > 0)
            messages.WriteLine($"{low.ToString(CultureInfo.InvariantCulture)} periods have water too low over the head datum for linear uncertainty: their interval is simulated, or absent with --simulate 0.");
    }
}
