namespace KarstLogger.Gateway.Hardware.Drawings;

/// <summary>
/// The board's circuit, part by part: each pin with the name of its net. A reader follows a name, not a line, so that two hundred connections stay readable on paper.
/// </summary>
internal static class BoardDrawing
{
    private const double RowMm = 3.9, HeadMm = 6, GapMm = 4, TextMm = 2.6;
    private const int Columns = 4;

    /// <summary>As many sheets as the parts need, in the order of the bill of materials.</summary>
    public static IReadOnlyList<string> Draw(HardwareSet set)
    {
        ILookup<string, WirePin> pins = set.Wiring.Where(pin => pin.Drawing == "board").ToLookup(pin => pin.Part);
        List<BomPart> parts = [.. set.Parts.Where(part => pins.Contains(part.Reference))];
        List<List<(BomPart Part, double X, double Y)>> sheets = Place(parts, pins);
        return [.. sheets.Select((placed, i) => Draw(placed, pins, i + 1, sheets.Count))];
    }

    private static double ColumnWidthMm => (297 - 2 * Sheet.LeftMm - (Columns - 1) * GapMm) / Columns;

    private static List<List<(BomPart Part, double X, double Y)>> Place(List<BomPart> parts, ILookup<string, WirePin> pins)
    {
        const double BottomMm = 200;
        List<List<(BomPart, double, double)>> sheets = [[]];
        int column = 0;
        double y = Sheet.TopMm;
        foreach (BomPart part in parts)
        {
            double height = HeadMm + pins[part.Reference].Count() * RowMm + 2;
            if (y + height > BottomMm)
            {
                (column, y) = (column + 1, Sheet.TopMm);
                if (column == Columns)
                {
                    sheets.Add([]);
                    column = 0;
                }
            }
            sheets[^1].Add((part, Sheet.LeftMm + column * (ColumnWidthMm + GapMm), y));
            y += height + GapMm;
        }
        return sheets;
    }

    private static string Draw(List<(BomPart Part, double X, double Y)> placed, ILookup<string, WirePin> pins, int number, int of)
    {
        Sheet sheet = new($"KL-1 board, sheet {number} of {of}", "each row: pin of the part, net it is on; the same name is the same wire", landscape: true);
        foreach ((BomPart part, double x, double y) in placed)
        {
            List<WirePin> own = [.. pins[part.Reference]];
            sheet.Box(x, y, ColumnWidthMm, HeadMm + own.Count * RowMm + 2, "#f5f5f0", radius: 1);
            sheet.Text(x + 2, y + 4.3, part.Reference, 3.2, bold: true);
            sheet.Text(x + ColumnWidthMm - 2, y + 4.3, CableDrawing.Shorten(part.PartNumber, ColumnWidthMm - 8 - Sheet.WidthOf(part.Reference, 3.4), TextMm), TextMm, "end", colour: "#555555");
            for (int i = 0; i < own.Count; i++)
            {
                double row = y + HeadMm + (i + 1) * RowMm - 0.8;
                sheet.Text(x + 2, row, own[i].Pin, TextMm);
                double from = x + 3 + Sheet.WidthOf(own[i].Pin, TextMm), to = x + ColumnWidthMm - 3 - Sheet.WidthOf(own[i].Net, TextMm);
                if (to > from)
                    sheet.Line(from, row - 0.9, to, row - 0.9, NetColour(own[i]), 0.4);
                sheet.Text(x + ColumnWidthMm - 2, row, own[i].Net, TextMm, "end", bold: own[i].Role is "source" or "supply", colour: NetColour(own[i]));
            }
        }
        return sheet.Close();
    }

    private static string NetColour(WirePin pin) => pin.Net switch
    {
        "GND" or "EARTH" => "#444444",
        _ when pin.Role is "source" or "supply" || pin.Net.StartsWith("3V", StringComparison.Ordinal) || pin.Net.StartsWith("VBAT", StringComparison.Ordinal) || pin.Net.StartsWith("12V", StringComparison.Ordinal) => "#b01818",
        _ => "#1f5fbf",
    };
}
