using KarstLogger.Hydrochemistry.Pipeline;

namespace KarstLogger.Gateway.Api;

/// <summary>How fine a series is given.</summary>
public enum SeriesResolution
{
    /// <summary>Each sample.</summary>
    Raw,

    /// <summary>Buckets of one UTC hour.</summary>
    Hour,

    /// <summary>Buckets of one UTC day.</summary>
    Day,
}

/// <summary>What of a series is asked for, already checked.</summary>
/// <param name="Variables">Which, in the order of the answer.</param>
/// <param name="Range">From when to when.</param>
/// <param name="Resolution">How fine.</param>
/// <param name="IsCsv">CSV instead of JSON.</param>
public sealed record SeriesRequest(IReadOnlyList<VariableInfo> Variables, TimeRange Range, SeriesResolution Resolution, bool IsCsv)
{
    /// <summary>Samples in one JSON answer of raw values: ten years of quarter hours. Its columns stand in memory (about 17 bytes a value); CSV has no limit.</summary>
    public const int RawSamplesMost = 400_000;

    /// <summary>Points that <c>auto</c> keeps within, where nothing is said: about as many as a wide screen has pixels.</summary>
    public const int UsualPoints = 4000;

    /// <summary>Least and most points that <c>auto</c> may be asked to keep within.</summary>
    public const int LeastPoints = 100, MostPoints = 20_000;

    /// <summary>Seconds of a bucket; for raw the station's interval.</summary>
    public static long StepSeconds(SeriesResolution resolution, int intervalSeconds) =>
        resolution switch { SeriesResolution.Hour => 3600, SeriesResolution.Day => 86_400, _ => intervalSeconds };

    /// <summary>Reads the query of a request.</summary>
    /// <exception cref="ApiRefusal">A parameter does not fit.</exception>
    public static SeriesRequest Read(HttpRequest request, KnownStation station)
    {
        IQueryCollection query = request.Query;
        TimeRange range = station.Range(query["from"], query["to"], TimeRange.Usual);
        int points = QueryNumbers.Whole(query, "points", LeastPoints, MostPoints) ?? UsualPoints;
        bool isCsv = query["format"].ToString() switch
        {
            "csv" => true,
            "json" => false,
            "" => request.Headers.Accept.ToString().StartsWith("text/csv", StringComparison.Ordinal),
            var other => throw ApiRefusal.OfField("format", $"format is '{other}'", "json, csv"),
        };
        SeriesResolution resolution = query["resolution"].ToString() switch
        {
            "raw" => SeriesResolution.Raw,
            "hour" => SeriesResolution.Hour,
            "day" => SeriesResolution.Day,
            "" or "auto" => Finest(station, range, points),
            var other => throw ApiRefusal.OfField("resolution", $"resolution is '{other}'", "raw, hour, day, auto"),
        };
        if (!isCsv && resolution == SeriesResolution.Raw && SamplesIn(station, range) > RawSamplesMost)
            throw ApiRefusal.OfField("resolution", "the stretch has too many samples for one JSON answer", $"raw for at most {RawSamplesMost} samples; hour, day, auto, or format=csv");
        return new SeriesRequest(VariablesOf(query["variables"].ToString()), range, resolution, isCsv);
    }

    private static List<VariableInfo> VariablesOf(string text) => text.Length == 0 ? [.. VariableCatalogue.All]
        : [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().Select(key => VariableCatalogue.OfKey(key)
            ?? throw ApiRefusal.OfField("variables", $"there is no variable '{key}'", string.Join(", ", VariableCatalogue.All.Select(info => info.Key))))];

    private static SeriesResolution Finest(KnownStation station, TimeRange range, int points) =>
        SamplesIn(station, range) <= points ? SeriesResolution.Raw
        : HeldSeconds(station, range) / 3600 <= points ? SeriesResolution.Hour : SeriesResolution.Day;

    private static long SamplesIn(KnownStation station, TimeRange range) => HeldSeconds(station, range) / station.Configuration.IntervalSeconds;

    // Of what is asked for, the part that data lies in.
    private static long HeldSeconds(KnownStation station, TimeRange range) =>
        Math.Max(0, Math.Min(range.ToUtcSeconds, station.NewestUtcSeconds ?? 0) - Math.Max(range.FromUtcSeconds, station.FirstUtcSeconds ?? 0));
}
