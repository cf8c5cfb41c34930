using System.Text.Json;
using KarstLogger.HostSim;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Tests.Field;

public sealed class VisitTests
{
    private const string Sonde = "y520@1+y532@2+keller@3";

    private static string[] Codes(JsonElement check) => [.. check.GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("code").GetString()!)];

    /// <summary>All steps up to the departure check, as a technician says them.</summary>
    private static void UpToCheck(FieldRehearsal field, string staff)
    {
        foreach (string line in (string[])
            [
                "visit begin by=\"Li Hua\"", $"visit staff {staff}", "visit before wait=120 field_t=18.1 field_ph=8.35 field_ec=380", "visit clean \"film, 1 mm tufa\"",
                "visit after wait=120 field_t=18.1 field_ph=8.36 field_ec=381", "visit skip reason=\"standards checked last week\"", "visit skip reason=\"within limits\"", "visit final wait=120",
                "visit water bottles=\"A1 A2\"", "visit gauging \"salt, Q 0.31 m3/s\"", "visit rain tips=10", "visit box desiccant=changed battery=kept", "visit photos 6",
            ])
            field.Obey(line);
    }

    [Fact]
    public void A_whole_visit_stands_in_the_record_step_by_step_in_the_order_of_TM_1_D3()
    {
        FieldRehearsal field = new(Sonde);
        UpToCheck(field, "1.234");
        JsonElement early = field.Obey("visit check days=30");
        Assert.False(early.GetProperty("safe").GetBoolean());
        Assert.Contains("next-sample", Codes(early));
        Assert.DoesNotContain("maintenance", Codes(early));
        field.Hands.Pass(16 * 60_000);
        JsonElement check = field.Obey("visit check days=30");
        Assert.True(check.GetProperty("safe").GetBoolean(), check.ToString());
        Assert.Equal("SAFE TO LEAVE", check.GetProperty("say").EnumerateArray().Select(line => line.GetString()).First(line => line!.StartsWith("SAFE", StringComparison.Ordinal)));
        field.Obey("visit end");
        string[] steps = [.. field.Events(EventCode.VisitStep).Select(one => one.Value("step")!)];
        Assert.Equal(
            ["begin", "staff", "before", "clean", "after", "standards", "calibrate", "final", "water", "gauging", "rain", "box", "photos", "check", "check", "end"], steps);
        LoggerEvent[] events = field.Events(EventCode.VisitStep);
        Assert.Equal("Li_Hua", events[0].Value("by"));
        Assert.Equal("1", events[^2].Value("safe"));
        Assert.Equal("10", field.Events(EventCode.RainTest).Single().Value("tips"));
        Assert.All(events, one => Assert.True(one.IsSimulated));
    }

    [Fact]
    public void The_visit_that_the_manual_shows_can_be_played_as_it_stands()
    {
        using StringReader script = new(File.ReadAllText(Path.Combine(TestSupport.ReferenceFiles.ProjectRoot, "docs", "how-to", "examples", "visit.console")));
        using StringWriter spoken = new();
        Assert.Equal(0, ConsoleRehearsal.Run(RehearsedBox.With(Sonde), 1, script, spoken, false));
        string[] lines = spoken.ToString().Split('\n');
        Assert.StartsWith("SIMULATED: ", lines[0], StringComparison.Ordinal);
        Assert.Contains("CALIBRATED: slope 95.0 % of Nernst, offset -6.0 mV at pH 7; the sonde has it.", lines);
        Assert.Contains("SAFE TO LEAVE", lines);
        Assert.Single(lines, line => line.StartsWith("refused", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("not understood", StringComparison.Ordinal));
    }

    [Fact]
    public void Three_sondes_on_one_bus_are_seen_once_and_a_swap_of_the_last_one_again()
    {
        FieldRehearsal field = new(Sonde);
        Assert.Single(field.Events(EventCode.SondeSeen));
        SharedWires wires = (SharedWires)field.Station.Bus.Device!;
        field.Station.Bus.Device = new SharedWires([wires.Devices[0], wires.Devices[1], SondeEmulators.Create("keller", 3, field.Body, field.Station.Time, new Chance(5), 777)]);
        field.Hands.Pass(16 * 60_000);
        Assert.Contains("777", field.Events(EventCode.SondeSeen)[^1].Value("serial"), StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_of_a_visit_carry_the_maintenance_flag_and_the_witnessed_one_does_not()
    {
        FieldRehearsal field = new(Sonde);
        field.Obey("visit begin by=Li");
        field.Hands.Pass(16 * 60_000);
        field.Obey("visit staff 1.000");
        field.Obey("net try");
        Assert.NotEqual(0, field.Station.Samples()[^1].Flags & FrameFlags.Maintenance);
        field.Obey("visit check");
        field.Hands.Pass(16 * 60_000);
        field.Obey("net try");
        Assert.Equal(0, field.Station.Samples()[^1].Flags & FrameFlags.Maintenance);
    }

    [Fact]
    public void Maintenance_ends_by_itself_half_an_hour_after_the_last_touch()
    {
        FieldRehearsal field = new(Sonde);
        field.Obey("visit begin by=Li");
        field.Hands.Pass(20 * 60_000);
        Assert.NotEqual(0, field.Obey("visit").GetProperty("maintenance_until_s").GetInt64());
        field.Hands.Pass(20 * 60_000);
        Assert.NotEqual(0, field.Obey("maint").GetProperty("until_s").GetInt64());
        field.Hands.Pass(31 * 60_000);
        Assert.False(field.Hands.Desk.IsSomeoneThere);
        field.Obey("net try");
        Assert.Equal(0, field.Station.Samples()[^1].Flags & FrameFlags.Maintenance);
    }

    [Fact]
    public void A_visit_goes_on_where_it_was_after_a_cut_of_power()
    {
        FieldRehearsal field = new(Sonde);
        field.Obey("visit begin by=Li");
        field.Obey("visit staff 1.500");
        field.Hands.Say("rehearse cut");
        JsonElement visit = field.Obey("visit");
        Assert.Equal("before", visit.GetProperty("step").GetString());
        Assert.Equal("Li", visit.GetProperty("by").GetString());
        Assert.Equal("done", visit.GetProperty("steps")[0].GetProperty("state").GetString());
    }

    [Fact]
    public void The_order_is_kept_and_a_step_is_passed_only_with_a_reason()
    {
        FieldRehearsal field = new(Sonde);
        Assert.Equal("no-visit", field.Refuse("visit clean \"film\""));
        Assert.Equal("bad-value", field.Refuse("visit begin"));
        field.Obey("visit begin by=Li");
        Assert.Equal("visit-open", field.Refuse("visit begin by=Wang"));
        Assert.Equal("step-order", field.Refuse("visit clean \"film\""));
        Assert.Equal("bad-value", field.Refuse("visit skip"));
        field.Obey("visit skip reason=\"staff under water\"");
        Assert.Equal("skipped", field.Obey("visit").GetProperty("steps")[0].GetProperty("state").GetString());
        Assert.Equal("too-long", field.Refuse($"visit before field_ph={new string('7', 300)}") is "bad-value" ? "too-long" : "");
    }

    // Cell 12 % fouled before, clean after; the water itself rose by 1 uS/cm by the field meter: fouling is the rest.
    [Fact]
    public void Fouling_is_what_cleaning_changed_less_what_the_water_did()
    {
        FieldRehearsal field = new(Sonde);
        field.Obey("visit begin by=Li");
        field.Obey("visit staff 1.000");
        field.Body.Fouling = 0.12;
        field.Hands.Pass(10_000);
        field.Obey("visit before wait=120 field_ec=380");
        field.Obey("visit clean film");
        field.Body.Fouling = 0;
        field.Hands.Pass(10_000);
        field.Obey("visit after wait=120 field_ec=381");
        double truth = field.Station.Cave.At(field.Station.Time.UtcMilliseconds).EcInSitu;
        double fouling = double.Parse(field.Events(EventCode.VisitStep).Single(one => one.Value("step") == "after").Value("fouling_ec")!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(0.12 * truth - 1, fouling, 2.0);
    }

    // 1413 uS/cm standard at 20 degC: 1278 (Mettler-Toledo S230 manual).
    [Fact]
    public void Drift_is_the_reading_in_a_standard_less_its_value_at_the_temperature()
    {
        FieldRehearsal field = new(Sonde);
        field.Body.CellFactor = 0.95;
        field.Obey("visit begin by=Li");
        for (int i = 0; i < 4; i++)
            field.Obey("visit skip reason=test");
        field.Stand(7, 1278, 20);
        field.Hands.Pass(120_000);
        field.Obey("visit standard ec 1413 wait=180");
        LoggerEvent check = field.Events(EventCode.VisitStep)[^1];
        Assert.Equal("standard", check.Value("step"));
        Assert.Equal(1278, double.Parse(check.Value("value")!, System.Globalization.CultureInfo.InvariantCulture), 1.0);
        Assert.Equal(-0.05 * 1278, double.Parse(check.Value("drift")!, System.Globalization.CultureInfo.InvariantCulture), 4.0);
        field.Obey("visit done");
        Assert.Equal("step-order", field.Refuse("visit calibrate"));
        field.Obey("cal ph 4.00 6.86 9.18");
        Assert.Equal("calibration-open", field.Refuse("visit done"));
    }

    [Fact]
    public void Leaving_is_refused_for_each_thing_that_is_wrong()
    {
        FieldRehearsal field = new(Sonde);
        field.Hands.Pass(60_000);
        double depth = field.Station.Cave.At(field.Station.Time.UtcMilliseconds).DepthMetres;
        string Staff(double offset) => (depth + offset).ToString("F3", System.Globalization.CultureInfo.InvariantCulture);
        field.Obey("live");
        field.Hands.Pass(60_000);
        field.Obey($"cal level {Staff(0.40)}");
        field.Obey($"cal again {Staff(0.40)}");
        field.Obey("visit begin by=Li");
        field.Obey($"visit staff {Staff(0.45)}");
        field.Obey("cal ph 4.00 6.86 9.18");
        field.Hands.Say("rehearse signal off");
        field.Hands.Pass(16 * 60_000);
        string[] codes = Codes(field.Obey("visit check days=400"));
        Assert.Contains("level", codes);
        Assert.Contains("calibration", codes);
        Assert.Contains("visit-open-step", codes);
        Assert.Contains("not-acknowledged", codes);
        Assert.Contains("memory", Codes(field.Obey("visit check days=1000 signal=no")));
        Assert.DoesNotContain("not-acknowledged", Codes(field.Obey("visit check days=30 signal=no")));
    }
}
