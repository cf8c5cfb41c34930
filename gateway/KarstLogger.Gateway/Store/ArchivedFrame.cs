using System.Globalization;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Store;

/// <summary>One frame as it is archived.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Kind">Sample, event or extra channels.</param>
/// <param name="DeviceUtcSeconds">The logger's own time, never edited; with <see cref="ClockSource.Unset"/> seconds counted, which tell an order and no date.</param>
/// <param name="ClockSource">Where the logger's clock had its time from.</param>
/// <param name="PlacedUtcSeconds">The instant it is taken to belong to, UTC seconds since 1970; absent while nobody can say.</param>
/// <param name="PlacementErrorMs">Bound of the error of <paramref name="PlacedUtcSeconds"/>, ms; absent where unknown.</param>
/// <param name="ReceivedUtcMs">When the gateway received it first, ms since 1970 UTC.</param>
/// <param name="Route">How it came.</param>
/// <param name="Bytes">The bytes that the logger wrote to flash.</param>
/// <param name="Hash">SHA-256 of the bytes.</param>
public sealed record ArchivedFrame(
    FrameKey Key, FrameKind Kind, long DeviceUtcSeconds, ClockSource ClockSource, long? PlacedUtcSeconds, long? PlacementErrorMs,
    long ReceivedUtcMs, FrameRoute Route, byte[] Bytes, byte[] Hash)
{
    // The other columns repeat what the frame's own header says, for the queries.
    private const string Columns = "bytes, hash, placed_utc_s, placement_error_ms, received_utc_ms, route";

    /// <summary>A logger's frames with <paramref name="fromUtcSeconds"/> &lt;= placed time &lt; <paramref name="toUtcSeconds"/>, in order of time, epoch and sequence.</summary>
    public static IEnumerable<ArchivedFrame> Between(StoreSession session, uint loggerId, long fromUtcSeconds, long toUtcSeconds)
    {
        // The index ends with the time. Were the database asked for the rest of the order, it would sort every row; here only the few of one instant are.
        List<ArchivedFrame> sameInstant = [];
        foreach (ArchivedFrame frame in session.Stream(
            $"SELECT {Columns} FROM frame WHERE logger_id = @logger AND placed_utc_s >= @from AND placed_utc_s < @to ORDER BY placed_utc_s", Read, loggerId, fromUtcSeconds, toUtcSeconds))
        {
            if (sameInstant.Count > 0 && sameInstant[0].PlacedUtcSeconds != frame.PlacedUtcSeconds)
            {
                foreach (ArchivedFrame earlier in InOrder(sameInstant))
                    yield return earlier;
                sameInstant.Clear();
            }
            sameInstant.Add(frame);
        }
        foreach (ArchivedFrame last in InOrder(sameInstant))
            yield return last;
    }

    /// <summary>The frames of one epoch with sequences from <paramref name="first"/> to <paramref name="last"/>, in order.</summary>
    public static IEnumerable<ArchivedFrame> InEpoch(StoreSession session, uint loggerId, uint epoch, uint first, uint last) => session.Stream(
        $"SELECT {Columns} FROM frame WHERE logger_id = @logger AND epoch = @epoch AND sequence >= @first AND sequence <= @last ORDER BY sequence",
        Read, loggerId, epoch, first, last);

    private static IEnumerable<ArchivedFrame> InOrder(List<ArchivedFrame> frames) =>
        frames.Count < 2 ? frames : frames.OrderBy(frame => frame.Key.Epoch).ThenBy(frame => frame.Key.Sequence);

    private static ArchivedFrame Read(StoreRow row)
    {
        byte[] bytes = row.GetBytes(0);
        FrameHeader header = Frame.ReadHeader(bytes, 0);
        return new ArchivedFrame(
            new FrameKey(header.LoggerId, header.Epoch, header.Sequence), header.Kind, header.UtcSeconds, header.ClockSource, row.FindInt64(2), row.FindInt64(3),
            row.GetInt64(4), RouteOf(row.GetString(5)), bytes, row.GetBytes(1));
    }

    internal static string TextOf(FrameRoute route) => route.ToString().ToLower(CultureInfo.InvariantCulture);

    private static FrameRoute RouteOf(string text) => text switch
    {
        "mqtt" => FrameRoute.Mqtt,
        "instrument" => FrameRoute.Instrument,
        _ => FrameRoute.Import,
    };
}

/// <summary>An archived sample that has its place in time, with no more than a derivation needs: each is read again on several days.</summary>
/// <param name="PlacedUtcSeconds">The instant it is taken to belong to, UTC seconds since 1970.</param>
/// <param name="ReceivedUtcMs">When the gateway received it first, ms since 1970 UTC.</param>
/// <param name="Bytes">The bytes that the logger wrote to flash.</param>
/// <param name="Hash">SHA-256 of the bytes.</param>
public readonly record struct ArchivedSample(long PlacedUtcSeconds, long ReceivedUtcMs, byte[] Bytes, byte[] Hash)
{
    /// <summary>A logger's samples with <paramref name="fromUtcSeconds"/> &lt;= placed time &lt; <paramref name="toUtcSeconds"/>, in order of time; equal instants in any order.</summary>
    // The order of equal instants as well would have SQLite sort every row, because its index ends with the time.
    public static IEnumerable<ArchivedSample> Between(StoreSession session, uint loggerId, long fromUtcSeconds, long toUtcSeconds) => session.Stream(
        """
        SELECT placed_utc_s, received_utc_ms, bytes, hash FROM frame
        WHERE logger_id = @logger AND placed_utc_s >= @from AND placed_utc_s < @to AND kind = 1 ORDER BY placed_utc_s
        """,
        row => new ArchivedSample(row.GetInt64(0), row.GetInt64(1), row.GetBytes(2), row.GetBytes(3)), loggerId, fromUtcSeconds, toUtcSeconds);
}
