using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Gateway.Api;

/// <summary>All items of a list, with the value for <c>after</c> where more follow.</summary>
public sealed record Listing<T>(IReadOnlyList<T> Items, string? Next = null);

/// <summary>A value with its flag and standard uncertainty (k = 1).</summary>
public sealed record ValueView(double? Value, QcFlag Flag, double? U);

/// <summary>The newest derived sample.</summary>
public sealed record LatestView(DateTimeOffset Utc, IReadOnlyList<string> Qualifiers, bool Simulated, IReadOnlyDictionary<string, ValueView> Values);

/// <summary>Frames of the station's loggers: archived, waiting there, gone, and come twice.</summary>
public sealed record CountersView(long ArchivedFrames, long UnsentFrames, long LostFrames, long DuplicateFrames, long ConflictFrames);

/// <summary>What hangs in the water, from when to when.</summary>
public sealed record DeploymentView(
    int Number, string Logger, int SondeSlot, string SondeModel, string SondeSerial, DateTimeOffset From, DateTimeOffset? To, double OffsetMetres);

/// <summary>A station as a list and a page show it (docs/api.md).</summary>
public sealed record StationView
{
    public required string Slug { get; init; }

    public required string Name { get; init; }

    public required string Site { get; init; }

    public required string Remark { get; init; }

    public required double LatitudeDegrees { get; init; }

    public required double? LongitudeDegrees { get; init; }

    public required double AltitudeMetres { get; init; }

    /// <summary>The area in force at the newest sample; absent without one.</summary>
    public required double? AreaSquareKilometres { get; init; }

    public required bool Illustrative { get; init; }

    public required bool Simulated { get; init; }

    public required int IntervalSeconds { get; init; }

    /// <summary>One word of <see cref="ContactState"/>.</summary>
    public required string State { get; init; }

    /// <summary>The state as a sentence.</summary>
    public required string StateText { get; init; }

    public required DateTimeOffset? LastContact { get; init; }

    public required DateTimeOffset? ExpectedNextContact { get; init; }

    public required long? BacklogFrames { get; init; }

    public required long? BatteryMillivolts { get; init; }

    public required bool Maintenance { get; init; }

    /// <summary>Worst flag among the measured and derived values of the newest sample.</summary>
    public required QcFlag WorstFlag { get; init; }

    public required DateTimeOffset? DataFrom { get; init; }

    public required DateTimeOffset? DataTo { get; init; }

    public required LatestView? Latest { get; init; }

    public required CountersView Counters { get; init; }

    public required IReadOnlyList<DeploymentView> Deployments { get; init; }
}
