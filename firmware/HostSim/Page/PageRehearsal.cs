using KarstLogger.Firmware.Core;
using KarstLogger.Firmware.Core.Field;
using KarstLogger.Firmware.Core.Field.Page;
using KarstLogger.Wire;

namespace KarstLogger.HostSim;

/// <summary>
/// The page before an emulated sonde, so that a technician can rehearse: a simulated station that has recorded for a day and is then kept awake, its time going on with this computer's.
/// The page, the desk and the cycle are the box's own code; everything they show is simulated and says so. The hands' words of a <see cref="Rehearsal"/> are lines like any other.
/// </summary>
public sealed class PageRehearsal : IAsyncDisposable
{
    /// <summary>PIN of the rehearsal, shown at its start.</summary>
    public const string Pin = "4711";

    private const uint RecordedSeconds = 86_400;
    private const uint IntervalSeconds = 900;

    private readonly Rehearsal _rehearsal;
    private readonly TimeProvider _time;
    private readonly PageListener _listener;
    private readonly Lock _box = new();
    private long _seen;

    /// <summary>Begins to serve a page file. Throws <see cref="System.Net.Sockets.SocketException"/> where the port is taken.</summary>
    public PageRehearsal(int port, string pageFile, RehearsedBox box, ulong seed, TimeProvider time)
    {
        _time = time;
        StationFaults faults = new();
        uint now = (uint)time.GetUtcNow().ToUnixTimeSeconds();
        uint mark = now / IntervalSeconds * IntervalSeconds;
        SimulatedStation station = new(new StationOptions
        {
            LoggerId = 1, Cave = CavePreset.South, Seed = seed, StartUtcSeconds = mark - RecordedSeconds, ConfigurationText = box.Text, Faults = faults,
        });
        station.RunUntil(mark);
        station.Time.Advance(now * 1000L - station.Time.UtcMilliseconds);
        _seen = time.GetTimestamp();
        _rehearsal = new Rehearsal(station, faults);
        _listener = new PageListener(port, address => new FieldPage(address, Say, FieldDesk.Writes, () => PageListener.OpenFile(pageFile)!, new PinGate(Pin)));
    }

    /// <summary>Where to look.</summary>
    public string Address => $"http://{_listener.Address}/";

    /// <summary>Answers a line of the page, or one of the hands. What the desk waits for passes at once; between two lines time goes on as this computer's does.</summary>
    public string Say(string line)
    {
        lock (_box)
        {
            long now = _time.GetTimestamp();
            _rehearsal.Pass((long)_time.GetElapsedTime(_seen, now).TotalMilliseconds);
            _seen = now;
            return _rehearsal.Say(line);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _listener.DisposeAsync();
}
