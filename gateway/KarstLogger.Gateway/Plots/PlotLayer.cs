using System.Collections.Immutable;

namespace KarstLogger.Gateway.Plots;

/// <summary>Colours that stay apart for colour-blind readers and in grey print (Okabe and Ito 2008, Color Universal Design).</summary>
public static class PlotColours
{
    /// <summary>Water: stage and discharge.</summary>
    public const string Blue = "#0072b2";

    /// <summary>A second series.</summary>
    public const string Vermilion = "#d55e00";

    /// <summary>A third series.</summary>
    public const string Green = "#009e73";

    /// <summary>Rain.</summary>
    public const string SkyBlue = "#56b4e9";

    /// <summary>A fourth series.</summary>
    public const string Purple = "#cc79a7";

    /// <summary>Doubt.</summary>
    public const string Orange = "#e69f00";

    /// <summary>Points measured by hand.</summary>
    public const string Black = "#222222";

    /// <summary>Limits and what is not measured.</summary>
    public const string Grey = "#8a8a8a";
}

/// <summary>A point of a plot; an absent y breaks a line, so that a gap is seen as a gap.</summary>
/// <param name="X">Position on the x axis; Unix seconds on a time axis.</param>
/// <param name="Y">Value, or absent.</param>
public readonly record struct PlotPoint(double X, double? Y);

/// <summary>How a single point is drawn.</summary>
public enum PointShape
{
    /// <summary>Filled dot.</summary>
    Dot,

    /// <summary>Open circle.</summary>
    Circle,

    /// <summary>Cross: a value that failed its checks.</summary>
    Cross,

    /// <summary>Open triangle.</summary>
    Triangle,
}

/// <summary>One thing drawn in a panel; a name puts it into the legend.</summary>
/// <param name="Name">Legend text; empty for none.</param>
/// <param name="Colour">An SVG colour.</param>
public abstract record PlotLayer(string Name, string Colour);

/// <summary>A line through the points in their order, broken where y is absent, and where x steps further than <see cref="LongestStep"/>.</summary>
public sealed record LineLayer(string Name, string Colour, ImmutableArray<PlotPoint> Points) : PlotLayer(Name, Colour)
{
    /// <summary>The longest step in x that is still joined; absent joins all.</summary>
    public double? LongestStep { get; init; }

    /// <summary>True draws dashes.</summary>
    public bool Dashed { get; init; }
}

/// <summary>Single points.</summary>
public sealed record PointsLayer(string Name, string Colour, ImmutableArray<PlotPoint> Points, PointShape Shape = PointShape.Dot) : PlotLayer(Name, Colour);

/// <summary>A band between two edges, e.g. a 95 % interval; broken where an edge is absent.</summary>
public sealed record BandLayer(string Name, string Colour, ImmutableArray<BandPoint> Points) : PlotLayer(Name, Colour);

/// <summary>One position of a band.</summary>
public readonly record struct BandPoint(double X, double? Low, double? High);

/// <summary>Bars from zero, each <paramref name="Width"/> wide on the x axis and starting at its x (rain of an interval, load of a day).</summary>
public sealed record BarsLayer(string Name, string Colour, ImmutableArray<PlotPoint> Points, double Width) : PlotLayer(Name, Colour);

/// <summary>Shaded stretches of the x axis, e.g. periods without samples.</summary>
public sealed record StretchLayer(string Name, string Colour, ImmutableArray<(double From, double To)> Stretches) : PlotLayer(Name, Colour);

/// <summary>A horizontal line at a value that matters, e.g. saturation or the highest gauged discharge.</summary>
public sealed record LevelLayer(string Name, string Colour, double Y) : PlotLayer(Name, Colour);
