using KarstLogger.Gateway.Plots;
using KarstLogger.Gateway.Tables;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Gateway.Cli;

/// <summary>How the rating and spring verbs read their files and write their plots; "-" is standard input.</summary>
internal static class TextFiles
{
    /// <summary>The whole text of a file.</summary>
    /// <exception cref="BadInputException">The file cannot be read.</exception>
    public static string Read(string file) => Guarded(file, () => file == "-" ? Console.In.ReadToEnd() : File.ReadAllText(file));

    /// <summary>Writes a text to a file, or to standard output where no file is named.</summary>
    public static void Write(string? file, string text)
    {
        if (file is null)
            Console.Out.Write(text);
        else
            Guarded(file, () => { File.WriteAllText(file, text); return file; });
    }

    /// <summary>Writes a plot where a file is named for it.</summary>
    public static void WritePlot(string? file, Func<SvgPlot> plot)
    {
        if (file is null)
            return;
        string svg = plot().Render();
        Guarded(file, () => { File.WriteAllText(file, svg); return file; });
        Console.Error.WriteLine($"plot written to {file}");
    }

    /// <summary>Gaugings from a table: stage_m, discharge_m3s, and where present u95_m3s, id, time.</summary>
    public static Gauging[] Gaugings(string file)
    {
        using CsvTable table = CsvTable.Open(file);
        string stage = table.Need("stage_m", "stage"), discharge = table.Need("discharge_m3s", "q_m3s", "q");
        string? uncertainty = table.Find("u95_m3s"), id = table.Find("id"), time = table.Find("time", "datetime_utc");
        List<Gauging> gaugings = [];
        while (table.Read())
            gaugings.Add(new Gauging(table.NeedNumber(stage, -100, 1000), table.NeedNumber(discharge, 1e-9, 1e5))
            {
                Id = (id is null ? null : table.Text(id))?.Replace(' ', '-') ?? "",
                UtcSeconds = time is null ? null : table.Instant(time, TimeSpan.Zero),
                Uncertainty95CubicMetresPerSecond = uncertainty is null ? null : table.Number(uncertainty, 0, 1e5),
            });
        return [.. gaugings];
    }

    /// <summary>Opens a series and finds its time column: ISO 8601 UTC or Unix seconds; a bare date is its midnight.</summary>
    public static CsvTable Series(string file, out string time)
    {
        CsvTable table = CsvTable.Open(file);
        time = table.Need("time", "datetime_utc", "date", "utc");
        return table;
    }

    private static T Guarded<T>(string file, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(file, null, null, cause.Message);
        }
    }
}
