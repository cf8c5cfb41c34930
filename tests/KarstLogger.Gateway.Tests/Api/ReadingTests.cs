using System.Net;
using System.Text.Json;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Tests.Api;

public sealed class ReadingTests
{
    [Fact]
    public async Task A_series_has_value_flag_and_unit_of_each_sample_and_says_where_it_comes_from()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Derive(ApiServer.Water(1), ApiServer.Water(2, phStatus: ProbeStatus.Silent));
        JsonElement series = await server.GetAsync("/api/stations/huanghou/series?variables=stage,discharge,hco3,ph&resolution=raw");
        Assert.Equal([1_772_324_100L, 1_772_325_000L], series.GetProperty("utc").EnumerateArray().Select(one => one.GetInt64()));
        JsonElement columns = series.GetProperty("columns");
        Assert.Equal(0.62, Number(columns, "stage", "value", 0), 9);
        // 1.9 (0.62 - 0.1)^1.5 = 1.9 * 0.52 * 0.7211103 = 0.712457 by hand.
        Assert.Equal(0.712457, Number(columns, "discharge", "value", 0), 6);
        // 0.642 * 322.65 - 27.33 = 179.8113 by hand.
        Assert.Equal(179.8113, Number(columns, "hco3", "value", 1), 4);
        Assert.Equal(JsonValueKind.Null, columns.GetProperty("ph").GetProperty("value")[1].ValueKind);
        Assert.Equal(9, Number(columns, "ph", "flag", 1));
        Assert.Equal("m3/s", series.GetProperty("variables").GetProperty("discharge").GetProperty("unit").GetString());
        JsonElement provenance = series.GetProperty("provenance");
        Assert.Equal((1, "weir", false), (provenance.GetProperty("configurationVersion").GetInt32(), provenance.GetProperty("ratings")[0].GetString(), provenance.GetProperty("simulated").GetBoolean()));
    }

    [Fact]
    public async Task A_bucket_keeps_the_extremes_and_counts_each_flag()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        // 00:15, 00:30 and 00:45 lie in the first hour, 01:00 in the second.
        server.Derive(ApiServer.Water(1, level: 2000), ApiServer.Water(2, level: 2040), ApiServer.Water(3, level: 2020, phStatus: ProbeStatus.Silent), ApiServer.Water(4, level: 2000));
        JsonElement series = await server.GetAsync("/api/stations/huanghou/series?variables=stage,ph&resolution=hour");
        JsonElement stage = series.GetProperty("columns").GetProperty("stage");
        Assert.Equal((0.620, 0.624, 0.622), (Round(stage, "min"), Round(stage, "max"), Round(stage, "mean")));
        Assert.Equal([3, 1], stage.GetProperty("count").EnumerateArray().Select(one => one.GetInt32()));
        int[] flags = [.. series.GetProperty("columns").GetProperty("ph").GetProperty("flags")[0].EnumerateArray().Select(one => one.GetInt32())];
        Assert.Equal((3, 1), (flags.Sum(), flags[4]));
    }

    [Fact]
    public async Task A_download_has_its_provenance_in_comment_lines_and_units_in_the_header()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Derive(ApiServer.Water(1));
        string[] lines = (await server.Client.GetStringAsync("/api/stations/huanghou/series?variables=stage,ph&format=csv")).Split('\n');
        Assert.Contains("# simulated: no", lines);
        Assert.Contains(lines, line => line.StartsWith("# completeness: expected", StringComparison.Ordinal));
        string[] rows = [.. lines.SkipWhile(line => line.StartsWith('#'))];
        Assert.Equal("time [UTC],qualifiers,stage [m],stage flag,stage u [m],ph [[pH]],ph flag,ph u [[pH]]", rows[0]);
        Assert.StartsWith("2026-03-01T00:15:00Z,P,0.62,", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_has_not_changed_is_not_sent_again_and_one_that_has_is()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Derive(ApiServer.Water(1));
        const string address = "/api/stations/huanghou/series?variables=stage&from=2026-03-01&to=2026-03-02";
        string tag = (await server.Client.GetAsync(address)).Headers.ETag!.ToString();
        Assert.Equal(HttpStatusCode.NotModified, (await AskAgainAsync(server, address, tag)).StatusCode);
        server.Time.Advance(TimeSpan.FromSeconds(1));
        server.Derive(ApiServer.Water(2));
        Assert.Equal(HttpStatusCode.OK, (await AskAgainAsync(server, address, tag)).StatusCode);
    }

    [Theory]
    [InlineData("/api/stations/huanghou/series?resolution=week", 400, "resolution")]
    [InlineData("/api/stations/huanghou/series?variables=fish", 400, "variables")]
    [InlineData("/api/stations/huanghou/series?from=yesterday", 400, "from")]
    [InlineData("/api/stations/huanghou/series?from=2026-03-02&to=2026-03-01", 400, "to")]
    [InlineData("/api/stations/huanghou/findings?limit=5000", 400, "limit")]
    [InlineData("/api/stations/huanghou/totals?kind=century", 400, "kind")]
    [InlineData("/api/stations/banzhai", 404, null)]
    [InlineData("/api/fish", 404, null)]
    public async Task A_request_that_does_not_fit_is_answered_with_the_field_and_what_is_permitted(string address, int status, string? field)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Derive(ApiServer.Water(1));
        HttpResponseMessage answer = await server.Client.GetAsync(address);
        JsonElement problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal((status, field), ((int)answer.StatusCode, problem.GetProperty("field").GetString()));
        Assert.True(field is null || problem.GetProperty("permitted").GetString()!.Length > 0);
    }

    [Fact]
    public async Task A_total_is_withheld_where_most_of_the_day_is_missing_and_gives_carbon_and_co2_of_the_rest()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Derive(ApiServer.Water(1), ApiServer.Water(2), ApiServer.Water(3));
        JsonElement total = (await server.GetAsync("/api/stations/huanghou/totals?kind=day")).GetProperty("items")[0];
        Assert.Equal("withheld", total.GetProperty("standing").GetString());
        // 1800 s * 0.712457 m3/s * 179.8113 g/m3 / 61.0168 g/mol / 2 * 44.0095 g/mol * 1e-6 = 0.0831605 t CO2 by hand.
        double co2 = total.GetProperty("sinkTonnesCo2").GetProperty("value").GetDouble();
        Assert.Equal(0.0831605, co2, 6);
        Assert.Equal(co2 * 12.011 / 44.0095, total.GetProperty("sinkTonnesCarbon").GetProperty("value").GetDouble(), 9);
    }

    [Fact]
    public async Task The_status_page_is_plain_and_tells_the_expected_next_contact()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Derive(ApiServer.Water(1));
        string page = await server.Client.GetStringAsync("/status");
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("Huanghou underground river", page, StringComparison.Ordinal);
        // Two days and an hour after 2026-03-01.
        Assert.Contains("2026-03-03T01:00:00Z", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_station_whose_probes_are_all_silent_shows_missing_as_its_worst_flag_and_never_pass()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Derive(ApiServer.Water(1), ApiServer.Silent(2));
        Assert.Equal(9, (await server.GetAsync("/api/stations/huanghou")).GetProperty("worstFlag").GetInt32());
        string page = await server.Client.GetStringAsync("/status");
        Assert.Contains("9 Missing", page, StringComparison.Ordinal);
        Assert.DoesNotContain("1 Pass", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_silent_probe_among_good_ones_is_the_worst_flag_and_a_probe_that_was_never_fitted_is_not()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Derive(ApiServer.Water(1, phStatus: ProbeStatus.Silent));
        Assert.Equal(9, (await server.GetAsync("/api/stations/huanghou")).GetProperty("worstFlag").GetInt32());
        server.Time.Advance(TimeSpan.FromSeconds(1));
        server.Derive(ApiServer.Water(2, phStatus: ProbeStatus.NotFitted));
        Assert.NotEqual(9, (await server.GetAsync("/api/stations/huanghou")).GetProperty("worstFlag").GetInt32());
    }

    [Fact]
    public async Task A_reader_of_live_news_is_told_each_station_at_the_start()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Derive(ApiServer.Water(1));
        using StreamReader news = new(await server.Client.GetStreamAsync("/api/live"));
        Assert.Equal("retry: 3000||event: station", $"{await news.ReadLineAsync()}|{await news.ReadLineAsync()}|{await news.ReadLineAsync()}");
        Assert.StartsWith("data: {\"slug\":\"huanghou\"", await news.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_another_page_points_here_is_not_answered()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using HttpRequestMessage foreign = new(HttpMethod.Get, "/api/stations") { Headers = { Host = "evil.example" } };
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Client.SendAsync(foreign)).StatusCode);
    }

    private static async Task<HttpResponseMessage> AskAgainAsync(ApiServer server, string address, string tag)
    {
        using HttpRequestMessage again = new(HttpMethod.Get, address);
        again.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await server.Client.SendAsync(again);
    }

    private static double Number(JsonElement columns, string variable, string column, int row) => columns.GetProperty(variable).GetProperty(column)[row].GetDouble();

    private static double Round(JsonElement column, string name) => Math.Round(column.GetProperty(name)[0].GetDouble(), 6);
}
