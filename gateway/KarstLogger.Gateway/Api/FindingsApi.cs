using System.Globalization;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Pipeline;

namespace KarstLogger.Gateway.Api;

/// <summary>Which test found what.</summary>
public sealed record FindingView(DateTimeOffset Utc, string Variable, string Test, int Flag, string Value, string Threshold, string Support);

/// <summary>The findings of the quality tests.</summary>
public static class FindingsApi
{
    /// <summary>Maps the endpoint.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/stations/{slug}/findings", (string slug, HttpContext context, StoreDatabase store) =>
        Answer.Json(context, store.Read(session => Of(session, KnownStation.Find(session, slug, QueryNumbers.Run(context.Request.Query)), context.Request.Query))))
        .Produces<Listing<FindingView>>().WithSummary("What the quality tests found, in order of time.");

    private static Listing<FindingView> Of(StoreSession session, KnownStation station, IQueryCollection query)
    {
        TimeRange range = station.Range(query["from"], query["to"], TimeRange.Usual);
        int limit = QueryNumbers.Limit(query);
        string variable = query["variable"].ToString();
        (long afterUtc, int afterIndex) = After(query["after"].ToString());
        List<FindingView> items = [];
        if (station.Run is not { } run)
            return new Listing<FindingView>(items);
        foreach ((long utc, string text) in session.Stream(
            """
            SELECT placed_utc_s, findings FROM station_state WHERE station = @station AND run_id = @run AND placed_utc_s >= @from AND placed_utc_s < @to AND findings <> ''
            ORDER BY placed_utc_s, logger_id, epoch, sequence
            """, row => (row.GetInt64(0), row.GetString(1)), station.Slug, run.Id, Math.Max(range.FromUtcSeconds, afterUtc), range.ToUtcSeconds))
        {
            string[] lines = text.Split('\n');
            for (int i = utc == afterUtc ? afterIndex + 1 : 0; i < lines.Length; i++)
            {
                if (Parse(utc, lines[i]) is not { } finding || (variable.Length > 0 && finding.Variable != variable))
                    continue;
                items.Add(finding);
                if (items.Count == limit)
                    return new Listing<FindingView>(items, FormattableString.Invariant($"{utc}-{i}"));
            }
        }
        return new Listing<FindingView>(items);
    }

    private static (long Utc, int Index) After(string text)
    {
        if (text.Length == 0)
            return (long.MinValue, -1);
        string[] parts = text.Split('-');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long utc)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            ? (utc, index) : throw ApiRefusal.OfField("after", $"after is '{text}'", "the value of next of the page before");
    }

    // The line as StateRows writes it: variable test flag value=.. threshold=.. support=..
    private static FindingView? Parse(long utc, string line)
    {
        string[] words = line.Split(' ', 6);
        return words.Length < 6 || !Enum.TryParse(words[2], out Hydrochemistry.Quantities.QcFlag flag) ? null
            : new FindingView(ApiJson.Instant(utc), Key(words[0]), words[1], (int)flag, After(words[3], "value="), After(words[4], "threshold="), After(words[5], "support="));
    }

    // The tests name what they look at by its meaning; readers know the catalogue's key. What is none of it (the sample as a whole) keeps its name.
    private static string Key(string meaning) =>
        Enum.TryParse(meaning, out StationVariable variable) ? VariableCatalogue.Of(variable).Key : meaning.ToLowerInvariant();

    private static string After(string word, string key) => word.StartsWith(key, StringComparison.Ordinal) ? word[key.Length..] : word;
}
