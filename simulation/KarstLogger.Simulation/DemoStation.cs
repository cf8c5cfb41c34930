using System.Globalization;
using System.Text;
using KarstLogger.HostSim;
using KarstLogger.Wire;

namespace KarstLogger.Simulation;

/// <summary>One of the demo's stations: a simulated box at a simulated spring, and the station file that the gateway reads.</summary>
/// <param name="Cave">The spring.</param>
/// <param name="LoggerId">The box.</param>
public sealed record DemoStation(CavePreset Cave, uint LoggerId)
{
    /// <summary>The four pools of the Guizhou tables, a box each.</summary>
    public static IReadOnlyList<DemoStation> All { get; } = [.. CavePreset.All.Select((cave, i) => new DemoStation(cave, 0xde300001 + (uint)i))];

    /// <summary>The station's slug.</summary>
    public string Slug => $"demo-{Cave.Name}";

    /// <summary>
    /// The corrected preset of the same pool with what belongs to this demo: the box, and rating and area of the simulated spring, marked illustrative.
    /// </summary>
    public string StationFile(string presetFolder, long fromUtcSeconds, int intervalSeconds = 900)
    {
        ConfigText preset = ConfigText.Parse(Cave.Name, File.ReadAllText(Path.Combine(presetFolder, $"guizhou-{Cave.Name}.corrected.station")));
        StringBuilder text = new("format = 1\n");
        // The paper gives no places and these springs are simulated: somewhere in the same karst, some kilometres apart, so that the map has something to show.
        uint corner = LoggerId & 3;
        string place = string.Create(CultureInfo.InvariantCulture, $"[position]\nlatitude_deg = {26.5 + 0.03 * (corner / 2)}\nlongitude_deg = {105.6 + 0.05 * (corner % 2)}\n");
        foreach (ConfigSection section in preset.Sections)
            if (section.Kind == "position")
                text.Append(place).Append(string.Concat(section.Canonical().Split('\n').Where(line => line.Length > 0 && line[0] != '[' && !line.StartsWith("latitude_deg", StringComparison.Ordinal)).Select(line => line + "\n")));
            else if (section.Kind is not ("station" or "area" or "rating" or "segment" or "deployment"))
                text.Append(section.Canonical());
        string from = DateTimeOffset.FromUnixTimeSeconds(fromUtcSeconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        double deepest = 4 * Cave.RatingCoefficient;
        text.Append(CultureInfo.InvariantCulture, $"""
            [station {Slug}]
            name = Demo {Cave.Name} (simulated)
            remark = simulated spring within the means of a regional pool of the Guizhou tables
            interval_s = {intervalSeconds}
            compensation = linear-0.0191
            rain_mm_per_tip = 0.2
            model = wateq4f

            [area]
            area_km2 = {Cave.AreaSquareKilometres}
            uncertainty_percent = 20
            method = none: the simulated cave's own
            from = 2000-01-01
            illustrative = yes

            [rating demo]
            from = 2000-01-01
            gauged_low_m3_s = 0.005
            gauged_high_m3_s = {deepest}
            residual_sd_ln = 0.08
            provenance = none: the simulated cave's own law
            illustrative = yes

            [segment demo 1]
            c_m3_s = {Cave.RatingCoefficient}
            exponent = {Cave.RatingExponent}
            h0_m = {Cave.StageOfZeroFlowMetres}

            [deployment 1]
            logger = {Wire.LoggerId.ToText(LoggerId)}
            sonde_model = Aqua TROLL 400 (emulated)
            sonde_serial = simulated
            from = {from}
            offset_m = {Cave.DeploymentOffsetMetres}
            level = absolute

            """);
        return text.ToString();
    }
}
