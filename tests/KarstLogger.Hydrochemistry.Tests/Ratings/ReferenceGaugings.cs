using System.Globalization;
using KarstLogger.Hydrochemistry.Ratings;
using KarstLogger.TestSupport;

namespace KarstLogger.Hydrochemistry.Tests.Ratings;

/// <summary>The gauging lists that the reference figures were computed from, by the data set's name.</summary>
internal static class ReferenceGaugings
{
    public static Gauging[] Of(string dataset)
    {
        string[] lines = File.ReadAllLines(ReferenceFiles.Path("golden", "hydrology", "gaugings", dataset + ".csv"));
        string[] header = lines[0].Split(',');
        int stage = Array.IndexOf(header, "stage"), q = Array.IndexOf(header, "q");
        return [.. lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','))
            .Select(cells => new Gauging(Number(cells[stage]), Number(cells[q])))];
    }

    private static double Number(string cell) => double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture);
}
