using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using KarstLogger.Gateway.Plots;

namespace KarstLogger.Gateway.Tests.Plots;

public class SvgPlotTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    // 2025-06-30T16:00:00Z, midnight of 1 July in UTC+8.
    private const double FirstOfJulyUtc8 = 1_751_299_200;

    private static ImmutableArray<PlotPoint> Samples(int count, Func<int, double?> value) =>
        [.. Enumerable.Range(0, count).Select(i => new PlotPoint(FirstOfJulyUtc8 + 900.0 * i, value(i)))];

    private static SvgPlot StationPlot(int samples) => new("Spring A <1 & 2>", new PlotAxis("Time", AxisScale.Time) { UtcOffset = TimeSpan.FromHours(8) },
    [
        new Panel(new PlotAxis("Rain (mm)") { Inverted = true }, [new BarsLayer("Rain", PlotColours.SkyBlue, Samples(samples, i => i % 90 == 0 ? 4 : 0), 900)]),
        new Panel(new PlotAxis("Discharge (m³/s)", AxisScale.Log),
        [
            new LineLayer("Discharge", PlotColours.Blue, Samples(samples, i => i % 700 is > 300 and < 340 ? null : 0.1 + Math.Exp(-(i % 700) / 90.0))),
            new LevelLayer("Highest gauged discharge, from the gauging of 12 May 2025", PlotColours.Grey, 0.7),
            new PointsLayer("Suspect: beyond the highest gauged discharge of this rating", PlotColours.Orange, Samples(samples, i => i % 350 == 0 ? 0.8 : null), PointShape.Circle),
            new PointsLayer("Failed its checks", PlotColours.Vermilion, Samples(samples, i => i % 351 == 0 ? 0.2 : null), PointShape.Cross),
        ]),
        new Panel(new PlotAxis("Saturation index of calcite (1)"), [new LineLayer("", PlotColours.Green, Samples(samples, i => 0.3 * Math.Sin(i / 50.0)))]),
    ])
    { Footer = "Rating R1 is illustrative: no gaugings of this place are behind it. Gaps are drawn as gaps." };

    private static IEnumerable<XElement> Elements(SvgPlot plot, string name) => XDocument.Parse(plot.Render()).Descendants(s_svg + name);

    private static string[] Texts(SvgPlot plot) => [.. Elements(plot, "text").Select(t => t.Value)];

    [Theory]
    [InlineData(20)]
    [InlineData(96)]
    [InlineData(700)]
    [InlineData(5_000)]
    [InlineData(35_040)]
    [InlineData(200_000)]
    public void No_text_lies_on_another_whatever_the_length_of_the_record(int samples)
    {
        // Helvetica's widest figures and letters in use average 0.556 of the size; capitals stand 0.72 of the size above the base line, descenders 0.21 below.
        (string Text, double Left, double Right, double Top, double Bottom)[] boxes = [.. Elements(StationPlot(samples), "text").Select(t =>
        {
            double Of(string name) => double.Parse(t.Attribute(name)!.Value, CultureInfo.InvariantCulture);
            double size = Of("font-size"), width = 0.556 * size * t.Value.Length;
            double left = Of("x") - t.Attribute("text-anchor")!.Value switch { "middle" => width / 2, "end" => width, _ => 0 };
            return (t.Value, left, left + width, Of("y") - 0.72 * size, Of("y") + 0.21 * size);
        })];
        Assert.True(boxes.Length > 8);
        for (int i = 0; i < boxes.Length; i++)
        {
            Assert.InRange(boxes[i].Left, 0, 1000);
            Assert.InRange(boxes[i].Right, 0, 1000);
            for (int j = 0; j < i; j++)
                Assert.False(boxes[i].Left < boxes[j].Right && boxes[j].Left < boxes[i].Right && boxes[i].Top < boxes[j].Bottom && boxes[j].Top < boxes[i].Bottom,
                    $"'{boxes[i].Text}' lies on '{boxes[j].Text}'");
        }
    }

    [Fact]
    public void A_gap_in_the_record_is_a_gap_in_the_line()
    {
        LineLayer line = new("", PlotColours.Blue, Samples(100, i => i is > 40 and < 60 ? null : i));
        SvgPlot plot = new("Gap", new PlotAxis("Time", AxisScale.Time), [new Panel(new PlotAxis("Stage (m)"), [line])]);
        Assert.Equal(2, Elements(plot, "polyline").Count());
    }

    [Fact]
    public void Missing_rows_break_the_line_where_the_step_is_too_long()
    {
        LineLayer line = new("", PlotColours.Blue, [.. Samples(100, i => i).Where((_, i) => i is < 40 or > 60)]) { LongestStep = 7200 };
        SvgPlot plot = new("Gap", new PlotAxis("Time", AxisScale.Time), [new Panel(new PlotAxis("Stage (m)"), [line])]);
        Assert.Equal(2, Elements(plot, "polyline").Count());
    }

    [Fact]
    public void Rain_hangs_from_the_top_of_its_panel()
    {
        SvgPlot plot = new("Rain", new PlotAxis("Time", AxisScale.Time),
            [new Panel(new PlotAxis("Rain (mm)") { Inverted = true }, [new BarsLayer("", PlotColours.SkyBlue, Samples(10, i => i == 5 ? 4 : 0), 900)])]);
        XElement bar = Assert.Single(Elements(plot, "rect"), r => r.Attribute("fill")?.Value == PlotColours.SkyBlue);
        XElement frame = Assert.Single(Elements(plot, "rect"), r => r.Attribute("stroke") is not null);
        Assert.Equal(frame.Attribute("y")!.Value, bar.Attribute("y")!.Value);
    }

    [Fact]
    public void A_time_axis_speaks_the_stations_calendar()
    {
        SvgPlot plot = new("Two days", new PlotAxis("Time", AxisScale.Time) { UtcOffset = TimeSpan.FromHours(8) },
            [new Panel(new PlotAxis("pH"), [new LineLayer("", PlotColours.Blue, Samples(193, i => 7))])]);
        Assert.Contains("1 Jul", Texts(plot));
        Assert.Contains("12:00", Texts(plot));
        Assert.Contains("Time (UTC+08:00), 2025-07-01 00:00 to 2025-07-03 00:00", Texts(plot));
    }

    [Fact]
    public void A_log_axis_labels_decades_and_leaves_out_what_has_no_logarithm()
    {
        LineLayer line = new("", PlotColours.Blue, [new(1, 0.001), new(2, 0.1), new(3, 0), new(4, -1), new(5, 10), new(6, 100)]);
        SvgPlot plot = new("Log", new PlotAxis("Head (m)"), [new Panel(new PlotAxis("Discharge (m³/s)", AxisScale.Log), [line])]);
        Assert.Superset(new HashSet<string> { "0.01", "0.1", "1", "10" }, Texts(plot).ToHashSet());
        Assert.Equal(2, Elements(plot, "polyline").Count());
    }

    [Fact]
    public void A_year_of_samples_keeps_its_extremes_and_stays_small()
    {
        LineLayer year = new("", PlotColours.Blue, Samples(35_040, i => i == 20_000 ? 9 : Math.Sin(i / 96.0)));
        SvgPlot plot = new("Year", new PlotAxis("Time", AxisScale.Time), [new Panel(new PlotAxis("Stage (m)") { Low = -1, High = 9 }, [year])]);
        Assert.True(plot.Render().Length < 100_000);
        double top = Elements(plot, "rect").Where(r => r.Attribute("stroke") is not null).Select(r => double.Parse(r.Attribute("y")!.Value, CultureInfo.InvariantCulture)).Single();
        double highest = Elements(plot, "polyline").SelectMany(p => p.Attribute("points")!.Value.Split(' ')).Min(p => double.Parse(p.Split(',')[1], CultureInfo.InvariantCulture));
        Assert.Equal(top, highest, 0.011);
    }

    [Fact]
    public void A_panel_without_data_still_has_its_axis() =>
        Assert.Contains("0.50", Texts(new SvgPlot("Nothing", new PlotAxis("Time", AxisScale.Time), [new Panel(new PlotAxis("Stage (m)"), [])])));
}
