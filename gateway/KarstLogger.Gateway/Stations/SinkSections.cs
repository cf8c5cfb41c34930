using System.Globalization;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Stations;

/// <summary>
/// Sections that enter totals only, which are computed when they are asked for: <c>[strong-acids]</c>, <c>[stable-share]</c> and <c>[neighbour slug]</c>. They change no row.
/// </summary>
internal static class SinkSections
{
    private static readonly string[] RainIons = ["Ca", "Mg", "Na", "K", "SO4", "NO3"];

    public static StrongAcidCorrections ReadStrongAcids(ConfigSection? section)
    {
        if (section is null)
            return StrongAcidCorrections.None;
        RainRatios? rain = Rain(section);
        double gypsum = section.OptionalNumber("gypsum_share_of_so4", 0, 1) ?? 0;
        // A correction without a source is no result.
        return new(rain, rain is null ? "" : section.Text("rain_source"), gypsum, gypsum == 0 ? section.Text("gypsum_source", "") : section.Text("gypsum_source"), section.YesNo("silicates", false));
    }

    public static StableSinkShare? ReadStableShare(ConfigSection? section)
    {
        if (section is null)
            return null;
        StableSinkShare? published = section.Choice<StableSinkShare?>("reading", ("guizhou-paper", StableSinkShare.GuizhouPaper), ("pearl-river", StableSinkShare.PearlRiver), ("own", null));
        if (published is not null)
            return published;
        double lower = section.Number("lower", 0, 1), upper = section.Number("upper", 0, 1);
        if (upper < lower)
            section.Refuse("upper", "is below lower");
        return new StableSinkShare(lower, upper, section.Text("source"));
    }

    public static NeighbourChoice? ReadNeighbour(List<ConfigSection> sections, string slug)
    {
        ConfigSection[] named = [.. sections.Where(section => section.Kind == "neighbour")];
        if (named.Length > 1)
            named[1].Refuse("", "a station has one neighbour");
        if (named.Length == 0)
            return null;
        ConfigSection one = named[0];
        if (!ConfigFields.IsSlug(one.Name) || one.Name == slug)
            one.Refuse("", $"'{one.Name}' is no other station; the form is [neighbour slug]");
        NeighbourChoice preset = new(one.Name);
        return preset with
        {
            LeastCorrelation = one.OptionalNumber("least_r", 0.5, 1) ?? preset.LeastCorrelation,
            LeastDays = one.Integer("least_days", 10, 36_500, preset.LeastDays),
            LongestGapSeconds = (long)((one.OptionalNumber("longest_gap_days", 0.1, 366) ?? preset.LongestGapSeconds / 86400.0) * 86400),
            LagSeconds = (long)((one.OptionalNumber("lag_h", -720, 720) ?? 0) * 3600),
        };
    }

    private static RainRatios? Rain(ConfigSection section)
    {
        if (!section.Has("rain_per_cl"))
            return null;
        Dictionary<string, double> ratios = [];
        foreach (string pair in section.Text("rain_per_cl").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = pair.Split(':');
            if (sides.Length != 2 || !RainIons.Contains(sides[0]) || !double.TryParse(sides[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double ratio) || !(ratio is >= 0 and <= 1000)
                || !ratios.TryAdd(sides[0], ratio))
                section.Refuse("rain_per_cl", $"'{pair}' is no ratio; permitted: ion:mol per mol of Cl, each once, of {string.Join(", ", RainIons)}");
        }
        double Of(string ion) => ratios.GetValueOrDefault(ion);
        return new(Of("Ca"), Of("Mg"), Of("Na"), Of("K"), Of("SO4"), Of("NO3"));
    }
}
