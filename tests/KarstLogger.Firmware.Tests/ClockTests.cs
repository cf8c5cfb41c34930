using KarstLogger.Firmware.Core;
using KarstLogger.Firmware.Core.Storage;
using KarstLogger.HostSim;
using KarstLogger.Wire;
using static KarstLogger.Firmware.Tests.StationWorld;

namespace KarstLogger.Firmware.Tests;

public sealed class ClockTests
{
    [Fact]
    public void Samples_before_the_first_time_are_kept_counted_from_the_start_and_can_be_placed_by_the_event()
    {
        StationFaults faults = new();
        faults.Link.Outages.Add(new Stretch(Start, Start + 6 * 3600));
        SimulatedStation station = Station(1, faults: faults, clockSet: false);
        station.RunUntil(Start + 12 * 3600);
        Sample[] unset = [.. station.Samples().Where(sample => sample.ClockSource == ClockSource.Unset)];
        Assert.True(unset.Length >= 20);
        Assert.All(unset, sample => Assert.Equal(FrameHeader.ErrorBoundUnknown, sample.ClockErrorLog2Milliseconds));
        LoggerEvent set = station.Events(EventCode.ClockSet)[0];
        long shift = long.Parse(set.Value("after_s"), System.Globalization.CultureInfo.InvariantCulture) - long.Parse(set.Value("before_s"), System.Globalization.CultureInfo.InvariantCulture);
        Dictionary<uint, TruthRow> truth = station.Truth.ToDictionary(row => row.Sequence);
        Assert.InRange(station.Samples().First(sample => sample.ClockSource != ClockSource.Unset).IntervalSeconds, 1, 1800);
        foreach (Sample sample in unset)
            Assert.InRange(sample.UtcSeconds + shift - truth[sample.Sequence].UtcSeconds, -15, 15);
    }

    [Fact]
    public void A_count_that_is_lost_before_the_first_time_is_told_so_that_nobody_places_what_came_before()
    {
        StationFaults faults = new();
        faults.Link.Outages.Add(new Stretch(Start, Start + 12 * 3600));
        SimulatedStation station = Station(1, faults: faults, clockSet: false);
        station.RunUntil(Start + 6 * 3600);
        station.Clock.LoseTime();
        station.RunUntil(Start + 24 * 3600);
        LoggerEvent[] told = station.Events(EventCode.ClockSet);
        Assert.Equal("1", told[0].Value("lost"));
        Assert.Equal(ClockSource.Unset, told[0].ClockSource);
        // The count goes on above the largest one seen: the order of the samples stays.
        Assert.True(station.Samples().Where(sample => sample.ClockSource == ClockSource.Unset).Zip(station.Samples().Skip(1).Where(sample => sample.ClockSource == ClockSource.Unset))
            .All(pair => pair.Second.UtcSeconds > pair.First.UtcSeconds));
    }

    // The longest interval is a day: a chip that is reset right after the box fell asleep shows up to a day at the next wake, and the count may have been seconds old.
    [Theory]
    [InlineData(1)]
    [InlineData(900)]
    [InlineData(86_400)]
    public void A_chip_that_is_reset_in_the_first_sleep_of_the_count_is_told_however_long_the_sleep(int sleptSeconds)
    {
        VirtualTime time = new(Start * 1000L);
        SimulatedClock clock = new(time, false, 0);
        LoggerState state = new();
        SimulatedFlash flash = Drive();
        ClockKeeper first = new(clock, state, flash);
        first.Begin();
        Assert.Equal("", state.ClockWords);
        time.Advance(20_000);
        first.End();
        clock.LoseTime();
        time.Advance(sleptSeconds * 1000);
        new ClockKeeper(clock, state, flash).Begin();
        Assert.Equal("1", Told(state).Value("lost"));
    }

    [Fact]
    public void A_count_that_goes_on_through_the_longest_sleep_is_no_loss()
    {
        VirtualTime time = new(Start * 1000L);
        SimulatedClock clock = new(time, false, 0);
        LoggerState state = new();
        SimulatedFlash flash = Drive();
        ClockKeeper first = new(clock, state, flash);
        first.Begin();
        Assert.Equal("", state.ClockWords);
        first.End();
        time.Advance(86_400_000);
        new ClockKeeper(clock, state, flash).Begin();
        Assert.Equal("", state.ClockWords);
    }

    // Power goes away inside each storage call of the wakes that follow, one station a call, until a station gets through untouched.
    // A write that power ends completes in one of three cases, by the seed.
    [Theory]
    [InlineData(-90_000L, 6)]
    [InlineData(-90_000L, 7)]
    [InlineData(-90_000L, 8)]
    [InlineData(3_600_000L, 9)]
    [InlineData(3_600_000L, 10)]
    public void Wherever_power_goes_away_while_the_clock_is_put_right_the_record_tells_the_step(long stepMs, ulong seed)
    {
        int cut = 0;
        bool wasCut = true;
        for (; wasCut; cut++)
        {
            SimulatedStation station = Station(seed);
            station.RunUntil(Start + 6 * 3600);
            station.Clock.Step(stepMs);
            station.Flash.CutAtCall = station.Flash.Calls + cut + 1;
            station.RunUntil(Start + 12 * 3600);
            wasCut = station.Counters.PowerCuts > 0;
            TruthRow[] stored = [.. station.Truth.Where(row => row.Stored)];
            int right = Array.FindLastIndex(stored, row => row.Sonde.ClockDisturbed) + 1;
            Assert.InRange(right, 1, stored.Length - 1);
            Sample after = Assert.Single(station.Samples(), sample => sample.Sequence == stored[right].Sequence);
            Assert.True((after.Flags & FrameFlags.ClockStepped) != 0, $"no flag where power went at call {cut + 1}");
            Assert.True(station.Events(EventCode.ClockSet).Any(told => told.Sequence > stored[right - 1].Sequence && told.Sequence < after.Sequence), $"no event where power went at call {cut + 1}");
        }
        Assert.InRange(cut, 8, 200);
    }

    [Fact]
    public void The_flag_of_a_step_goes_to_the_next_sample_that_the_drive_takes()
    {
        SimulatedStation station = Station(6);
        station.RunUntil(Start + 6 * 3600);
        station.Clock.Step(-90_000);
        while (station.Clock.IsDisturbed)
            station.Step();
        // As often as the journal tries to store a frame.
        station.Flash.RefusedAppends = 3;
        station.Step();
        Assert.False(station.LastSampleStored);
        station.Step();
        Assert.True(station.LastSampleStored);
        Assert.True((station.LastSample!.Flags & FrameFlags.ClockStepped) != 0);
    }

    [Fact]
    public void Wherever_power_goes_away_after_the_count_was_lost_the_loss_is_told_before_the_next_sample()
    {
        StationFaults faults = new();
        faults.Link.Outages.Add(new Stretch(Start, Start + 12 * 3600));
        int cut = 0;
        bool wasCut = true;
        for (; wasCut; cut++)
        {
            SimulatedStation station = Station(1, faults: faults, clockSet: false);
            station.RunUntil(Start + 6 * 3600);
            uint last = station.Truth.Last(row => row.Stored).Sequence;
            station.Clock.LoseTime();
            station.Flash.CutAtCall = station.Flash.Calls + cut + 1;
            station.RunUntil(Start + 8 * 3600);
            wasCut = station.Counters.PowerCuts > 0;
            station.RunUntil(Start + 24 * 3600);
            uint next = station.Truth.First(row => row.Stored && row.Sequence > last).Sequence;
            Assert.True(station.Events(EventCode.ClockSet).Any(told => told.Value("lost") == "1" && told.Sequence > last && told.Sequence < next), $"not told where power went at call {cut + 1}");
        }
        Assert.InRange(cut, 8, 200);
    }

    [Fact]
    public void A_drive_that_takes_no_words_of_the_step_leaves_the_clock_as_it_is_until_it_does()
    {
        VirtualTime time = new(Start * 1000L);
        SimulatedClock clock = new(time, true, 0);
        LoggerState state = new() { ClockSource = ClockSource.Rtc };
        SimulatedFlash refusing = Drive();
        refusing.RefusedSmallWrites = 1;
        clock.Step(-90_000);
        Assert.False(new ClockKeeper(clock, state, refusing).Offer(Start * 1000L, ClockSource.Gateway, 500));
        Assert.Equal((-90_000L, "", 0), (clock.OffsetMs, state.ClockWords, state.PendingFlags));
        Assert.True(new ClockKeeper(clock, state, refusing).Offer(Start * 1000L, ClockSource.Gateway, 500));
        Assert.Equal(0, clock.OffsetMs);
    }

    [Fact]
    public void A_count_whose_loss_the_drive_would_not_take_begins_above_the_largest_one_all_the_same()
    {
        VirtualTime time = new(Start * 1000L);
        SimulatedClock clock = new(time, false, 0);
        LoggerState state = new();
        SimulatedFlash flash = Drive();
        new ClockKeeper(clock, state, flash).Begin();
        time.Advance(86_400_000);
        new ClockKeeper(clock, state, flash).End();
        uint largest = state.UnsetSeconds;
        clock.LoseTime();
        time.Advance(900_000);
        flash.RefusedSmallWrites = 1;
        ClockKeeper refused = new(clock, state, flash);
        refused.Begin();
        refused.End();
        Assert.Equal((largest, ""), (state.UnsetSeconds, state.ClockWords));
        new ClockKeeper(clock, state, flash).Begin();
        Assert.Equal("1", Told(state).Value("lost"));
        Assert.Equal(largest + 1, state.UnsetSeconds);
    }

    [Fact]
    public void A_refused_state_leaves_the_newest_file_to_the_try_after_it()
    {
        SimulatedFlash flash = Drive();
        LoggerState state = new();
        Assert.True(state.Save(flash) && state.Save(flash));
        uint newest = LoggerState.Load(flash).Generation;
        flash.RefusedSmallWrites = 1;
        Assert.False(state.Save(flash));
        // Power goes away while the next one is written: the newest must stand, whatever becomes of the file that is written.
        Assert.True(flash.WriteSmall((int)((state.Generation + 1) & 1), [1, 2, 3]));
        Assert.Equal(newest, LoggerState.Load(flash).Generation);
    }

    [Fact]
    public void A_count_lost_while_the_supply_is_too_low_to_write_is_told_however_long_that_takes()
    {
        VirtualTime time = new(Start * 1000L);
        SimulatedClock clock = new(time, false, 0);
        LoggerState state = new();
        SimulatedFlash flash = Drive();
        new ClockKeeper(clock, state, flash).Begin();
        long calls = flash.Calls;
        clock.LoseTime();
        for (int hour = 0; hour < 24 * 10; hour++)
        {
            time.Advance(3600_000);
            new ClockKeeper(clock, state, flash).HoldLostCount();
        }
        Assert.Equal(calls, flash.Calls);
        new ClockKeeper(clock, state, flash).Begin();
        Assert.Equal("1", Told(state).Value("lost"));
    }

    [Fact]
    public void A_drifting_clock_is_set_before_it_is_two_seconds_wrong_and_its_bound_holds()
    {
        SimulatedStation station = new(new StationOptions
        {
            LoggerId = 9, Cave = CavePreset.West, Seed = 2, StartUtcSeconds = Start, ClockDriftPartsPerMillion = 40,
        });
        for (int i = 0; i < 96 * 10; i++)
        {
            station.Step();
            Assert.InRange(station.Clock.OffsetMs, -2000, 2000);
        }
        Assert.NotEmpty(station.Events(EventCode.ClockSet));
        Dictionary<uint, TruthRow> truth = station.Truth.ToDictionary(row => row.Sequence);
        foreach (Sample sample in station.Samples())
            Assert.InRange(Math.Abs((double)sample.UtcSeconds - truth[sample.Sequence].UtcSeconds), 0, 7 + Math.Pow(2, sample.ClockErrorLog2Milliseconds) / 1000);
    }

    [Theory]
    [InlineData(-3 * 86400_000L)]
    [InlineData(-400_000L)]
    [InlineData(400_000L)]
    [InlineData(40 * 86400_000L)]
    public void A_clock_that_jumps_is_put_right_at_the_next_contact_told_and_no_day_is_left_unsampled(long stepMs)
    {
        SimulatedStation station = Station(3);
        station.RunUntil(Start + 86400);
        station.Clock.Step(stepMs);
        station.RunUntil(Start + 3 * 86400);
        Assert.InRange(station.Clock.OffsetMs, -2000, 2000);
        Assert.NotEmpty(station.Events(EventCode.ClockSet));
        Sample[] stepped = [.. station.Samples().Where(sample => (sample.Flags & FrameFlags.ClockStepped) != 0)];
        Assert.NotEmpty(stepped);
        Assert.All(stepped, sample => Assert.InRange(sample.IntervalSeconds, 1, 1800));
        uint[] trueSeconds = [.. station.Truth.Select(row => row.UtcSeconds)];
        Assert.All(trueSeconds.Zip(trueSeconds.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 1u, 1900u));
        uint[] sequences = [.. station.Loopback!.Archive.Keys.Select(key => key.Sequence).Order()];
        Assert.Equal(sequences[^1], (uint)sequences.Length);
    }

    [Theory]
    [InlineData(1_798_675_200u)] // 2026-12-31T00:00:00Z, `date -u -d 2026-12-31 +%s`
    [InlineData(1_835_395_200u)] // 2028-02-29T00:00:00Z
    [InlineData(1_835_308_800u)] // 2028-02-28T00:00:00Z
    public void Year_end_and_leap_day_have_their_ninety_six_quarter_hours(uint day)
    {
        SimulatedStation station = Station(4, start: day - 1000);
        station.RunUntil(day + 86400 + 1000);
        uint[] marks = [.. station.Samples().Select(sample => sample.UtcSeconds / 900 * 900).Where(mark => mark >= day && mark < day + 86400)];
        Assert.Equal(Enumerable.Range(0, 96).Select(i => day + (uint)i * 900), marks);
    }

    [Fact]
    public void A_box_that_loses_its_time_in_a_power_cut_keeps_the_order_and_goes_on_when_it_hears_the_gateway()
    {
        SimulatedStation station = new(new StationOptions
        {
            LoggerId = 9, Cave = CavePreset.West, Seed = 5, StartUtcSeconds = Start, HasBatteryBackedClock = false, Faults = new StationFaults { PowerCutShare = 0.02, DarkDaysMost = 0.1 },
        });
        station.RunUntil(Start + 20 * 86400);
        Assert.True(station.Counters.PowerCuts > 10);
        Assert.Empty(station.Loopback!.Conflicts);
        Assert.True(station.Events(EventCode.ClockSet).Length >= 10);
        Assert.InRange(station.Counters.Backlog, 0, 3);
    }

    // The wire's numbers of the sources: docs/wire-format.md, byte 20 of the frame.
    [Theory]
    [InlineData(ClockSource.Sntp, "2")]
    [InlineData(ClockSource.Gateway, "3")]
    [InlineData(ClockSource.Phone, "4")]
    [InlineData(ClockSource.Modem, "5")]
    public void Each_source_is_recorded_with_its_offset(ClockSource source, string number)
    {
        VirtualTime time = new(Start * 1000L);
        SimulatedClock clock = new(time, true, 0);
        LoggerState state = new() { ClockSource = ClockSource.Rtc };
        clock.Step(-90_000);
        ClockKeeper keeper = new(clock, state, Drive());
        keeper.Begin();
        Assert.True(keeper.Offer(Start * 1000L, source, 500));
        LoggerEvent told = Told(state);
        Assert.Equal((number, "90000"), (told.Value("source"), told.Value("offset_ms")));
        Assert.Equal((source, 9), (keeper.Source, keeper.ErrorLog2Milliseconds));
        Assert.Equal(0, clock.OffsetMs);
        // Half a minute of doubt corrects what is a day off and leaves what is a second off.
        clock.Step(-1_500);
        Assert.False(keeper.Offer(Start * 1000L, ClockSource.Modem, 30_000));
        clock.Step(-86_400_000);
        Assert.True(keeper.Offer(Start * 1000L, ClockSource.Modem, 30_000));
    }

    [Fact]
    public void A_time_from_before_the_firmware_existed_is_never_taken()
    {
        VirtualTime time = new(Start * 1000L);
        ClockKeeper keeper = new(new SimulatedClock(time, false, 0), new LoggerState(), Drive());
        Assert.False(keeper.Offer((ClockKeeper.SetSecondsLeast - 1) * 1000L, ClockSource.Modem, 100));
        Assert.Equal(ClockSource.Unset, keeper.Source);
    }

    private static SimulatedFlash Drive() => new(CrashModel.Littlefs, 1 << 20, new Chance(1));

    private static LoggerEvent Told(LoggerState state) => new() { Text = state.ClockWords.TrimEnd('\n') };
}
