namespace KarstLogger.Gateway.Store;

/// <summary>What names a frame for ever: its logger, the epoch of the logger's journal and the number in it (docs/decisions/0002-key-and-epoch.md).</summary>
public readonly record struct FrameKey(uint LoggerId, uint Epoch, uint Sequence);

/// <summary>How a frame came to the gateway.</summary>
public enum FrameRoute
{
    /// <summary>Uploaded by the logger.</summary>
    Mqtt,

    /// <summary>Read by the gateway from its own instruments.</summary>
    Instrument,

    /// <summary>Carried by hand (SD card, serial export) or converted from a foreign record.</summary>
    Import,
}

/// <summary>What became of one frame.</summary>
public enum FrameOutcome
{
    /// <summary>New in the archive.</summary>
    Stored,

    /// <summary>The same bytes were there already: harmless.</summary>
    Duplicate,

    /// <summary>Other bytes stand under the same key: both are kept, and somebody must look.</summary>
    Conflict,
}
