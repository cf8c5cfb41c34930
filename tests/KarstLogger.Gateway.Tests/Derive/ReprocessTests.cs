using System.Globalization;
using KarstLogger.Gateway.Derive;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Tests.Derive;

/// <summary>A changed configuration computes the days that it can change, and no other.</summary>
public sealed class ReprocessTests : IDisposable
{
    private const int Day = 96, Days = 7;

    private static readonly StationText Plain = new();
    private readonly DerivedStation station = new();

    public ReprocessTests()
    {
        station.Put(Plain);
        station.Arrive(Enumerable.Range(0, Days * Day));
    }

    public void Dispose() => station.Dispose();

    // The record is 1 to 7 March 2026; days marked around it hold no sample.
    public static TheoryData<string, int, int> Changes => new()
    {
        { "area", 0, 0 },
        { "shift", 5, 7 },
        { "closed", 6, 7 },
        { "second shift", 5, 7 },
        { "backwater", 3, 3 },
        { "service", 2, 6 },
        { "slope", 1, 7 },
        { "thresholds", 1, 7 },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_computes_the_days_from_first_to_last_and_takes_the_others_over(string what, int first, int last)
    {
        long before = station.CurrentRun();
        List<string> old = station.Rows();
        station.Put(what switch
        {
            "area" => Plain with { Area = "14" },
            "shift" => Plain with { Shifts = "shift = 2026-03-05T12:00:00Z 0.5:0.02" },
            "closed" => Plain with { Closed = "to = 2026-03-06T06:00:00Z" },
            "second shift" => Plain with { Shifts = "shift = 2026-03-05T01:00:00Z 0.5:0.02\nshift = 2026-03-06T12:00:00Z 0.5:0.03" },
            "backwater" => Plain with { Shifts = "backwater = 2026-03-03T06:00:00Z 2026-03-03T09:00:00Z sluice" },
            // Values change up to 3 March 12:00; the flat-line tests look three days and an hour back, so 6 March 13:00 is the last that sees them.
            "service" => Plain with { More = "[service march]\nparameter = sc25\nlast_service = 2026-03-02T12:00:00Z\nservice = 2026-03-03T12:00:00Z\nmonitor_before = 340\nmonitor_after = 360" },
            "slope" => Plain with { Slope = "0.65" },
            _ => Plain with { Thresholds = "[thresholds]\nstage_spike_fail_m = 0.5" },
        });
        Assert.NotEqual(before, station.CurrentRun());
        Assert.Equal(old, station.Rows(before));
        Assert.Equal(Enumerable.Range(1, Days).Where(day => day >= first && day <= last), DaysMadeIn(station.CurrentRun(), before));
    }

    [Fact]
    public void A_change_taken_back_computes_nothing()
    {
        List<string> old = station.Rows();
        station.Put(Plain with { C = "2.1" });
        Assert.NotEqual(old, station.Rows());
        DerivedDays back = station.Put(Plain);
        Assert.Equal(0, back.Derived);
        Assert.Equal(old, station.Rows());
    }

    [Fact]
    public void The_same_frames_again_compute_nothing()
    {
        Assert.Equal(0, station.Arrive(Enumerable.Range(0, Days * Day)).Derived);
    }

    [Fact]
    public void Two_hundred_edits_and_arrivals_in_any_order_give_the_bytes_of_a_fresh_store()
    {
        Random chance = new(20260301);
        using DerivedStation edited = new();
        StationText text = Plain;
        edited.Put(text);
        List<int> waiting = [.. Enumerable.Range(0, Days * Day).OrderBy(_ => chance.Next())], arrived = [];
        for (int edit = 1; edit <= 200; edit++)
        {
            if (chance.Next(2) == 0 && waiting.Count > 0)
            {
                List<int> chunk = [.. waiting.Take(chance.Next(1, 20))];
                waiting.RemoveRange(0, chunk.Count);
                arrived.AddRange(chunk);
                edited.Arrive(chunk);
            }
            else
                edited.Put(text = Changed(text, chance));
            if (edit % 20 != 0)
                continue;
            using DerivedStation fresh = new();
            fresh.Put(text);
            fresh.Arrive(arrived.Order());
            Assert.Equal(fresh.Rows(), edited.Rows());
        }
        Assert.Empty(Verification.Of(edited.Store.Database, StationText.Slug, long.MinValue, long.MaxValue).Differences);
    }

    private static StationText Changed(StationText text, Random chance)
    {
        string Number(double least, double most) => (least + (most - least) * chance.NextDouble()).ToString("0.000", CultureInfo.InvariantCulture);
        string Instant(int day) => $"2026-03-0{day}T{chance.Next(24):00}:00:00Z";
        int early = chance.Next(1, 4), late = chance.Next(4, 8);
        return chance.Next(9) switch
        {
            0 => text with { Area = Number(10, 15) },
            1 => text with { C = Number(1.7, 2.1) },
            2 => text with { Shifts = $"shift = {Instant(early)} 0.5:{Number(-0.05, 0.05)}\nshift = {Instant(late)} 0.5:{Number(-0.05, 0.05)} 0.9:0" },
            3 => text with { Shifts = $"backwater = {Instant(early)} {Instant(late)} sluice" },
            4 => text with { Slope = Number(0.6, 0.7) },
            5 => text with { Thresholds = $"[thresholds]\nstage_spike_fail_m = {Number(0.2, 0.9)}\nsc25_flat_suspect_s = {chance.Next(3600, 90000)}" },
            6 => text with { More = $"[service visit]\nparameter = sc25\nlast_service = {Instant(early)}\nservice = {Instant(late)}\nmonitor_before = 350\nmonitor_after = {Number(330, 390)}" },
            7 => text with { More = $"[service glass]\nparameter = ph\nlast_service = {Instant(early)}\nservice = {Instant(late)}\nstandards = 7.06:{Number(6.9, 7.2)}\nslope_percent = {chance.Next(88, 101)}" },
            _ => text with { Closed = "to = 2026-03-06T06:00:00Z", More = $"[rating new]\nfrom = 2026-03-06T06:00:00Z\nblend_until = {Instant(7)}\nprovenance = flood\n[segment new 1]\nc_m3_s = {Number(1.7, 2.1)}\nexponent = 1.5\nh0_m = 0.1" },
        };
    }

    // A day that was taken over keeps the time of its making, one that was computed has its own: here the runs differ in their input hashes.
    private IEnumerable<int> DaysMadeIn(long run, long before) => station.Store.Database.Read(session =>
    {
        Dictionary<long, byte[]> known = DerivedDay.Between(session, StationText.Slug, before, 0, long.MaxValue).ToDictionary(day => day.DayStartUtcSeconds, day => day.InputHash);
        return DerivedDay.Between(session, StationText.Slug, run, Frames.Start, Frames.Start + Days * DerivedDay.Seconds)
            .Where(day => !known[day.DayStartUtcSeconds].SequenceEqual(day.InputHash)).Select(day => (int)((day.DayStartUtcSeconds - Frames.Start) / DerivedDay.Seconds) + 1).ToList();
    });
}
