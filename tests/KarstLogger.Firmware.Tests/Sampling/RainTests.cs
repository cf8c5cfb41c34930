using KarstLogger.HostSim;
using KarstLogger.Wire;
using static KarstLogger.Firmware.Tests.StationWorld;

namespace KarstLogger.Firmware.Tests.Sampling;

/// <summary>The tipping bucket's counter counts by itself while the box sleeps; the record's count never falls back.</summary>
public sealed class RainTests
{
    private const uint Day = 86_400;

    [Fact]
    public void Tips_that_fall_while_the_box_sleeps_are_all_in_the_record()
    {
        SimulatedStation station = Station(31);
        station.RunUntil(Start + 20 * Day);
        Sample[] samples = station.Samples();
        long fallen = (long)(station.Cave.At((samples[^1].UtcSeconds + 5) * 1000L).RainMillimetres / SimulatedRainGauge.MillimetresPerTip);
        Assert.True(fallen > 50, $"only {fallen} tips");
        Assert.InRange(samples[^1].RainTipsCumulative, fallen - 1, fallen);
        Assert.All(samples.Zip(samples.Skip(1)), pair => Assert.True(pair.Second.RainTipsCumulative >= pair.First.RainTipsCumulative));
    }

    [Fact]
    public void A_counter_that_begins_again_does_not_take_the_records_count_back()
    {
        SimulatedStation station = Station(31);
        station.RunUntil(Start + 20 * Day);
        uint before = station.Samples()[^1].RainTipsCumulative;
        Assert.True(before > 50);
        station.Rain.Restart();
        station.RunUntil(Start + 40 * Day);
        Sample[] samples = station.Samples();
        Assert.True(samples[^1].RainTipsCumulative > before);
        Assert.All(samples.Zip(samples.Skip(1)), pair => Assert.True(pair.Second.RainTipsCumulative >= pair.First.RainTipsCumulative));
    }

    [Fact]
    public void A_counter_that_does_not_answer_is_said_and_loses_no_tip_once_it_answers_again()
    {
        SimulatedStation station = Station(31);
        station.RunUntil(Start + 10 * Day);
        station.Rain.Silent = true;
        station.RunUntil(Start + 14 * Day);
        Assert.Equal(ProbeStatus.Silent, station.Samples()[^1].RainStatus);
        station.Rain.Silent = false;
        station.RunUntil(Start + 20 * Day);
        Sample last = station.Samples()[^1];
        Assert.Equal(ProbeStatus.Ok, last.RainStatus);
        long fallen = (long)(station.Cave.At((last.UtcSeconds + 5) * 1000L).RainMillimetres / SimulatedRainGauge.MillimetresPerTip);
        Assert.InRange(last.RainTipsCumulative, fallen - 1, fallen);
    }
}
