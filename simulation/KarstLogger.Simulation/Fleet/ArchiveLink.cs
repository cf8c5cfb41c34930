using System.Data.Common;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Gateway.Ingest;
using KarstLogger.Gateway.Store;
using KarstLogger.HostSim;
using KarstLogger.Wire;

namespace KarstLogger.Simulation;

/// <summary>
/// A box's link to the real ingest on a real store, in one process and in virtual time: what the broker and the process boundary do elsewhere. Faults, each because gateways do it:
/// killed after the commit and before the acknowledgement (an update of the machine, the out-of-memory killer), a disk that is full (somebody else's log files). Neither may
/// ever lead to an acknowledgement that the archive does not hold.
/// </summary>
public sealed class ArchiveLink : ILink, IDisposable
{
    // SQLite's own limit of the number of pages (https://www.sqlite.org/limits.html): no limit of ours.
    private const long PagesMost = 4_294_967_294;

    // Of the answers one in this many is compared with the archive on the spot; the rest at the end of the run.
    private const int AnswersPerLook = 8;

    private readonly string _path;
    private readonly Chance _chance;
    private readonly FaultTally _tally;
    private readonly Queue<LinkMessage> _down = new();
    private TimeProvider _time = TimeProvider.System;
    private FrameSubscriber _ingest;
    private bool _diskIsFull;

    /// <summary>A link to a new store in a file.</summary>
    public ArchiveLink(string path, Chance chance, FaultTally tally)
    {
        _path = path;
        _chance = chance;
        _tally = tally;
        Store = StoreDatabase.Open(path);
        _ingest = new FrameSubscriber(new FrameArchive(Store), _time);
    }

    /// <summary>The store; another object after each death of the gateway.</summary>
    public StoreDatabase Store { get; private set; }

    /// <summary>The store's file.</summary>
    public string StoreFile => _path;

    /// <summary>Share of uploads after which the gateway dies before it answers.</summary>
    public double KilledShare { get; set; }

    /// <summary>What the logger was told, by epoch: every acknowledgement, the newest ranges.</summary>
    public Dictionary<uint, Acknowledgement> Told { get; } = [];

    /// <summary>Acknowledgements that named frames of their own upload which the archive did not hold when they left: must stay empty.</summary>
    public List<FrameKey> ToldAhead { get; } = [];

    /// <summary>Uploads handled.</summary>
    public long Uploads { get; private set; }

    /// <summary>Gives the gateway its clock; before the first upload.</summary>
    public void UseClock(TimeProvider time)
    {
        _time = time;
        _ingest = new FrameSubscriber(new FrameArchive(Store), time);
    }

    /// <summary>Fault: the disk takes no further page, until <see cref="FreeDisk"/>.</summary>
    public void FillDisk()
    {
        _diskIsFull = true;
        Limit(Store.Read(session => session.Number("PRAGMA page_count")) ?? 1);
    }

    /// <summary>Somebody has made room.</summary>
    public void FreeDisk()
    {
        if (_diskIsFull)
            Limit(PagesMost);
        _diskIsFull = false;
    }

    /// <summary>Fault: the process is killed and started again. What it had not committed is gone with it, its connections too.</summary>
    public void Kill()
    {
        _tally.Count(FaultKind.GatewayKilled);
        Store.Abandon();
        Store = StoreDatabase.Open(_path);
        _ingest = new FrameSubscriber(new FrameArchive(Store), _time);
        _down.Clear();
        if (_diskIsFull)
            FillDisk();
    }

    /// <inheritdoc/>
    public bool Open(int effort, int timeoutMs)
    {
        // Answers to an earlier wake: the device was off the air and never got them.
        _down.Clear();
        return true;
    }

    /// <inheritdoc/>
    public bool Publish(string topic, byte[] payload)
    {
        if (!topic.EndsWith("/up/data", StringComparison.Ordinal))
            return true;
        Uploads++;
        ReceivedMessage message = new(topic, payload, _time.GetUtcNow());
        IReadOnlyList<OutgoingMessage> answers;
        try
        {
            answers = _ingest.Handle([message]);
        }
        catch (DbException)
        {
            // As the gateway's ingest loop: not stored, not acknowledged; the broker has taken it all the same.
            _tally.Count(FaultKind.GatewayDiskFull);
            return true;
        }
        if (_chance.Happens(KilledShare))
        {
            Kill();
            return true;
        }
        foreach (OutgoingMessage answer in answers)
            Send(message, answer);
        return true;
    }

    /// <inheritdoc/>
    public LinkMessage? Receive(int timeoutMs) => _down.TryDequeue(out LinkMessage? message) ? message : null;

    /// <inheritdoc/>
    public void Close()
    {
    }

    /// <inheritdoc/>
    public void Dispose() => Store.Dispose();

    private void Send(ReceivedMessage upload, OutgoingMessage answer)
    {
        Acknowledgement told = Acknowledgement.Read(answer.Payload);
        if (Uploads % AnswersPerLook == 0)
            Compare(upload, told);
        if (!Told.TryGetValue(told.Epoch, out Acknowledgement? before) || told.CommittedThrough >= before.CommittedThrough)
            Told[told.Epoch] = told;
        _down.Enqueue(new LinkMessage(answer.Topic, answer.Payload));
    }

    private void Compare(ReceivedMessage upload, Acknowledgement told) => ToldAhead.AddRange(Store.Read(session => UploadReading.Of(upload).Upload.Frames
        .Where(frame => frame.Header.Epoch == told.Epoch && told.Covers(frame.Header.Sequence) && !Holds(session, frame.Key)).Select(frame => frame.Key).ToList()));

    private static bool Holds(StoreSession session, FrameKey key) => session.Number(
        "SELECT sequence FROM frame WHERE logger_id = @logger AND epoch = @epoch AND sequence = @sequence", key.LoggerId, key.Epoch, key.Sequence) is not null;

    private void Limit(long pages) => Store.Write(session => session.Execute(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages}")));
}
