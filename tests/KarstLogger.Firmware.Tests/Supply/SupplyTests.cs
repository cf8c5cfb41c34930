using KarstLogger.Firmware.Core;
using KarstLogger.Firmware.Core.Supply;
using KarstLogger.HostSim;
using KarstLogger.Wire;
using static KarstLogger.Firmware.Tests.StationWorld;

namespace KarstLogger.Firmware.Tests.Supply;

public sealed class SupplyTests
{
    [Theory]
    [InlineData(5000, false, SupplyStep.Full)]
    [InlineData(4599, false, SupplyStep.Low)]
    [InlineData(4299, false, SupplyStep.NoRadio)]
    [InlineData(4099, false, SupplyStep.Hold)]
    [InlineData(4499, true, SupplyStep.Hold)]
    [InlineData(4500, true, SupplyStep.Low)]
    public void The_battery_decides_what_is_done_and_coming_back_needs_more_than_going_on(int millivolts, bool isHolding, int expected)
    {
        Assert.Equal(expected, SupplyPolicy.Step(millivolts, new LoggerConfiguration(), isHolding));
    }

    [Fact]
    public void A_low_battery_makes_uploads_rarer_and_loses_no_sample()
    {
        SimulatedStation station = Station(1);
        station.Power.PanelMilliamps = 0;
        station.Power.SetShare(0.25);
        station.RunUntil(Start + 86400);
        Assert.InRange(station.Air.Uploads, 24, 26);
        Assert.InRange(station.Counters.Journaled, 96, 97);
        Assert.All(station.Samples(), sample => Assert.NotEqual(0, sample.Flags & FrameFlags.LowBattery));
    }

    [Fact]
    public void Below_the_radios_least_voltage_samples_are_stored_and_the_radio_stays_off()
    {
        SimulatedStation station = Station(2);
        station.Power.PanelMilliamps = 0;
        station.Power.SetShare(0.11);
        station.RunUntil(Start + 86400);
        Assert.Equal(0, station.Air.Uploads);
        Assert.InRange(station.Counters.Backlog, 96, 97);
    }

    [Fact]
    public void An_empty_battery_stops_storage_and_radio_until_it_has_recovered_and_both_are_told()
    {
        SimulatedStation station = Station(3);
        station.RunUntil(Start + 7200);
        station.Power.PanelMilliamps = 0;
        station.Power.SetShare(0.03);
        station.Step();
        long calls = station.Flash.Calls;
        station.RunUntil(Start + 86400);
        Assert.Equal(calls, station.Flash.Calls);
        station.Power.SetShare(0.2);
        station.RunUntil(station.Time.UtcSeconds + 7200);
        Assert.Equal(calls, station.Flash.Calls);
        station.Power.SetShare(0.6);
        station.RunUntil(station.Time.UtcSeconds + 7200);
        Assert.Equal(["1", "0"], station.Events(EventCode.BrownOut).Select(one => one.Value("hold")));
        Assert.Equal(station.Counters.Journaled, station.Counters.Acknowledged);
    }

    [Fact]
    public void The_daily_data_cap_holds_uploads_back_until_the_next_day()
    {
        SimulatedStation station = Station(4, "format = 1\n[link]\nair_kb_per_day_most = 32\n");
        station.RunUntil(Start + 86300);
        Assert.True(station.Counters.Backlog > 20);
        station.RunUntil(Start + 86400 + 3600);
        Assert.Equal(0, station.Counters.Backlog);
    }

    [Fact]
    public void A_flood_is_sampled_more_densely_within_the_days_budget_and_each_sample_carries_its_interval()
    {
        SimulatedStation station = Station(5, "format = 1\n[sampling]\nevent_interval_s = 300\nevent_rise_tenths_mm = 300\nevent_rain_tips = 5\nevent_samples_per_day_most = 40\n");
        station.RunUntil(Start + 200 * 86400);
        Sample[] samples = station.Samples();
        Sample[] early = [.. samples.Where(sample => sample.Trigger != SampleTrigger.Schedule)];
        Assert.True(early.Length > 50, $"{early.Length} early samples");
        Assert.All(early.GroupBy(sample => sample.UtcSeconds / 86400), day => Assert.InRange(day.Count(), 1, 40));
        uint covered = (uint)samples.Skip(1).Sum(sample => sample.IntervalSeconds);
        Assert.Equal(samples[^1].UtcSeconds - samples[0].UtcSeconds, covered);
    }

    [Fact]
    public void A_dead_link_is_met_with_ever_more_effort_and_in_the_end_with_a_reboot()
    {
        StationFaults faults = new();
        faults.Link.Outages.Add(new Stretch(Start + 3600, Start + 3 * 86400));
        SimulatedStation station = Station(6, faults: faults);
        station.RunUntil(Start + 4 * 86400);
        Assert.Equal(["1", "2", "0"], station.Events(EventCode.LinkStep).Select(step => step.Value("effort")));
        Assert.InRange(station.Counters.Reboots, 1, 4);
        Assert.Equal(0, station.Counters.Backlog);
    }
}
