namespace KarstLogger.Gateway.Hardware.Drawings;

/// <summary>
/// Wires between connectors: on the left the connector pin that a technician screws or plugs, on the right the part, between them the wire in its colour with its name.
/// One row a wire, so that nothing crosses and a wire is found by counting.
/// </summary>
internal static class CableDrawing
{
    private const double RowMm = 7, GapMm = 4, HeadMm = 7, LeftWidthMm = 62, RightWidthMm = 78, TextMm = 3, SmallMm = 2.6;

    /// <summary>Draws all wires of a drawing, part by part, in the order of the table.</summary>
    public static string Draw(HardwareSet set, string drawing, string title, string subtitle)
    {
        Dictionary<string, BomPart> parts = set.Parts.ToDictionary(part => part.Reference);
        List<WirePin> wires = [.. set.Wiring.Where(pin => pin.Drawing == drawing && pin.CableColour.Length > 0)];
        var groups = wires.GroupBy(wire => wire.Part).ToList();
        double height = groups.Sum(group => HeadMm + group.Count() * RowMm + GapMm);
        Sheet sheet = new(title, subtitle, landscape: height < 160);
        double left = Sheet.LeftMm, right = sheet.WidthMm - Sheet.LeftMm - RightWidthMm, y = Sheet.TopMm;
        foreach (var group in groups)
        {
            double boxHeight = HeadMm + group.Count() * RowMm;
            BomPart part = parts[group.Key];
            sheet.Box(right, y, RightWidthMm, boxHeight, "#eef4fb", radius: 1.5);
            sheet.Text(right + 3, y + 5, $"{part.Reference}  {Shorten(part.PartNumber, RightWidthMm - 10 - Sheet.WidthOf(part.Reference, TextMm), TextMm)}", TextMm, bold: true);
            sheet.Box(left, y, LeftWidthMm, boxHeight, "#f5f5f0", radius: 1.5);
            string holders = string.Join(", ", group.Select(Holder).Distinct().Select(holder => $"{holder} {parts[holder].PartNumber}"));
            sheet.Text(left + 3, y + 5, Shorten(holders, LeftWidthMm - 6, SmallMm), SmallMm, colour: "#555555");
            double row = y + HeadMm;
            foreach (WirePin wire in group)
            {
                DrawWire(sheet, set, wire, left + LeftWidthMm, right, row);
                row += RowMm;
            }
            y += boxHeight + GapMm;
        }
        return sheet.Close();
    }

    private static void DrawWire(Sheet sheet, HardwareSet set, WirePin wire, double from, double to, double top)
    {
        double middle = top + RowMm / 2 - 0.6;
        string holder = Holder(wire);
        WirePin? end = set.Wiring.FirstOrDefault(pin => pin.Part == holder && pin.Net == wire.Net);
        string pinName = end is null || end.Pin == wire.Connector[(holder.Length + 1)..] ? wire.Connector : $"{holder} {end.Pin}";
        sheet.Text(from - 3, middle + 1, pinName, TextMm, "end", bold: true);
        sheet.Line(from, middle, to, middle, WireColours.Of(wire.CableColour), 1.1);
        if (wire.CableColour == "green-yellow")
            sheet.Line(from, middle, to, middle, "#f2d400", 0.5, dashed: true);
        sheet.Disc(from, middle, 0.9, "#ffffff");
        sheet.Disc(to, middle, 0.9, "#ffffff");
        sheet.Text((from + to) / 2, middle - 1.2, $"{wire.CableColour}: {wire.Net}", SmallMm, "middle");
        sheet.Text(to + 3, middle + 1, wire.Pin, TextMm);
    }

    private static string Holder(WirePin wire) => wire.Connector[..wire.Connector.IndexOf('.', StringComparison.Ordinal)];

    internal static string Shorten(string text, double widthMm, double sizeMm)
    {
        if (Sheet.WidthOf(text, sizeMm) <= widthMm)
            return text;
        int count = text.Length;
        while (count > 1 && Sheet.WidthOf(text[..count] + "...", sizeMm) > widthMm)
            count--;
        return text[..count].TrimEnd() + "...";
    }
}
