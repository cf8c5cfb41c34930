using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using KarstLogger.Gateway.Tests.Cli;
using Typed = KarstLogger.Gateway.Tests.Cli.CommandRun;

namespace KarstLogger.Gateway.Tests.Api;

/// <summary>Every computing verb over HTTP, against the command line on the same inputs.</summary>
[Collection(OwnsTheConsole.Name)]
public sealed class VerbsApiTests
{
    /// <summary>By number, so that each case is named in the test's report.</summary>
    public static IEnumerable<object[]> Cases => VerbCase.All.Select((c, i) => (object[])[i, c.ToString()]);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_answer_is_what_the_command_line_prints(int number, string name)
    {
        VerbCase call = VerbCase.All.ElementAt(number);
        using TemporaryFolder folder = new();
        Typed run = await Typed.Of(null, call.CommandLine(folder.Path(""), call.Plots ? folder.Path("plot.svg") : null));
        await using ApiServer server = await ApiServer.StartAsync();

        HttpResponseMessage answer = await server.Client.PostAsJsonAsync(call.Address(withOptions: false), call.Json());
        string text = await answer.Content.ReadAsStringAsync();

        Assert.True(answer.IsSuccessStatusCode, name + ": " + text);
        Assert.NotEqual("", run.Output);
        Assert.Equal(run.Output, text);
        Assert.Equal(run.ExitCode.ToString(System.Globalization.CultureInfo.InvariantCulture), Assert.Single(answer.Headers.GetValues("Karst-Exit-Code")));
        JsonElement all = (await server.PostAsync(call.Address(false, call.Plots ? ["answer=all", "plot=svg"] : ["answer=all"]), call.Json())).Body;
        string[] said = [.. run.Messages.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("plot written", StringComparison.Ordinal))];
        Assert.Equal(said, all.GetProperty("messages").EnumerateArray().Select(m => m.GetString()));
        if (!call.Plots)
            return;
        HttpResponseMessage plot = await server.Client.PostAsJsonAsync(call.Address(false, "plot=svg"), call.Json());
        Assert.Equal("image/svg+xml", plot.Content.Headers.ContentType!.MediaType);
        Assert.Equal(await File.ReadAllTextAsync(folder.Path("plot.svg")), await plot.Content.ReadAsStringAsync());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_table_as_the_body_or_as_rows_or_in_a_form_gives_the_same_answer(int number, string name)
    {
        VerbCase call = VerbCase.All.ElementAt(number);
        await using ApiServer server = await ApiServer.StartAsync();
        string expected = await server.TextOfAsync(call.Address(false), JsonContent.Create(call.Json()));
        using MultipartFormDataContent form = [];
        foreach ((string input, string text) in call.Inputs)
            form.Add(new StringContent(text), input.TrimStart('-'), "any name.csv");
        if (call.Inputs.Length > 0)
            Assert.Equal(expected, await server.TextOfAsync(call.Address(true), form));
        if (call.Inputs.Length == 1 && !call.Inputs[0].Name.StartsWith('-'))
            Assert.Equal(expected, await server.TextOfAsync(call.Address(true), new StringContent(call.Inputs[0].Text, Encoding.UTF8, "text/csv")));
        if (call.Inputs.Length == 0)
            Assert.Equal(expected, await server.TextOfAsync(call.Address(true), null));
        Assert.DoesNotContain("\"status\":4", expected, StringComparison.Ordinal);
        Assert.NotEmpty(name);
    }

    [Fact]
    public async Task Rows_of_a_json_array_are_read_as_the_table_is()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        object[] rows = [new { time = "2026-05-01", discharge_m3s = 1.5, note = "a, \"b\"" }, new { time = "2026-05-02", discharge_m3s = (double?)null, note = "#" }, new { time = "2026-05-03", discharge_m3s = 1.25 }];
        string asRows = await server.TextOfAsync("/api/baseflow", JsonContent.Create(rows));
        string asText = await server.TextOfAsync("/api/baseflow", new StringContent("time,discharge_m3s\n2026-05-01,1.5\n2026-05-02,\n2026-05-03,1.25\n"));
        Assert.Equal(asText, asRows);
        Assert.Contains("2026-05-02,,\n", asRows, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_computing_verb_stands_in_the_openapi_document_with_its_options_and_has_a_case_here()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        JsonElement paths = (await server.GetAsync("/openapi.json")).GetProperty("paths");
        JsonProperty[] computing = [.. paths.EnumerateObject().Where(p => p.Value.TryGetProperty("post", out JsonElement post) && post.TryGetProperty("tags", out JsonElement tags) && tags.EnumerateArray().Any(t => t.GetString() == "computing"))];
        Assert.Equal(VerbCase.All.Select(c => "/api/" + c.Path.Replace(' ', '/')).Distinct().Order(), computing.Select(p => p.Name).Order());
        JsonElement fit = paths.GetProperty("/api/rating/fit").GetProperty("post");
        JsonElement segments = fit.GetProperty("parameters").EnumerateArray().Single(p => p.GetProperty("name").GetString() == "segments");
        Assert.Equal(["1", "2", "3", "auto"], segments.GetProperty("schema").GetProperty("enum").EnumerateArray().Select(e => e.GetString()).Order());
        Assert.True(fit.GetProperty("parameters").EnumerateArray().Single(p => p.GetProperty("name").GetString() == "from").GetProperty("required").GetBoolean());
        Assert.True(fit.GetProperty("requestBody").GetProperty("content").TryGetProperty("text/csv", out _));
    }
}
