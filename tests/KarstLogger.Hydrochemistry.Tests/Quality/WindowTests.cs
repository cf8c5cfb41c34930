using KarstLogger.Hydrochemistry.Quality;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Tests.Quality;

/// <summary>The flags of a window with its declared reach are the flags of the whole record; the order of arrival leaves no trace.</summary>
public sealed class WindowTests
{
    // Short limits, so that records of some hundred samples hold every kind of finding.
    private static readonly QcSettings Settings = Shortened(QcSettings.Karst);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_window_with_its_declared_reach_has_the_flags_of_the_whole_record(int seed)
    {
        Random chance = new(seed);
        Row[] rows = Troubled(chance, 700);
        QcResult whole = KarstQc.Check(Series(rows), Settings);
        Assert.True(whole.Findings.Select(f => f.Test).Distinct().Count() >= 8, "The record is too calm to prove anything.");
        Dictionary<long, string> expected = Described(whole, rows);
        for (int trial = 0; trial < 40; trial++)
        {
            int first = chance.Next(rows.Length), last = Math.Min(rows.Length - 1, first + chance.Next(60));
            Dictionary<long, string> window = CheckStretch(rows, rows[first].UtcSeconds, rows[last].UtcSeconds);
            Assert.All(window, entry => Assert.Equal(expected[entry.Key], entry.Value));
        }
    }

    [Theory]
    [InlineData(1, "newest first")]
    [InlineData(2, "backfilled in blocks")]
    [InlineData(3, "any order")]
    [InlineData(4, "any order")]
    public void Samples_that_arrive_late_backfilled_or_newest_first_end_with_the_flags_of_a_batch(int seed, string order)
    {
        Random chance = new(seed);
        Row[] rows = Troubled(chance, 300);
        int[] arrivals = order switch
        {
            "newest first" => [.. Enumerable.Range(0, rows.Length).Reverse()],
            "backfilled in blocks" => [.. Enumerable.Range(0, rows.Length).OrderByDescending(i => i / 40).ThenBy(i => i)],
            _ => [.. Enumerable.Range(0, rows.Length).OrderBy(_ => chance.Next())],
        };
        QcReach reach = KarstQc.Reach(Settings);
        SortedDictionary<long, Row> known = [];
        Dictionary<long, string> flags = [];
        foreach (int arrival in arrivals)
        {
            Row row = rows[arrival];
            known[row.UtcSeconds] = row;
            // Whose flags may the new sample change? Those that look forward to it, and those that look back to it.
            foreach (KeyValuePair<long, string> entry in CheckStretch([.. known.Values], row.UtcSeconds - reach.ForwardSeconds, row.UtcSeconds + reach.BackSeconds))
                flags[entry.Key] = entry.Value;
        }

        Dictionary<long, string> batch = Described(KarstQc.Check(Series(rows), Settings), rows);
        Assert.Equal(batch.OrderBy(e => e.Key), flags.OrderBy(e => e.Key));
    }

    [Fact]
    public void The_preset_reaches_back_three_days_and_two_hours_and_forward_one_hour() =>
        Assert.Equal(new QcReach(3 * 86400 + 7200, 3600), KarstQc.Reach(QcSettings.Karst));

    private static Dictionary<long, string> CheckStretch(Row[] rows, long fromUtcSeconds, long toUtcSeconds)
    {
        QcReach reach = KarstQc.Reach(Settings);
        Row[] window = [.. rows.Where(r => r.UtcSeconds >= fromUtcSeconds - reach.BackSeconds && r.UtcSeconds <= toUtcSeconds + reach.ForwardSeconds)];
        int first = Array.FindIndex(window, r => r.UtcSeconds >= fromUtcSeconds);
        int count = window.Count(r => r.UtcSeconds >= fromUtcSeconds && r.UtcSeconds <= toUtcSeconds);
        return Described(KarstQc.Check(Series(window), Settings, first, count), window);
    }

    private static Dictionary<long, string> Described(QcResult result, Row[] rows) =>
        Enumerable.Range(result.First, result.Count).ToDictionary(i => rows[i].UtcSeconds, i => string.Join(" | ",
            Enum.GetValues<QcVariable>().Select(v => result.RolledUp(v, i).ToString())
                .Concat(result.Findings.Where(f => f.Index == i).Select(f => (f with { Index = 0 }).ToString()))));

    private static Row[] Troubled(Random chance, int samples)
    {
        List<Row> rows = [];
        long t = Record.Start + 900 * chance.Next(96), tips = 0;
        double stage = 0.8, ec = 420;
        uint sequence = 1;
        for (int i = 0; i < samples; i++)
        {
            t += chance.Next(20) switch { 0 => 3600 + chance.Next(7200), 1 => 300, _ => 900 };
            bool still = i / 40 % 4 == 1, air = i / 50 % 5 == 2;
            if (!still)
                (stage, ec, tips) = (0.8 + 0.01 * chance.NextDouble(), 420 - 2 * chance.NextDouble(), tips + (chance.Next(30) == 0 ? 3 : 0));
            double jump = chance.Next(15) == 0 ? 2 : 0, shift = i / 90 % 2 == 1 ? 60 : 0;
            double temperature = chance.Next(40) == 0 ? 0.1 : 15 + (still ? 0 : chance.NextDouble());
            rows.Add(new Row(t,
                Maybe(chance, air ? 0.01 : stage + jump),
                Maybe(chance, temperature),
                Maybe(chance, chance.Next(60) == 0 ? 1 : still ? 7.4 : 7.4 + 0.01 * chance.NextDouble()),
                Maybe(chance, air && chance.Next(2) == 0 ? 5 : ec - shift - 30 * jump),
                chance.Next(30) == 0 ? null : tips,
                chance.Next(80) == 0 ? t - 400 : t + 5,
                // Every thirtieth sample was taken before or after all others, by a clock that was wrong.
                new QcOrigin(1, 1, chance.Next(30) switch { 0 => sequence++ + 5000, 1 => sequence++, _ => 2000 + sequence++ })));
        }
        return [.. rows];
    }

    private static double? Maybe(Random chance, double value) => chance.Next(25) == 0 ? null : value;

    private static QcSeries Series(Row[] rows) => new(
        [.. rows.Select(r => r.UtcSeconds)], [.. rows.Select(r => r.Stage)], [.. rows.Select(r => r.Temperature)], [.. rows.Select(r => r.Ph)],
        [.. rows.Select(r => r.Conductance)], [.. rows.Select(r => r.Tips)], [.. rows.Select(r => r.Received)],
        origins: [.. rows.Select(r => r.Origin)]);

    private static QcSettings Shortened(QcSettings preset) => preset with
    {
        SpecificConductance = preset.SpecificConductance with { FlatSuspectSeconds = 7200, FlatFailSeconds = 14400 },
        Ph = preset.Ph with { FlatSuspectSeconds = 7200, FlatFailSeconds = 14400 },
        StuckSeconds = 10000,
        OutOfWater = new OutOfWater(SensorLevelMetres: 0),
        Stage = preset.Stage with { FlatSuspectSeconds = 9000, FlatFailSeconds = null },
    };

    private sealed record Row(long UtcSeconds, double? Stage, double? Temperature, double? Ph, double? Conductance, long? Tips, long? Received, QcOrigin Origin);
}
