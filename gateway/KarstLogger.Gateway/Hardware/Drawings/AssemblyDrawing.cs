namespace KarstLogger.Gateway.Hardware.Drawings;

/// <summary>The box seen from the front with the lid off, to scale, with a numbered list of its parts.</summary>
internal static class AssemblyDrawing
{
    private const double ScaleToMm = 0.38, OriginXMm = 42, OriginYMm = 36, TextMm = 2.8;

    public static string Draw(HardwareSet set)
    {
        Dictionary<string, BomPart> parts = set.Parts.ToDictionary(part => part.Reference);
        Sheet sheet = new("Assembly: logger box, front, lid off", $"scale 1:{1 / ScaleToMm:0.0}; numbers are in the list", landscape: false);
        List<AssemblyPlace> places = [.. set.Assembly];
        for (int i = 0; i < places.Count; i++)
        {
            AssemblyPlace place = places[i];
            double x = OriginXMm + place.XMm * ScaleToMm, y = OriginYMm + place.YMm * ScaleToMm;
            double width = place.WidthMm * ScaleToMm, height = place.HeightMm * ScaleToMm;
            sheet.Box(x, y, width, height, Fill(place), "#222222", place.Part == "ENC1" ? 0.7 : 0.3, 1);
            (double numberX, double numberY) = place.Part == "ENC1" ? (x + 4, y + 4) : (x + width / 2, y + height / 2);
            sheet.Disc(numberX, numberY, 2.6, "#ffffff");
            sheet.Text(numberX, numberY + 1, (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), TextMm, "middle", bold: true);
        }
        double row = OriginYMm + 155;
        for (int i = 0; i < places.Count; i++)
        {
            AssemblyPlace place = places[i];
            sheet.Text(Sheet.LeftMm + 5, row, (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), TextMm, "end", bold: true);
            sheet.Text(Sheet.LeftMm + 8, row, place.Part, TextMm, bold: true);
            sheet.Text(Sheet.LeftMm + 22, row, CableDrawing.Shorten(parts[place.Part].PartNumber, 62, TextMm), TextMm);
            sheet.Text(Sheet.LeftMm + 86, row, place.NoteEn, TextMm, colour: "#444444");
            sheet.Text(Sheet.LeftMm + 150, row, place.NoteZh, TextMm, colour: "#444444");
            row += 5;
        }
        return sheet.Close();
    }

    private static string Fill(AssemblyPlace place) => place.View switch
    {
        "front" when place.Part == "ENC1" => "#fafafa",
        "front" => "#e3edf7",
        "below" => "#f3e6d3",
        "lid" => "#f7dede",
        _ => "#e6f0e0",
    };
}
