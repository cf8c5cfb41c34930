using System.Net.Sockets;

namespace KarstLogger.HostSim;

/// <summary><c>emulate --page [--port N]</c>: serves until the process is ended; lines that are typed meanwhile are the hands' (<see cref="Rehearsal.Words"/>).</summary>
public static class PageCommand
{
    // Beside the program after a build (the project file copies it), from the one source firmware/Page/page.html.
    private static readonly string PageFile = Path.Combine(AppContext.BaseDirectory, "page.html");

    /// <summary>Serves; returns the exit code of the program.</summary>
    public static async Task<int> RunAsync(int port, RehearsedBox box, ulong seed, CancellationToken stop)
    {
        try
        {
            await using PageRehearsal rehearsal = new(port, PageFile, box, seed, TimeProvider.System);
            Console.WriteLine($"SIMULATED box: look at {rehearsal.Address} with a browser; PIN {PageRehearsal.Pin}. Ctrl+C ends it.");
            Console.WriteLine($"Typed here, the hands' words:\n{Rehearsal.Words}");
            while (await Console.In.ReadLineAsync(stop) is { } line)
                Console.WriteLine(rehearsal.Say(line.StartsWith("rehearse", StringComparison.Ordinal) ? line : $"rehearse {line}"));
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (SocketException e)
        {
            Console.Error.WriteLine($"--port {port}: {e.Message}; permitted: a port that is free on this computer, or 0 for one that is chosen");
            return 1;
        }
    }
}
