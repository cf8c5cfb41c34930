using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using KarstLogger.Firmware.Core.Field.Page;

namespace KarstLogger.HostSim;

/// <summary>
/// The box's page on this computer: the same <see cref="FieldPage"/> behind a TCP listener on the loopback address. Connections are taken as they come; the page answers one at a time, as
/// the box does.
/// </summary>
public sealed class PageListener : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly FieldPage _page;
    private readonly Lock _box = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _connections = new(PageLimits.WaitingMost);
    private readonly Task _running;

    /// <summary>Listens at once. <paramref name="port"/> 0 = a free one; <paramref name="page"/> makes the page for the address under which it is reached.</summary>
    public PageListener(int port, Func<string, FieldPage> page)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start(PageLimits.WaitingMost);
        Address = $"localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _page = page(Address);
        _running = AcceptAsync();
    }

    /// <summary>Host and port of the page.</summary>
    public string Address { get; }

    /// <summary>Connections that ended with a fault: a browser that went away.</summary>
    public int FaultCount { get; private set; }

    /// <summary>The page's file, read as it is sent.</summary>
    public static PageBody? OpenFile(string path) => File.Exists(path) ? new FileBody(path) : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _running;
        _stop.Dispose();
        _connections.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> talks = [];
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _connections.WaitAsync(_stop.Token);
                TcpClient phone = await _listener.AcceptTcpClientAsync(_stop.Token);
                talks.RemoveAll(talk => talk.IsCompleted);
                talks.Add(TalkAsync(phone));
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                break;
            }
        }
        await Task.WhenAll(talks);
    }

    private async Task TalkAsync(TcpClient phone)
    {
        PageConversation conversation = new(_page);
        try
        {
            using (phone)
            {
                NetworkStream stream = phone.GetStream();
                byte[] buffer = new byte[PageLimits.SendByteCount];
                if (!await HearAsync(stream, conversation, buffer))
                    return;
                while (await Task.Run(() => Next(conversation, buffer)) is > 0 and int count)
                    await stream.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            FaultCount++;
        }
        finally
        {
            conversation.Close();
            _connections.Release();
        }
    }

    private async Task<bool> HearAsync(NetworkStream stream, PageConversation conversation, byte[] buffer)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        patience.CancelAfter(PageLimits.RequestMsMost);
        try
        {
            while (await stream.ReadAsync(buffer, patience.Token) is > 0 and int count)
                if (await Task.Run(() => Take(conversation, buffer, count)))
                    return true;
            return false;
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            conversation.Expire();
            return true;
        }
    }

    private bool Take(PageConversation conversation, byte[] buffer, int count)
    {
        lock (_box)
            return conversation.Take(buffer, count, Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1000));
    }

    private int Next(PageConversation conversation, byte[] buffer)
    {
        lock (_box)
            return conversation.Next(buffer);
    }

    private sealed class FileBody(string path) : PageBody
    {
        private readonly FileStream _file = File.OpenRead(path);

        public override int Length => (int)_file.Length;

        public override int Read(byte[] buffer, int offset, int count) => _file.Read(buffer, offset, count);

        public override void Close() => _file.Dispose();
    }
}
