using KarstLogger.Firmware.Core.Field;
using KarstLogger.Firmware.Core.Storage;
using KarstLogger.HostSim;
using KarstLogger.Wire;
using static KarstLogger.Firmware.Tests.StationWorld;

namespace KarstLogger.Firmware.Tests.Field;

public sealed class BoxStatusTests
{
    private static BoxStatus StatusOf(SimulatedStation station, uint secondsLater = 60) =>
        new(station.Configuration, LoggerState.Load(station.Flash), station.Samples().LastOrDefault(), station.Time.UtcSeconds + secondsLater);

    [Fact]
    public void The_first_sentence_says_what_is_stored_sent_and_next()
    {
        SimulatedStation station = Station(1);
        station.RunUntil(Start + 14 * 3600 + 29 * 60);
        // Woken for the mark of 14:30; boot and sonde events and 59 pairs of sample and extra channels: 2 + 118 frames.
        string sentence = StatusOf(station, 120).Sentence;
        Assert.StartsWith("Recording. 120 stored, 0 unsent. Last acknowledged 14:30 (", sentence, StringComparison.Ordinal);
        Assert.EndsWith("Next sample 14:45.", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_box_in_order_flashes_once_and_may_be_left()
    {
        SimulatedStation station = Station(2);
        station.RunUntil(Start + 7200);
        Assert.Equal(1, StatusOf(station).Flashes);
        Assert.Equal("SAFE TO LEAVE", BoxStatus.Departure(StatusOf(station).AgainstLeaving(true, 200, 60)));
    }

    [Fact]
    public void Each_trouble_has_its_flashes_and_its_words_at_departure()
    {
        StationFaults faults = new();
        SimulatedStation station = Station(3, faults: faults);
        station.RunUntil(Start + 7200);
        Assert.Equal(0, StatusOf(station, 7200).Flashes);
        Assert.Contains("no sample in the last 30 min", BoxStatus.Departure(StatusOf(station, 7200).AgainstLeaving(true, 200, 60)), StringComparison.Ordinal);
        faults.Link.Outages.Add(new Stretch(station.Time.UtcSeconds, uint.MaxValue));
        station.Step();
        Assert.Equal(2, StatusOf(station).Flashes);
        Assert.Contains("not acknowledged", BoxStatus.Departure(StatusOf(station).AgainstLeaving(true, 200, 60)), StringComparison.Ordinal);
        Assert.Equal("SAFE TO LEAVE", BoxStatus.Departure(StatusOf(station).AgainstLeaving(false, 200, 60)));
        Assert.Contains("lasts 20 days for 60", BoxStatus.Departure(StatusOf(station).AgainstLeaving(false, 20, 60)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_silent_sonde_flashes_three_times_a_low_battery_five()
    {
        StationFaults faults = new();
        faults.Bus.Silent = true;
        SimulatedStation silent = Station(4, faults: faults);
        silent.RunUntil(Start + 3600);
        Assert.Equal(3, StatusOf(silent).Flashes);
        SimulatedStation low = Station(5, "format = 1\n[power]\nbattery_low_mv = 9000\n");
        low.RunUntil(Start + 3600);
        Assert.Equal(5, StatusOf(low).Flashes);
        Assert.Contains("the battery is low", BoxStatus.Departure(StatusOf(low).AgainstLeaving(true, 200, 60)), StringComparison.Ordinal);
    }
}
