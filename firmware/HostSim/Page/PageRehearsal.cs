using KarstLogger.Firmware.Core.Field;
using KarstLogger.Firmware.Core.Field.Page;

namespace KarstLogger.HostSim;

/// <summary>
/// The page before an emulated sonde, so that a technician can rehearse: a simulated station that has recorded for a day and is then kept awake, its time going on with this computer's.
/// The page, the desk and the cycle are the box's own code; everything they show is simulated and says so.
/// </summary>
public sealed class PageRehearsal : IAsyncDisposable
{
    /// <summary>PIN of the rehearsal, shown at its start.</summary>
    public const string Pin = "4711";

    private const uint RecordedSeconds = 86400;
    private const uint IntervalSeconds = 900;

    private readonly SimulatedStation _station;
    private readonly FieldDesk _desk;
    private readonly TimeProvider _time;
    private readonly PageListener _listener;
    private long _seen;

    /// <summary>Begins to serve <paramref name="pageFile"/>. Throws <see cref="System.Net.Sockets.SocketException"/> where the port is taken.</summary>
    public PageRehearsal(int port, string pageFile, ulong seed, TimeProvider time)
    {
        _time = time;
        uint now = (uint)time.GetUtcNow().ToUnixTimeSeconds();
        uint mark = now / IntervalSeconds * IntervalSeconds;
        _station = new SimulatedStation(new StationOptions { LoggerId = 9, Cave = CavePreset.South, Seed = seed, StartUtcSeconds = mark - RecordedSeconds });
        _station.RunUntil(mark);
        _station.Time.Advance(now * 1000L - _station.Time.UtcMilliseconds);
        _seen = time.GetTimestamp();
        Follow();
        _station.Clock.BeginWake();
        _desk = new FieldDesk(_station.Ports(), _station.Configuration);
        _listener = new PageListener(port, address => new FieldPage(address, Do, FieldDesk.Writes, () => PageListener.OpenFile(pageFile)!, new PinGate(Pin)));
    }

    /// <summary>Where to look.</summary>
    public string Address => $"http://{_listener.Address}/";

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private string Do(string line)
    {
        Follow();
        return _desk.Do(line);
    }

    // What the desk waits for passes at once in virtual time; between two lines it goes on as this computer's does.
    private void Follow()
    {
        long now = _time.GetTimestamp();
        _station.Time.Advance((long)_time.GetElapsedTime(_seen, now).TotalMilliseconds);
        _seen = now;
    }
}
