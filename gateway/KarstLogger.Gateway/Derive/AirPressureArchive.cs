using System.Buffers;
using System.Security.Cryptography;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Level;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Derive;

/// <summary>
/// Air pressure at a station from the archived frames of the logger that its file names: an air-pressure channel where there is one, else the pressure in the logger's box,
/// brought to the station's height. The frames' hashes go into the provenance like those of the station's own.
/// </summary>
internal sealed class AirPressureArchive
{
    private readonly List<(long UtcSeconds, byte[] Hash)> _frames;

    private AirPressureArchive(BarometerRecord record, List<(long, byte[])> frames) => (Record, _frames) = (record, frames);

    /// <summary>Pressure at the station, Pa.</summary>
    public BarometerRecord Record { get; }

    /// <summary>Reads what can matter between two instants; null where the station names no barometer.</summary>
    public static AirPressureArchive? Read(StoreSession session, StationConfiguration station, long fromUtcSeconds, long toUtcSeconds, bool fromBytes)
    {
        if (station.Barometer is not { } barometer)
            return null;
        double gravity = LocalGravity.MetresPerSecondSquared(station.Position.LatitudeDegrees, station.Position.AltitudeMetres);
        SortedDictionary<long, (double Pascals, bool IsChannel)> pressures = [];
        List<(long, byte[])> frames = [];
        foreach (ArchivedFrame frame in ArchivedFrame.Between(
            session, barometer.LoggerId, fromUtcSeconds - BarometerRecord.DefaultGapSecondsMost, toUtcSeconds + BarometerRecord.DefaultGapSecondsMost))
        {
            if (frame.PlacedUtcSeconds is not { } instant || PressureOf(frame) is not { } air)
                continue;
            frames.Add((instant, fromBytes ? SHA256.HashData(frame.Bytes) : frame.Hash));
            double atStation = AirColumn.PressureAbove(air.Pascals, -barometer.AboveStationMetres, gravity, air.Kelvin);
            if (atStation is < BarometerRecord.LeastPascals or > BarometerRecord.MostPascals)
                continue;
            if (air.IsChannel || !pressures.TryGetValue(instant, out var held) || !held.IsChannel)
                pressures[instant] = (atStation, air.IsChannel);
        }
        return new AirPressureArchive(new BarometerRecord(pressures.Select(one => new AirReading(one.Key, one.Value.Pascals, null))), frames);
    }

    /// <summary>Puts down what the frames that can matter between two instants give to the input hash: the hashes of their bytes.</summary>
    public void PutInputs(ArrayBufferWriter<byte> bytes, long fromUtcSeconds, long toUtcSeconds)
    {
        foreach ((long instant, byte[] own) in _frames)
            if (instant >= fromUtcSeconds - BarometerRecord.DefaultGapSecondsMost && instant < toUtcSeconds + BarometerRecord.DefaultGapSecondsMost)
                bytes.Write(own);
    }

    private static (double Pascals, double Kelvin, bool IsChannel)? PressureOf(ArchivedFrame frame)
    {
        if (frame.Kind == FrameKind.ExtraChannels)
        {
            ExtraChannel[] channels = ExtraChannelsFrame.Read(frame.Bytes, 0).Channels;
            return ValueOf(channels, ChannelIds.AirPressure) is { } pascals
                ? (pascals, ValueOf(channels, ChannelIds.AirTemperature) is { } celsius ? celsius + WaterFreezesAtKelvin : AirColumn.StandardKelvin, true)
                : null;
        }
        if (frame.Kind != FrameKind.Sample || SampleFrame.Read(frame.Bytes, 0) is not { } sample || !ProbeStatuses.HasValue(sample.BoardStatus) || sample.BoxPressureTwoPascals == 0)
            return null;
        return (sample.BoxPressureTwoPascals * 2.0, AirColumn.StandardKelvin, false); // a box in the sun is no thermometer of the air
    }

    private const double WaterFreezesAtKelvin = 273.15; // definition of the Celsius scale

    private static double? ValueOf(ExtraChannel[] channels, int id) =>
        channels.FirstOrDefault(channel => channel.ChannelId == id && ProbeStatuses.HasValue(channel.Status)) is { } found ? Scaled(found) : null;

    // A division by a whole power of ten is the same on every machine, which Math.Pow is not (docs/decisions/0007).
    private static double Scaled(ExtraChannel channel)
    {
        double power = 1;
        for (int i = 0; i < Math.Abs(channel.Scale); i++)
            power *= 10;
        return channel.Scale < 0 ? channel.Value / power : channel.Value * power;
    }
}
