using System.Globalization;
using CsvHelper;
using KarstLogger.Gateway.Cli;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Import;

/// <summary>Something of a row that was not taken: the whole row where <paramref name="Field"/> is null.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Field">Heading of the column.</param>
/// <param name="What">What was found and what is permitted.</param>
/// <param name="Text">The row as it stands in the file.</param>
public sealed record ImportRefusal(int Line, string? Field, string What, string Text);

/// <summary>One row of a foreign file as a sample; null where the row as a whole was refused.</summary>
public sealed record ImportedRow(Sample? Sample, IReadOnlyList<ImportRefusal> Refusals);

/// <summary>
/// Reads a foreign file row by row into samples. The row number is the sequence, so the same file gives the same frames and a longer version of it only new ones.
/// </summary>
public sealed class CsvRecord : IDisposable
{
    /// <summary>The longest row taken, in bytes: a longer one means that this is no record of measurements.</summary>
    private const int LongestRow = 1 << 20;

    private readonly string file;
    private readonly ImportMapping mapping;
    private readonly Sample template;
    private readonly decimal rainMillimetresPerTip;
    private readonly CsvReader csv;
    private readonly int timeColumn;
    private readonly List<(MappedColumn Column, int Index, int QualifierIndex)> columns = [];
    private uint sequence;
    private long? previousUtcSeconds;
    private decimal rainMillimetres;

    /// <summary>Opens a file and finds its columns.</summary>
    /// <param name="file">Name for messages.</param>
    /// <param name="stream">Its bytes, UTF-8.</param>
    /// <param name="mapping">What its columns mean.</param>
    /// <param name="template">Logger, epoch and deployment of the samples.</param>
    /// <param name="rainMillimetresPerTip">The station's bucket: rain is counted in its tips.</param>
    /// <exception cref="BadInputException">A column of the mapping is not in the file.</exception>
    public CsvRecord(string file, Stream stream, ImportMapping mapping, Sample template, double rainMillimetresPerTip)
    {
        (this.file, this.mapping, this.template, this.rainMillimetresPerTip) = (file, mapping, template, (decimal)rainMillimetresPerTip);
        SkipLines(stream, mapping.SkippedLines);
        csv = CsvReader.Create(stream, new CsvReaderOptions { Separator = mapping.Delimiter, TrackLineNumbers = true, TrimWhitespace = true, MaxRecordSize = LongestRow });
        string[] headings = [.. Guarded(() => csv.Headers)];
        if (headings.Length == 0)
            throw new BadInputException(file, 1 + mapping.SkippedLines, null, "there are no headings");
        timeColumn = Find(headings, mapping.TimeName);
        foreach (MappedColumn column in mapping.Columns)
            columns.Add((column, Find(headings, column.Name), column.QualifierName is { } qualifier ? Find(headings, qualifier) : -1));
    }

    /// <summary>Values that had more decimals than the frame holds and were rounded (half to even).</summary>
    public long RoundedCount { get; private set; }

    /// <summary>The rows in their order.</summary>
    public IEnumerable<ImportedRow> Rows()
    {
        while (Guarded(csv.Read))
            yield return ReadRow();
    }

    /// <inheritdoc/>
    public void Dispose() => csv.Dispose();

    private int Line => (int)Math.Min(csv.LineNumber + mapping.SkippedLines, int.MaxValue);

    private ImportedRow ReadRow()
    {
        sequence++;
        if (Time() is not { } utcSeconds)
            return new ImportedRow(null, [Refuse(mapping.TimeName, $"'{Text(timeColumn)}' is no time of the form {mapping.TimeForm} from 1970 to 2106")]);
        int last = columns.Select(column => Math.Max(column.Index, column.QualifierIndex)).DefaultIfEmpty(0).Max();
        if (csv.FieldCount <= last)
            return new ImportedRow(null, [Refuse(null, $"has {csv.FieldCount} fields; the mapping needs {last + 1}")]);
        Sample sample = NewSample(utcSeconds);
        List<ImportRefusal> refusals = [];
        foreach ((MappedColumn column, int index, int qualifier) in columns)
            if (Fill(sample, column, Text(index), Text(qualifier)) is { } what)
                refusals.Add(Refuse(column.Name, what));
        return new ImportedRow(sample, refusals);
    }

    private Sample NewSample(long utcSeconds)
    {
        long interval = previousUtcSeconds is { } previous ? Math.Clamp(utcSeconds - previous, 0, ushort.MaxValue) : 0;
        previousUtcSeconds = utcSeconds;
        return new Sample
        {
            LoggerId = template.LoggerId, Epoch = template.Epoch, Deployment = template.Deployment, SondeSlot = template.SondeSlot,
            Sequence = sequence, UtcSeconds = (uint)utcSeconds, IntervalSeconds = (int)interval,
            ClockSource = ClockSource.Rtc, ClockErrorLog2Milliseconds = FrameHeader.ErrorBoundUnknown, EcBasis = mapping.EcBasis, LevelBasis = LevelBasis.SondeDepth,
        };
    }

    /// <summary>Fills one field; returns what was wrong with a text that is neither a value nor a missing marker.</summary>
    private string? Fill(Sample sample, MappedColumn column, string text, string qualifier)
    {
        SampleField field = column.Field;
        if (text.Length == 0 || mapping.MissingMarkers.Contains(text))
        {
            field.SetAbsent(sample, ProbeStatus.Silent);
            return null;
        }
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value))
        {
            field.SetAbsent(sample, ProbeStatus.Rejected);
            return $"'{text}' is not a number";
        }
        decimal exact = Math.Abs(value) > 1e15m ? decimal.MaxValue : value * column.Unit.Factor + column.Unit.Offset;
        if (field.IsRain && exact is >= 0 and < 1e6m)
            exact = Math.Round((rainMillimetres += exact) / rainMillimetresPerTip);
        decimal rounded = Math.Round(exact, MidpointRounding.ToEven);
        if (rounded < field.Least || rounded > field.Most)
        {
            field.SetAbsent(sample, ProbeStatus.OutOfRange);
            return string.Create(CultureInfo.InvariantCulture,
                $"{text} {column.Unit.Name} is outside what a frame holds: {InUnit(field.Least, column.Unit)} to {InUnit(field.Most, column.Unit)}");
        }
        if (rounded != exact)
            RoundedCount++;
        bool isSuspect = qualifier.Length > 0 && (mapping.SuspectQualifiers.Contains("*") || mapping.SuspectQualifiers.Contains(qualifier));
        field.Set(sample, (long)rounded, isSuspect ? ProbeStatus.Warning : ProbeStatus.Ok);
        return null;
    }

    private static decimal InUnit(long scaled, UnitScale unit) => Math.Round((scaled - unit.Offset) / unit.Factor, 4);

    private long? Time()
    {
        string text = Text(timeColumn);
        long seconds;
        if (mapping.TimeForm == "unix")
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds))
                return null;
        }
        else if (DateTime.TryParseExact(text, mapping.TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local))
        {
            seconds = new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), mapping.UtcOffset).ToUnixTimeSeconds();
        }
        else
        {
            return null;
        }
        return seconds is > 0 and <= uint.MaxValue ? seconds : null;
    }

    private ImportRefusal Refuse(string? field, string what) => new(Line, field, what, string.Join(mapping.Delimiter, Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)));

    private string Text(int column) => column >= 0 && column < csv.FieldCount ? csv.GetString(column) : "";

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException malformed)
        {
            throw new BadInputException(file, Line, null, malformed.Message);
        }
    }

    private static void SkipLines(Stream stream, int lines)
    {
        while (lines > 0 && stream.ReadByte() is var next && next >= 0)
            if (next == '\n')
                lines--;
    }

    private int Find(string[] headings, string name)
    {
        int index = Array.IndexOf(headings, name);
        return index >= 0 ? index : throw new BadInputException(file, 1 + mapping.SkippedLines, name, $"there is no such column; the file has: {string.Join(", ", headings)}");
    }
}
