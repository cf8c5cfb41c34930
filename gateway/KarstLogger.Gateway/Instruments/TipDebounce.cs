namespace KarstLogger.Gateway.Instruments;

/// <summary>
/// Counts tips from the edges of a reed contact: an edge within the quiet time after a counted one is the same tip bouncing. Measured from the counted edge, so that a
/// fluttering contact still counts at most one tip in each quiet time and never stops counting. Safe to call from the thread of the edges and of the reader.
/// </summary>
public sealed class TipDebounce(TimeProvider time, TimeSpan quiet)
{
    private readonly Lock _gate = new();
    private long? _counted;

    /// <summary>Tips so far.</summary>
    public long Tips { get; private set; }

    /// <summary>The contact closed.</summary>
    public void Edge()
    {
        lock (_gate)
        {
            long now = time.GetTimestamp();
            if (_counted is { } last && time.GetElapsedTime(last, now) < quiet)
                return;
            _counted = now;
            Tips++;
        }
    }
}
