using KarstLogger.HostSim;

namespace KarstLogger.Simulation;

/// <summary>
/// The live demo: the boxes go on in a time lapse until virtual time has come up with real time, then a sample each quarter hour, until Ctrl-C.
/// </summary>
public sealed class DemoLive(DemoFleet fleet, DemoPace pace, TimeProvider time, Action<string> say)
{
    private const uint SampleSeconds = 900;

    // One line of counters for each six hours of the boxes' time.
    private const uint SaidEverySeconds = 6 * 3600;

    /// <summary>Goes on until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using PeriodicTimer beat = new(TimeSpan.FromSeconds(pace.SecondsPerSample), time);
        uint virtualNow = fleet.Stations.Max(one => one.Box.Time.UtcSeconds);
        try
        {
            while (await beat.WaitForNextTickAsync(cancellation))
            {
                uint next = virtualNow + SampleSeconds;
                if (next > time.GetUtcNow().ToUnixTimeSeconds())
                    continue;
                await fleet.RunUntilAsync(next);
                virtualNow = next;
                if (next / SampleSeconds * SampleSeconds % SaidEverySeconds == 0)
                    Tell();
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            say("stopped");
        }
    }

    private void Tell()
    {
        foreach ((DemoStation station, SimulatedStation box) in fleet.Stations)
            say($"{station.Slug}: {box.Counters.Journaled} stored, {box.Counters.Backlog} unsent, {box.Counters.LostFrames} lost");
    }
}
