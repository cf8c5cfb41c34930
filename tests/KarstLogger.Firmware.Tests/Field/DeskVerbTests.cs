using System.Text.Json;
using KarstLogger.Firmware.Core.Field;
using KarstLogger.HostSim;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Tests.Field;

public sealed class DeskVerbTests
{
    private const string Sonde = "y520@1+y532@2+keller@3";

    [Fact]
    public void Sampling_goes_on_on_its_marks_while_somebody_works_at_the_box()
    {
        FieldRehearsal field = new(Sonde);
        field.Obey("live");
        for (int i = 0; i < 61; i++)
        {
            field.Hands.Pass(60_000);
            field.Obey("live");
        }
        field.Obey("net try");
        Sample[] samples = [.. field.Station.Samples().TakeLast(4)];
        Assert.All(samples, sample => Assert.InRange(sample.UtcSeconds % 900, 0u, 2u));
        Assert.Equal([900, 900, 900], samples[1..].Select(sample => (int)Math.Round(sample.IntervalSeconds / 900.0) * 900));
        Assert.All(samples, sample => Assert.Equal(ProbeStatus.Ok, sample.PhStatus));
    }

    [Fact]
    public void A_sample_by_hand_and_the_self_test_say_so_in_their_trigger()
    {
        FieldRehearsal field = new(Sonde);
        field.Obey("read");
        JsonElement test = field.Obey("selftest");
        Assert.True(test.GetProperty("good").GetBoolean(), test.ToString());
        field.Obey("net try");
        Sample[] last = [.. field.Station.Samples().TakeLast(2)];
        Assert.Equal([SampleTrigger.Manual, SampleTrigger.SelfTest], last.Select(sample => sample.Trigger));
        field.Hands.Say("rehearse cable off");
        JsonElement bad = field.Ask("selftest");
        Assert.False(bad.GetProperty("good").GetBoolean());
        Assert.False(bad.GetProperty("parts").EnumerateArray().Single(part => part.GetProperty("name").GetString() == "sonde").GetProperty("good").GetBoolean());
    }

    [Fact]
    public void A_phone_sets_the_clock_after_its_offset_was_shown_and_the_step_is_told()
    {
        FieldRehearsal field = new(Sonde);
        long now = field.Station.Clock.UtcMilliseconds;
        JsonElement offer = field.Obey($"time offer {now + 5000}");
        Assert.Equal(5000, offer.GetProperty("offset_ms").GetInt64());
        Assert.True(offer.GetProperty("ask").GetBoolean());
        Assert.False(field.Obey($"time offer {now + 1500}").GetProperty("ask").GetBoolean());
        Assert.Equal(now, field.Station.Clock.UtcMilliseconds);
        Assert.True(field.Obey($"time set {now + 5000}").GetProperty("stepped").GetBoolean());
        Assert.Equal(now + 5000, field.Station.Clock.UtcMilliseconds);
        LoggerEvent step = field.Events(EventCode.ClockSet)[^1];
        Assert.Equal("4", step.Value("source"));
        Assert.Equal("5000", step.Value("offset_ms"));
        Assert.Equal("bad-value", field.Refuse("time set yesterday"));
    }

    [Fact]
    public void A_step_that_the_drive_does_not_take_is_refused_and_the_clock_stays()
    {
        FieldRehearsal field = new(Sonde);
        long now = field.Station.Clock.UtcMilliseconds;
        field.Station.Flash.RefusedSmallWrites = 100;
        Assert.Equal("drive", field.Refuse($"time set {now + 5000}"));
        Assert.Equal(now, field.Station.Clock.UtcMilliseconds);
        field.Station.Flash.RefusedSmallWrites = 0;
        Assert.DoesNotContain(field.Events(EventCode.ClockSet), told => told.Value("offset_ms") == "5000");
        now = field.Station.Clock.UtcMilliseconds;
        Assert.True(field.Obey($"time set {now + 5000}").GetProperty("stepped").GetBoolean());
    }

    [Fact]
    public void A_value_set_by_hand_is_checked_tried_and_confirmed_as_one_from_the_office()
    {
        FieldRehearsal field = new(Sonde);
        Assert.Equal("config-refused", field.Refuse("config set sampling.interval_s 7"));
        Assert.Contains("field 'interval_s': '7' is not a whole number from 60 to 86400", field.Ask("config set sampling.interval_s 7").GetProperty("answer").GetString(), StringComparison.Ordinal);
        JsonElement set = field.Obey("config set sampling.interval_s 600");
        Assert.True(set.GetProperty("on_trial").GetBoolean());
        Assert.Contains("interval_s = 600", set.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("config-refused", field.Refuse("read"));
        field.Hands.Pass(20 * 60_000);
        JsonElement shown = field.Obey("config show");
        Assert.False(shown.GetProperty("on_trial").GetBoolean());
        Assert.Equal(2, shown.GetProperty("number").GetInt32());
        field.Obey("net try");
        Assert.Equal("2", field.Events(EventCode.ConfigApplied).Single().Value("number"));
        Assert.Equal(2, field.Station.Samples()[^1].Configuration);
    }

    [Fact]
    public void A_value_that_no_cycle_confirms_is_rolled_back()
    {
        FieldRehearsal field = new(Sonde);
        field.Hands.Say("rehearse signal off");
        field.Obey("config set sampling.burst 9");
        field.Hands.Pass(20 * 60_000);
        Assert.DoesNotContain("burst = 9", field.Obey("config show").GetProperty("text").GetString(), StringComparison.Ordinal);
        field.Hands.Say("rehearse signal on");
        Assert.Contains(field.Events(EventCode.ConfigRolledBack), one => one.Value("reason") == "no_acknowledgement");
    }

    [Fact]
    public void A_whole_text_typed_in_one_line_is_taken_and_faults_name_line_and_field()
    {
        FieldRehearsal field = new(Sonde);
        Assert.Contains("line 3, field 'sonde'", field.Ask("config put \"format = 1\\n[logger]\\nsonde = ysi\\n\"").GetProperty("answer").GetString(), StringComparison.Ordinal);
        Assert.True(field.Obey($"config put \"format = 1\\n[logger]\\nnumber = 7\\nsonde = {Sonde}\\n\"").GetProperty("accepted").GetBoolean());
    }

    [Fact]
    public void The_record_comes_out_whole_in_parts_that_go_on_where_they_stopped()
    {
        FieldRehearsal field = new(Sonde);
        field.Station.RunUntil(field.Station.Time.UtcSeconds + 86_400);
        FieldDesk desk = field.Station.OpenDesk();
        List<byte> raw = [];
        List<string> csv = [];
        string next = "0", nextRaw = "0";
        for (bool more = true; more;)
        {
            JsonElement part = FieldDeskTests.Json(desk, $"export --since {next}");
            csv.AddRange(part.GetProperty("rows").EnumerateArray().Select(row => row.GetString()!));
            next = part.GetProperty("next").GetString()!;
            more = part.GetProperty("more").GetBoolean();
        }
        for (bool more = true; more;)
        {
            JsonElement part = FieldDeskTests.Json(desk, $"export --frames --since {nextRaw}");
            Assert.True(part.GetProperty("rows").GetArrayLength() <= RecordExport.FramesMost);
            foreach (JsonElement row in part.GetProperty("rows").EnumerateArray())
                raw.AddRange(Convert.FromHexString(row.GetString()!));
            nextRaw = part.GetProperty("next").GetString()!;
            more = part.GetProperty("more").GetBoolean();
        }
        byte[][] archived = [.. field.Station.Loopback!.Archive.OrderBy(frame => frame.Key.Sequence).Select(frame => frame.Value)];
        Assert.Equal(archived.SelectMany(frame => frame), raw);
        Assert.Equal(archived.Length, csv.Count);
        int columns = RecordExport.Header.Split(',').Length;
        Assert.All(csv.Where(row => row.Contains(",sample,", StringComparison.Ordinal)), row => Assert.Equal(columns, row.Split(',').Length));
        Sample last = field.Station.Samples()[^1];
        Assert.Contains($",{last.PhThousandths / 1000}.{last.PhThousandths % 1000:D3},", csv.Last(row => row.Contains(",sample,", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Empty(FieldDeskTests.Json(desk, $"export --since {next}").GetProperty("rows").EnumerateArray());
        Assert.Equal(1 + archived.Length + 1, new Rehearsal(field.Station, field.Faults).Say("export --since 0 --all").Split('\n').Length);
        Assert.Equal("past", FieldDeskTests.Json(desk, "export --since 00000007:1").GetProperty("code").GetString());
        Assert.Equal("bad-value", FieldDeskTests.Json(desk, "export --since yesterday").GetProperty("code").GetString());
    }

    [Fact]
    public void The_log_tells_the_last_frames_in_words_and_a_note_is_one()
    {
        FieldRehearsal field = new(Sonde);
        field.Obey("note \"tufa on the cage\"");
        JsonElement frames = field.Obey("log 3").GetProperty("frames");
        Assert.Equal(3, frames.GetArrayLength());
        Assert.Equal("note tufa on the cage", frames[2].GetProperty("words").GetString());
        Assert.Equal("too-long", field.Refuse($"note \"{new string('a', 221)}\""));
        Assert.Equal("bad-value", field.Refuse("log 1000"));
    }

    [Fact]
    public void Maintenance_and_the_radio_obey_the_office_words_and_limits()
    {
        FieldRehearsal field = new(Sonde);
        Assert.NotEqual(0, field.Obey("maint minutes=20").GetProperty("until_s").GetInt64());
        Assert.Equal(0, field.Obey("maint off").GetProperty("until_s").GetInt64());
        Assert.Equal("bad-value", field.Refuse("maint on 241"));
        Assert.Equal("bad-value", field.Refuse("awake minutes=61"));
        Assert.NotEqual(0, field.Obey("quiet minutes=60").GetProperty("until_s").GetInt64());
        Assert.Equal(["20", "0"], field.Events(EventCode.Maintenance).Select(one => one.Value("minutes")));
    }

    [Fact]
    public void The_box_stays_awake_a_quarter_of_an_hour_after_the_last_line_and_the_sonde_goes_off_before()
    {
        FieldRehearsal field = new(Sonde);
        field.Obey("live");
        field.Hands.Pass(13 * 60_000);
        Assert.True(field.Hands.Desk.IsSomeoneThere);
        field.Obey("status");
        field.Hands.Pass(13 * 60_000);
        Assert.True(field.Hands.Desk.IsSomeoneThere);
        field.Hands.Pass(3 * 60_000);
        Assert.False(field.Hands.Desk.IsSomeoneThere);
        Assert.InRange(field.Obey("live").GetProperty("warming_up_s").GetInt32(), 45, 51);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\"")]
    [InlineData("cal take")]
    [InlineData("cal ph 7 x")]
    [InlineData("visit rain tips=many")]
    [InlineData("export --since")]
    [InlineData("config set")]
    [InlineData("live -5")]
    [InlineData("time set 99999999999999999999")]
    [InlineData("cal level 99999999999")]
    [InlineData("visit begin by=\"\\u0000 \u6d1e\u7a74\"")]
    public void Whatever_is_typed_gets_an_answer_and_no_exception(string line)
    {
        FieldDesk desk = new FieldRehearsal(Sonde).Hands.Desk;
        Assert.NotNull(desk.Do(line));
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(desk.Do(line + " --json")).RootElement.ValueKind);
    }

    [Theory]
    [InlineData("status\r\nlive\r\n", "status|live")]
    [InlineData("stauts\b\b\b\batus\n", "status")]
    [InlineData("note \u6d1e\u7a74\u007f\u6c34\r", "note \u6d1e\u6c34")]
    [InlineData("\b\b\u0003net\r\r", "net|")]
    public void A_line_typed_at_a_terminal_is_what_stands_there_at_its_end(string typed, string lines)
    {
        TypedLine line = new();
        List<string> found = [];
        foreach (byte letter in System.Text.Encoding.UTF8.GetBytes(typed))
            if (line.Add(letter, out _) is { } whole)
                found.Add(whole);
        Assert.Equal(lines, string.Join('|', found));
    }

    [Fact]
    public void A_line_without_end_is_cut_and_the_desk_says_so()
    {
        TypedLine line = new();
        for (int i = 0; i < 10_000; i++)
            Assert.Null(line.Add((byte)'a', out _));
        Assert.Equal("too-long", FieldDeskTests.Json(new FieldRehearsal(Sonde).Hands.Desk, line.Add(13, out _)).GetProperty("code").GetString());
    }

    // hardware/led.csv, printed inside the lid. Breathing begins lit and rises again after 4 and 8 s.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 5)]
    [InlineData(LedCode.Breathing, 2)]
    [InlineData(LedCode.Fast, 40)]
    public void The_LED_flashes_as_often_in_ten_seconds_as_the_lid_says(int code, int rises)
    {
        int count = 0;
        for (int ms = 1; ms <= 10_000; ms++)
            count += LedCode.IsOn(code, ms % 10_000) && !LedCode.IsOn(code, ms - 1) ? 1 : 0;
        Assert.Equal(rises, count);
        Assert.All(Enumerable.Range(0, 100), i => Assert.True(LedCode.IsOn(LedCode.Solid, i * 100)));
    }
}
