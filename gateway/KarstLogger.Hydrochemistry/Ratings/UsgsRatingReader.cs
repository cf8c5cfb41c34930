using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>What is wrong with a rating file, and where.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Field">Column or header key.</param>
/// <param name="What">What was found and what is permitted.</param>
public sealed record UsgsRatingFault(int Line, string Field, string What);

/// <summary>
/// Reads NWIS rating tables: comment lines with keys, a header line, a format line, then rows separated by tabs or blanks. Base tables (no SHIFT column) and
/// expanded ones (exsa) alike. Source of the form: USGS NWIS RDB ratings; docs/equations/ratings.md 4.
/// </summary>
public static partial class UsgsRatingReader
{
    /// <summary>Hours from UTC of the zone names in NWIS headers; numeric zones (-08:00) are read as they are.</summary>
    private static readonly ImmutableDictionary<string, int> s_zones = new Dictionary<string, int>
    {
        ["UTC"] = 0, ["GMT"] = 0, ["AST"] = -4, ["ADT"] = -3, ["EST"] = -5, ["EDT"] = -4, ["CST"] = -6, ["CDT"] = -5, ["MST"] = -7, ["MDT"] = -6,
        ["PST"] = -8, ["PDT"] = -7, ["AKST"] = -9, ["AKDT"] = -8, ["HST"] = -10, ["HDT"] = -9,
    }.ToImmutableDictionary();

    /// <summary>NWIS writes years from here on for "until further notice".</summary>
    private const int FarFutureYear = 2300;

    /// <summary>The table, or the first fault found.</summary>
    public static (UsgsRatingTable? Table, UsgsRatingFault? Fault) Read(IReadOnlyList<string> lines)
    {
        Header header = new();
        int at = 0;
        for (; at < lines.Count && (lines[at].StartsWith('#') || lines[at].Trim().Length == 0); at++)
            if (header.Take(at + 1, lines[at]) is { } fault)
                return (null, fault);
        if (at + 1 >= lines.Count)
            return (null, new(at + 1, "INDEP", "the header and format lines are missing"));
        string[] columns = Cells(lines[at]);
        int indep = Array.IndexOf(columns, "INDEP"), shift = Array.IndexOf(columns, "SHIFT"), dep = Array.IndexOf(columns, "DEP"), stored = Array.IndexOf(columns, "STOR");
        if (indep < 0 || dep < 0)
            return (null, new(at + 1, "INDEP", $"found columns '{string.Join(' ', columns)}'; INDEP and DEP are needed"));

        ImmutableArray<UsgsRatingRow>.Builder rows = ImmutableArray.CreateBuilder<UsgsRatingRow>();
        for (int line = at + 2; line < lines.Count; line++)
        {
            string[] cells = Cells(lines[line]);
            if (cells.Length == 0)
                continue;
            if (!Number(cells, indep, out double stage))
                return (null, new(line + 1, "INDEP", $"'{Cell(cells, indep)}' is not a stage in feet"));
            double shifted = 0;
            if (shift >= 0 && !Number(cells, shift, out shifted))
                return (null, new(line + 1, "SHIFT", $"'{Cell(cells, shift)}' is not a shift in feet"));
            if (!Number(cells, dep, out double discharge) || discharge < 0)
                return (null, new(line + 1, "DEP", $"'{Cell(cells, dep)}' is not a discharge of 0 ft3/s or more"));
            if (rows.Count > 0 && stage <= rows[^1].StageFeet)
                return (null, new(line + 1, "INDEP", string.Create(CultureInfo.InvariantCulture, $"stage {stage} ft does not rise above the row before ({rows[^1].StageFeet} ft)")));
            rows.Add(new UsgsRatingRow(stage, shifted, discharge, stored >= 0 && Cell(cells, stored) == "*"));
        }
        UsgsRatingTable table = header.Table(rows.ToImmutable());
        if (table.BreakpointsFeet.Length >= Math.Max(table.OffsetsFeet.Length, 1))
            return (null, new(at, "BREAKPOINT", $"{table.BreakpointsFeet.Length} breakpoints with {table.OffsetsFeet.Length} offsets; there is one breakpoint fewer than offsets"));
        return table.DefiningPoints.Length < 2 ? (null, new(lines.Count, "STOR", "fewer than two points define the rating")) : (table, null);
    }

    private static string[] Cells(string line) => line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);

    private static string Cell(string[] cells, int index) => index < cells.Length ? cells[index] : "";

    private static bool Number(string[] cells, int index, out double value) =>
        double.TryParse(Cell(cells, index), NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    [GeneratedRegex("""(\w+)=(?:"([^"]*)"|(\S+))""")]
    private static partial Regex KeyAndValue();

    /// <summary>The keys of the comment lines, taken one line after the other.</summary>
    private sealed class Header
    {
        private readonly SortedDictionary<int, double> _offsets = [], _breakpoints = [];
        private readonly List<UsgsRatingPeriod> _periods = [];
        private readonly List<UsgsShift> _shifts = [];
        private readonly Dictionary<string, long> _shiftBegins = [];
        private string _number = "", _name = "", _id = "";
        private bool _logarithmic = true;

        public UsgsRatingFault? Take(int line, string text)
        {
            string content = text.TrimStart('#', ' ', '/');
            string subject = content.Split(' ', 2)[0];
            Dictionary<string, string> keys = [];
            foreach (Match match in KeyAndValue().Matches(content))
                keys.TryAdd(match.Groups[1].Value, (match.Groups[2].Success ? match.Groups[2] : match.Groups[3]).Value.Trim());
            string Of(string key) => keys.GetValueOrDefault(key, "");
            switch (subject)
            {
                case "STATION":
                    (_number, _name) = (keys.GetValueOrDefault("NUMBER", _number), keys.GetValueOrDefault("NAME", _name));
                    return null;
                case "RATING":
                    _id = keys.GetValueOrDefault("ID", _id);
                    _logarithmic = Of("EXPANSION").Length == 0 ? _logarithmic : !Of("EXPANSION").StartsWith("lin", StringComparison.OrdinalIgnoreCase);
                    return TakeNumbers(line, keys);
                case "RATING_DATETIME" when keys.ContainsKey("BEGIN"):
                    _periods.Add(default);
                    return TakeInstant(line, Of("BEGIN"), Of("BZONE"), "BEGIN", t => _periods[^1] = _periods[^1] with { BeginUtcSeconds = t })
                        ?? TakeInstant(line, Of("END"), Of("EZONE"), "END", t => _periods[^1] = _periods[^1] with { EndUtcSeconds = t });
                case "SHIFT_PREV" or "SHIFT_NEXT":
                    return keys.ContainsKey("BEGIN")
                        ? TakeInstant(line, Of("BEGIN"), Of("BZONE"), "BEGIN", t => { if (t is { } begin) _shiftBegins[subject] = begin; })
                        : keys.ContainsKey("STAGE1") ? TakeShift(line, subject, keys) : null;
                default:
                    return null;
            }
        }

        public UsgsRatingTable Table(ImmutableArray<UsgsRatingRow> rows) => new()
        {
            StationNumber = _number,
            StationName = _name,
            RatingId = _id,
            Logarithmic = _logarithmic,
            OffsetsFeet = [.. _offsets.Values],
            BreakpointsFeet = [.. _breakpoints.Values],
            Periods = [.. _periods],
            Shifts = [.. _shifts.OrderBy(s => s.BeginUtcSeconds)],
            Rows = rows,
        };

        private UsgsRatingFault? TakeNumbers(int line, Dictionary<string, string> keys)
        {
            foreach ((string key, string value) in keys)
            {
                SortedDictionary<int, double>? target = key.StartsWith("OFFSET", StringComparison.Ordinal) ? _offsets
                    : key.StartsWith("BREAKPOINT", StringComparison.Ordinal) ? _breakpoints : null;
                if (target is null)
                    continue;
                if (!int.TryParse(key.TrimStart([.. "OFFSETBREAKPOINT"]), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                    || !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
                    return new(line, key, $"'{value}' is not a stage in feet");
                target[index] = number;
            }
            return null;
        }

        private UsgsRatingFault? TakeShift(int line, string subject, Dictionary<string, string> keys)
        {
            List<ShiftNode> nodes = [];
            for (int k = 1; k <= 3; k++)
            {
                string stage = keys.GetValueOrDefault($"STAGE{k}", "---"), shift = keys.GetValueOrDefault($"SHIFT{k}", "---");
                if (stage.StartsWith("--", StringComparison.Ordinal))
                    continue;
                if (!double.TryParse(stage, NumberStyles.Float, CultureInfo.InvariantCulture, out double at)
                    || !double.TryParse(shift, NumberStyles.Float, CultureInfo.InvariantCulture, out double by))
                    return new(line, $"STAGE{k}", $"'{stage}', '{shift}' is not a stage and a shift in feet");
                if (nodes.Count > 0 && at <= nodes[^1].StageMetres)
                    return new(line, $"STAGE{k}", "the stages of a shift must rise");
                nodes.Add(new ShiftNode(at, by));
            }
            if (nodes.Count == 0)
                return null;
            if (!_shiftBegins.TryGetValue(subject, out long begin))
                return new(line, "BEGIN", $"{subject} has nodes but no begin");
            _shifts.Add(new UsgsShift(begin, [.. nodes]));
            return null;
        }

        private static UsgsRatingFault? TakeInstant(int line, string text, string zone, string field, Action<long?> store)
        {
            if (text.Length == 0 || text.StartsWith("--", StringComparison.Ordinal))
            {
                store(null);
                return null;
            }
            if (!DateTime.TryParseExact(text, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local))
                return new(line, field, $"'{text}' is not an instant of the form YYYYMMDDhhmmss");
            TimeSpan offset = default;
            if (s_zones.TryGetValue(zone, out int hours))
                offset = TimeSpan.FromHours(hours);
            else if (zone.Length != 6 || !TimeSpan.TryParseExact(zone[1..], "hh\\:mm", CultureInfo.InvariantCulture, out offset))
                return new(line, field[..1] + "ZONE", $"'{zone}' is not a known time zone; permitted are {string.Join(' ', s_zones.Keys.Order())} and +hh:mm");
            else if (zone[0] == '-')
                offset = -offset;
            store(local.Year >= FarFutureYear ? null : new DateTimeOffset(local, offset).ToUnixTimeSeconds());
            return null;
        }
    }
}
