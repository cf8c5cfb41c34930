using System.Text.Json;
using KarstLogger.Gateway.Accounts;

namespace KarstLogger.Gateway.Tests.Api;

public sealed class EntryTests
{
    private const string Station = "/api/stations/huanghou";

    private static readonly object Visit = new
    {
        at = "2026-03-01T00:15:00Z", staffGageMetres = 0.60, people = "li, wang", text = "cleaned", reason = "monthly service",
        readings = new[] { new { parameter = "ph", before = 7.31, after = 7.28, fieldStart = 7.25, fieldEnd = 7.25, standards = new[] { new { standard = 7.00, reading = 7.04 } } } },
    };

    [Fact]
    public async Task A_preview_of_a_visit_gives_fouling_drift_and_stage_deviation_and_stores_nothing()
    {
        await using ApiServer server = await SignedInAsync(Role.Technician);
        (int status, JsonElement body) = await server.PostAsync($"{Station}/visits/preview", Visit);
        JsonElement effect = body.GetProperty("effect"), ph = effect.GetProperty("readings")[0];
        Assert.Equal(200, status);
        // USGS TM 1-D3 by hand: fouling (7.28 - 7.31) - (7.25 - 7.25) = -0.03; drift 7.00 - 7.04 = -0.04.
        Assert.Equal((-0.03, -0.04, 0.07), (Round(ph, "foulingError"), Round(ph, "driftError"), Round(ph, "sumOfErrors")));
        // Recorded 0.62 m, staff 0.60 m.
        Assert.Equal(0.02, Round(effect, "stageDeviationMetres"));
        Assert.Equal(0, server.Store.Read(session => session.Number("SELECT COUNT(*) FROM visit")));
    }

    [Fact]
    public async Task A_year_with_one_sample_has_no_load_yet_and_so_no_change_in_percent()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Derive(ApiServer.Water(1));
        await server.SignInAsync("li", Role.Technician);
        (int status, JsonElement body) = await server.PostAsync($"{Station}/visits/preview", Visit);
        Assert.Equal(200, status);
        JsonElement year = body.GetProperty("effect").GetProperty("yearTotal");
        Assert.Equal((0.0, JsonValueKind.Null), (year.GetProperty("beforeTonnesCo2").GetDouble(), year.GetProperty("changePercent").ValueKind));
    }

    [Fact]
    public async Task A_saved_visit_stands_in_the_history_with_who_and_why_and_on_the_time_axis()
    {
        await using ApiServer server = await SignedInAsync(Role.Technician);
        (int status, JsonElement saved) = await server.PostAsync($"{Station}/visits", Visit);
        Assert.Equal((201, "visit-1"), (status, saved.GetProperty("id").GetString()));
        JsonElement line = (await server.GetAsync($"{Station}/history")).GetProperty("items").EnumerateArray().Last();
        Assert.Equal(("li", "monthly service", "visit: cleaned"), (line.GetProperty("actor").GetString(), line.GetProperty("reason").GetString(), line.GetProperty("what").GetString()));
        JsonElement mark = (await server.GetAsync($"{Station}/events?from=2026-03-01&to=2026-03-02")).GetProperty("items").EnumerateArray().Single(one => one.GetProperty("kind").GetString() == "visit");
        Assert.Equal(("2026-03-01T00:15:00Z", "Visit by li, wang"), (mark.GetProperty("utc").GetString(), mark.GetProperty("title").GetString()));
    }

    [Fact]
    public async Task A_gauging_off_the_rating_gets_its_deviation_a_candidate_shift_and_the_year_before_and_after()
    {
        await using ApiServer server = await SignedInAsync(Role.Technician);
        (int status, JsonElement body) = await server.PostAsync($"{Station}/gaugings/preview",
            new { at = "2026-03-01T00:15:00Z", stageMetres = 0.62, dischargeCubicMetresPerSecond = 0.5 });
        JsonElement gauging = body.GetProperty("effect").GetProperty("gauging");
        Assert.Equal(200, status);
        // Rated 0.712457 m3/s: 0.5 / 0.712457 - 1 = -29.82 %. Rating stage of 0.5 m3/s: 0.1 + (0.5 / 1.9)^(2/3) = 0.51068 m, so the shift is -0.10932 m.
        Assert.Equal(-29.82, gauging.GetProperty("deviationPercent").GetDouble(), 2);
        Assert.Equal(-0.10932, gauging.GetProperty("candidateShiftMetres").GetDouble(), 4);
        JsonElement year = body.GetProperty("effect").GetProperty("yearTotal");
        Assert.Equal("2026", year.GetProperty("year").GetString());
        // All samples have the gauged stage, so the load falls in proportion to the discharge.
        Assert.Equal(0.5 / 0.712457, year.GetProperty("afterTonnesCo2").GetDouble() / year.GetProperty("beforeTonnesCo2").GetDouble(), 4);
    }

    [Fact]
    public async Task A_velocity_area_gauging_is_computed_from_its_verticals_and_shown_beside_the_rating()
    {
        await using ApiServer server = await SignedInAsync(Role.Technician);
        // Mid-section by hand: five inner verticals of 1 m width, 0.5 m depth, 0.2 m/s give 5 * 0.1 = 0.5 m3/s; the banks carry none.
        var verticals = Enumerable.Range(0, 7).Select(i => new { distanceMetres = (double)i, depthMetres = i is 0 or 6 ? 0 : 0.5, velocityMetresPerSecond = i is 0 or 6 ? 0 : 0.2 });
        (int status, JsonElement saved) = await server.PostAsync($"{Station}/gaugings",
            new { at = "2026-03-01T00:15:00Z", method = "velocity-area", stageMetres = 0.62, velocityArea = new { verticals }, reason = "spring gauging" });
        Assert.Equal((201, "g-1"), (status, saved.GetProperty("id").GetString()));
        JsonElement gauging = Assert.Single((await server.GetAsync($"{Station}/rating")).GetProperty("gaugings").EnumerateArray());
        Assert.Equal((0.5, "velocity-area"), (Round(gauging, "dischargeCubicMetresPerSecond"), gauging.GetProperty("method").GetString()));
    }

    [Fact]
    public async Task A_laboratory_table_is_previewed_against_the_regressions_and_its_bottles_are_stored_once()
    {
        await using ApiServer server = await SignedInAsync(Role.Technician);
        var table = new { csv = "id,time_utc,sc25,Ca [mg/L],HCO3 [mg/L],Cl [mg/L]\nB-17,2026-03-01T00:15:00Z,322.65,60,179.8113,<0.5\n", reason = "first campaign" };
        JsonElement sample = (await server.PostAsync($"{Station}/laboratory-csv/preview", table)).Body.GetProperty("effect").GetProperty("samples")[0];
        JsonElement hco3 = sample.GetProperty("ions").EnumerateArray().Single(ion => ion.GetProperty("ion").GetString() == "HCO3");
        Assert.Equal(179.8113, hco3.GetProperty("predicted").GetDouble(), 4);
        Assert.Equal(201, (await server.PostAsync($"{Station}/laboratory-csv", table)).Status);
        Assert.Equal(409, (await server.PostAsync($"{Station}/laboratory-csv", table)).Status);
        Assert.Equal(3, server.Store.Read(session => session.Number("SELECT COUNT(*) FROM grab_sample_ion")));
        Assert.Equal("B-17", (await server.GetAsync($"{Station}/regressions")).GetProperty("items")[0].GetProperty("samples")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task An_ion_in_small_letters_is_the_same_ion_and_one_that_is_there_twice_is_refused()
    {
        await using ApiServer server = await SignedInAsync(Role.Technician);
        static object Bottle(string id, object mgPerL) => new { samples = new[] { new { id, at = "2026-03-01T00:15:00Z", sc25 = 322.65, mgPerL } }, reason = "r" };
        Assert.Equal(201, (await server.PostAsync($"{Station}/grab-samples", Bottle("B-1", new Dictionary<string, double> { ["hco3"] = 180 }))).Status);
        JsonElement hco3 = (await server.GetAsync($"{Station}/regressions")).GetProperty("items").EnumerateArray().Single(one => one.GetProperty("ion").GetString() == "HCO3");
        Assert.Equal("B-1", Assert.Single(hco3.GetProperty("samples").EnumerateArray()).GetProperty("id").GetString());
        (int status, JsonElement problem) = await server.PostAsync($"{Station}/grab-samples", Bottle("B-2", new Dictionary<string, double> { ["Ca"] = 60, ["CA"] = 61 }));
        Assert.Equal((400, "mgPerL"), (status, problem.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task An_approval_turns_the_qualifier_for_what_it_covers_and_can_be_taken_back()
    {
        await using ApiServer server = await SignedInAsync(Role.Researcher);
        Assert.Equal(201, (await server.PostAsync($"{Station}/approvals", Approval("approved"))).Status);
        Assert.Equal("A", await QualifierAsync(server, "stage"));
        Assert.Equal("P", await QualifierAsync(server, "stage,ph"));
        Assert.Equal(201, (await server.PostAsync($"{Station}/approvals", Approval("provisional"))).Status);
        Assert.Equal("P", await QualifierAsync(server, "stage"));
    }

    [Fact]
    public async Task A_configuration_is_previewed_by_its_sections_and_put_into_force_by_a_maintainer()
    {
        await using ApiServer server = await SignedInAsync(Role.Maintainer);
        string text = Stations.StationFileTests.Good.Replace("c_m3_s = 1.9", "c_m3_s = 0.95", StringComparison.Ordinal);
        JsonElement effect = (await server.PostAsync($"{Station}/configuration/preview", new { text })).Body.GetProperty("effect");
        Assert.Equal("[segment weir 1] changes.", effect.GetProperty("text")[0].GetString());
        JsonElement year = effect.GetProperty("yearTotal");
        // Half the coefficient is half the discharge, and half the load.
        Assert.Equal(0.5, year.GetProperty("afterTonnesCo2").GetDouble() / year.GetProperty("beforeTonnesCo2").GetDouble(), 9);
        Assert.Equal("configuration-2", (await server.PostAsync($"{Station}/configuration", new { text, reason = "weir surveyed" })).Body.GetProperty("id").GetString());
        Assert.Equal(2, (await server.GetAsync($"{Station}/configuration")).GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData("visits", """{"at":"2026-03-01T00:15:00Z","text":"looked"}""", 400, "reason")]
    [InlineData("visits", """{"at":"2036-03-01T00:15:00Z","text":"looked","reason":"r"}""", 400, "at")]
    [InlineData("visits", """{"at":"2026-03-01T00:15:00Z","reason":"r","readings":[{"parameter":"ph","before":72.5}]}""", 400, "readings[0].before")]
    [InlineData("gaugings", """{"at":"2026-03-01T00:15:00Z","stageMetres":0.6,"dischargeCubicMetresPerSecond":-1,"reason":"r"}""", 400, "dischargeCubicMetresPerSecond")]
    [InlineData("gaugings", """{"at":"2026-03-01T00:15:00Z","stageMetres":0.6,"method":"guess","reason":"r"}""", 400, "method")]
    [InlineData("grab-samples", """{"samples":[{"id":"B","at":"2026-03-01","mgPerL":{"Xx":1}}],"reason":"r"}""", 400, "samples[0].mgPerL")]
    [InlineData("notes", """{"at":"2026-03-01","text":"t","reason":"r","colour":"red"}""", 400, "colour")]
    [InlineData("approvals", """{"from":"2026-03-01","to":"2026-03-02","variables":["stage"],"reason":"r"}""", 403, null)]
    public async Task An_entry_that_does_not_fit_is_refused_with_its_field_and_nothing_is_stored(string what, string body, int status, string? field)
    {
        await using ApiServer server = await SignedInAsync(Role.Technician);
        (int answered, JsonElement problem) = await server.PostAsync($"{Station}/{what}", JsonDocument.Parse(body).RootElement);
        Assert.Equal((status, field), (answered, problem.GetProperty("field").GetString()));
        Assert.Equal(1, server.Store.Read(session => session.Number("SELECT COUNT(*) FROM audit WHERE subject = 'station/huanghou'")));
    }

    [Fact]
    public async Task Nobody_enters_without_signing_in()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Derive(ApiServer.Water(1));
        Assert.Equal(401, (await server.PostAsync($"{Station}/visits", Visit)).Status);
        Assert.Equal(401, (await server.PostAsync($"{Station}/visits/preview", Visit)).Status);
    }

    private static object Approval(string state) => new { from = "2026-03-01", to = "2026-03-02", variables = new[] { "stage" }, state, reason = "looked through" };

    private static async Task<string?> QualifierAsync(ApiServer server, string variables) =>
        (await server.GetAsync($"{Station}/series?variables={variables}")).GetProperty("qualifiers")[0].GetString();

    private static async Task<ApiServer> SignedInAsync(Role role)
    {
        ApiServer server = await ApiServer.StartAsync();
        server.Derive(ApiServer.Water(1), ApiServer.Water(2), ApiServer.Water(3));
        await server.SignInAsync("li", role);
        return server;
    }

    private static double Round(JsonElement at, string name) => Math.Round(at.GetProperty(name).GetDouble(), 9);
}
