using KarstLogger.Gateway.Cli;

namespace KarstLogger.Gateway.Hardware;

/// <summary>The tables of <c>hardware/</c>, read whole. Everything that is drawn, summed or computed about the hardware comes from here.</summary>
public sealed record HardwareSet
{
    /// <summary>bom.csv.</summary>
    public required IReadOnlyList<BomPart> Parts { get; init; }

    /// <summary>wiring.csv.</summary>
    public required IReadOnlyList<WirePin> Wiring { get; init; }

    /// <summary>pinmap.csv.</summary>
    public required IReadOnlyList<PinUse> Pins { get; init; }

    /// <summary>esp32-pins.csv.</summary>
    public required IReadOnlyList<PinRule> PinRules { get; init; }

    /// <summary>rails.csv.</summary>
    public required IReadOnlyList<SupplyRail> Rails { get; init; }

    /// <summary>power.csv.</summary>
    public required IReadOnlyList<PartCurrent> Currents { get; init; }

    /// <summary>cycle.csv.</summary>
    public required IReadOnlyList<CyclePhase> Cycle { get; init; }

    /// <summary>profiles.csv.</summary>
    public required IReadOnlyList<SondeDuty> Sondes { get; init; }

    /// <summary>batteries.csv.</summary>
    public required IReadOnlyList<BatteryChoice> Batteries { get; init; }

    /// <summary>assembly.csv.</summary>
    public required IReadOnlyList<AssemblyPlace> Assembly { get; init; }

    /// <summary>led.csv.</summary>
    public required IReadOnlyList<LedPattern> Led { get; init; }

    /// <summary>Temperatures of <see cref="BatteryChoice.ShareByTemperature"/>, degC.</summary>
    public static IReadOnlyList<double> ShareTemperaturesC { get; } = [-20, -10, 0, 10, 20, 30];

    /// <summary>The folder <c>hardware</c> with the tables: in the current folder or in one above the current folder or the program.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public static string FindFolder()
    {
        foreach (string start in (string[])[Environment.CurrentDirectory, AppContext.BaseDirectory])
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "hardware", "bom.csv")))
                    return Path.Combine(folder.FullName, "hardware");
        throw new BadInputException("No folder 'hardware' with bom.csv here or above; name it with --data.");
    }

    /// <summary>Reads all tables.</summary>
    /// <exception cref="BadInputException">A table is absent or a field is refused.</exception>
    public static HardwareSet Read(string folder)
    {
        IReadOnlyList<T> Rows<T>(string name, Func<HardwareLine, T> read) => HardwareTable.Read(Path.Combine(folder, name), read);
        return new HardwareSet
        {
            Parts = Rows("bom.csv", Part),
            Wiring = Rows("wiring.csv", Wire),
            Pins = Rows("pinmap.csv", line => new PinUse(line.OneOf("board", "logger", "gateway"), line.Whole("gpio", 0, 39), line.Required("function"),
                line.OneOf("direction", "in", "out", "bidirectional", "analog"), line.Text("constant"), line.Text("after_reset"), line.Text("note"))),
            PinRules = Rows("esp32-pins.csv", line => new PinRule(line.Whole("gpio", 0, 39),
                line.OneOf("rule", "free", "strapping", "flash", "psram", "input-only", "absent"), line.Text("reason"))),
            Rails = Rows("rails.csv", Rail),
            Currents = Rows("power.csv", line => new PartCurrent(line.Required("rail"), line.Required("part"), line.OneOf("state", "sleep", "awake", "wifi", "lte"),
                line.Number("typical_ma", 0, 5000), line.Number("maximum_ma", 0, 5000), line.Required("source"))),
            Cycle = Rows("cycle.csv", line => new CyclePhase(line.Required("phase"), line.Number("seconds", 0, 600), line.Required("source"))),
            Sondes = Rows("profiles.csv", Sonde),
            Batteries = Rows("batteries.csv", Battery),
            Assembly = Rows("assembly.csv", line => new AssemblyPlace(line.OneOf("view", "front", "below", "lid", "outside"), line.Required("part"),
                line.Number("x_mm", -500, 1000), line.Number("y_mm", -500, 1000), line.Number("width_mm", 1, 1000), line.Number("height_mm", 1, 1000),
                line.Required("note_en"), line.Required("note_zh"))),
            Led = Rows("led.csv", line => new LedPattern(line.Required("pattern"), line.Whole("flashes", 0, 9), line.Whole("every_s", 0, 60),
                line.Required("meaning_en"), line.Required("meaning_zh"), line.Required("do_en"), line.Required("do_zh"))),
        };
    }

    private static BomPart Part(HardwareLine line) => new(
        line.Required("reference"), line.OneOf("board", "logger", "gateway"), line.OneOf("kind", "electrical", "mechanical", "consumable"),
        line.Required("part_number"), line.Required("maker"), line.Required("supplier_class"), line.Whole("quantity", 1, 1000),
        line.Number("unit_price_usd", 0, 100000), line.Required("price_date"), line.OneOf("price_basis", "estimate", "quoted"),
        line.Number("temperature_min_c", -80, 30), line.Number("temperature_max_c", 30, 200), line.Required("humidity"), line.Text("i2c_address"),
        line.Required("datasheet"), line.Required("why"), line.Text("alternative_for"));

    private static WirePin Wire(HardwareLine line) => new(
        line.Required("drawing"), line.Required("net"), line.Required("part"), line.Required("pin"),
        line.OneOf("role", "source", "supply", "ground", "out", "in", "bus", "passive"), line.NumberOrNull("drives_v", -50, 50),
        line.Number("accepts_min_v", -200, 100), line.Number("accepts_max_v", 0, 200), line.Text("connector"), line.Text("cable_colour"));

    private static SupplyRail Rail(HardwareLine line) => new(
        line.Required("rail"), line.Required("regulator"), line.Required("fed_by"), line.NumberOrNull("output_v", 0, 60), line.Number("input_min_v", 0, 60),
        line.Number("input_max_v", 0, 60), line.Number("limit_ma", 1, 20000), line.Number("efficiency_percent", 1, 100), line.Number("quiescent_ma", 0, 100),
        line.Number("off_ma", 0, 100), line.OneOf("on", "always", "awake", "sample", "lte"), line.Required("source"));

    private static SondeDuty Sonde(HardwareLine line) => new(
        line.Required("sonde"), line.Required("model"), line.Required("part"), line.Required("bus"), line.Number("supply_min_v", 0, 60),
        line.Number("supply_max_v", 0, 60), line.Whole("power_on_ms", 0, 600_000), line.Whole("warm_up_ms", 0, 600_000), line.Whole("stale_first_ms", 0, 600_000),
        line.Whole("measure_ms", 0, 600_000), line.Whole("burst", 1, 100), line.Number("typical_ma", 0, 5000), line.Number("maximum_ma", 0, 5000),
        line.OneOf("duty", "switched", "always"), line.Required("source"));

    private static BatteryChoice Battery(HardwareLine line) => new(
        line.Required("battery"), line.Required("part"), line.Required("description"), line.Number("nominal_v", 1, 60), line.Number("full_v", 1, 60),
        line.Number("empty_v", 1, 60), line.Number("capacity_mah", 1, 1e6), line.Number("self_discharge_percent_per_year", 0, 100),
        line.Number("maximum_ma", 1, 1e6),
        [.. ((string[])["share_at_minus_20", "share_at_minus_10", "share_at_0", "share_at_10", "share_at_20", "share_at_30"]).Select(column => line.Number(column, 0, 1))],
        line.YesNo("rechargeable"), line.Number("panel_w", 0, 1000), line.Number("charge_share", 0, 1), line.Required("source"));
}
