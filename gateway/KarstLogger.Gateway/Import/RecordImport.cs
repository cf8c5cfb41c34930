using System.Text;
using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Ingest;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Import;

/// <summary>What an import did.</summary>
/// <param name="Stored">Frames that are new in the archive.</param>
/// <param name="Duplicates">Frames that were there already.</param>
/// <param name="Conflicts">Frames under whose key other bytes stand.</param>
/// <param name="RefusedRows">Rows or pieces that gave no frame.</param>
/// <param name="RefusedFields">Single values that were not taken; their rows were.</param>
/// <param name="Rounded">Values with more decimals than the frame holds.</param>
public sealed record ImportOutcome(long Stored, long Duplicates, long Conflicts, long RefusedRows, long RefusedFields, long Rounded);

/// <summary>Brings foreign records and hand-carried frames into the archive, by the same keys and with the same duplicates as everything else.</summary>
public sealed class RecordImport(StoreDatabase store, TimeProvider time)
{
    /// <summary>Frames in one commit.</summary>
    public const int FramesPerCommit = 1000;

    /// <summary>
    /// Archives a foreign CSV as samples of the station's import logger (docs/decisions/0060-imported-records.md). What was not taken is kept as rejected, with its line and field.
    /// </summary>
    /// <param name="station">The station; it must have a deployment with <c>logger = import</c>.</param>
    /// <param name="mapping">What the columns mean.</param>
    /// <param name="fileName">Name of the file without its folder: the epoch of its frames.</param>
    /// <param name="stream">Its bytes.</param>
    /// <param name="refused">Told of each refusal.</param>
    /// <exception cref="BadInputException">The station has no import deployment, or the file lacks a column.</exception>
    public ImportOutcome ImportCsv(StationConfiguration station, ImportMapping mapping, string fileName, Stream stream, Action<ImportRefusal> refused)
    {
        uint logger = ImportLogger.IdOf(station.Slug);
        Deployment deployment = station.Deployments.FirstOrDefault(one => one.LoggerId == logger)
            ?? throw new BadInputException($"Station '{station.Slug}' has no [deployment N] with logger = import: its file must say from when on and with which offset_m the record holds.");
        Sample template = new()
        {
            LoggerId = logger, Epoch = ImportLogger.EpochOf(station.Slug, fileName), Deployment = deployment.Number, SondeSlot = deployment.SondeSlot,
        };
        using CsvRecord record = new(fileName, stream, mapping, template, station.Settings.Rain.MillimetresPerTip);
        ImportOutcome total = new(0, 0, 0, 0, 0, 0);
        foreach (ImportedRow[] rows in record.Rows().Chunk(FramesPerCommit))
        {
            foreach (ImportRefusal refusal in rows.SelectMany(row => row.Refusals))
                refused(refusal);
            total = Archive(rows.Select(row => row.Sample).OfType<Sample>().Select(FrameOf), rows.SelectMany(row => row.Refusals).Select(refusal => RejectedOf(fileName, refusal)), total);
            total = total with
            {
                RefusedRows = total.RefusedRows + rows.Count(row => row.Sample is null),
                RefusedFields = total.RefusedFields + rows.Where(row => row.Sample is not null).Sum(row => row.Refusals.Count),
            };
        }
        return total with { Rounded = record.RoundedCount };
    }

    /// <summary>Archives a hand-carried export: frames one after the other, as they lie in a journal or as lines of a terminal (<see cref="FrameLines"/>); torn or broken pieces are kept as rejected and stop nothing.</summary>
    public ImportOutcome ImportFrames(string fileName, byte[] bytes)
    {
        (List<ReceivedFrame> frames, List<RejectedBytes> rejected) = UploadReading.Split(FrameLines.Bytes(bytes), 0, fileName, null);
        ImportOutcome total = Archive([], rejected, new ImportOutcome(0, 0, 0, rejected.Count, 0, 0));
        foreach (ReceivedFrame[] part in frames.Chunk(FramesPerCommit))
            total = Archive(part, [], total);
        return total;
    }

    private ImportOutcome Archive(IEnumerable<ReceivedFrame> frames, IEnumerable<RejectedBytes> rejected, ImportOutcome total)
    {
        AppendResult result = new FrameArchive(store).Append(
        [
            new Upload { Route = FrameRoute.Import, ReceivedUtcMs = time.GetUtcNow().ToUnixTimeMilliseconds(), Frames = [.. frames], Rejected = [.. rejected] },
        ])[0];
        return total with
        {
            Stored = total.Stored + result.Count(FrameOutcome.Stored),
            Duplicates = total.Duplicates + result.Count(FrameOutcome.Duplicate),
            Conflicts = total.Conflicts + result.Count(FrameOutcome.Conflict),
        };
    }

    private static ReceivedFrame FrameOf(Sample sample)
    {
        byte[] bytes = new byte[SampleFrame.ByteCount];
        SampleFrame.Write(sample, bytes, 0);
        return new ReceivedFrame(Frame.ReadHeader(bytes, 0), bytes);
    }

    private static RejectedBytes RejectedOf(string fileName, ImportRefusal refusal) => new(
        refusal.Field is null ? "row" : "field", $"{fileName}, line {refusal.Line}{(refusal.Field is null ? "" : $", field '{refusal.Field}'")}: {refusal.What}",
        Encoding.UTF8.GetBytes(refusal.Text));
}
