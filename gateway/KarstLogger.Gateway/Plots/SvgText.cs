using System.Globalization;
using System.Text;

namespace KarstLogger.Gateway.Plots;

/// <summary>The SVG elements that plots are made of. Positions in px, two decimals; text is escaped.</summary>
internal sealed class SvgText
{
    private readonly StringBuilder _text = new();

    public void Open(double width, double height) => Add(
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:0.##}\" height=\"{height:0.##}\" viewBox=\"0 0 {width:0.##} {height:0.##}\" font-family=\"Helvetica, Arial, sans-serif\">\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");

    public string Close() => _text.Append("</svg>\n").ToString();

    public void OpenClip(string id, double x, double y, double width, double height) => Add(
        $"<clipPath id=\"{id}\"><rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\"/></clipPath>\n<g clip-path=\"url(#{id})\">\n");

    public void CloseClip() => _text.Append("</g>\n");

    public void Line(double x1, double y1, double x2, double y2, string colour, double width = 1, bool dashed = false) => Add(
        $"<line x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\" stroke=\"{colour}\" stroke-width=\"{width:0.##}\"{Dashes(dashed)}/>\n");

    public void Rectangle(double x, double y, double width, double height, string fill, double opacity = 1) => Add(
        $"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" fill=\"{fill}\" fill-opacity=\"{opacity:0.##}\"/>\n");

    public void Frame(double x, double y, double width, double height) => Add(
        $"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" fill=\"none\" stroke=\"#555555\"/>\n");

    public void Polyline(IEnumerable<(double X, double Y)> points, string colour, bool dashed) => Add(
        $"<polyline points=\"{Join(points)}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.4\" stroke-linejoin=\"round\"{Dashes(dashed)}/>\n");

    public void Polygon(IEnumerable<(double X, double Y)> points, string colour) => Add(
        $"<polygon points=\"{Join(points)}\" fill=\"{colour}\" fill-opacity=\"0.2\"/>\n");

    public void Mark(double x, double y, PointShape shape, string colour)
    {
        switch (shape)
        {
            case PointShape.Dot:
                Add($"<circle cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"3\" fill=\"{colour}\"/>\n");
                break;
            case PointShape.Circle:
                Add($"<circle cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"3.2\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.4\"/>\n");
                break;
            case PointShape.Cross:
                Add($"<path d=\"M{x - 3:0.##} {y - 3:0.##}l6 6m0 -6l-6 6\" stroke=\"{colour}\" stroke-width=\"1.6\"/>\n");
                break;
            case PointShape.Triangle:
                Add($"<path d=\"M{x - 3.6:0.##} {y + 3:0.##}h7.2l-3.6 -6.6z\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.4\"/>\n");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(shape), shape, "unknown shape");
        }
    }

    /// <summary>A text whose start, middle or end (<paramref name="anchor"/>) stands at the position.</summary>
    public void Text(double x, double y, string text, double sizePx, string anchor = "start", bool bold = false) => Add(
        $"<text x=\"{x:0.##}\" y=\"{y:0.##}\" font-size=\"{sizePx:0.##}\" fill=\"#222222\" text-anchor=\"{anchor}\"{(bold ? " font-weight=\"bold\"" : "")}>{Escape(text)}</text>\n");

    /// <summary>Width of a text in px, generously: 0.58 of the size for each character is above the mean of Helvetica's figures (0.556) and lower-case letters.</summary>
    public static double Width(string text, double sizePx) => 0.58 * sizePx * text.Length;

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Dashes(bool dashed) => dashed ? " stroke-dasharray=\"6 4\"" : "";

    private static string Join(IEnumerable<(double X, double Y)> points) =>
        string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.##},{p.Y:0.##}")));

    private void Add(FormattableString element) => _text.Append(element.ToString(CultureInfo.InvariantCulture));
}
