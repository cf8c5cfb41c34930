using System.Globalization;
using KarstLogger.HostSim;
using KarstLogger.Wire;
using static KarstLogger.Firmware.Tests.StationWorld;

namespace KarstLogger.Firmware.Tests.Settings;

/// <summary>Commands of the office, from the message to what the box does about it.</summary>
public sealed class CommandTests
{
    private const uint Expiry = Start + 30 * 86400;

    [Fact]
    public void A_box_that_shall_stay_awake_hears_a_second_command_before_its_next_sample_and_goes_to_sleep_by_itself()
    {
        SimulatedStation station = Ready(1);
        long airBefore = station.Air.AirMs;
        station.SendCommand($"id=1 expires={Expiry} do=awake minutes=10");
        station.Step();
        Assert.Equal("id=1 done: awake for 10 min, samples excepted", station.Replies()[0]);
        // Ten minutes on the air, less a second of what the contact had taken before.
        Assert.InRange(station.Air.AirMs - airBefore, 590_000, 620_000);
        airBefore = station.Air.AirMs;
        station.Step();
        Assert.InRange(station.Air.AirMs - airBefore, 1, 10_000);
        Assert.All(station.Samples()[2..], sample => Assert.Equal(900, sample.IntervalSeconds));
    }

    [Fact]
    public void Staying_awake_longer_than_the_interval_costs_no_sample()
    {
        SimulatedStation station = Ready(2);
        station.SendCommand($"id=1 expires={Expiry} do=awake minutes=60");
        station.RunUntil(Start + 4 * 3600);
        Assert.InRange(station.Air.AirMs, 3_300_000, 3_700_000);
        Assert.All(station.Samples()[2..], sample => Assert.Equal(900, sample.IntervalSeconds));
    }

    [Fact]
    public void A_low_battery_does_not_stay_awake_and_says_so()
    {
        SimulatedStation station = Ready(3);
        station.Power.PanelMilliamps = 0;
        station.Power.SetShare(0.25);
        station.SendCommand($"id=1 expires={Expiry} do=awake minutes=10");
        station.RunUntil(Start + 8 * 3600);
        Assert.Equal("id=1 refused: the battery is low; permitted from battery_low_mv = 4600", Assert.Single(station.Replies()));
    }

    [Fact]
    public void A_quiet_radio_is_silent_for_its_time_samples_go_on_and_all_of_them_come_afterwards()
    {
        SimulatedStation station = Ready(4);
        station.SendCommand($"id=1 expires={Expiry} do=quiet minutes=300");
        station.Step();
        string[] before = station.Statuses();
        Assert.InRange(long.Parse(Words.Value(before[^1], "next_contact_s"), CultureInfo.InvariantCulture), 17_900, 18_000);
        station.RunUntil(Start + 6 * 3600);
        Assert.Equal(before.Length, station.Statuses().Length);
        station.RunUntil(Start + 8 * 3600);
        Assert.InRange(station.Counters.Backlog, 0, 1);
        Assert.All(station.Samples()[2..], sample => Assert.Equal(900, sample.IntervalSeconds));
    }

    [Fact]
    public void Frames_are_sent_again_as_they_stand_in_the_journal()
    {
        SimulatedStation station = Ready(5);
        station.RunUntil(Start + 86400);
        Assert.Equal(0, station.Loopback!.Duplicates);
        station.SendCommand($"id=8 expires={Expiry} do=resend first=11 last=70");
        station.Step();
        Assert.Equal("id=8 done: 60 of 60 frames sent again", Assert.Single(station.Replies()));
        Assert.Equal(60, station.Loopback.Duplicates);
        Assert.Empty(station.Loopback.Conflicts);
    }

    [Fact]
    public void A_resend_beyond_the_journal_says_how_many_there_were()
    {
        SimulatedStation station = Ready(6);
        station.SendCommand($"id=8 expires={Expiry} do=resend first=1 last=2000");
        station.Step();
        Assert.Matches("^id=8 done: [0-9]{1,2} of 2000 frames sent again$", Assert.Single(station.Replies()));
    }

    [Fact]
    public void A_self_test_answers_for_every_part_and_adds_nothing_to_the_record()
    {
        SimulatedStation station = Ready(7);
        station.Rain.Silent = true;
        station.SendCommand($"id=9 expires={Expiry} do=selftest");
        station.Step();
        string reply = Assert.Single(station.Replies());
        foreach (string good in new[] { "drive=ok", "sonde=ok", "level=1", "temperature=1", "ph=1", "ec=1", "board=1", "rain=silent" })
            Assert.Contains(good, reply, StringComparison.Ordinal);
        station.RunUntil(Start + 3 * 3600);
        Assert.All(station.Samples()[2..], sample => Assert.Equal(900, sample.IntervalSeconds));
    }

    [Fact]
    public void Several_commands_of_one_contact_are_each_obeyed_once_also_when_all_of_them_come_again()
    {
        SimulatedStation station = Ready(8);
        string[] commands = [$"id=1 expires={Expiry} do=maint minutes=30", $"id=2 expires={Expiry} do=selftest", $"id=3 expires={Expiry} do=maint minutes=45"];
        foreach (string command in commands)
            station.SendCommand(command);
        station.Step();
        foreach (string command in commands)
            station.SendCommand(command);
        station.Step();
        string[] replies = station.Replies();
        Assert.Equal(6, replies.Length);
        for (int i = 0; i < 3; i++)
            Assert.Equal(replies[i].Replace($"id={i + 1} ", $"id={i + 1} done before: ", StringComparison.Ordinal), replies[i + 3]);
        station.RunUntil(Start + 6 * 3600);
        Assert.Equal(2, station.Events(EventCode.Maintenance).Length);
    }

    [Theory]
    [InlineData("do=maint minutes=241", "refused: minutes is '241'; permitted: 0 to 240")]
    [InlineData("do=awake minutes=61", "refused: minutes is '61'; permitted: 0 to 60")]
    [InlineData("do=quiet minutes=5000", "refused: minutes is '5000'; permitted: 0 to 4320")]
    [InlineData("do=resend first=5", "refused: last is missing; permitted: 1 to 2147483647")]
    [InlineData("do=resend first=5 last=4", "refused: last; permitted: first to first + 2879")]
    [InlineData("do=resend first=1 last=2881", "refused: last; permitted: first to first + 2879")]
    [InlineData("do=reboot minutes=3", "refused: 'minutes' is not known; permitted: nothing")]
    [InlineData("do=maint hours=1", "refused: 'hours' is not known; permitted: minutes")]
    public void A_number_outside_its_range_is_refused_with_the_range(string words, string refusal)
    {
        SimulatedStation station = Ready(9);
        station.SendCommand($"id=4 expires={Expiry} {words}");
        station.Step();
        Assert.Equal("id=4 " + refusal, Assert.Single(station.Replies()));
    }

    [Fact]
    public void A_refused_configuration_is_in_every_status_until_another_comes()
    {
        SimulatedStation station = Ready(10);
        station.SendConfig("format = 1\n[logger]\nnumber = 3\n[sampling]\nburst = 99\n");
        station.Step();
        Assert.Contains("heard=refused", station.Statuses()[^1], StringComparison.Ordinal);
        Assert.Contains("line 5, field 'burst': '99' is not a whole number from 1 to 15", station.Statuses()[^1].Split('\n')[1], StringComparison.Ordinal);
        station.SendConfig("format = 1\n[logger]\nnumber = 4\n");
        station.Step();
        Assert.Equal("trial", Words.Value(station.Statuses()[^1], "heard"));
        station.Step();
        station.Step();
        string last = station.Statuses()[^1];
        Assert.Equal(("applied", "4"), (Words.Value(last, "heard"), Words.Value(last, "config")));
        Assert.Equal(Words.Value(last, "heard_mark"), Words.Value(last, "config_mark"));
        Assert.DoesNotContain("\n", last, StringComparison.Ordinal);
    }

    private static SimulatedStation Ready(ulong seed)
    {
        SimulatedStation station = Station(seed);
        station.RunUntil(Start + 3600);
        return station;
    }
}
