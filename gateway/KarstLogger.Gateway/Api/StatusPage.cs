using System.Globalization;
using System.Net;
using System.Text;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Api;

/// <summary>All stations on one light page without script, for a phone with a weak signal: is it down or is it me?</summary>
public static class StatusPage
{
    private const string Head =
        """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>KarstLogger status</title>
        <style>body{font:16px/1.4 sans-serif;margin:1em;color:#111;background:#fff}table{border-collapse:collapse}th,td{text-align:left;padding:.3em .7em;border-bottom:1px solid #bbb}
        .late,.no-data,.never{font-weight:bold}.late{background:#fdd}.no-data{background:#fe9}.maintenance{background:#def}
        @media(max-width:40em){thead{display:none}tr,td{display:block}tr{padding:.5em 0;border-bottom:2px solid #555}td{border:0;padding:.1em 0}td::before{content:attr(data-l) ": ";color:#555}}
        @media(prefers-color-scheme:dark){body{color:#eee;background:#111}.late{background:#611}.no-data{background:#540}.maintenance{background:#135}td::before{color:#bbb!important}a{color:#9cf}}</style></head><body>
        <h1>Stations</h1>
        """;

    /// <summary>Maps <c>/status</c>.</summary>
    public static void Map(WebApplication app) => app.MapGet("/status", (HttpContext context, StoreDatabase store, TimeProvider time) =>
    {
        long now = time.GetUtcNow().ToUnixTimeMilliseconds();
        context.Response.Headers.CacheControl = "private, no-cache";
        return Results.Text(Html(store.Read(session => StationReader.All(session, now)), now / 1000), "text/html; charset=utf-8");
    }).ExcludeFromDescription();

    /// <summary>The page.</summary>
    public static string Html(IReadOnlyList<StationView> stations, long nowUtcSeconds)
    {
        StringBuilder page = new(Head);
        page.Append(CultureInfo.InvariantCulture, $"<p>{ApiJson.Text(nowUtcSeconds)}, {stations.Count} stations, {stations.Count(one => one.State is "late" or "no-data")} need a look. <a href=\"/status\">Reload</a> <a href=\"/\">Dashboard</a></p>\n");
        if (stations.Any(one => one.Simulated))
            page.Append("<p><strong>SIMULATED stations are marked.</strong></p>\n");
        page.Append("<table><thead><tr><th>Station<th>State<th>Last contact<th>Expected next<th>Waiting there<th>Battery<th>Worst flag<th>Newest sample</thead><tbody>\n");
        foreach (StationView station in stations)
            Row(page, station);
        page.Append("</tbody></table>\n<p>late: the expected contact has passed. no data: the logger calls, its measurements are missing. maintenance: people are at work there. Times are UTC.</p></body></html>\n");
        return page.ToString();
    }

    private static void Row(StringBuilder page, StationView station)
    {
        string word = station.State.Replace('-', ' ');
        page.Append(CultureInfo.InvariantCulture, $"<tr class=\"{station.State}\">");
        Cell("Station", station.Name + (station.Simulated ? " (SIMULATED)" : ""));
        Cell("State", $"{word}: {station.StateText}");
        Cell("Last contact", Instant(station.LastContact));
        Cell("Expected next", Instant(station.ExpectedNextContact));
        Cell("Waiting there", station.BacklogFrames is { } backlog ? $"{backlog} frames" : "-");
        Cell("Battery", station.BatteryMillivolts is { } battery ? (battery / 1000.0).ToString("0.00 V", CultureInfo.InvariantCulture) : "-");
        Cell("Worst flag", $"{(int)station.WorstFlag} {station.WorstFlag}");
        Cell("Newest sample", Instant(station.DataTo));
        page.Append("</tr>\n");

        void Cell(string label, string text) => page.Append(CultureInfo.InvariantCulture, $"<td data-l=\"{label}\">{WebUtility.HtmlEncode(text)}");
    }

    private static string Instant(DateTimeOffset? instant) => instant is { } known ? ApiJson.Text(known.ToUnixTimeSeconds()) : "-";
}
