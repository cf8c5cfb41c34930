using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Level;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Derive;

/// <summary>A station's archived samples over a stretch of time, ready for the pipeline, each with the hash of its frame for the provenance.</summary>
internal sealed class StationHistory
{
    // What each frame gives to the hash of a window: its own hash, its place, and whether it came from the future.
    private const int FrameByteCount = SHA256.HashSizeInBytes + 2 * sizeof(long);

    // A stretch of 35 days with a sample a minute; no more is set aside in advance.
    private const int SamplesExpectedMost = 50_400;

    private readonly byte[][] _hashes;

    private readonly AirPressureArchive? _air;

    private readonly TailwaterArchive? _tailwater;

    private StationHistory(List<StationSample> samples, List<byte[]> hashes, AirPressureArchive? air, TailwaterArchive? tailwater)
    {
        (_air, _tailwater) = (air, tailwater);
        // One deployment after the other is in order already; only where two overlap, or a clock was wrong at their edge, is there anything to sort.
        int[] order = IsInOrder(samples) ? [] : [.. Enumerable.Range(0, samples.Count).OrderBy(i => Place(samples[i]))];
        Samples = order.Length == 0 ? samples : [.. order.Select(i => samples[i])];
        _hashes = order.Length == 0 ? [.. hashes] : [.. order.Select(i => hashes[i])];
    }

    /// <summary>Air pressure at the station over the same stretch; null where its file names no barometer.</summary>
    internal BarometerRecord? Air => _air?.Record;

    /// <summary>The water surface downstream over the same stretch; null where the station file names none.</summary>
    internal SecondStage? Tailwater => _tailwater?.Stage;

    /// <summary>In order of time; equal instants by logger, epoch, sequence.</summary>
    internal IReadOnlyList<StationSample> Samples { get; }

    /// <summary>Reads all samples of the station's deployments with from &lt;= placed time &lt; to. <paramref name="fromBytes"/>: hashes are computed from the frames again, as a verification must.</summary>
    internal static StationHistory Read(StoreSession session, StationConfiguration station, long fromUtcSeconds, long toUtcSeconds, bool fromBytes = false)
    {
        // As many as the interval gives, and a tenth for those between.
        int usual = (int)Math.Clamp((toUtcSeconds - fromUtcSeconds) / station.IntervalSeconds * 11 / 10, 0, SamplesExpectedMost);
        List<StationSample> samples = new(usual);
        List<byte[]> hashes = new(usual);
        foreach (Deployment deployment in station.Deployments)
            foreach (ArchivedSample archived in ArchivedSample.Between(
                session, deployment.LoggerId, Math.Max(fromUtcSeconds, deployment.FromUtcSeconds), Math.Min(toUtcSeconds, deployment.ToUtcSeconds ?? long.MaxValue)))
                if (SampleFrame.Read(archived.Bytes, 0) is { } sample && sample.SondeSlot == deployment.SondeSlot)
                {
                    samples.Add(FrameTranslation.ToStationSample(sample, archived.PlacedUtcSeconds, archived.ReceivedUtcMs));
                    hashes.Add(fromBytes ? SHA256.HashData(archived.Bytes) : archived.Hash);
                }
        return new StationHistory(samples, hashes, AirPressureArchive.Read(session, station, fromUtcSeconds, toUtcSeconds, fromBytes),
            TailwaterArchive.Read(session, station, fromUtcSeconds, toUtcSeconds, fromBytes));
    }

    private static bool IsInOrder(List<StationSample> samples)
    {
        for (int i = 1; i < samples.Count; i++)
            if (Place(samples[i - 1]).CompareTo(Place(samples[i])) > 0)
                return false;
        return true;
    }

    private static (long, uint, uint, uint) Place(StationSample sample) => (sample.UtcSeconds, sample.Logger, sample.Epoch, sample.Sequence);

    /// <summary>Position of the first sample that is not earlier than the instant.</summary>
    internal int IndexAt(long utcSeconds)
    {
        int low = 0, high = Samples.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Samples[middle].UtcSeconds < utcSeconds)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>Puts down what the frames with from &lt;= time &lt; to give to the input hash: the hash of their bytes, where they were placed, and whether they came from the future.</summary>
    internal void PutInputs(ArrayBufferWriter<byte> bytes, long fromUtcSeconds, long toUtcSeconds, long futureSeconds)
    {
        int first = IndexAt(fromUtcSeconds), count = IndexAt(toUtcSeconds) - first;
        Span<byte> frames = bytes.GetSpan(count * FrameByteCount);
        for (int i = 0; i < count; i++)
        {
            StationSample sample = Samples[first + i];
            Span<byte> own = frames.Slice(i * FrameByteCount, FrameByteCount);
            _hashes[first + i].CopyTo(own);
            BinaryPrimitives.WriteInt64LittleEndian(own[SHA256.HashSizeInBytes..], sample.UtcSeconds);
            BinaryPrimitives.WriteInt64LittleEndian(own[(SHA256.HashSizeInBytes + sizeof(long))..], sample.UtcSeconds > sample.ReceivedUtcSeconds + futureSeconds ? 1 : 0);
        }
        bytes.Advance(count * FrameByteCount);
        _air?.PutInputs(bytes, fromUtcSeconds, toUtcSeconds);
        _tailwater?.PutInputs(bytes, fromUtcSeconds, toUtcSeconds);
    }
}
