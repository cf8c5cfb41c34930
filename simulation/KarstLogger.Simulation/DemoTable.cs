using System.Globalization;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.HostSim;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Pipeline;
using Spectre.Console;

namespace KarstLogger.Simulation;

/// <summary>What became of one station's samples, counted at the box and in the store independently.</summary>
/// <param name="Station">The station.</param>
/// <param name="Box">The box's own counters.</param>
/// <param name="Archived">Sample frames in the archive.</param>
/// <param name="Duplicates">Frames that came again.</param>
/// <param name="Conflicts">Frames whose key came with other bytes.</param>
/// <param name="Rows">Derived rows of the current run.</param>
public sealed record DemoResult(DemoStation Station, StationCounters Box, long Archived, long Duplicates, long Conflicts, IReadOnlyList<StationStateRow> Rows)
{
    /// <summary>Samples that the box takes for settled and the archive does not have.</summary>
    public long Lost => Box.Journaled - Box.Backlog - Archived;

    /// <summary>Nothing lost, nothing doubled, nothing in conflict, and every archived sample derived.</summary>
    public bool IsComplete => Lost == 0 && Box.Backlog == 0 && Conflicts == 0 && Box.LostFrames == 0 && Rows.Count == Archived && Archived > 0;

    /// <summary>Reads a station's result from the store.</summary>
    public static DemoResult Read(StoreSession session, DemoStation station, StationCounters box)
    {
        long run = Runs.Current(session, station.Slug)?.Id ?? 0;
        return new DemoResult(station, box,
            session.Number("SELECT COUNT(*) FROM frame WHERE logger_id = @logger AND kind = 1", station.LoggerId) ?? 0,
            LoggerRegister.All(session).FirstOrDefault(logger => logger.LoggerId == station.LoggerId)?.DuplicateFrames ?? 0,
            session.Number("SELECT COUNT(*) FROM frame_conflict WHERE logger_id = @logger", station.LoggerId) ?? 0,
            [.. StationStateRow.Between(session, station.Slug, run, 0, long.MaxValue)]);
    }
}

/// <summary>The table at the end of a demo.</summary>
public static class DemoTable
{
    /// <summary>Prints one row a station to standard output.</summary>
    public static void Print(IAnsiConsole console, IReadOnlyList<(DemoResult Result, StationConfiguration Station)> results)
    {
        Table table = new Table().Border(TableBorder.Ascii)
            .AddColumns("station", "sampled", "journaled", "archived", "duplicates", "conflicts", "lost", "complete", "mean Q m3/s", "HCO3 mg/L", "pCO2 Pa", "SIc", "t CO2 km-2 a-1");
        foreach ((DemoResult result, StationConfiguration station) in results)
            table.AddRow(
                result.Station.Slug, Whole(result.Box.Sampled), Whole(result.Box.Journaled), Whole(result.Archived), Whole(result.Duplicates), Whole(result.Conflicts),
                Whole(result.Lost), Percent(result.Archived, result.Box.Journaled),
                Mean(result.Rows, StationVariable.Discharge, "0.000"), Mean(result.Rows, StationVariable.Alkalinity, "0.0"),
                Mean(result.Rows, StationVariable.PCo2, "0"), Mean(result.Rows, StationVariable.CalciteSaturationIndex, "0.00"), Intensity(result.Rows, station));
        console.Write(table);
        console.WriteLine("SIMULATED: every number in this table comes from simulated springs; areas and ratings are illustrative.");
        console.WriteLine("t CO2 km-2 a-1: sink of the covered time as a yearly rate; in brackets the share of the load that was measured inside the gauged range.");
    }

    private static string Intensity(IReadOnlyList<StationStateRow> rows, StationConfiguration station)
    {
        LoadSampleSource source = new(station.Settings);
        Period period = new("demo", rows[0].PlacedUtcSeconds, rows[^1].PlacedUtcSeconds);
        LoadIntegral integral = new(period, LoadRules.Default, SondeUncertainty.Default);
        long last = long.MinValue;
        foreach (StationStateRow row in rows)
        {
            bool usable = row.Value(StationVariable.Discharge) is not null && row.Value(StationVariable.Alkalinity) is not null && row.PlacedUtcSeconds > last;
            if (usable && source.Of(new TotalSample(row.PlacedUtcSeconds, row.Value(StationVariable.Stage), row.Value(StationVariable.SpecificConductance), null)) is { } sample)
                integral.Add(sample);
            last = row.PlacedUtcSeconds;
        }
        PeriodLoad load = integral.Close();
        double years = load.CoveredSeconds / StationCalendar.SecondsPerMeanYear, area = station.AreaAt(period.StartUtcSeconds)?.SquareKilometres ?? double.NaN;
        return string.Create(CultureInfo.InvariantCulture, $"{load.SinkTonnesCo2(station.Settings.SinkShare) / years / area:0.0} ({load.LoadCoverage:0 %})");
    }

    private static string Mean(IReadOnlyList<StationStateRow> rows, StationVariable variable, string format)
    {
        double[] values = [.. rows.Select(row => row.Value(variable)).OfType<double>()];
        return values.Length == 0 ? "-" : values.Average().ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Percent(long part, long whole) => whole == 0 ? "-" : (100.0 * part / whole).ToString("0.00", CultureInfo.InvariantCulture) + " %";
}
