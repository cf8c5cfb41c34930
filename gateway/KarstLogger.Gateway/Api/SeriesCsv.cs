using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using KarstLogger.Gateway.Completeness;
using KarstLogger.Gateway.Export;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Pipeline;

namespace KarstLogger.Gateway.Api;

/// <summary>
/// A series as CSV of any length: provenance as <c>#</c> lines, units in the header, values unrounded, absent = empty. It is read and sent in pieces, so that
/// a slow reader holds no snapshot of the database; where results were derived anew meanwhile the last line says so.
/// </summary>
internal sealed class SeriesCsv(HttpContext context, StoreDatabase store, KnownStation station, SeriesRequest request)
{
    /// <summary>Read in one snapshot: a month, about 3000 rows.</summary>
    private const long PieceSeconds = 31 * 86_400L;

    private readonly PipeWriter _body = context.Response.BodyWriter;

    public async Task WriteAsync(ProvenanceBlock provenance, Approvals approvals, string version, long nowUtcSeconds)
    {
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{station.Slug}.csv\"";
        Write($"# approval: {provenance.Approval}\n");
        if (station.Run is { } run)
            foreach (ProvenanceLine line in store.Read(session => ExportProvenance.Of(station.Registered, run, CompletenessCount.Of(
                session, station.Configuration, Math.Max(request.Range.FromUtcSeconds, station.FirstUtcSeconds ?? 0), request.Range.ToUtcSeconds, nowUtcSeconds), provenance.Simulated)))
                Write($"# {line.Key}: {line.Text}\n");
        Write(Header());
        await _body.FlushAsync(context.RequestAborted);
        long from = Math.Max(request.Range.FromUtcSeconds, station.FirstUtcSeconds ?? 0), end = Math.Min(request.Range.ToUtcSeconds, (station.NewestUtcSeconds ?? -1) + 1);
        // A piece ends where a bucket does.
        for (long to; from < end; from = to)
        {
            to = Math.Min((from / 86_400 * 86_400) + PieceSeconds, end);
            SeriesRequest piece = request with { Range = new TimeRange(from, to) };
            if (request.Resolution == SeriesResolution.Raw)
                Write(store.Read(session => SeriesColumns.Read(session, station, piece, approvals, context.RequestAborted)));
            else
                Write(store.Read(session => SeriesBuckets.Read(session, station, piece, context.RequestAborted)));
            await _body.FlushAsync(context.RequestAborted);
        }
        if (store.Read(session => KnownStation.Find(session, station.Slug, station.Run?.Id).Version(session)) != version)
            Write("# results or entries have changed while this was read: read it again for one state\n");
        await _body.FlushAsync(context.RequestAborted);
    }

    private string Header()
    {
        StringBuilder header = new("time [UTC]");
        if (request.Resolution == SeriesResolution.Raw)
            header.Append(",qualifiers");
        foreach (VariableInfo info in request.Variables)
        {
            if (request.Resolution == SeriesResolution.Raw)
                header.Append(CultureInfo.InvariantCulture, $",{info.Key} [{info.Unit}],{info.Key} flag,{info.Key} u [{info.Unit}]");
            else
                header.Append(CultureInfo.InvariantCulture,
                    $",{info.Key} min [{info.Unit}],{info.Key} max [{info.Unit}],{info.Key} {(info.Variable == StationVariable.Rain ? "sum" : "mean")} [{info.Unit}],{info.Key} count,{info.Key} flags 1/2/3/4/9");
        }
        return header.Append('\n').ToString();
    }

    private void Write(SeriesColumns columns)
    {
        for (int row = 0; row < columns.UtcSeconds.Count; row++)
        {
            Write(ApiJson.Text(columns.UtcSeconds[row]));
            Write($",{columns.Qualifiers[row]}");
            foreach (RawColumn column in columns.Columns)
            {
                Write(column.Values[row]);
                Write((long)column.Flags[row]);
                Write(column.Uncertainties[row]);
            }
            Write("\n");
        }
    }

    private void Write(SeriesBuckets buckets)
    {
        for (int row = 0; row < buckets.UtcSeconds.Count; row++)
        {
            Write(ApiJson.Text(buckets.UtcSeconds[row]));
            foreach (BucketColumn column in buckets.Columns)
            {
                Write(column.Least[row]);
                Write(column.Most[row]);
                Write(column.Middle[row]);
                Write(column.Counts[row]);
                Write($",{string.Join('/', column.Flags[row])}");
            }
            Write("\n");
        }
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, _body);

    private void Write(double value)
    {
        Span<byte> place = _body.GetSpan(33);
        place[0] = (byte)',';
        int written = 0;
        if (!double.IsNaN(value) && !value.TryFormat(place[1..], out written, "R", CultureInfo.InvariantCulture))
            throw new InvalidOperationException("A number has more than 32 characters.");
        _body.Advance(1 + written);
    }

    private void Write(long value) => Write(string.Create(CultureInfo.InvariantCulture, $",{value}"));
}
