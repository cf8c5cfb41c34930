using System.Diagnostics;
using KarstLogger.Gateway.Ingest;
using KarstLogger.Gateway.Mqtt;
using KarstLogger.Gateway.Tests.Mqtt;

namespace KarstLogger.Gateway.Tests.Ingest;

/// <summary>The real gateway program as a process of its own, so that it can be killed like one.</summary>
internal sealed class GatewayProcess : IDisposable
{
    private const string LooksAt = "look at ", FirstLink = "(this link works once): ";

    private readonly Process process;
    private readonly TaskCompletionSource<string> address = new(TaskCreationOptions.RunContinuationsAsynchronously), firstLink = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource subscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // What it says, for the message of a test that waits in vain.
    private readonly System.Collections.Concurrent.ConcurrentQueue<string?> said = [];

    private GatewayProcess(Process process) => this.process = process;

    /// <summary>Where its pages are, once it has said so.</summary>
    public Task<string> Address => address.Task.WaitAsync(Mailbox.Deadline);

    /// <summary>The link by which a store without accounts gets its first one.</summary>
    public Task<string> FirstAccountLink => firstLink.Task.WaitAsync(Mailbox.Deadline);

    /// <summary>Starts it and waits until it says that it is connected and subscribed.</summary>
    public static async Task<GatewayProcess> StartAsync(string storeFile, PrivateBroker broker, string passwordFile, string http = "none")
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in new[]
        {
            typeof(IngestLoop).Assembly.Location, "run", "--http", http, "--store", storeFile, "--broker", $"127.0.0.1:{broker.Port}", "--password-file", passwordFile,
        })
            start.ArgumentList.Add(argument);
        GatewayProcess gateway = new(Process.Start(start)!);
        gateway.process.OutputDataReceived += static (_, _) => { };
        gateway.process.ErrorDataReceived += (_, line) =>
        {
            gateway.said.Enqueue(line.Data);
            if (line.Data?.Contains("connected to", StringComparison.Ordinal) == true)
                gateway.subscribed.TrySetResult();
            Note(line.Data, LooksAt, gateway.address);
            Note(line.Data, FirstLink, gateway.firstLink);
        };
        gateway.process.BeginOutputReadLine();
        gateway.process.BeginErrorReadLine();
        try
        {
            await gateway.subscribed.Task.WaitAsync(Mailbox.Deadline);
        }
        catch (TimeoutException)
        {
            gateway.Dispose();
            throw new TimeoutException($"The gateway did not connect; it said:\n{string.Join('\n', gateway.said)}");
        }
        return gateway;
    }

    private static void Note(string? line, string mark, TaskCompletionSource<string> found)
    {
        if (line?.IndexOf(mark, StringComparison.Ordinal) is { } at and >= 0)
            found.TrySetResult(line[(at + mark.Length)..]);
    }

    /// <summary>kill -9, and waits until it is gone.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }
}
