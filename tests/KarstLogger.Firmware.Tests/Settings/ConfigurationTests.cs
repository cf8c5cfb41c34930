using KarstLogger.HostSim;
using KarstLogger.Wire;
using static KarstLogger.Firmware.Tests.StationWorld;

namespace KarstLogger.Firmware.Tests.Settings;

public sealed class ConfigurationTests
{
    private const string Good = "format = 1\n[logger]\nnumber = 12\n[sampling]\ninterval_s = 300\nburst = 3\n";

    [Fact]
    public void A_good_text_is_tried_confirmed_and_said_in_every_frame_from_then_on()
    {
        SimulatedStation station = Station(1);
        station.RunUntil(Start + 3600);
        station.SendConfig(Good);
        station.RunUntil(Start + 3 * 3600);
        Assert.Contains("accepted: number 12", station.Replies()[0], StringComparison.Ordinal);
        Assert.Equal("12", Assert.Single(station.Events(EventCode.ConfigApplied)).Value("number"));
        Sample[] last = station.Samples()[^6..];
        Assert.All(last, sample => Assert.Equal((12, 300, 3), (sample.Configuration, sample.IntervalSeconds, sample.BurstCount)));
        Assert.Equal(12, station.Configuration.Number);
    }

    [Fact]
    public void A_bad_text_changes_nothing_and_the_answer_names_field_value_and_permitted_range()
    {
        SimulatedStation station = Station(2);
        station.RunUntil(Start + 3600);
        station.SendConfig(Good.Replace("burst = 3", "burst = 99", StringComparison.Ordinal));
        station.RunUntil(Start + 2 * 3600);
        string reply = Assert.Single(station.Replies());
        Assert.Contains("refused", reply, StringComparison.Ordinal);
        Assert.Contains("field 'burst': '99' is not a whole number from 1 to 15", reply, StringComparison.Ordinal);
        Assert.All(station.Samples(), sample => Assert.Equal(0, sample.Configuration));
    }

    [Fact]
    public void A_text_whose_first_cycle_is_not_acknowledged_is_rolled_back()
    {
        StationFaults faults = new();
        SimulatedStation station = Station(3, faults: faults);
        station.RunUntil(Start + 3600);
        station.SendConfig(Good);
        station.Step();
        faults.Link.Outages.Add(new Stretch(station.Time.UtcSeconds, station.Time.UtcSeconds + 1200));
        station.RunUntil(Start + 6 * 3600);
        Assert.Equal("no_acknowledgement", Assert.Single(station.Events(EventCode.ConfigRolledBack)).Value("reason"));
        Assert.Equal(0, station.Samples()[^1].Configuration);
        Assert.Equal(0, station.Configuration.Number);
    }

    [Fact]
    public void A_cut_of_power_anywhere_in_the_change_leaves_the_old_or_the_new_text_whole()
    {
        for (int cut = 1; cut <= 14; cut++)
        {
            SimulatedStation station = Station((ulong)(100 + cut));
            station.RunUntil(Start + 3600);
            station.SendConfig(Good);
            station.Flash.CutAtCall = station.Flash.Calls + cut;
            station.RunUntil(Start + 6 * 3600);
            Assert.Equal(1, station.Counters.PowerCuts);
            Assert.Contains(station.Configuration.Number, (int[])[0, 12]);
            Assert.Equal(station.Configuration.Number, station.Samples()[^1].Configuration);
            Assert.Equal(station.Counters.Journaled, station.Counters.Acknowledged);
        }
    }

    [Fact]
    public void A_command_is_obeyed_once_and_answered()
    {
        SimulatedStation station = Station(4);
        station.RunUntil(Start + 3600);
        string command = $"id=17 expires={Start + 9 * 3600} do=maint minutes=60";
        station.SendCommand(command);
        station.SendCommand(command);
        station.RunUntil(Start + 6 * 3600);
        Assert.Equal(["id=17 done: maintenance for 60 min", "id=17 done before: done: maintenance for 60 min"], station.Replies());
        Assert.Single(station.Events(EventCode.Maintenance));
        Assert.InRange(station.Samples().Count(sample => (sample.Flags & FrameFlags.Maintenance) != 0), 3, 4);
    }

    [Theory]
    [InlineData("id=18 expires=1767225601 do=reboot", "id=18 expired")]
    [InlineData("id=18 do=reboot", "command refused: the form is")]
    [InlineData("id=18 expires=1798761600 do=dance", "permitted: maint, awake, quiet, reboot, selftest, resend")]
    [InlineData("id=18 expires=1798761600 do=maint minutes=900", "minutes is '900'; permitted: 0 to 240")]
    public void A_command_that_cannot_be_obeyed_is_answered_with_the_reason(string command, string reason)
    {
        SimulatedStation station = Station(5);
        station.RunUntil(Start + 3600);
        station.SendCommand(command);
        station.RunUntil(Start + 2 * 3600);
        Assert.Contains(reason, Assert.Single(station.Replies()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reboot_command_restarts_the_box_once_and_the_record_says_why()
    {
        SimulatedStation station = Station(6);
        station.RunUntil(Start + 3600);
        station.SendCommand($"id=3 expires={Start + 86400} do=reboot");
        station.RunUntil(Start + 3 * 3600);
        Assert.Equal(1, station.Counters.Reboots);
        Assert.Equal(["2", "4"], station.Events(EventCode.Boot).Select(boot => boot.Value("reset")));
    }
}
