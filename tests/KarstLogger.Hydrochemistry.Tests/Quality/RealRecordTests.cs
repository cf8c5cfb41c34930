using System.Globalization;
using System.Text.Json;
using KarstLogger.Hydrochemistry.Quality;
using KarstLogger.Hydrochemistry.Quantities;
using KarstLogger.TestSupport;

namespace KarstLogger.Hydrochemistry.Tests.Quality;

/// <summary>ioos_qc on a real 15-minute record, compared by the checksum of all flags (golden/hydrology/qc_realfile.json).</summary>
public sealed class RealRecordTests
{
    private const double NoData = -9999; // the record's own marker, turned into absence at the edge

    [SharedFact("golden/hydrology/qc_realfile.json", "data/lro")]
    public void Every_variable_of_the_real_record_gets_the_flags_of_ioos_qc()
    {
        JsonElement golden = GoldenJson.Read("qc_realfile.json");
        Dictionary<string, string[]> columns = ReadColumns(golden.GetProperty("file").GetString()!);
        long[] utcSeconds = [.. columns["datetime_local"].Select(GoldenJson.UtcSeconds)];
        List<string> failures = [];
        Compare(failures, "rows", golden.GetProperty("rows").GetInt32(), utcSeconds.Length);
        long[] intervals = [.. utcSeconds.Skip(1).Zip(utcSeconds, (later, earlier) => later - earlier)];
        Compare(failures, "non900", golden.GetProperty("non900").GetInt32(), intervals.Count(s => s != 900));
        Compare(failures, "max_gap_s", golden.GetProperty("max_gap_s").GetInt64(), intervals.Max());
        Compare(failures, "duplicates", golden.GetProperty("duplicates").GetInt32(), intervals.Count(s => s == 0));
        JsonProperty[] variables = [.. golden.GetProperty("variables").EnumerateObject()];
        Assert.NotEmpty(variables);
        foreach (JsonProperty variable in variables)
            CheckVariable(failures, variable.Name, variable.Value, columns, utcSeconds);
        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    private static void CheckVariable(List<string> failures, string name, JsonElement expected, Dictionary<string, string[]> columns, long[] utcSeconds)
    {
        double?[] values = [.. columns[name + "_raw"].Select(Number)];
        Dictionary<string, QcFlag[]> flags = expected.GetProperty("config").EnumerateObject().ToDictionary(c => c.Name, c => RunTest(c, values, utcSeconds));
        flags["aggregate"] = [.. Enumerable.Range(0, values.Length).Select(i => RollUp.IoosQc([.. flags.Values.Select(v => v[i])]))];
        QcFlag[] aggregate = flags["aggregate"];
        foreach (JsonProperty test in expected.GetProperty("counts").EnumerateObject())
            foreach (JsonProperty count in test.Value.EnumerateObject())
                Compare(failures, $"{name} {test.Name} {count.Name}", count.Value.GetInt32(), flags[test.Name].Count(f => f == (QcFlag)int.Parse(count.Name, CultureInfo.InvariantCulture)));
        int[] expectedFails = expected.Flags("first_fail_indices");
        int[] fails = [.. Enumerable.Range(0, aggregate.Length).Where(i => aggregate[i] == QcFlag.Fail).Take(expectedFails.Length == 0 ? 1 : expectedFails.Length)];
        Compare(failures, $"{name} first fails", string.Join(' ', expectedFails), string.Join(' ', fails));
        bool[] flagged = [.. aggregate.Select(f => f is QcFlag.Suspect or QcFlag.Fail)];
        bool[] labelled = [.. Labelled(columns[name + "_qual"], columns[name + "_cor"], values)];
        Compare(failures, $"{name} n", expected.GetProperty("n").GetInt32(), values.Length);
        Compare(failures, $"{name} flagged", expected.GetProperty("flagged").GetInt32(), flagged.Count(f => f));
        Compare(failures, $"{name} labelled", expected.GetProperty("n_labelled").GetInt32(), labelled.Count(l => l));
        Compare(failures, $"{name} labelled and flagged", expected.GetProperty("labelled_and_flagged").GetInt32(), flagged.Zip(labelled).Count(p => p.First && p.Second));
        Compare(failures, $"{name} crc32", expected.GetProperty("crc32_flags").GetUInt32(), Crc32([.. aggregate.Select(f => (byte)f)]));
    }

    // What the technicians of the record marked: a qualifier, or a value that they took out.
    private static IEnumerable<bool> Labelled(string[] qualifiers, string[] corrected, double?[] raw) =>
        raw.Select((value, i) => qualifiers[i] != "" || (corrected[i] == "" && value is not null));

    private static QcFlag[] RunTest(JsonProperty config, double?[] values, long[] utcSeconds)
    {
        JsonElement v = config.Value;
        return config.Name switch
        {
            "gross" => Qartod.GrossRange(values, new ValueSpan(v[0][0].GetDouble(), v[0][1].GetDouble()), new ValueSpan(v[1][0].GetDouble(), v[1][1].GetDouble())),
            "spike" => Qartod.Spike(values, v[0].GetDouble(), v[1].GetDouble(), SpikeMethod.Average),
            "roc" => Qartod.RateOfChange(values, utcSeconds, v[0].GetDouble(), v[1].GetDouble()),
            "flat" => Qartod.FlatLine(values, utcSeconds, v[0].GetDouble(), v[1].GetDouble(), v[2].GetDouble()),
            var other => throw new Xunit.Sdk.XunitException($"Unknown test '{other}'."),
        };
    }

    private static Dictionary<string, string[]> ReadColumns(string file)
    {
        string[][] rows = [.. File.ReadLines(ReferenceFiles.Path(file.Split('/'))).Select(line => line.Split(','))];
        return rows[0].Select((name, column) => (name, column)).ToDictionary(c => c.name, c => rows.Skip(1).Select(row => row[c.column]).ToArray());
    }

    private static double? Number(string text) =>
        text == "" || double.Parse(text, CultureInfo.InvariantCulture) is NoData ? null : double.Parse(text, CultureInfo.InvariantCulture);

    private static void Compare<T>(List<string> failures, string what, T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            failures.Add($"{what}: expected {expected}, got {actual}");
    }

    // The checksum of zlib (RFC 1952, polynomial EDB88320 reflected), which the reference file uses.
    private static uint Crc32(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
