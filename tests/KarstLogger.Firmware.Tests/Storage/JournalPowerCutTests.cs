using KarstLogger.HostSim;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Tests.Storage;

public sealed class JournalPowerCutTests
{
    private const int WakesInWindow = 85;

    // 64 KB hold three segments of 16 KB: the plan deletes the oldest when the fourth would begin, after some 540 wakes of about 90 bytes.
    private const long DriveBytes = 64 * 1024;
    private const int WakesUntilNearlyFull = 490;

    [Theory]
    [InlineData(CrashModel.Littlefs, 0)]
    [InlineData(CrashModel.Fat, 0)]
    [InlineData(CrashModel.Littlefs, WakesUntilNearlyFull)]
    [InlineData(CrashModel.Fat, WakesUntilNearlyFull)]
    public void A_cut_inside_any_storage_call_loses_nothing_reported_stored_and_accepts_nothing_corrupt(CrashModel model, int wakesBefore)
    {
        List<string> violations = [];
        (long first, long last, bool deletes) = CallsWithoutCut(model, wakesBefore);
        Assert.True(last - first >= 200, $"only {last - first} storage calls");
        Assert.Equal(wakesBefore > 0, deletes);
        for (long cut = first + 1; cut <= last && violations.Count == 0; cut++)
            for (ulong seed = 1; seed <= 3; seed++)
                violations.AddRange(CutAt(model, wakesBefore, cut, seed).Select(text => $"cut {cut} seed {seed}: {text}"));
        Assert.Empty(violations);
    }

    [Theory]
    [InlineData(CrashModel.Littlefs)]
    [InlineData(CrashModel.Fat)]
    public void Cut_after_cut_after_cut_loses_nothing_reported_stored(CrashModel model)
    {
        for (ulong seed = 1; seed <= 40; seed++)
        {
            Chance chance = new(seed);
            SimulatedFlash flash = new(model, DriveBytes, chance.Fork(1));
            JournalDrive drive = new(flash, chance.Fork(2));
            for (int wake = 0; wake < 600; wake++)
            {
                if (chance.Happens(0.1))
                    flash.CutAtCall = flash.Calls + 1 + chance.Below(6);
                try
                {
                    drive.Wake(chance.Happens(0.3));
                    drive.StoreOne();
                }
                catch (PowerCutException)
                {
                    flash.CutAtCall = 0;
                }
            }
            drive.Wake(true);
            List<string> violations = drive.Violations();
            Assert.True(violations.Count == 0, $"seed {seed}: " + string.Join("; ", violations.Take(5)));
        }
    }

    [Theory]
    [InlineData(CrashModel.Littlefs)]
    [InlineData(CrashModel.Fat)]
    public void A_whole_cycle_cut_inside_any_storage_call_delivers_every_sample_reported_stored(CrashModel model)
    {
        for (long cut = 1; cut <= 220; cut++)
        {
            SimulatedStation station = new(new StationOptions
            {
                LoggerId = 7, Cave = CavePreset.East, Seed = (ulong)cut, StartUtcSeconds = 1_767_225_700, Crash = model,
                ConfigurationText = "format = 1\n[sampling]\nburst = 1\n",
            });
            station.Flash.CutAtCall = cut;
            while (station.Flash.Calls < cut + 40)
                station.Step();
            Assert.Equal(1, station.Counters.PowerCuts);
            Assert.Equal(station.Counters.Journaled, station.Counters.Acknowledged);
            Assert.Empty(station.Loopback!.Conflicts);
            int archived = station.Loopback.Archive.Values.Count(frame => Frame.ReadHeader(frame, 0).Kind == FrameKind.Sample);
            Assert.True(archived >= station.Counters.Journaled, $"cut {cut}: {archived} archived, {station.Counters.Journaled} stored");
        }
    }

    private static List<string> CutAt(CrashModel model, int wakesBefore, long cut, ulong seed)
    {
        SimulatedFlash flash = new(model, DriveBytes, new Chance(seed)) { CutAtCall = cut };
        JournalDrive drive = new(flash, new Chance(99));
        try
        {
            Run(drive, wakesBefore + WakesInWindow);
        }
        catch (PowerCutException)
        {
            flash.CutAtCall = 0;
        }
        drive.Wake(true);
        List<string> violations = drive.Violations();
        // Life goes on: what is stored after the cut must not disturb what was stored before.
        for (int i = 0; i < 5; i++)
        {
            drive.Wake(false);
            if (!drive.StoreOne())
                violations.Add("a sound drive refused a frame after the cut");
        }
        drive.Wake(true);
        violations.AddRange(drive.Violations());
        return violations;
    }

    private static (long First, long Last, bool Deletes) CallsWithoutCut(CrashModel model, int wakesBefore)
    {
        SimulatedFlash flash = new(model, DriveBytes, new Chance(1));
        JournalDrive drive = new(flash, new Chance(99));
        Run(drive, wakesBefore);
        long first = flash.Calls;
        uint oldest = drive.Journal?.OldestSegment ?? 0;
        Run(drive, WakesInWindow);
        return (first, flash.Calls, oldest != 0 && drive.Journal!.OldestSegment != oldest);
    }

    private static void Run(JournalDrive drive, int wakes)
    {
        for (int i = 0; i < wakes; i++)
        {
            drive.Wake(false);
            drive.StoreOne();
        }
    }
}
