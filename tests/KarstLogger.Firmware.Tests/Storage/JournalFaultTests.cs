using KarstLogger.HostSim;

namespace KarstLogger.Firmware.Tests.Storage;

public sealed class JournalFaultTests
{
    [Fact]
    public void A_drive_that_says_yes_and_writes_rubbish_is_found_by_reading_back_and_the_frame_is_stored_elsewhere()
    {
        for (ulong seed = 1; seed <= 30; seed++)
        {
            SimulatedFlash flash = new(CrashModel.Littlefs, 1 << 20, new Chance(seed));
            JournalDrive drive = new(flash, new Chance(seed + 1));
            for (int wake = 0; wake < 20; wake++)
            {
                drive.Wake(false);
                flash.LyingCommits = wake % 5 == 3 ? 1 : 0;
                Assert.True(drive.StoreOne());
            }
            drive.Wake(true);
            Assert.Empty(drive.Violations());
        }
    }

    [Fact]
    public void A_drive_that_takes_nothing_any_more_says_so_and_gives_no_sequence_twice()
    {
        SimulatedFlash flash = new(CrashModel.Littlefs, 1 << 20, new Chance(1));
        JournalDrive drive = new(flash, new Chance(2));
        drive.Wake(false);
        Assert.True(drive.StoreOne());
        uint next = drive.Journal.NextSequence;
        flash.RefusedAppends = 1000;
        drive.Wake(false);
        Assert.False(drive.StoreOne());
        Assert.True(drive.Journal.NextSequence > next);
        flash.RefusedAppends = 0;
        drive.Wake(false);
        Assert.True(drive.StoreOne());
        drive.Wake(true);
        Assert.Empty(drive.Violations());
    }

    [Fact]
    public void A_flipped_bit_anywhere_costs_at_most_the_frame_it_lies_in_and_that_is_noted_as_lost()
    {
        for (int position = 0; position < 640; position += 7)
        {
            SimulatedFlash flash = new(CrashModel.Littlefs, 1 << 20, new Chance(1));
            JournalDrive drive = new(flash, new Chance(5));
            for (int wake = 0; wake < 12; wake++)
            {
                drive.Wake(false);
                drive.StoreOne();
            }
            int stored = drive.Reported.Count;
            flash.FlipBit(1, position, position % 8);
            drive.Wake(true);
            Assert.Equal(stored - 1, drive.Readable().Count);
            Assert.Contains($"frame {Assert.Single(drive.Damaged)} ", Assert.Single(drive.Violations()), StringComparison.Ordinal);
        }
    }
}
