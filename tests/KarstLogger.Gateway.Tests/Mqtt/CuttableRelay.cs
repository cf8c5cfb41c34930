using System.Net;
using System.Net.Sockets;

namespace KarstLogger.Gateway.Tests.Mqtt;

/// <summary>A TCP relay to the broker whose connections can be cut without a goodbye, as when a logger's link dies.</summary>
internal sealed class CuttableRelay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int target;
    private readonly List<TcpClient> ends = [];
    private readonly Task accepting;
    private long bytesUp, bytesDown;
    private volatile TaskCompletionSource passing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CuttableRelay(int target)
    {
        this.target = target;
        passing.SetResult();
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Bytes passed on to the broker, what TCP carried.</summary>
    public long BytesUp => Interlocked.Read(ref bytesUp);

    /// <summary>Bytes passed on from the broker.</summary>
    public long BytesDown => Interlocked.Read(ref bytesDown);

    /// <summary>From now on nothing passes, as on a link that is dead but not closed.</summary>
    public void Hold() => passing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Passes on what was held, and all that follows.</summary>
    public void Release() => passing.TrySetResult();

    public void Cut()
    {
        lock (ends)
        {
            ends.ForEach(end => end.Dispose());
            ends.Clear();
        }
        Release();
    }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await accepting;
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient near = await listener.AcceptTcpClientAsync();
                TcpClient far = new();
                await far.ConnectAsync(IPAddress.Loopback, target);
                lock (ends)
                    ends.AddRange([near, far]);
                _ = PumpAsync(near, far, count => Interlocked.Add(ref bytesUp, count));
                _ = PumpAsync(far, near, count => Interlocked.Add(ref bytesDown, count));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return; // the listener was stopped, or the broker is down
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, Action<int> counted)
    {
        try
        {
            byte[] buffer = new byte[16 * 1024];
            while (await from.GetStream().ReadAsync(buffer) is int read and > 0)
            {
                await passing.Task;
                counted(read);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            from.Dispose(); // cut
        }
        to.Dispose();
    }
}
