using KarstLogger.HostSim;

namespace KarstLogger.Firmware.Tests.Sending;

/// <summary>How much of the drive a wake looks through: on the device each byte of it is checked by an interpreter, with the sonde and the radio waiting.</summary>
public sealed class UplinkReadingTests
{
    private static SimulatedStation After(int days, StationFaults faults)
    {
        SimulatedStation station = StationWorld.Station(11, faults: faults);
        station.RunUntil(StationWorld.Start + (uint)days * 86400);
        return station;
    }

    [Fact]
    public void A_wake_with_nothing_but_its_own_sample_to_send_reads_the_end_of_the_newest_segment()
    {
        SimulatedStation station = After(40, new StationFaults());
        long before = station.Flash.BytesRead;
        for (int wake = 0; wake < 96; wake++)
            station.Step();
        // The last 16 frames of 64 bytes, the read-back of the stored ones, and what a buffer of 1 KB reads beyond: 4 KB where a segment is 16 KB.
        Assert.InRange((station.Flash.BytesRead - before) / 96, 64, 4096);
        Assert.Equal(0, station.Counters.Backlog);
    }

    [Fact]
    public void An_outage_after_a_long_settled_history_is_delivered_without_reading_the_history()
    {
        StationFaults faults = new();
        faults.Link.Outages.Add(new Stretch(StationWorld.Start + 100 * 86400, StationWorld.Start + 102 * 86400));
        SimulatedStation station = After(102, faults);
        // 100 days * 96 frames of 64 bytes are 614 KB of history; two days of backlog are 12 KB.
        Assert.True(station.Counters.Backlog > 180);
        long before = station.Flash.BytesRead;
        for (int wake = 0; wake < 96 && station.Counters.Backlog > 1; wake++)
            station.Step();
        Assert.InRange(station.Counters.Backlog, 0, 1);
        Assert.InRange(station.Flash.BytesRead - before, 12_000, 200_000);
    }
}
