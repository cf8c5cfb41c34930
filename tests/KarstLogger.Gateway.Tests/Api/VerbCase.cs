using KarstLogger.TestSupport;

namespace KarstLogger.Gateway.Tests.Api;

/// <summary>One call of a computing verb on the example files of the how-to pages, sayable on the command line and over HTTP.</summary>
/// <param name="Path">The verb's words.</param>
/// <param name="Options">Options that are no inputs, as on the command line; a name without dashes is an argument.</param>
/// <param name="Inputs">Inputs: the name of the argument, or of the option with its dashes, and its text.</param>
/// <param name="Plots">The command line has <c>--plot</c>.</param>
public sealed record VerbCase(string Path, (string Name, string Value)[] Options, (string Name, string Text)[] Inputs, bool Plots)
{
    private const string Rating = "format = 1\n[rating r2]\nfrom = 2025-01-01\nprovenance = test\ngauged_low_m3_s = 0.011\ngauged_high_m3_s = 1.88\nresidual_sd_ln = 0.04\nstudent_t_975 = 2.16\n"
        + "covariance = 2.4e-4 2.5e-4 -1.4e-5 2.5e-4 8.9e-4 -9.4e-5 -1.4e-5 -9.4e-5 1.1e-5\n[segment r2 1]\nc_m3_s = 1.77\nexponent = 1.865\nh0_m = 0.204\n";
    private const string Regression = "format = 1\n[regression HCO3]\nslope_mg_l_per_us_cm = 0.549\nintercept_mg_l = -13.8\nsc25_low_us_cm = 262\nsc25_high_us_cm = 438\nresidual_sd_mg_l = 2.9\n"
        + "covariance = 25.2 1.9e-4 -0.068\nsamples = 14\nstanding = fitted\nprovenance = test\nfrom = 2025-01-01\n";

    /// <summary>At least one case of every computing verb.</summary>
    public static IEnumerable<VerbCase> All =>
    [
        new("rating fit", [("--id", "r2"), ("--from", "2025-01-01")], [("gaugings", Example("gaugings.csv"))], true),
        new("rating fit", [("--from", "2025-01-01"), ("--control", "weir:0.20:0.01"), ("--control", "channel:0.15:0.05"), ("--joint", "0.60:0.85"), ("--retransform", "duan"), ("--illustrative", "true")], [("gaugings", Example("gaugings.csv"))], true),
        new("rating apply", [("--format", "json")], [("ratings", Rating), ("stages", Example("stages.csv"))], false),
        new("rating show", [], [("ratings", Rating), ("--gaugings", Example("gaugings.csv"))], true),
        new("rating shift", [("--at", "2026-05-12"), ("--node", "0.4:-0.03"), ("--node", "0.9:0"), ("--reason", "leaves")], [("ratings", Rating)], false),
        new("rating import-rdb", [("--from", "2025-01-01")], [("table", Table)], true),
        new("rating export-rdb", [("--form", "base")], [("ratings", Rating)], false),
        new("rating structure", [("kind", "notch"), ("--crest-height-m", "0.6"), ("--channel-width-m", "1.2"), ("--head-m", "0.1"), ("--head-m", "0.2"), ("--format", "json")], [], false),
        new("rating structure", [("kind", "weir-iso"), ("--width-m", "0.5"), ("--channel-width-m", "1"), ("--crest-height-m", "0.3"), ("--crest-stage-m", "1.2"), ("--from", "2026-01-01")], [], true),
        new("gauging salt", [("--salt-kg", "2"), ("--factor", "0.00049"), ("--slug-from-s", "100"), ("--slug-to-s", "1000"), ("--format", "json")], [("readings", Example("slug.csv"))], false),
        new("gauging salt", [("--salt-kg", "2"), ("--factor", "0.00049"), ("--slug-from-s", "100"), ("--slug-to-s", "300")], [("readings", Example("slug.csv"))], false),
        new("gauging velocity", [], [("readings", Example("section.csv"))], false),
        new("gauging check", [("--stage-m", "0.412"), ("--discharge-m3s", "0.06"), ("--at", "2026-05-12T09:30:00Z")], [("ratings", Rating)], false),
        new("regress", [("--ion", "Ca"), ("--ion", "HCO3")], [("bottles", Example("all.csv")), ("--record", Example("sonde.csv"))], true),
        new("regress", [("--format", "station"), ("--method", "theil-sen")], [("bottles", Example("all.csv"))], true),
        new("regress", [], [("bottles", Example("new.csv")), ("--against", Regression)], false),
        new("titrate", [("--sample-ml", "50"), ("--acid-mol-per-l", "0.05"), ("--step-ml", "0.1"), ("--format", "json")], [("curve", Example("titration.csv"))], false),
        new("titrate", [("--sample-ml", "50"), ("--acid-mol-per-l", "0.05"), ("--step-ml", "0.1"), ("--endpoint-ml", "3.7")], [], false),
        new("qc", [("--format", "json")], [("series", Example("record.csv"))], false),
        new("qc", [("--rollup", "ioos")], [("series", Example("record.csv")), ("--settings", "format = 1\n[thresholds]\nph_spike_fail_ph = 0\n")], false),
        new("drift", [("--parameter", "sc25"), ("--mode", "percent")], [("series", Example("record.csv")), ("--services", Example("visits.csv"))], false),
        new("drift", [("--parameter", "ph"), ("--assess", "true"), ("--format", "json")], [("--services", Example("visits.csv"))], false),
        new("flux", [("--area-km2", "6"), ("--interval-s", "3600"), ("--format", "json")], [("series", Example("series.csv")), ("--rating", Rating), ("--regression", Regression)], true),
        new("flux", [("--period", "whole"), ("--interval-s", "3600"), ("--area-km2", "6"), ("--service", "2026-05-12T02:00:00Z")], [("series", Example("series.csv")), ("--gaugings", Example("gaugings.csv")), ("--regression", Regression)], true),
        new("recession", [("--infiltration-days", "4"), ("--transit-m3-per-year", "4e6")], [("series", Example("spring.csv"))], true),
        new("baseflow", [("--method", "eckhardt")], [("series", Example("spring.csv"))], true),
        new("events", [("--loop", "sc25_us_cm"), ("--format", "json")], [("series", Example("spring.csv"))], true),
        new("events", [("--rain", "true")], [("series", Example("spring.csv"))], true),
        new("diel", [("--column", "water_temp_cel"), ("--utc-offset-h", "8")], [("series", Example("spring.csv"))], true),
    ];

    /// <summary>A table of three defining points in feet.</summary>
    private const string Table = "# //STATION AGENCY=\"USGS\" NUMBER=\"1\" NAME=\"TEST\"\nINDEP\tDEP\tSTOR\n16N\t16N\t1S\n1.00\t2.00\t*\n2.00\t12.00\t*\n3.00\t40.00\t*\n";

    /// <summary>The call as a person types it; inputs are files of this folder, called by their name without dashes.</summary>
    public string[] CommandLine(string folder, string? plot = null)
    {
        string File((string Name, string Text) input)
        {
            string path = System.IO.Path.Combine(folder, input.Name.TrimStart('-'));
            System.IO.File.WriteAllText(path, input.Text);
            return path;
        }
        return
        [
            .. Path.Split(' '), .. Options.Where(o => !o.Name.StartsWith('-')).Select(o => o.Value), .. Inputs.Where(i => !i.Name.StartsWith('-')).Select(File),
            .. Options.Where(o => o.Name.StartsWith('-')).SelectMany(o => (string[])[o.Name, o.Value]), .. Inputs.Where(i => i.Name.StartsWith('-')).SelectMany(i => (string[])[i.Name, File(i)]),
            .. plot is null ? (string[])[] : ["--plot", plot],
        ];
    }

    /// <summary>The same as one JSON object.</summary>
    public Dictionary<string, object> Json() => Options.GroupBy(o => o.Name.TrimStart('-')).ToDictionary(g => g.Key, g => g.Count() == 1 ? (object)g.Single().Value : g.Select(o => o.Value).ToArray())
        .Concat(Inputs.Select(i => new KeyValuePair<string, object>(i.Name.TrimStart('-'), i.Text))).ToDictionary();

    /// <summary>The address with the options in it.</summary>
    public string Address(bool withOptions, params string[] more) => $"/api/{Path.Replace(' ', '/')}"
        + string.Concat((withOptions ? Options : []).Select(o => $"{o.Name.TrimStart('-')}={Uri.EscapeDataString(o.Value)}").Concat(more).Select((text, i) => (i == 0 ? "?" : "&") + text));

    /// <inheritdoc/>
    public override string ToString() => $"{Path} {string.Join(' ', Options.Select(o => o.Name + "=" + o.Value))}";

    private static string Example(string name) => System.IO.File.ReadAllText(System.IO.Path.Combine(ReferenceFiles.ProjectRoot, "docs", "how-to", "examples", name));
}
