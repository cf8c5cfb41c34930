using KarstLogger.Gateway.Tables;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Gateway.Cli;

/// <summary>How the rating and spring verbs read their tables; "-" is standard input.</summary>
internal static class TextFiles
{
    /// <summary>The most gaugings of one rating: more than any station has, and what the search for segments does in seconds.</summary>
    public const int MostGaugings = 2000;

    /// <summary>Gaugings from a table: stage_m, discharge_m3s, and where present u95_m3s, id, time.</summary>
    public static Gauging[] Gaugings(InputFiles files, string file)
    {
        using CsvTable table = files.Table(file);
        string stage = table.Need("stage_m", "stage"), discharge = table.Need("discharge_m3s", "q_m3s", "q");
        string? uncertainty = table.Find("u95_m3s"), id = table.Find("id"), time = table.Find("time", "datetime_utc");
        List<Gauging> gaugings = [];
        while (table.Read())
        {
            if (gaugings.Count == MostGaugings)
                throw table.Refuse(stage, $"the table is too long; permitted: {MostGaugings} gaugings");
            gaugings.Add(new Gauging(table.NeedNumber(stage, -100, 1000), table.NeedNumber(discharge, 1e-9, 1e5))
            {
                Id = (id is null ? null : table.Text(id))?.Replace(' ', '-') ?? "",
                UtcSeconds = time is null ? null : table.Instant(time, TimeSpan.Zero),
                Uncertainty95CubicMetresPerSecond = uncertainty is null ? null : table.Number(uncertainty, 0, 1e5),
            });
        }
        return [.. gaugings];
    }

    /// <summary>Opens a series and finds its time column: ISO 8601 UTC or Unix seconds; a bare date is its midnight.</summary>
    public static CsvTable Series(InputFiles files, string file, out string time)
    {
        CsvTable table = files.Table(file);
        time = table.Need("time", "datetime_utc", "date", "utc");
        return table;
    }
}
