using System.Net;
using System.Text.Json;
using KarstLogger.Gateway.Accounts;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Tests.Api;

/// <summary>What docs/api.md promises of every answer: entity tags, named limits, pages that add up, extremes that never vanish.</summary>
public sealed class ContractTests
{
    [Theory]
    [InlineData("variables")]
    [InlineData("stations")]
    [InlineData("stations/huanghou")]
    [InlineData("stations/huanghou/series?variables=stage")]
    [InlineData("stations/huanghou/series?variables=stage&resolution=day")]
    [InlineData("stations/huanghou/series?variables=stage&format=csv")]
    [InlineData("stations/huanghou/totals?kind=day")]
    [InlineData("stations/huanghou/completeness")]
    [InlineData("stations/huanghou/findings")]
    [InlineData("stations/huanghou/events")]
    [InlineData("stations/huanghou/configuration")]
    [InlineData("stations/huanghou/rating")]
    [InlineData("stations/huanghou/regressions")]
    [InlineData("stations/huanghou/health")]
    [InlineData("stations/huanghou/history")]
    [InlineData("stations/huanghou/photos")]
    [InlineData("stations/huanghou/box-visits")]
    public async Task Every_answer_carries_a_tag_that_spares_its_repetition(string what)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Derive(ApiServer.Water(1), ApiServer.Water(2));
        using HttpResponseMessage first = await server.Client.GetAsync($"/api/{what}");
        Assert.Equal((HttpStatusCode.OK, "no-cache, private"), (first.StatusCode, first.Headers.CacheControl!.ToString()));
        using HttpRequestMessage again = new(HttpMethod.Get, $"/api/{what}");
        again.Headers.TryAddWithoutValidation("If-None-Match", first.Headers.ETag!.ToString());
        using HttpResponseMessage second = await server.Client.SendAsync(again);
        Assert.Equal((HttpStatusCode.NotModified, 0), (second.StatusCode, (await second.Content.ReadAsByteArrayAsync()).Length));
    }

    [Theory]
    [InlineData("findings?limit=0", "limit", "a whole number from 1 to 1000")]
    [InlineData("findings?limit=1001", "limit", "a whole number from 1 to 1000")]
    [InlineData("events?limit=1001", "limit", "a whole number from 1 to 1000")]
    [InlineData("events?after=frame-x", "after", "the value of next of the page before")]
    [InlineData("events?kinds=visit,party", "kinds", "visit, calibration, clock-set, boot, maintenance, configuration, sonde, lost, note, gauging, grab-sample, approval, other")]
    [InlineData("history?limit=1001", "limit", "a whole number from 1 to 1000")]
    [InlineData("photos?limit=1001", "limit", "a whole number from 1 to 1000")]
    [InlineData("box-visits?limit=1001", "limit", "a whole number from 1 to 1000")]
    [InlineData("box-visits?after=box-x", "after", "the value of next of the page before")]
    [InlineData("series?points=99", "points", "a whole number from 100 to 20000")]
    [InlineData("series?points=20001", "points", "a whole number from 100 to 20000")]
    [InlineData("series?format=xml", "format", "json, csv")]
    [InlineData("series?run=0", "run", "a whole number from 1 to 2147483647")]
    [InlineData("totals?yearStartMonth=13", "yearStartMonth", "a whole number from 1 to 12")]
    [InlineData("configuration?version=0", "version", "a whole number from 1 to 2147483647")]
    public async Task A_limit_is_told_by_its_name_and_range(string what, string field, string permitted)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Derive(ApiServer.Water(1));
        using HttpResponseMessage answer = await server.Client.GetAsync($"/api/stations/huanghou/{what}");
        JsonElement problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal((400, field, permitted), ((int)answer.StatusCode, problem.GetProperty("field").GetString(), problem.GetProperty("permitted").GetString()));
    }

    [Fact]
    public async Task A_method_or_a_form_of_body_that_an_address_does_not_take_is_named()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using StringContent text = new("at=now", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using HttpResponseMessage form = await server.Client.PostAsync("/api/account/sign-in", text), method = await server.Client.DeleteAsync("/api/stations");
        Assert.Contains("POST of application/x-www-form-urlencoded", await form.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("DELETE at /api/stations", await method.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("history")]
    [InlineData("events")]
    public async Task Pages_add_up_to_the_whole_list_without_a_double_or_a_hole(string what)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Derive(ApiServer.Water(1));
        await server.SignInAsync("li", Role.Technician);
        for (int i = 0; i < 7; i++)
            await server.PostAsync("/api/stations/huanghou/notes", new { at = $"2026-03-01T00:0{i / 2}:00Z", text = $"note {i}", reason = "r" });
        const string range = "from=2026-02-28&to=2026-03-09";
        List<string> whole = Ids(await server.GetAsync($"/api/stations/huanghou/{what}?{range}")), paged = [];
        string? after = "";
        while (after is not null)
        {
            JsonElement page = await server.GetAsync($"/api/stations/huanghou/{what}?{range}&limit=3{(after.Length > 0 ? $"&after={after}" : "")}");
            paged.AddRange(Ids(page));
            after = page.GetProperty("next").GetString();
        }
        Assert.True(whole.Count >= 7);
        Assert.Equal(whole, paged);
    }

    [Fact]
    public async Task The_envelope_of_every_zoom_contains_each_extreme_of_the_samples()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        // Twelve days of drawn levels; now and then a probe is silent. Below, the stretch and the points that a screen asks for are drawn.
        Random draw = new(20260301);
        server.Derive([.. Enumerable.Range(1, 1152).Select(i => ApiServer.Water((uint)i, 2000 + draw.Next(400), phStatus: draw.Next(10) == 0 ? ProbeStatus.Silent : ProbeStatus.Ok))]);
        JsonElement raw = await server.GetAsync("/api/stations/huanghou/series?variables=stage,ph&resolution=raw&from=2026-02-28&to=2026-03-20");
        List<(long Utc, double Stage)> samples = Usable(raw);
        HashSet<string> seen = [];
        for (int i = 0; i < 100; i++)
        {
            long begin = samples[0].Utc + draw.Next(1100) * 900L, end = begin + draw.Next(2, 1152) * 900L;
            int points = draw.Next(100, 1500);
            JsonElement shown = await server.GetAsync($"/api/stations/huanghou/series?variables=stage,ph&points={points}&from={Iso(begin)}&to={Iso(end)}");
            List<double> inside = [.. samples.Where(one => one.Utc >= begin && one.Utc < end).Select(one => one.Stage)];
            if (inside.Count == 0)
                continue;
            seen.Add(shown.GetProperty("resolution").GetString()!);
            JsonElement stage = shown.GetProperty("columns").GetProperty("stage");
            bool isRaw = stage.TryGetProperty("value", out _);
            List<double> low = isRaw ? [.. Usable(shown).Select(one => one.Stage)] : Numbers(stage.GetProperty("min")), high = isRaw ? low : Numbers(stage.GetProperty("max"));
            Assert.Equal((inside.Min(), inside.Max()), (low.Min(), high.Max()));
        }
        Assert.Equal(["day", "hour", "raw"], seen.Order());
    }

    private static List<(long Utc, double Stage)> Usable(JsonElement series)
    {
        JsonElement stage = series.GetProperty("columns").GetProperty("stage");
        List<(long Utc, double Stage)> usable = [];
        for (int i = 0; i < series.GetProperty("utc").GetArrayLength(); i++)
            if (stage.GetProperty("flag")[i].GetInt32() <= 3)
                usable.Add((series.GetProperty("utc")[i].GetInt64(), stage.GetProperty("value")[i].GetDouble()));
        return usable;
    }

    private static List<double> Numbers(JsonElement column) => [.. column.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Number).Select(one => one.GetDouble())];

    private static List<string> Ids(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("id").ToString())];

    private static string Iso(long utcSeconds) => DateTimeOffset.FromUnixTimeSeconds(utcSeconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
