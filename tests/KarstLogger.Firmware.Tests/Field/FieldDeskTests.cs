using System.Text.Json;
using KarstLogger.Firmware.Core.Field;
using KarstLogger.HostSim;
using static KarstLogger.Firmware.Tests.StationWorld;

namespace KarstLogger.Firmware.Tests.Field;

public sealed class FieldDeskTests
{
    [Fact]
    public void Status_says_the_sentence_first_and_the_same_in_JSON()
    {
        SimulatedStation station = Station(1);
        station.RunUntil(Start + 7200);
        FieldDesk desk = station.OpenDesk();
        string text = desk.Do("status");
        Assert.StartsWith("Recording. ", text, StringComparison.Ordinal);
        Assert.Contains("SIMULATED", text, StringComparison.Ordinal);
        JsonElement json = Json(desk, "status");
        Assert.Equal(text.Split('\n')[0], json.GetProperty("say")[0].GetString());
        Assert.Equal("green", json.GetProperty("light").GetString());
        Assert.Equal(0, json.GetProperty("unsent").GetInt64());
        Assert.Equal("kl-00000009", json.GetProperty("logger").GetString());
        Assert.True(json.GetProperty("simulated").GetBoolean());
    }

    [Fact]
    public void Live_readings_become_stable_after_a_minute_and_leave_no_trace_in_the_record()
    {
        SimulatedStation station = Station(2);
        station.RunUntil(Start + 7200);
        FieldDesk desk = station.OpenDesk();
        long stored = station.Counters.Journaled;
        JsonElement first = Json(desk, "live");
        Assert.All(first.GetProperty("channels").EnumerateArray(), channel => Assert.False(channel.GetProperty("stable").GetBoolean()));
        JsonElement later = first;
        for (int i = 0; i < 36; i++)
        {
            station.Time.Advance(2000);
            later = Json(desk, "live");
        }
        JsonElement ph = later.GetProperty("channels").EnumerateArray().Single(channel => channel.GetProperty("name").GetString() == "ph");
        Assert.True(ph.GetProperty("stable").GetBoolean());
        // The emulated pH carries noise of 0.003 pH, four terms, at most 3.5 standard deviations each way.
        Assert.InRange(ph.GetProperty("range_60s").GetDouble(), 0.001, 0.021);
        Assert.Equal(station.Samples()[^1].PhThousandths / 1000.0, ph.GetProperty("stored").GetDouble());
        Assert.Equal(stored, station.Counters.Journaled);
        Assert.Contains("computed at the gateway", later.GetProperty("derived").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dance")]
    [InlineData("help dance")]
    public void What_is_not_known_is_refused_with_what_is(string line)
    {
        JsonElement answer = Json(Station(3).OpenDesk(), line);
        Assert.False(answer.GetProperty("ok").GetBoolean());
        Assert.Equal("unknown-verb", answer.GetProperty("code").GetString());
        Assert.Contains("help, status, live, read, cal, visit", answer.GetProperty("say")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status", false)]
    [InlineData("cal", false)]
    [InlineData("cal take", true)]
    [InlineData("time offer 5", false)]
    [InlineData("time set 5", true)]
    [InlineData("net try --json", true)]
    [InlineData("maint --json", false)]
    public void Reading_is_open_and_writing_asks_for_the_PIN(string line, bool writes) => Assert.Equal(writes, FieldDesk.Writes(line));

    internal static JsonElement Json(FieldDesk desk, string line) => JsonDocument.Parse(desk.Do(line + " --json")).RootElement;
}
