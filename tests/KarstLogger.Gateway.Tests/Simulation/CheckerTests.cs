using KarstLogger.Gateway.Store;
using KarstLogger.HostSim;
using KarstLogger.Simulation;

namespace KarstLogger.Gateway.Tests.Simulation;

/// <summary>One station's run for all checker tests.</summary>
public sealed class CheckedStation : IDisposable
{
    // Six days and the three calm ones after them, with a few faults and without a loss.
    private const ulong Seed = 5;
    private const double SixDays = 6 / 365.25;

    private readonly string _folder = Directory.CreateTempSubdirectory("karst-checkers-").FullName;

    public CheckedStation() => Station = FleetStation.Run(Seed, SixDays, _folder);

    public FleetStation Station { get; }

    /// <summary>A sample that was stored, delivered and derived, by its place in the truth.</summary>
    public int Middle
    {
        get
        {
            int[] good = [.. Enumerable.Range(1, Station.Box.Truth.Count - 1).Where(i => Station.Box.Truth[i] is { Stored: true, Sonde.ClockDisturbed: false, Sonde.Ailments: SondeAilments.None })];
            return good[good.Length / 2];
        }
    }

    public void Dispose()
    {
        Station.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>Each checker sees the violation that it is there for: a good run is altered in one place.</summary>
public sealed class CheckerTests(CheckedStation good) : IClassFixture<CheckedStation>
{
    private FleetStation Station => good.Station;

    private uint Sequence => Station.Box.Truth[good.Middle].Sequence;

    [Fact]
    public void A_run_that_nobody_altered_breaks_no_promise() => Assert.Empty(Broken(Station.Trace()));

    [Theory]
    [InlineData("every-journaled-sample-is-archived-once", "DELETE FROM frame WHERE sequence = @s")]
    [InlineData("loss-is-counted-and-reported", "DELETE FROM frame WHERE sequence = @s")]
    [InlineData("acknowledged-is-archived", "DELETE FROM frame WHERE sequence = @s")]
    [InlineData("no-sequence-twice-with-other-bytes", "INSERT INTO frame_conflict SELECT logger_id, epoch, sequence, hash, bytes, 0, 'mqtt' FROM frame WHERE sequence = @s")]
    [InlineData("archived-bytes-are-journal-bytes", "UPDATE frame SET bytes = CAST(substr(bytes, 1, 50) || x'01' || substr(bytes, 52) AS BLOB) WHERE sequence = @s")]
    [InlineData("archived-bytes-are-journal-bytes", "UPDATE frame SET hash = zeroblob(32) WHERE sequence = @s")]
    // Byte 26 holds the flag, 36 and 37 the temperature, 3 the sonde slot (docs/wire-format.md); SQL counts from 1.
    [InlineData("simulated-is-said", "UPDATE frame SET bytes = CAST(substr(bytes, 1, 26) || x'00' || substr(bytes, 28) AS BLOB) WHERE sequence = @s")]
    [InlineData("values-are-what-the-sonde-said", "UPDATE frame SET bytes = CAST(substr(bytes, 1, 37) || x'01' || substr(bytes, 39) AS BLOB) WHERE sequence = @s")]
    [InlineData("completeness-sums-are-right", "UPDATE frame SET bytes = CAST(substr(bytes, 1, 3) || x'10' || substr(bytes, 5) AS BLOB) WHERE sequence = @s")]
    [InlineData("placed-within-the-stated-bound", "UPDATE frame SET placed_utc_s = placed_utc_s + 40 WHERE sequence = @s")]
    [InlineData("every-archived-sample-is-derived-once", "DELETE FROM station_state WHERE sequence = @s")]
    [InlineData("every-archived-sample-is-derived-once", "UPDATE station_state SET placed_utc_s = placed_utc_s + 1 WHERE sequence = @s")]
    [InlineData("flags-never-improve-downstream", "UPDATE station_state SET flags = '4111111111111111111111111' WHERE sequence = @s")]
    // Only the conductance is better than the temperature that brought it to 25 degC (the order of VariableCatalogue.All).
    [InlineData("flags-never-improve-downstream", "UPDATE station_state SET flags = '1141111111111114444411411' WHERE sequence = @s")]
    [InlineData("live-equals-reprocessed", "UPDATE station_state SET water_temp = water_temp + 0.000000001 WHERE sequence = @s")]
    [InlineData("live-equals-reprocessed", "INSERT INTO dirty_interval (id, station, from_utc_s, to_utc_s, cause, marked_utc_ms) SELECT 999999, slug, 0, @s, 'test', 0 FROM station")]
    public void An_altered_store_is_seen(string checker, string sql)
    {
        // A copy is altered: the run itself stays good for the next.
        DirectoryInfo folder = Directory.CreateTempSubdirectory("karst-altered-");
        foreach (string suffix in (string[])["", "-wal"])
            File.Copy(Station.Gateway.StoreFile + suffix, Path.Combine(folder.FullName, "karst.db" + suffix));
        using (StoreDatabase altered = StoreDatabase.Open(Path.Combine(folder.FullName, "karst.db")))
        {
            altered.Write(session => session.Execute(sql, Sequence));
            Assert.Contains(checker, Broken(Station.Trace() with { Store = altered }));
        }
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("a-silent-sonde-has-no-value", SondeAilments.Silent)]
    [InlineData("ailing-sonde-is-flagged", SondeAilments.Dry)]
    [InlineData("ailing-sonde-is-flagged", SondeAilments.Frozen)]
    public void An_ailment_that_left_no_mark_is_seen(string checker, SondeAilments ailment) =>
        With(good.Middle, truth => truth with { Sonde = truth.Sonde with { Ailments = ailment } }, () => Assert.Contains(checker, Broken(Station.Trace())));

    [Fact]
    public void A_sample_that_was_not_stored_without_any_fault_is_seen() => With(good.Middle, truth => truth with { Stored = false },
        () => Assert.Contains("only-a-fault-keeps-a-sample-from-the-drive", Broken(Station.Trace() with { Faults = new FaultTally() })));

    [Fact]
    public void A_clock_that_was_set_without_a_word_is_seen() =>
        With(good.Middle - 1, truth => truth with { Sonde = truth.Sonde with { ClockDisturbed = true } }, () => Assert.Contains("clock-step-is-told", Broken(Station.Trace())));

    [Fact]
    public void An_early_acknowledgement_a_bad_image_in_force_and_a_backlog_on_a_good_link_are_seen()
    {
        FleetTrace trace = Station.Trace();
        Assert.Contains("acknowledged-is-archived", Broken(trace with { ToldAhead = [new FrameKey(1, 2, 3)] }));
        Assert.Contains("bad-image-rolls-back", Broken(trace with { Updates = [new UpdateOutcome(FaultKind.BlindImage, 0, Confirmed: true)] }));
        Assert.Contains("bad-image-rolls-back", Broken(trace with { Image = FaultKind.CrashingImage }));
        StationFaults faults = new();
        faults.Link.Outages.Add(new Stretch(0, uint.MaxValue));
        SimulatedStation cut = new(new StationOptions { LoggerId = 1, Cave = CavePreset.East, Seed = 1, StartUtcSeconds = FleetStation.StartUtcSeconds, Faults = faults });
        cut.RunUntil(FleetStation.StartUtcSeconds + 4 * 86400);
        Assert.Contains("backlog-is-delivered", Broken(trace with { Box = cut }));
    }

    private void With(int index, Func<TruthRow, TruthRow> alter, Action look)
    {
        TruthRow before = Station.Box.Truth[index];
        Station.Box.Truth[index] = alter(before);
        look();
        Station.Box.Truth[index] = before;
    }

    private static HashSet<string> Broken(FleetTrace trace) => [.. FleetCheckers.Check(new FleetEvidence(trace)).Select(breach => breach.Check)];
}
