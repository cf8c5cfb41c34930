using System.Globalization;

namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>
/// What gaugings say of a table that came without its own: mean and scatter of ln(measured/table). The mean is not taken off the table (that would be another rating) and stands in the common
/// uncertainty instead, beside its own standard error (GUM F.2.4.5, an uncorrected effect).
/// </summary>
/// <param name="Gaugings">Gaugings inside the table.</param>
/// <param name="MeanLn">Mean of ln(measured/table).</param>
/// <param name="ScatterLn">Standard deviation about that mean.</param>
public readonly record struct TableUncertainty(int Gaugings, double MeanLn, double ScatterLn)
{
    /// <summary>Fewer gaugings tell no scatter.</summary>
    public const int LeastGaugings = 5;

    /// <summary>u of ln Q that all discharges of the table share.</summary>
    public double CommonLn => Math.Sqrt(MeanLn * MeanLn + ScatterLn * ScatterLn / Gaugings);

    /// <summary>Compares; null with fewer than <see cref="LeastGaugings"/> gaugings inside the table.</summary>
    public static TableUncertainty? Of(RatingCurve table, IEnumerable<Gauging> gaugings)
    {
        List<double> deviations = [];
        foreach (Gauging gauging in gaugings)
            if (table.Discharge(gauging.StageMetres, gauging.UtcSeconds ?? table.ValidFromUtcSeconds).CubicMetresPerSecond is { } rated and > 0 && gauging.CubicMetresPerSecond > 0)
                deviations.Add(Elementary.Log(gauging.CubicMetresPerSecond / rated));
        if (deviations.Count < LeastGaugings)
            return null;
        double mean = deviations.Average(), squares = deviations.Sum(d => (d - mean) * (d - mean));
        return new(deviations.Count, mean, Math.Sqrt(squares / (deviations.Count - 1)));
    }

    /// <summary>The table with this uncertainty.</summary>
    public RatingCurve Applied(RatingCurve table) => table with { Covariance = [], CommonStandardUncertaintyLn = CommonLn, ResidualStandardDeviationLn = ScatterLn };

    /// <summary>In words.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Gaugings} gaugings lie {100 * MeanLn:+0.0;-0.0} % from the table with a scatter of {100 * ScatterLn:0.0} %");
}
