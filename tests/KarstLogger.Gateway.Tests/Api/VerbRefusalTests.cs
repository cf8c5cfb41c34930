using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using KarstLogger.Gateway.Accounts;
using KarstLogger.Gateway.Api;

namespace KarstLogger.Gateway.Tests.Api;

/// <summary>What a computing verb refuses over HTTP, and how it says so.</summary>
public sealed class VerbRefusalTests
{
    [Theory]
    [InlineData("/api/rating/fit?from=2025-01-01", "text/csv", "stage_m,discharge_m3s\n1.0,0.5\n1.1,abc\n", 3, "discharge_m3s", "a number from 1E-09 to 100000")]
    [InlineData("/api/rating/fit?from=soon", "text/csv", "stage_m,discharge_m3s\n", null, "from", "2026-05-01 and 2026-05-01T08:00:00Z (UTC")]
    [InlineData("/api/rating/fit", "text/csv", "stage_m,discharge_m3s\n", null, "from", null)]
    [InlineData("/api/rating/fit?from=2025-01-01&segments=9", "text/csv", "stage_m,discharge_m3s\n", null, "segments", "1, 2, 3, auto")]
    [InlineData("/api/gauging/salt?salt-kg=much&factor=1&slug-from-s=1&slug-to-s=2", "text/csv", "seconds,sc25_us_cm\n", null, "salt-kg", "a number")]
    [InlineData("/api/flux?simulate=100000000", "text/csv", "time_utc,q_m3s,hco3_mgl\n0,1,200\n900,1,200\n", null, "simulate", "0 (off), or 2 to 10000")]
    [InlineData("/api/baseflow", "application/json", "[{\"time\":\"2026-05-01\",\"discharge_m3s\":1},{\"time\":\"2026-05-02\",\"discharge_m3s\":\"wet\"}]", 3, "discharge_m3s", "a number from -1000000000 to 1000000000")]
    [InlineData("/api/baseflow", "application/json", "[{\"time\":\"2026-05-01\",\"discharge_m3s\":[1]}]", 2, "discharge_m3s", "a number, a text, true, false, null")]
    [InlineData("/api/baseflow", "application/json", "{\"series\":", 1, null, null)]
    [InlineData("/api/baseflow", "application/json", "7", null, "body", "an object of inputs and options, or an array of rows")]
    [InlineData("/api/baseflow?depth=3", "text/csv", "time,discharge_m3s\n", null, "depth", "series, method, alpha, passes, pad-days, recession, bfi-max, utc-offset-h, format")]
    [InlineData("/api/baseflow?plot=png", "text/csv", "time,discharge_m3s\n", null, "plot", "svg")]
    [InlineData("/api/gauging/velocity?plot=svg", "text/csv", "time,discharge_m3s\n", null, "plot", "readings, format")]
    [InlineData("/api/rating/apply", "text/csv", "time,stage_m\n", null, "ratings", "Rating file or station file")]
    [InlineData("/api/rating/structure?head-m=0.1", "text/csv", "", null, "kind", "cipolletti, notch, notch-iso90, parshall, parshall-cjt3008, parshall-usbr, rehbock, weir-iso, weir-usbr")]
    [InlineData("/api/titrate?sample-ml=50&acid-mol-per-l=0.05&step-ml=0.1", "text/csv", "", null, "curve", null)]
    [InlineData("/api/flux?station=/etc/hostname", "text/csv", "time_utc,q_m3s\n", null, "station", "the text itself, in the body")]
    public async Task A_refusal_names_line_field_and_what_is_permitted(string address, string type, string body, int? line, string? field, string? permitted)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        HttpResponseMessage answer = await server.Client.PostAsync(address, new StringContent(body, Encoding.UTF8, type));
        JsonElement problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal((400, line, field), ((int)answer.StatusCode, problem.TryGetProperty("line", out JsonElement l) && l.ValueKind == JsonValueKind.Number ? l.GetInt32() : null, problem.GetProperty("field").GetString()));
        if (permitted is not null)
            Assert.Equal(permitted, problem.GetProperty("permitted").GetString());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
    }

    [Theory]
    [InlineData("@/etc/hostname")]
    [InlineData("--plot=/tmp/never")]
    [InlineData("../../etc/hostname")]
    public async Task No_value_reaches_a_file_of_the_machine(string value)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        foreach (Dictionary<string, string> body in (Dictionary<string, string>[])[new() { ["ratings"] = value }, new() { ["ratings"] = "format = 1\n", ["rating"] = value }, new() { ["ratings"] = "format = 1\n", ["gaugings"] = value }])
        {
            HttpResponseMessage answer = await server.Client.PostAsJsonAsync("/api/rating/show", body);
            string text = await answer.Content.ReadAsStringAsync();
            Assert.Equal(400, (int)answer.StatusCode);
            Assert.DoesNotContain(Environment.MachineName, text, StringComparison.OrdinalIgnoreCase);
        }
        Assert.Equal(400, (int)(await server.Client.PostAsync($"/api/rating/structure?kind={Uri.EscapeDataString(value)}&head-m=0.1", null)).StatusCode);
        Assert.False(File.Exists("/tmp/never"));
    }

    [Fact]
    public async Task A_body_over_the_limit_and_a_body_of_another_type_are_refused()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        // The client asks before it sends, so that the answer is read and no broken pipe.
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/baseflow") { Content = new StringContent("time,discharge_m3s\n" + new string('#', VerbsApi.BodyBytesMost), Encoding.UTF8, "text/csv") };
        request.Headers.ExpectContinue = true;
        HttpResponseMessage tooLarge = await server.Client.SendAsync(request);
        HttpResponseMessage other = await server.Client.PostAsync("/api/baseflow", new StringContent("<a/>", Encoding.UTF8, "application/xml"));
        Assert.Equal((413, 415), ((int)tooLarge.StatusCode, (int)other.StatusCode));
        // More than the limit of other requests is taken: 4 MiB of comment lines, then two days.
        string long4 = "time,discharge_m3s\n" + string.Concat(Enumerable.Repeat("#" + new string('-', 1022) + "\n", 4500)) + "2026-05-01,1\n2026-05-02,1\n";
        Assert.Equal(200, (int)(await server.Client.PostAsync("/api/baseflow", new StringContent(long4, Encoding.UTF8, "text/csv"))).StatusCode);
    }

    [Fact]
    public async Task Who_may_read_may_compute_and_a_foreign_page_may_not()
    {
        await using ApiServer closed = await ApiServer.StartAsync("closed");
        StringContent Table() => new("time,discharge_m3s\n2026-05-01,1\n2026-05-02,1\n", Encoding.UTF8, "text/csv");
        Assert.Equal(401, (int)(await closed.Client.PostAsync("/api/baseflow", Table())).StatusCode);
        await closed.SignInAsync("ren", Role.Viewer);
        Assert.Equal(200, (int)(await closed.Client.PostAsync("/api/baseflow", Table())).StatusCode);
        closed.Client.DefaultRequestHeaders.Remove(Access.Header);
        Assert.Equal(403, (int)(await closed.Client.PostAsync("/api/baseflow", Table())).StatusCode);
    }

    [Fact]
    public async Task Nothing_stored_changes()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Derive(ApiServer.Water(0), ApiServer.Water(1));
        string before = await server.Client.GetStringAsync("/api/stations/huanghou/history"), series = await server.Client.GetStringAsync("/api/stations/huanghou/series?from=P7D");
        foreach (VerbCase call in VerbCase.All)
            await server.Client.PostAsJsonAsync(call.Address(false), call.Json());
        Assert.Equal((before, series), (await server.Client.GetStringAsync("/api/stations/huanghou/history"), await server.Client.GetStringAsync("/api/stations/huanghou/series?from=P7D")));
    }
}
