using KarstLogger.HostSim;

namespace KarstLogger.Simulation;

/// <summary>The demo after its table: the boxes go on in real time, a sample each quarter hour, until Ctrl-C.</summary>
public sealed class DemoLive(DemoFleet fleet, TimeProvider time, Action<string> say)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    /// <summary>Goes on until cancelled.</summary>
    public async Task RunAsync(DemoFolder folder, CancellationToken cancellation)
    {
        say($"going on live, a sample each quarter hour; Ctrl-C ends. Look with: ./karst export --store {folder.Store} --station {DemoStation.All[0].Slug}");
        try
        {
            while (true)
            {
                foreach ((DemoStation station, SimulatedStation box) in fleet.Stations)
                {
                    long before = box.Counters.Sampled;
                    await Task.Run(() => box.RunUntil((uint)time.GetUtcNow().ToUnixTimeSeconds()), cancellation);
                    if (box.Counters.Sampled > before)
                        say($"{station.Slug}: {box.Counters.Sampled} sampled, {box.Counters.Backlog} unsent, {box.Counters.LostFrames} lost");
                }
                await Task.Delay(Look, time, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            say("stopped");
        }
    }
}
