using System.Security.Cryptography;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Level;
using KarstLogger.Hydrochemistry.Pipeline;

namespace KarstLogger.Gateway.Derive;

/// <summary>A station's archived samples over a stretch of time, ready for the pipeline, each with the hash of its frame for the provenance.</summary>
internal sealed class StationHistory
{
    private readonly byte[][] _hashes;

    private readonly AirPressureArchive? _air;

    private readonly TailwaterArchive? _tailwater;

    private StationHistory(List<(StationSample Sample, byte[] Hash)> ordered, AirPressureArchive? air, TailwaterArchive? tailwater)
    {
        (_air, _tailwater) = (air, tailwater);
        Samples = [.. ordered.Select(one => one.Sample)];
        _hashes = [.. ordered.Select(one => one.Hash)];
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
        List<(StationSample Sample, byte[] Hash)> found = [];
        foreach (Deployment deployment in station.Deployments)
            foreach (ArchivedFrame frame in ArchivedFrame.SamplesBetween(
                session, deployment.LoggerId, Math.Max(fromUtcSeconds, deployment.FromUtcSeconds), Math.Min(toUtcSeconds, deployment.ToUtcSeconds ?? long.MaxValue)))
                if (FrameTranslation.BelongsTo(frame, deployment))
                    found.Add((FrameTranslation.ToStationSample(frame), fromBytes ? SHA256.HashData(frame.Bytes) : frame.Hash));
        found.Sort((a, b) => (a.Sample.UtcSeconds, a.Sample.Logger, a.Sample.Epoch, a.Sample.Sequence)
            .CompareTo((b.Sample.UtcSeconds, b.Sample.Logger, b.Sample.Epoch, b.Sample.Sequence)));
        return new StationHistory(found, AirPressureArchive.Read(session, station, fromUtcSeconds, toUtcSeconds, fromBytes),
            TailwaterArchive.Read(session, station, fromUtcSeconds, toUtcSeconds, fromBytes));
    }

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

    /// <summary>Feeds the frames with from &lt;= time &lt; to into a running hash: their bytes, where they were placed, and whether they came from the future.</summary>
    internal void AppendHashes(IncrementalHash hash, long fromUtcSeconds, long toUtcSeconds, long futureSeconds)
    {
        int end = IndexAt(toUtcSeconds);
        byte[] word = new byte[8];
        for (int i = IndexAt(fromUtcSeconds); i < end; i++)
        {
            hash.AppendData(_hashes[i]);
            Provenance.Append(hash, word, Samples[i].UtcSeconds);
            Provenance.Append(hash, word, Samples[i].UtcSeconds > Samples[i].ReceivedUtcSeconds + futureSeconds ? 1 : 0);
        }
        _air?.AppendHashes(hash, fromUtcSeconds, toUtcSeconds);
        _tailwater?.AppendHashes(hash, fromUtcSeconds, toUtcSeconds);
    }
}
