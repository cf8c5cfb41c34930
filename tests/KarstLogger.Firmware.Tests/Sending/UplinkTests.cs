using KarstLogger.HostSim;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Tests.Sending;

public sealed class UplinkTests
{
    private const uint Start = 1_767_225_600;

    // Two days of wakes: a backlog that is not delivered by then never will be.
    private const int WakesMost = 192;

    private static SimulatedStation Station(ulong seed, StationFaults faults, string configuration = "format = 1\n") => new(new StationOptions
    {
        LoggerId = 9, Cave = CavePreset.South, Seed = seed, StartUtcSeconds = Start, Faults = faults, ConfigurationText = configuration, DriveBytes = 1 << 20,
    });

    [Fact]
    public void Thirty_days_of_backlog_are_delivered_newest_first_then_oldest_within_a_minute_of_air_time_at_20_KiB_a_second()
    {
        StationFaults faults = new();
        faults.Link.BytesPerSecond = 20 * 1024;
        faults.Link.Outages.Add(new Stretch(Start + 3600, uint.MaxValue));
        SimulatedStation station = Station(1, faults);
        while (station.Counters.Backlog < 2880)
            station.Step();
        faults.Link.Outages.Clear();
        (uint Epoch, uint Sequence) newest = station.StoredSamples[^1];
        long airBefore = station.Air.AirMs;
        int deliveredBefore = station.Loopback!.Archive.Count;
        for (int wake = 0; wake < WakesMost && station.Counters.Backlog > 1; wake++)
            station.Step();
        Assert.InRange(station.Counters.Backlog, 0, 1);
        Assert.InRange(station.Air.AirMs - airBefore, 1, 60_000);
        Assert.Equal(0, station.Loopback.Duplicates);
        uint[] order = [.. station.Loopback.Archive.Keys.Select(key => key.Sequence).Skip(deliveredBefore)];
        // The first batch holds the present, 15 frames; behind it the backlog comes from its old end without a step back.
        Assert.Contains(newest.Sequence, order[..15]);
        Assert.Equal(Enumerable.Range(order[15] is var oldest ? (int)oldest : 0, 2800), order[15..2815].Select(sequence => (int)sequence));
        Assert.True(order[15] < 15, $"the second batch begins with {order[15]}, not with the oldest");
    }

    [Fact]
    public void After_an_outage_the_newest_batch_goes_first_and_then_the_oldest()
    {
        StationFaults faults = new();
        faults.Link.Outages.Add(new Stretch(Start + 3600, Start + 3 * 86400));
        SimulatedStation station = Station(2, faults);
        station.RunUntil(Start + 3 * 86400);
        long newest = station.Truth[^1].Sequence;
        List<uint> order = [];
        for (int wake = 0; wake < WakesMost && station.Counters.Backlog > 1; wake++)
        {
            station.Step();
            order = [.. station.Loopback!.Archive.Keys.Select(key => key.Sequence)];
        }
        int jump = Enumerable.Range(1, order.Count - 1).First(i => order[i] > order[i - 1] + 1);
        Assert.True(order[jump] > newest - 20, "the first batch after the outage does not hold the newest frames");
        Assert.Equal(order[jump - 1] + 1, order[jump + 15]);
    }

    [Fact]
    public void Lost_doubled_and_reordered_uploads_and_lost_answers_leave_no_hole_and_no_conflict()
    {
        StationFaults faults = new();
        faults.Link.LostUpShare = 0.2;
        faults.Link.LostDownShare = 0.2;
        faults.Link.DuplicateShare = 0.2;
        faults.Link.ReorderShare = 0.2;
        SimulatedStation station = Station(3, faults);
        station.RunUntil(Start + 20 * 86400);
        faults.Link.LostUpShare = faults.Link.LostDownShare = faults.Link.ReorderShare = 0;
        station.RunUntil(Start + 21 * 86400);
        Assert.InRange(station.Counters.Backlog, 0, 1);
        Assert.True(station.Loopback!.Duplicates > 100);
        Assert.Empty(station.Loopback.Conflicts);
        uint[] sequences = [.. station.Loopback.Archive.Keys.Select(key => key.Sequence).Order()];
        Assert.Equal(sequences[^1], (uint)sequences.Length);
    }

    [Fact]
    public void A_gateway_that_dies_before_it_answers_costs_repeats_and_nothing_else()
    {
        SimulatedStation station = Station(4, new StationFaults());
        station.Loopback!.KilledBeforeAnswerShare = 0.5;
        station.RunUntil(Start + 10 * 86400);
        station.Loopback.KilledBeforeAnswerShare = 0;
        station.RunUntil(Start + 11 * 86400);
        Assert.InRange(station.Counters.Backlog, 0, 1);
        Assert.True(station.Loopback.Duplicates > 50);
        Assert.Empty(station.Loopback.Conflicts);
    }

    [Fact]
    public void During_an_outage_the_radio_is_tried_ever_more_rarely()
    {
        StationFaults faults = new();
        faults.Link.Outages.Add(new Stretch(Start, Start + 2 * 86400));
        SimulatedStation station = Station(5, faults);
        station.RunUntil(Start + 2 * 86400);
        // 192 wakes; at most every two hours after the first few: about 27 tries of 45 s.
        Assert.InRange(station.Air.AirMs / 45_000, 20, 40);
    }

    [Fact]
    public void A_frame_that_went_on_the_air_is_never_followed_by_another_of_the_same_number()
    {
        // The state is lost and the tail of the journal broken after each of many deliveries: the number must not be given again.
        SimulatedStation station = Station(6, new StationFaults());
        for (int i = 0; i < 60; i++)
        {
            station.Step();
            if (i % 10 != 9)
                continue;
            station.Flash.RemoveSmall(0);
            station.Flash.RemoveSmall(1);
            uint newest = station.Flash.List()[^1];
            station.Flash.FlipBit(newest, station.Flash.Length(newest) - 20, 3);
        }
        Assert.Empty(station.Loopback!.Conflicts);
        Assert.True(station.Loopback.Archive.Keys.Select(key => key.Epoch).Distinct().Count() >= 6);
    }

    [Fact]
    public void A_drive_that_is_full_gives_up_the_oldest_counts_it_and_says_so()
    {
        StationFaults faults = new();
        faults.Link.Outages.Add(new Stretch(Start, Start + 40 * 86400));
        SimulatedStation station = new(new StationOptions
        {
            LoggerId = 9, Cave = CavePreset.South, Seed = 7, StartUtcSeconds = Start, Faults = faults, DriveBytes = 128 * 1024,
        });
        station.RunUntil(Start + 41 * 86400);
        Assert.True(station.Counters.LostFrames > 1000);
        LoopbackGateway gateway = station.Loopback!;
        uint last = gateway.Archive.Keys.Max(key => key.Sequence);
        Assert.Equal(station.Counters.LostFrames, gateway.ReportedLost.Count);
        Assert.Equal((int)last, gateway.Archive.Count + gateway.ReportedLost.Count(key => !gateway.Archive.ContainsKey(key)));
        Assert.Contains(gateway.Archive.Values, frame => (Frame.ReadHeader(frame, 0).Flags & FrameFlags.Overwritten) != 0);
    }
}
