using System.Text.Json;
using KarstLogger.HostSim;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Tests.Field;

// Buffers at 25 degC: phthalate 4.005, phosphate 6.865, borax 9.180 (Buck et al. 2002, Table 2). Nernst at 25 degC: 59.16 mV. KCl 1413: Mettler-Toledo S230 manual.
public sealed class CalibrationTests
{
    private const string Yosemitech = "y520@1+y532@2+keller@3";

    private static JsonElement TakePh(FieldRehearsal field, double ph, double celsius = 25)
    {
        field.Stand(ph, celsius: celsius);
        return field.Obey("cal take wait=300");
    }

    [Fact]
    public void A_worn_electrode_in_three_buffers_is_calibrated_in_the_sonde_itself()
    {
        FieldRehearsal field = new(Yosemitech);
        field.Body.ElectrodeSlope = 0.97;
        field.Body.ElectrodeOffsetMillivolts = 5;
        JsonElement begun = field.Obey("cal ph 4.00 6.86 9.18");
        Assert.Equal("sonde", begun.GetProperty("target").GetString());
        Assert.StartsWith("k1=6.86 k2=-6.72 k3=0.04", begun.GetProperty("old").GetString(), StringComparison.Ordinal);
        TakePh(field, 4.005);
        // A sample of the schedule comes in between: the sonde keeps its supply and the point.
        field.Hands.Pass(16 * 60_000);
        field.Stand(6.865);
        field.Hands.Pass(30_000);
        JsonElement second = TakePh(field, 6.865);
        Assert.Equal(3, second.GetProperty("point").GetInt32());
        Assert.False(field.Registers<ThreePointPh>(1).IsCalibrated);
        JsonElement result = TakePh(field, 9.180).GetProperty("result");
        Assert.True(result.GetProperty("good").GetBoolean());
        Assert.Equal(97.0, result.GetProperty("slope_percent").GetDouble(), 0.5);
        Assert.Equal(5.0, result.GetProperty("offset_millivolts").GetDouble(), 0.6);
        Assert.True(field.Registers<ThreePointPh>(1).IsCalibrated);
        field.Stand(6.865);
        field.Hands.Pass(120_000);
        JsonElement ph = field.Obey("live").GetProperty("channels").EnumerateArray().Single(channel => channel.GetProperty("name").GetString() == "ph");
        Assert.Equal(6.865, ph.GetProperty("value").GetDouble(), 0.03);
        LoggerEvent[] events = field.Events(EventCode.Calibration);
        Assert.Contains("begin=1 target=sonde serial=", events[0].Text, StringComparison.Ordinal);
        Assert.Equal("1", events[^1].Value("good"));
        Assert.InRange(int.Parse(events[^1].Value("slope_tenths_percent")!), 965, 975);
        Assert.Equal(["1", "2", "3"], events.Select(one => one.Value("point")).OfType<string>());
    }

    [Fact]
    public void The_order_is_asked_and_a_sonde_that_wants_its_own_buffers_says_so()
    {
        FieldRehearsal field = new(Yosemitech);
        Assert.Equal("bad-value", field.Refuse("cal ph"));
        Assert.Equal("bad-value", field.Refuse("cal ph 7.00 4.00 10.01"));
        Assert.Equal("bad-value", field.Refuse("cal ph 6.86 4.00 9.18"));
        JsonElement record = field.Obey("cal ph 7.00 4.00 10.01 target=record");
        Assert.Equal("record", record.GetProperty("target").GetString());
        Assert.Equal("calibration-open", field.Refuse("cal ec 1413"));
    }

    // 7.02 and 10.06 at 20 degC: Foxboro MI 611-211, table 7; 4.000: Buck et al. 2002.
    [Fact]
    public void Buffers_of_4_7_10_have_their_value_at_the_temperature_of_the_bath_unless_the_bottle_says_otherwise()
    {
        FieldRehearsal field = new(Yosemitech);
        field.Obey("cal ph 7.00 4.00 10.01 target=record");
        field.Stand(7.02, celsius: 20);
        field.Hands.Pass(60_000);
        Assert.Equal(7.02, field.Obey("cal").GetProperty("standard").GetDouble(), 0.003);
        field.Obey("cal value 7.03");
        Assert.Equal(7.03, field.Obey("cal take wait=300").GetProperty("taken")[0].GetProperty("standard").GetDouble());
        TakePh(field, 4.000, 20);
        JsonElement result = TakePh(field, 10.06, 20).GetProperty("result");
        Assert.Equal(100.0, result.GetProperty("slope_percent").GetDouble(), 0.5);
        Assert.Contains("raw values do not change", result.GetProperty("say").GetString(), StringComparison.Ordinal);
        Assert.False(field.Registers<ThreePointPh>(1).IsCalibrated);
    }

    [Fact]
    public void A_wrong_bottle_an_unstable_reading_and_a_cold_sonde_take_no_point()
    {
        FieldRehearsal field = new(Yosemitech);
        field.Obey("cal ph 4.00 6.86 9.18");
        field.Stand(6.865);
        Assert.Equal("warming-up", field.Refuse("cal take"));
        Assert.Equal("wrong-bottle", field.Refuse("cal take wait=300"));
        field.Stand(4.005);
        field.Hands.Pass(10_000);
        Assert.Equal("not-stable", field.Refuse("cal take"));
        Assert.Equal(1, field.Obey("cal").GetProperty("point").GetInt32());
        Assert.Equal(2, field.Obey("cal take wait=300").GetProperty("point").GetInt32());
    }

    [Theory]
    [InlineData(1, "sonde-no-standard")]
    [InlineData(2, "sonde-few-points")]
    [InlineData(4, "sonde-range")]
    public void What_the_sonde_refuses_leaves_its_old_coefficients_and_is_told_in_its_words(byte outcome, string code)
    {
        FieldRehearsal field = new(Yosemitech);
        ThreePointPh registers = field.Registers<ThreePointPh>(1);
        byte[] before = registers.Registers;
        field.Obey("cal ph 4.00 6.86 9.18");
        TakePh(field, 4.005);
        TakePh(field, 6.865);
        registers.NextOutcome = outcome;
        field.Stand(9.180);
        Assert.Equal(code, field.Refuse("cal take wait=300"));
        Assert.Equal(before, registers.Registers);
        Assert.False(field.Obey("cal").GetProperty("open").GetBoolean());
        Assert.Equal("0", field.Events(EventCode.Calibration)[^1].Value("good"));
    }

    [Theory]
    [InlineData(0.85, 0, "slope")]
    [InlineData(1, 35, "offset")]
    public void An_electrode_outside_the_limits_is_never_written_to_the_sonde(double slope, double offset, string code)
    {
        FieldRehearsal field = new(Yosemitech);
        field.Body.ElectrodeSlope = slope;
        field.Body.ElectrodeOffsetMillivolts = offset;
        field.Obey("cal ph 4.00 6.86 9.18");
        TakePh(field, 4.005);
        TakePh(field, 6.865);
        field.Stand(9.180);
        Assert.Equal(code, field.Refuse("cal take wait=300"));
        Assert.False(field.Registers<ThreePointPh>(1).IsCalibrated);
    }

    [Fact]
    public void A_cut_of_power_between_two_buffers_ends_a_pointwise_calibration_with_the_old_coefficients()
    {
        FieldRehearsal field = new(Yosemitech);
        ThreePointPh registers = field.Registers<ThreePointPh>(1);
        byte[] before = registers.Registers;
        field.Obey("cal ph 4.00 6.86 9.18");
        TakePh(field, 4.005);
        TakePh(field, 6.865);
        field.Hands.Say("rehearse cut");
        field.Stand(9.180);
        Assert.True(field.Obey("cal").GetProperty("open").GetBoolean());
        field.Hands.Say("rehearse cut");
        Assert.Equal("sonde-lost-power", field.Refuse("cal take wait=300"));
        Assert.Equal(before, registers.Registers);
    }

    // Every storage call of the line that takes the last point, one after the other; two more than there are.
    [Theory]
    [InlineData("ph")]
    [InlineData("ec")]
    public void Wherever_power_goes_away_in_the_last_point_sonde_and_record_agree_in_the_end(string kind)
    {
        bool wasCut = true;
        int cuts = 0, good = 0;
        for (int call = 1; wasCut; call++)
        {
            FieldRehearsal field = new(Yosemitech);
            field.Body.CellFactor = 0.92;
            field.Obey(kind == "ph" ? "cal ph 4.00 6.86 9.18" : "cal ec 1413");
            if (kind == "ph")
                TakePh(field, 4.005);
            field.Stand(6.865, 0);
            field.Obey("cal take wait=300");
            field.Stand(9.180, 1413);
            field.Hands.Pass(120_000);
            field.Station.Flash.CutAtCall = field.Station.Flash.Calls + call;
            string answer = field.Hands.Say("cal take");
            wasCut = answer.StartsWith("SIMULATED", StringComparison.Ordinal);
            cuts += wasCut ? 1 : 0;
            field.Station.Flash.CutAtCall = 0;
            for (int i = 0; i < 2 && field.Obey("cal").GetProperty("open").GetBoolean(); i++)
                field.Ask("cal take wait=300");
            field.Ask("cal cancel");
            bool inSonde = kind == "ph" ? field.Registers<ThreePointPh>(1).IsCalibrated : field.Registers<SlopeAndOffset>(0).Slope != 1;
            bool inRecord = field.Events(EventCode.Calibration).Any(one => one.Value("good") == "1");
            Assert.True(inSonde == inRecord, $"cut in call {call}: sonde {inSonde}, record {inRecord}, {answer}");
            good += inSonde ? 1 : 0;
        }
        Assert.True(cuts >= 8, $"{cuts} cuts");
        Assert.True(good >= 2, $"{good} calibrations survived");
    }

    [Fact]
    public void Cancelled_is_cancelled_and_the_sonde_is_looked_at()
    {
        FieldRehearsal field = new(Yosemitech);
        field.Obey("cal ph 4.00 6.86 9.18");
        TakePh(field, 4.005);
        field.Faults.Bus.Silent = true;
        Assert.Equal("sonde-silent", field.Refuse("cal cancel"));
        field.Faults.Bus.Silent = false;
        JsonElement cancelled = field.Obey("cal cancel");
        Assert.Contains("old coefficients stand", cancelled.GetProperty("say")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("no-calibration", field.Refuse("cal take"));
    }

    // Cell that shows 92 % of the truth: the new constant is 1/0.92 = 1.087 times the old.
    [Fact]
    public void A_conductivity_cell_gets_a_new_slope_from_air_and_one_standard()
    {
        FieldRehearsal field = new(Yosemitech);
        field.Body.CellFactor = 0.92;
        field.Obey("cal ec 1413");
        field.Stand(7, 50, 25);
        Assert.Equal("air", field.Refuse("cal take wait=300"));
        field.Stand(7, 0, 25);
        field.Obey("cal take wait=300");
        field.Stand(7, 1413, 25);
        JsonElement result = field.Obey("cal take wait=300").GetProperty("result");
        Assert.Equal(8.7, result.GetProperty("cell_constant_change_percent").GetDouble(), 0.5);
        Assert.Equal(1.087, field.Registers<SlopeAndOffset>(0).Slope, 0.005);
        field.Hands.Pass(10_000);
        JsonElement ec = field.Obey("live").GetProperty("channels").EnumerateArray().Single(channel => channel.GetProperty("name").GetString() == "ec");
        Assert.Equal(1413, ec.GetProperty("value").GetDouble(), 6.0);
    }

    [Fact]
    public void A_cell_constant_far_off_needs_a_reason_which_stands_in_the_record()
    {
        FieldRehearsal field = new(Yosemitech);
        field.Body.CellFactor = 0.7;
        field.Obey("cal ec 1413");
        field.Stand(7, 0, 25);
        field.Obey("cal take wait=300");
        field.Stand(7, 1413, 25);
        Assert.Equal("cell-constant", field.Refuse("cal take wait=300"));
        Assert.Equal(1, field.Registers<SlopeAndOffset>(0).Slope);
        field.Obey("cal reason \"new cell\"");
        Assert.True(field.Obey("cal take wait=300").GetProperty("result").GetProperty("good").GetBoolean());
        Assert.Equal("new_cell", field.Events(EventCode.Calibration)[^1].Value("reason"));
    }

    [Fact]
    public void A_sonde_that_forgets_what_was_written_keeps_the_old_slope_and_says_so()
    {
        FieldRehearsal field = new(Yosemitech);
        field.Body.CellFactor = 0.92;
        field.Obey("cal ec 1413");
        field.Stand(7, 0, 25);
        field.Obey("cal take wait=300");
        field.Stand(7, 1413, 25);
        field.Registers<SlopeAndOffset>(0).ForgottenWrites = 1;
        Assert.Equal("sonde-refused", field.Refuse("cal take wait=300"));
        Assert.Equal(1, field.Registers<SlopeAndOffset>(0).Slope);
    }

    [Fact]
    public void An_Aqua_TROLL_takes_two_segments_of_pH_in_its_calibration_mode()
    {
        FieldRehearsal field = new("aquatroll400");
        AquaTroll400Coefficients registers = ((AquaTroll400Emulator)field.Station.Bus.Device!).Coefficients;
        field.Body.ElectrodeSlope = 0.95;
        field.Body.ElectrodeOffsetMillivolts = -8;
        field.Obey("cal ph 7.00 10.01 4.00");
        TakePh(field, 7.00);
        TakePh(field, 10.01);
        Assert.True(TakePh(field, 4.005).GetProperty("result").GetProperty("good").GetBoolean());
        // 1/(0.95 * 59.16) pH a mV.
        Assert.Equal(-0.01779, registers.Slope, 0.0002);
        field.Stand(7.5);
        field.Hands.Pass(120_000);
        JsonElement ph = field.Obey("live").GetProperty("channels").EnumerateArray().Single(channel => channel.GetProperty("name").GetString() == "ph");
        Assert.Equal(7.5, ph.GetProperty("value").GetDouble(), 0.03);
    }

    [Fact]
    public void An_Aqua_TROLL_whose_update_fails_gets_its_old_registers_back()
    {
        FieldRehearsal field = new("aquatroll400");
        AquaTroll400Coefficients registers = ((AquaTroll400Emulator)field.Station.Bus.Device!).Coefficients;
        field.Body.CellFactor = 0.92;
        field.Obey("cal ec 1413");
        field.Stand(7, 0, 25);
        field.Obey("cal take wait=300");
        field.Stand(7, 1413, 25);
        registers.FailingUpdates = 1;
        Assert.Equal("sonde-refused", field.Refuse("cal take wait=300"));
        Assert.Equal(1, registers.CellConstant);
        Assert.False(field.Obey("cal").GetProperty("open").GetBoolean());
    }

    [Fact]
    public void A_datum_offset_is_dated_after_two_readings_of_the_staff_and_moves_no_level()
    {
        FieldRehearsal field = new(Yosemitech);
        int level = field.Station.Samples()[^1].Level;
        Assert.Equal("warming-up", field.Refuse("cal level 1.234"));
        field.Hands.Pass(60_000);
        double depth = field.Station.Cave.At(field.Station.Time.UtcMilliseconds).DepthMetres;
        string staff = (depth + 0.40).ToString("F3", System.Globalization.CultureInfo.InvariantCulture);
        string far = (depth + 0.45).ToString("F3", System.Globalization.CultureInfo.InvariantCulture);
        field.Obey($"cal level {staff}");
        Assert.Equal("datum", field.Refuse($"cal again {far}"));
        JsonElement result = field.Obey($"cal again {staff}").GetProperty("result");
        Assert.Equal(0.40, result.GetProperty("offset_metres").GetDouble(), 0.01);
        LoggerEvent dated = field.Events(EventCode.Calibration)[^1];
        Assert.Equal("none", dated.Value("before_m"));
        Assert.NotNull(dated.Value("from_s"));
        Assert.Equal(level, field.Station.Samples()[^1].Level, 30.0);
        field.Obey($"cal level {staff}");
        Assert.Equal("datum", field.Refuse($"cal again {staff}"));
    }
}
