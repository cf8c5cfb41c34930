using System.Buffers;
using System.Security.Cryptography;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Level;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quantities;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Derive;

/// <summary>
/// The water surface downstream, from the archived frames of the logger that the station file names: depth, or gauge pressure with the water's temperature. The frames' hashes go into the
/// provenance like those of the station's own.
/// </summary>
internal sealed class TailwaterArchive
{
    // As in the station's own level: without a temperature the density of water at 10 degC.
    private const double DensityTemperatureDegreesCelsius = 10;

    private readonly List<(long UtcSeconds, byte[] Hash)> _frames;

    private TailwaterArchive(SecondStage stage, List<(long, byte[])> frames) => (Stage, _frames) = (stage, frames);

    /// <summary>Stage above the station's datum.</summary>
    public SecondStage Stage { get; }

    /// <summary>Reads what can matter between two instants; null where the station names no tailwater.</summary>
    public static TailwaterArchive? Read(StoreSession session, StationConfiguration station, long fromUtcSeconds, long toUtcSeconds, bool fromBytes)
    {
        if (station.Tailwater is not { } tail)
            return null;
        double gravity = LocalGravity.MetresPerSecondSquared(station.Position.LatitudeDegrees, station.Position.AltitudeMetres);
        List<(long, double)> readings = [];
        List<(long, byte[])> frames = [];
        foreach (ArchivedFrame frame in ArchivedFrame.Between(session, tail.LoggerId, fromUtcSeconds - SecondStage.GapSecondsMost, toUtcSeconds + SecondStage.GapSecondsMost))
        {
            if (frame.Kind != FrameKind.Sample || frame.PlacedUtcSeconds is not { } instant || SampleFrame.Read(frame.Bytes, 0) is not { } sample || sample.SondeSlot != tail.SondeSlot)
                continue;
            frames.Add((instant, fromBytes ? SHA256.HashData(frame.Bytes) : frame.Hash));
            if (DepthOf(FrameTranslation.ToStationSample(sample, instant, frame.ReceivedUtcMs), gravity) is { } depth)
                readings.Add((instant, depth + tail.OffsetMetres));
        }
        return new TailwaterArchive(new SecondStage(readings), frames);
    }

    /// <summary>Puts down what the frames that can matter between two instants give to the input hash: the hashes of their bytes and their places in time.</summary>
    public void PutInputs(ArrayBufferWriter<byte> bytes, long fromUtcSeconds, long toUtcSeconds)
    {
        foreach ((long instant, byte[] own) in _frames)
            if (instant >= fromUtcSeconds - SecondStage.GapSecondsMost && instant < toUtcSeconds + SecondStage.GapSecondsMost)
            {
                bytes.Write(own);
                Provenance.Put(bytes, instant);
            }
    }

    // Absolute pressure would need a barometer of its own there: such a sensor tells no tail water.
    private static double? DepthOf(in StationSample sample, double gravity)
    {
        if (!sample.Level.ProbeFlag.IsUsable() || sample.Level.Value is not { } level)
            return null;
        double degrees = sample.WaterTemperature.Value is { } t and > -5 and < 100 ? t : DensityTemperatureDegreesCelsius;
        return sample.LevelReading switch
        {
            LevelReading.DepthMetres => level,
            LevelReading.GaugePascals => WaterColumn.DepthOf(level / 1000, WaterTemperature.FromDegreesCelsius(degrees), gravity)?.Metres,
            _ => null,
        };
    }
}
