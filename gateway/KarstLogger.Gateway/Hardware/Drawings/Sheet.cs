using System.Globalization;
using System.Text;

namespace KarstLogger.Gateway.Hardware.Drawings;

/// <summary>An A4 sheet as SVG, in mm: what is drawn prints at its size. Text sizes are mm too; 2.6 mm is about 7.5 points, the smallest used.</summary>
public sealed class Sheet
{
    private const double MarginMm = 10;
    private readonly StringBuilder _text = new();

    /// <summary>A sheet with its title; landscape is 297 x 210 mm, portrait 210 x 297 mm.</summary>
    public Sheet(string title, string subtitle, bool landscape)
    {
        WidthMm = landscape ? 297 : 210;
        HeightMm = landscape ? 210 : 297;
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WidthMm}mm\" height=\"{HeightMm}mm\" viewBox=\"0 0 {WidthMm} {HeightMm}\" font-family=\"Helvetica, Arial, 'Noto Sans CJK SC', sans-serif\">\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        Text(MarginMm, MarginMm + 5, title, 5.5, bold: true);
        Text(MarginMm, MarginMm + 10.5, subtitle, 3, colour: "#555555");
    }

    /// <summary>Width, mm.</summary>
    public double WidthMm { get; }

    /// <summary>Height, mm.</summary>
    public double HeightMm { get; }

    /// <summary>Left edge of what is drawn, mm.</summary>
    public static double LeftMm => MarginMm;

    /// <summary>Upper edge below the title, mm.</summary>
    public static double TopMm => MarginMm + 15;

    /// <summary>
    /// Text width in mm, generously, because the printer's font is not known: the whole size for a Chinese character, 0.95 for m and w, 0.72 for capitals, figures and signs, 0.58 for small
    /// letters (the widest of Helvetica, Arial and Noto Sans in a trial, with 5 % more).
    /// </summary>
    public static double WidthOf(string text, double sizeMm) => text.Sum(letter => letter >= 0x2E80 ? 1.0 : letter is 'm' or 'w' or 'M' or 'W' ? 0.95 : char.IsLower(letter) || letter == ' ' ? 0.58 : 0.72) * sizeMm;

    /// <summary>A text at its base line; <paramref name="anchor"/> is start, middle or end.</summary>
    public void Text(double x, double y, string text, double sizeMm, string anchor = "start", bool bold = false, string colour = "#222222") => Add(
        $"<text x=\"{x:0.##}\" y=\"{y:0.##}\" font-size=\"{sizeMm:0.##}\" fill=\"{colour}\" text-anchor=\"{anchor}\"{(bold ? " font-weight=\"bold\"" : "")}>{Escape(text)}</text>\n");

    /// <summary>A box.</summary>
    public void Box(double x, double y, double width, double height, string fill = "none", string stroke = "#222222", double strokeMm = 0.3, double radius = 0) => Add(
        $"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" rx=\"{radius:0.##}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"{strokeMm:0.##}\"/>\n");

    /// <summary>A line.</summary>
    public void Line(double x1, double y1, double x2, double y2, string stroke = "#222222", double strokeMm = 0.3, bool dashed = false) => Add(
        $"<line x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\" stroke=\"{stroke}\" stroke-width=\"{strokeMm:0.##}\"{(dashed ? " stroke-dasharray=\"2 1\"" : "")}/>\n");

    /// <summary>A disc.</summary>
    public void Disc(double x, double y, double radius, string fill) => Add(
        $"<circle cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"{radius:0.##}\" fill=\"{fill}\" stroke=\"#222222\" stroke-width=\"0.2\"/>\n");

    /// <summary>Breaks a text into lines that fit a width; Chinese breaks anywhere, other text at spaces.</summary>
    public static IReadOnlyList<string> Wrap(string text, double sizeMm, double widthMm)
    {
        List<string> lines = [];
        string line = "";
        foreach (string word in Words(text))
        {
            if (line.Length > 0 && WidthOf((line + word).TrimEnd(), sizeMm) > widthMm)
            {
                lines.Add(line.TrimEnd());
                line = "";
            }
            line += word;
        }
        lines.Add(line.TrimEnd());
        return lines;
    }

    /// <summary>The sheet's text with its foot.</summary>
    public string Close()
    {
        Text(WidthMm - MarginMm, HeightMm - 4, "drawn by 'karst hardware draw' from hardware/*.csv: change the tables, not the picture", 2.6, "end", colour: "#777777");
        return _text.Append("</svg>\n").ToString();
    }

    private static IEnumerable<string> Words(string text)
    {
        int from = 0;
        for (int i = 0; i < text.Length; i++)
            if (text[i] == ' ' || text[i] >= 0x2E80)
            {
                yield return text[from..(i + 1)];
                from = i + 1;
            }
        if (from < text.Length)
            yield return text[from..];
    }

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private void Add(FormattableString element) => _text.Append(element.ToString(CultureInfo.InvariantCulture));
}
