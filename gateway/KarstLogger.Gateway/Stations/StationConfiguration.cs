using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using KarstLogger.Gateway.Instruments;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Stations;

/// <summary>A station file as read: where the station is, what was hung into the water when, and what the pipeline computes with. Immutable.</summary>
public sealed record StationConfiguration
{
    /// <summary>The station's slug.</summary>
    public required string Slug { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The site's slug: the spring and its catchment, which may have several stations.</summary>
    public required string Site { get; init; }

    /// <summary>What a reader must know of the data, e.g. <c>regional pool, not a single spring</c>.</summary>
    public string Remark { get; init; } = "";

    /// <summary>Terms under which the data may be used, in words; printed in each export.</summary>
    public string Licence { get; init; } = "not stated";

    /// <summary>Regular interval between samples, s: what completeness expects.</summary>
    public required int IntervalSeconds { get; init; }

    /// <summary>Where.</summary>
    public required StationPosition Position { get; init; }

    /// <summary>Dated catchment areas, ascending; empty = no intensity is computed.</summary>
    public required ImmutableArray<CatchmentArea> Areas { get; init; }

    /// <summary>What hangs in the water, dated.</summary>
    public required ImmutableArray<Deployment> Deployments { get; init; }

    /// <summary>Whose air pressure compensates an absolute level sensor; absent where none is needed.</summary>
    public BarometerChoice? Barometer { get; init; }

    /// <summary>The level sensor downstream; absent where there is none.</summary>
    public TailwaterChoice? Tailwater { get; init; }

    /// <summary>The gateway's own instruments at this station; absent where there are none.</summary>
    public InstrumentSettings? Instruments { get; init; }

    /// <summary>What the pipeline computes with.</summary>
    public required StationSettings Settings { get; init; }

    /// <summary>Each section's canonical text and hash, in the file's order.</summary>
    public required ImmutableArray<SectionText> Sections { get; init; }

    /// <summary>What rows are computed from, piece by piece with its time: the provenance of a day takes those that can matter in it.</summary>
    public required ImmutableArray<ConfigurationPart> Parts { get; init; }

    /// <summary>The whole file's canonical text.</summary>
    public string Canonical => "format = 1\n" + string.Concat(Sections.Select(section => section.Canonical));

    /// <summary>SHA-256 of <see cref="Canonical"/>.</summary>
    public byte[] Hash => SHA256.HashData(Encoding.UTF8.GetBytes(Canonical));

    /// <summary>True where area, rating or position stand for nothing real: every export says so.</summary>
    public bool IsIllustrative => Position.IsIllustrative || Areas.Any(area => area.IsIllustrative) || Settings.Ratings.Any(rating => rating.Illustrative);

    /// <summary>The area in force at an instant, or null.</summary>
    public CatchmentArea? AreaAt(long utcSeconds) => Areas.LastOrDefault(area => area.FromUtcSeconds <= utcSeconds);
}

/// <summary>A section's canonical text (no comments, no free spacing) and its SHA-256.</summary>
/// <param name="Title">Kind and name, e.g. <c>regression Ca</c>.</param>
/// <param name="Canonical">The text.</param>
/// <param name="Hash">SHA-256 of its UTF-8 bytes.</param>
/// <param name="ValidFromUtcSeconds">The section's <c>from</c>, where it has one.</param>
public sealed record SectionText(string Title, string Canonical, byte[] Hash, long? ValidFromUtcSeconds);

/// <summary>Where in the outlet the sonde hangs: decides what DIC and pCO2 mean (degassing begins at the lip).</summary>
public enum SondePlace
{
    /// <summary>Under ground, before the water meets free air.</summary>
    Conduit,

    /// <summary>At the outlet's lip.</summary>
    Lip,

    /// <summary>Metres downstream.</summary>
    Downstream,
}

/// <summary>Where the station is.</summary>
/// <param name="LatitudeDegrees">Degrees north, -90 to 90.</param>
/// <param name="LongitudeDegrees">Degrees east, -180 to 180; absent where it is not told (protected springs).</param>
/// <param name="AltitudeMetres">Above the sea, -450 to 6000 m.</param>
/// <param name="Sonde">Where the sonde hangs.</param>
/// <param name="SondeMetresDownstream">Metres below the outlet, 0 to 1000.</param>
/// <param name="IsIllustrative">The place stands for no real one.</param>
public sealed record StationPosition(
    double LatitudeDegrees, double? LongitudeDegrees, double AltitudeMetres, SondePlace Sonde, double SondeMetresDownstream, bool IsIllustrative);

/// <summary>A dated catchment area.</summary>
/// <param name="SquareKilometres">0.001 to 100 000 km2.</param>
/// <param name="UncertaintyPercent">Half width of the 95 % interval, 0 to 100 %.</param>
/// <param name="Method">How it was found: tracer, topography, water balance, ...</param>
/// <param name="FromUtcSeconds">In force from this instant.</param>
/// <param name="CarbonateSquareKilometres">The carbonate part; absent where not mapped.</param>
/// <param name="IsIllustrative">No source stands behind it.</param>
public sealed record CatchmentArea(
    double SquareKilometres, double UncertaintyPercent, string Method, long FromUtcSeconds, double? CarbonateSquareKilometres, bool IsIllustrative);

/// <summary>This logger with this sonde, here, from then to then.</summary>
/// <param name="Number">The number that the logger writes into its frames, 0 to 4095.</param>
/// <param name="LoggerId">The logger; for imported records the station's import logger.</param>
/// <param name="SondeSlot">Slot of the sonde at the logger, 0 to 15.</param>
/// <param name="SondeModel">Model.</param>
/// <param name="SondeSerial">Serial number.</param>
/// <param name="FromUtcSeconds">First instant.</param>
/// <param name="ToUtcSeconds">First instant after it; absent while it lasts.</param>
/// <param name="OffsetMetres">Height of the probe's zero above the datum, -100 to 1000 m.</param>
/// <param name="LevelBasis">What the level field of its frames must be.</param>
public sealed record Deployment(
    int Number, uint LoggerId, int SondeSlot, string SondeModel, string SondeSerial, long FromUtcSeconds, long? ToUtcSeconds, double OffsetMetres, LevelBasis LevelBasis)
{
    /// <summary>True where the deployment lasts at the instant.</summary>
    public bool Holds(long utcSeconds) => utcSeconds >= FromUtcSeconds && (ToUtcSeconds is null || utcSeconds < ToUtcSeconds);
}
