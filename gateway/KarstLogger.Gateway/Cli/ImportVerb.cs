using System.CommandLine;
using System.Globalization;
using KarstLogger.Gateway.Derive;
using KarstLogger.Gateway.Import;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using Spectre.Console;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst import</c>: foreign records by a mapping, or hand-carried frames, into the archive and through the pipeline.</summary>
public static class ImportVerb
{
    /// <summary>How many refusals are written out on standard error; all of them are kept in the store.</summary>
    private const int ShownRefusals = 20;

    /// <summary>Largest file of frames: 256 MiB is a century of quarter hours.</summary>
    private const long FrameFileBytesMost = 256L << 20;

    /// <summary>Ample for a century of quarter hours (a year takes about a second).</summary>
    private static readonly TimeSpan DeriveLease = TimeSpan.FromMinutes(10);

    private static readonly Argument<string> Csv = new("file") { Description = "CSV file, or '-' for standard input.", DefaultValueFactory = _ => "-" };
    private static readonly Option<string?> Mapping = new("--mapping") { Description = "What the columns mean (docs/how-to/import.md)." };
    private static readonly Option<string?> Station = new("--station") { Description = "Slug of the station whose record it is." };
    private static readonly Option<string?> FramesFile = new("--frames") { Description = "File of raw frames from a card or a serial export, instead of a CSV; '-' for standard input." };
    private static readonly Option<string?> Name = new("--name") { Description = "Name of the record; default the file's name. The same name again continues or repeats the same record." };
    private static readonly Option<string> Store = StoreOption.Create();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Command import = new("import", "Bring a foreign record or a hand-carried export into the archive: duplicates are harmless, gaps are filled.")
        {
            Csv, Mapping, Station, FramesFile, Name, Store,
        };
        import.SetAction(Run);
        return import;
    }

    private static int Run(ParseResult parsed)
    {
        using StoreDatabase store = StoreOption.OpenExisting(parsed.GetValue(Store)!);
        string? frames = parsed.GetValue(FramesFile);
        ImportOutcome outcome = frames is null ? ImportCsv(store, parsed) : ImportFrames(store, frames);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{outcome.Stored} frames stored, {outcome.Duplicates} duplicates, {outcome.Conflicts} conflicts, {outcome.RefusedRows} rows or pieces and {outcome.RefusedFields} single values refused (kept with their reasons), {outcome.Rounded} values rounded to the frame's resolution."));
        foreach (string station in store.Read(DirtyIntervals.Stations))
            Derive(store, station);
        // A card may end in a torn frame: that is no fault of whoever carried it, unless nothing else is on it.
        bool isRefused = frames is null ? outcome.RefusedRows > 0 : outcome.Stored + outcome.Duplicates + outcome.Conflicts == 0;
        return isRefused || outcome.Conflicts > 0 ? 1 : 0;
    }

    /// <summary>Derives what is marked now, unless a running gateway holds the station: then it does.</summary>
    private static void Derive(StoreDatabase store, string station)
    {
        string owner = $"import {Environment.ProcessId}";
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        if (!store.Write(session => Leases.TryTake(session, station, owner, now, now + (long)DeriveLease.TotalMilliseconds)))
        {
            Console.Error.WriteLine($"{station}: left to the gateway that derives it.");
            return;
        }
        Console.Error.WriteLine($"{station}: {new StationDeriver(store, TimeProvider.System).DeriveDirty(station).Derived} days derived.");
        store.Write(session => Leases.Release(session, station, owner));
    }

    private static ImportOutcome ImportFrames(StoreDatabase store, string path)
    {
        using Stream stream = OpenFile(path);
        using MemoryStream bytes = new();
        if (path != "-" && stream.Length > FrameFileBytesMost)
            throw new BadInputException(path, null, null, $"has {stream.Length} bytes; permitted: at most {FrameFileBytesMost}");
        stream.CopyTo(bytes);
        return new RecordImport(store, TimeProvider.System).ImportFrames(NameOf(path), bytes.ToArray());
    }

    private static ImportOutcome ImportCsv(StoreDatabase store, ParseResult parsed)
    {
        if (parsed.GetValue(Mapping) is not { } mappingFile || parsed.GetValue(Station) is not { } slug)
            throw new BadInputException("A CSV needs --mapping and --station; raw frames need --frames.");
        string path = parsed.GetValue(Csv)!, name = parsed.GetValue(Name) ?? NameOf(path);
        ImportMapping mapping = ImportMapping.Load(mappingFile);
        StationConfiguration station = StoreOption.Find(store, slug).Configuration;
        using Stream stream = OpenFile(path);
        int shown = 0;
        return Progress(path, stream, counted => new RecordImport(store, TimeProvider.System).ImportCsv(station, mapping, name, counted, refusal =>
        {
            if (shown++ < ShownRefusals)
                Console.Error.WriteLine($"{name}, line {refusal.Line}{(refusal.Field is null ? "" : $", field '{refusal.Field}'")}: {refusal.What}");
        }));
    }

    /// <summary>Runs with a progress bar on standard error, by bytes of the file.</summary>
    private static ImportOutcome Progress(string path, Stream stream, Func<Stream, ImportOutcome> work)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(true).Start(context =>
        {
            ProgressTask bar = context.AddTask(Markup.Escape($"import {path}"), maxValue: stream.CanSeek ? Math.Max(1, stream.Length) : 1);
            bar.IsIndeterminate = !stream.CanSeek;
            using CountingStream counted = new(stream, count => bar.Increment(count));
            return work(counted);
        });
    }

    private static string NameOf(string path) => path == "-" ? "stdin" : Path.GetFileName(path);

    private static Stream OpenFile(string path)
    {
        try
        {
            return path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(path, null, null, $"cannot be read: {failure.Message}");
        }
    }

    /// <summary>Passes reads on and tells how many bytes they gave.</summary>
    private sealed class CountingStream(Stream inner, Action<int> read) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int got = inner.Read(buffer, offset, count);
            read(got);
            return got;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
