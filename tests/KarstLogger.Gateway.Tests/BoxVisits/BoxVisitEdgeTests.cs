using System.Text.Json;
using KarstLogger.Gateway.Accounts;
using KarstLogger.Gateway.Store;
using KarstLogger.Gateway.Tests.Api;
using KarstLogger.Gateway.Tests.Derive;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Tests.BoxVisits;

/// <summary>A visit at the box over HTTP and at the command line: looked at, previewed, taken over once.</summary>
public sealed class BoxVisitEdgeTests
{
    private const string Station = "/api/stations/huanghou";

    private static readonly string[] Visit =
        ["begin by=Li_Hua", "staff staff_m=0.6000 depth_m=0.2000", "before ph=7.310 field_ph=7.25 stable=1", "clean what=film", "after ph=7.280 field_ph=7.25 stable=1", "end steps_left=9 skipped=0"];

    [Fact]
    public async Task Over_HTTP_its_fields_are_posted_as_they_came_and_a_second_time_is_refused()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Derive([ApiServer.Water(1), .. Events(2)]);
        await server.SignInAsync("li", Role.Technician);
        JsonElement box = Assert.Single((await server.GetAsync($"{Station}/box-visits")).GetProperty("items").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, box.GetProperty("takenOverAs").ValueKind);
        // Level 0.2 m and the deployment's offset 0.42 m.
        Assert.Equal(0.62, box.GetProperty("stageMetres").GetDouble(), 9);
        object entry = new
        {
            at = box.GetProperty("at"), people = box.GetProperty("people"), staffGageMetres = box.GetProperty("staffGageMetres"), text = box.GetProperty("text"), readings = box.GetProperty("readings"),
            boxVisit = box.GetProperty("id"), reason = "monthly service",
        };
        (int previewed, JsonElement preview) = await server.PostAsync($"{Station}/visits/preview", entry);
        Assert.Equal(200, previewed);
        // USGS TM 1-D3 by hand: fouling (7.28 - 7.31) - (7.25 - 7.25) = -0.03.
        Assert.Equal(-0.03, preview.GetProperty("effect").GetProperty("readings")[0].GetProperty("foulingError").GetDouble(), 9);
        Assert.Equal(201, (await server.PostAsync($"{Station}/visits", entry)).Status);
        (int status, JsonElement problem) = await server.PostAsync($"{Station}/visits", entry);
        Assert.Equal((409, "boxVisit"), (status, problem.GetProperty("field").GetString()));
        box = Assert.Single((await server.GetAsync($"{Station}/box-visits")).GetProperty("items").EnumerateArray());
        Assert.Equal("visit-1", box.GetProperty("takenOverAs").GetString());
        JsonElement line = (await server.GetAsync($"{Station}/history")).GetProperty("items").EnumerateArray().Last();
        Assert.Equal($"visit: clean: film [{box.GetProperty("id").GetString()}]", line.GetProperty("what").GetString());
    }

    [Fact]
    public async Task Pages_of_it_add_up_newest_first()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Derive([ApiServer.Water(1), .. Events(2), .. Events(8)]);
        JsonElement first = await server.GetAsync($"{Station}/box-visits?limit=1");
        string next = first.GetProperty("next").GetString()!;
        JsonElement second = await server.GetAsync($"{Station}/box-visits?limit=1&after={next}");
        Assert.Equal(("box-kl-0a1b2c3d-0000004d-8", "box-kl-0a1b2c3d-0000004d-2", null), (first.GetProperty("items")[0].GetProperty("id").GetString(), second.GetProperty("items")[0].GetProperty("id").GetString(), second.GetProperty("next").GetString()));
    }

    [Fact]
    public async Task At_the_command_line_it_is_listed_shown_previewed_taken_and_not_taken_twice()
    {
        using DerivedStation station = new();
        station.Put(new StationText());
        station.Store.Archive.Append([Frames.Upload([StationText.Frame(0), .. Events(2)])]);
        station.Derive();
        string store = station.Store.DatabaseFile, id = "box-kl-0a1b2c3d-0000004d-2";
        Task<CommandRun> Karst(params string[] words) => CommandRun.Karst(["visits", .. words, "--station", StationText.Slug, "--store", store]);
        Assert.Equal($"{id},2026-03-01T01:15:00Z,Li Hua,ph,0,", (await Karst("list")).Lines[1]);
        JsonElement shown = JsonDocument.Parse((await Karst("show", id)).Output).RootElement;
        Assert.Equal("Li Hua", shown.GetProperty("people").GetString());
        CommandRun preview = await Karst("take", id, "--reason", "monthly service", "--actor", "wang", "--preview");
        Assert.Equal((0, ""), (preview.ExitCode, preview.Output));
        Assert.Contains($"Takes over {id}.", preview.Messages, StringComparison.Ordinal);
        Assert.Equal(0, station.Store.Count("visit"));
        CommandRun taken = await Karst("take", id, "--reason", "monthly service", "--actor", "wang");
        Assert.Equal((0, "visit-1\n"), (taken.ExitCode, taken.Output));
        Assert.Equal(("wang", "monthly service"), station.Store.Database.Read(session => AuditTrail.Of(session, $"station/{StationText.Slug}"))[^1].Order is var order ? (order.Actor, order.Reason) : default);
        CommandRun twice = await Karst("take", id, "--reason", "monthly service");
        Assert.Equal(1, twice.ExitCode);
        Assert.Contains("was taken over already, as visit-1", twice.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_the_command_line_a_visit_without_a_place_in_time_needs_its_instant()
    {
        using DerivedStation station = new();
        station.Put(new StationText());
        station.Store.Archive.Append([Frames.Upload(StationText.Frame(0), Frames.Event(2, EventCode.VisitStep, "step=begin by=Li", clock: ClockSource.Unset, utcSeconds: 5), Frames.Event(3, EventCode.VisitStep, "step=staff staff_m=0.6", clock: ClockSource.Unset, utcSeconds: 9))]);
        string[] take = ["visits", "take", "box-kl-0a1b2c3d-0000004d-2", "--reason", "first visit", "--station", StationText.Slug, "--store", station.Store.DatabaseFile];
        CommandRun refused = await CommandRun.Karst(take);
        Assert.Equal((1, true), (refused.ExitCode, refused.Messages.Contains("Name the instant with --at", StringComparison.Ordinal)));
        Assert.Equal("visit-1\n", (await CommandRun.Karst([.. take, "--at", "2026-03-01T05:00:00Z"])).Output);
    }

    private static IEnumerable<byte[]> Events(uint first) => Visit.Select((text, i) => Frames.Event(first + (uint)i, EventCode.VisitStep, $"step={text}"));
}
