using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using KarstLogger.TestSupport;

namespace KarstLogger.Gateway.Tests.Api;

/// <summary>POST /api/speciate against <c>karst speciate</c>.</summary>
public sealed class SpeciateApiTests
{
    private static readonly string Waters = Path.Combine(ReferenceFiles.ProjectRoot, "docs", "how-to", "examples", "waters.csv");

    private static Dictionary<string, object>[] Rows()
    {
        string[][] lines = [.. File.ReadLines(Waters).Select(l => l.Split(','))];
        return [.. lines.Skip(1).Select(row => lines[0].Zip(row).ToDictionary(p => p.First, p => p.First == "id" ? (object)p.Second : double.Parse(p.Second, System.Globalization.CultureInfo.InvariantCulture)))];
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("?model=phreeqc-3.8.9", "--model phreeqc-3.8.9")]
    [InlineData("?uncertainty=true", "--uncertainty")]
    public async Task The_answer_is_that_of_the_command_line(string query, string options)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        JsonElement sent = (await server.PostAsync("/api/speciate" + query, Rows())).Body;
        CommandRun run = await CommandRun.Karst(["speciate", Waters, "--format", "json", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal(Rows().Length, sent.GetArrayLength());
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(run.Output).RootElement, sent), run.Output + "\n" + sent);
    }

    [Fact]
    public async Task A_bad_field_refuses_its_water_alone_and_says_why()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        Dictionary<string, object>[] rows = Rows();
        rows[0]["pH"] = 72.5;
        JsonElement sent = (await server.PostAsync("/api/speciate", rows)).Body;
        Assert.Contains("pH", sent[0].GetProperty("findings").ToString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, sent[0].GetProperty("pCO2_Pa").ValueKind);
        Assert.Equal(JsonValueKind.Number, sent[1].GetProperty("pCO2_Pa").ValueKind);
    }

    [Theory]
    [InlineData("?model=none", "[]", "model")]
    [InlineData("", "{\"id\":\"a\"}", null)]
    [InlineData("", "[7]", null)]
    [InlineData("", "[", null)]
    public async Task A_request_of_another_form_is_refused_as_a_problem(string query, string body, string? field)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        HttpResponseMessage answer = await server.Client.PostAsync("/api/speciate" + query, new StringContent(body, Encoding.UTF8, "application/json"));
        JsonElement problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((400, field), ((int)answer.StatusCode, problem.GetProperty("field").GetString()));
    }
}
