using KarstLogger.Wire;

namespace KarstLogger.Gateway.Store;

/// <summary>Frames that came together, already checked, with what could not be read of them.</summary>
public sealed record Upload
{
    /// <summary>How it came.</summary>
    public required FrameRoute Route { get; init; }

    /// <summary>When, ms since 1970 UTC.</summary>
    public required long ReceivedUtcMs { get; init; }

    /// <summary>Frames that <see cref="Frame.Check"/> accepts, in the order of their arrival.</summary>
    public IReadOnlyList<ReceivedFrame> Frames { get; init; } = [];

    /// <summary>What was refused, with its reason.</summary>
    public IReadOnlyList<RejectedBytes> Rejected { get; init; } = [];

    /// <summary>What the logger said of itself; absent for an import.</summary>
    public LoggerContact? Contact { get; init; }
}

/// <summary>One whole, unbroken frame.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Bytes">Exactly its bytes.</param>
public sealed record ReceivedFrame(FrameHeader Header, byte[] Bytes)
{
    /// <summary>Its name.</summary>
    public FrameKey Key => new(Header.LoggerId, Header.Epoch, Header.Sequence);
}

/// <summary>Bytes that could not be archived.</summary>
/// <param name="Reason">Why, e.g. <c>bad-checksum</c>.</param>
/// <param name="Origin">The topic or the file.</param>
/// <param name="Bytes">The bytes themselves.</param>
public sealed record RejectedBytes(string Reason, string Origin, byte[] Bytes);

/// <summary>What the head of an upload says of its logger.</summary>
/// <param name="LoggerId">The logger.</param>
/// <param name="NextContactUtcSeconds">When it will call again.</param>
/// <param name="Backlog">Frames still waiting there.</param>
/// <param name="ClockOffsetMs">The logger's clock minus the gateway's, travel time included; absent where the logger's clock is unset.</param>
public sealed record LoggerContact(uint LoggerId, long NextContactUtcSeconds, int Backlog, long? ClockOffsetMs);
