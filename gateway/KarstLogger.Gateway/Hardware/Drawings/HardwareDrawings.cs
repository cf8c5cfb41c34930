using System.Globalization;

namespace KarstLogger.Gateway.Hardware.Drawings;

/// <summary>All pictures of <c>hardware/drawings</c>. The same tables give the same bytes, so that a test can say which picture is stale.</summary>
public static class HardwareDrawings
{
    /// <summary>File name and SVG text of each picture.</summary>
    public static IReadOnlyDictionary<string, string> All(HardwareSet set)
    {
        SortedDictionary<string, string> drawings = new(StringComparer.Ordinal)
        {
            ["logger-cables.svg"] = CableDrawing.Draw(set, "logger", "Logger: cables outside the board", "left: connector and pin of the box; right: what is plugged in"),
            ["gateway.svg"] = CableDrawing.Draw(set, "gateway", "Gateway: wiring", "left: where the wire begins; right: where it ends; switch the 12 V off first"),
            ["pin-card.svg"] = CardDrawings.Pins(set),
            ["led-card.svg"] = CardDrawings.Led(set),
            ["assembly.svg"] = AssemblyDrawing.Draw(set),
        };
        IReadOnlyList<string> board = BoardDrawing.Draw(set);
        for (int i = 0; i < board.Count; i++)
            drawings[string.Create(CultureInfo.InvariantCulture, $"board-{i + 1}.svg")] = board[i];
        foreach (string variant in set.Wiring.Select(pin => pin.Drawing).Distinct().Where(name => name.StartsWith("sonde-", StringComparison.Ordinal)))
            drawings[variant + ".svg"] = CableDrawing.Draw(set, variant, $"Sonde {variant["sonde-".Length..]}", "check the colours against the sonde's own manual before the first power-on; insulate wires that are not named");
        foreach (string variant in set.Wiring.Select(pin => pin.Drawing).Distinct().Where(name => name.StartsWith("supply-", StringComparison.Ordinal)))
            drawings[variant + ".svg"] = CableDrawing.Draw(set, variant, $"Supply {variant["supply-".Length..]}", "battery first, then panel; to take apart: panel first, then battery");
        return drawings;
    }

    /// <summary>Names of the pictures in a folder that are absent, differ from the tables, or are no longer drawn.</summary>
    public static IReadOnlyList<string> Stale(HardwareSet set, string folder)
    {
        IReadOnlyDictionary<string, string> drawings = All(set);
        IEnumerable<string> differing = drawings.Where(one => !File.Exists(Path.Combine(folder, one.Key)) || File.ReadAllText(Path.Combine(folder, one.Key)) != one.Value).Select(one => one.Key);
        IEnumerable<string> left = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.svg").Select(file => Path.GetFileName(file)).Where(name => !drawings.ContainsKey(name)) : [];
        return [.. differing.Concat(left).Order(StringComparer.Ordinal)];
    }

    /// <summary>Writes all pictures and removes those that are no longer drawn.</summary>
    public static IReadOnlyList<string> Write(HardwareSet set, string folder)
    {
        Directory.CreateDirectory(folder);
        IReadOnlyList<string> stale = Stale(set, folder);
        IReadOnlyDictionary<string, string> drawings = All(set);
        foreach (string name in stale)
            if (drawings.TryGetValue(name, out string? text))
                File.WriteAllText(Path.Combine(folder, name), text);
            else
                File.Delete(Path.Combine(folder, name));
        return stale;
    }
}
