using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>The search half of a segmented fit: where the head datums and the breakpoints lie.</summary>
internal static class SegmentedSearch
{
    /// <summary>What a search point costs that no control can have; finite, because the simplex compares differences.</summary>
    private const double Infeasible = 1e12;

    /// <summary>Grid of the first pass (docs/equations/ratings.md 2): distances of h0 below the lowest gauging as shares of the stage range.</summary>
    private const int DatumGrid = 25;

    private const double LeastDistanceShare = 1e-3, MostDistanceShare = 5;

    /// <summary>The best grid points from which the simplex starts: the optimum is flat, and one start can end in a side valley.</summary>
    private const int Starts = 6;

    /// <summary>The non-linear parameters.</summary>
    internal sealed record Point(double[] Datums, double[] Breakpoints);

    /// <summary>Which non-linear parameters were fitted and so add to the covariance.</summary>
    internal enum Freedom
    {
        /// <summary>None: datums and breakpoints given.</summary>
        None,

        /// <summary>One datum for all segments, and the breakpoints.</summary>
        CommonDatum,

        /// <summary>A datum a segment, and the breakpoints.</summary>
        OwnDatums,
    }

    public static FitOutcome<SegmentedFit> CommonDatum(IReadOnlyList<Gauging> gaugings, int segments)
    {
        SegmentedDesign design = new(gaugings, segments);
        double[] stages = [.. gaugings.Select(g => g.StageMetres).Order()];
        double lowest = stages[0], range = stages[^1] - lowest;
        Point At(double[] z) => new([.. Enumerable.Repeat(lowest - Elementary.Exp(z[0]), segments)], z[1..]);
        double Cost(double[] z) => CostOf(design, At(z), SegmentedFit.FewestGaugingsInSegment);

        double least = Elementary.Log(LeastDistanceShare * range), most = Elementary.Log(MostDistanceShare * range);
        IEnumerable<double[]> grid =
            from i in Enumerable.Range(0, DatumGrid)
            from joints in JointCandidates(stages, segments - 1)
            select (double[])[least + (most - least) * i / (DatumGrid - 1), .. joints];
        double[]? best = Simplex(grid, Cost, [(most - least) / DatumGrid, .. Enumerable.Repeat(range / 20, segments - 1)]);
        if (best is null)
            return FitOutcome<SegmentedFit>.Refused(FitRefusal.ExponentOutOfRange);
        return FitOutcome<SegmentedFit>.Of(Fitted(gaugings, design, At(best), Freedom.CommonDatum));
    }

    public static FitOutcome<SegmentedFit> OwnDatums(
        IReadOnlyList<Gauging> gaugings, IReadOnlyList<RatingControl> controls, IReadOnlyList<(double Lowest, double Highest)> joints)
    {
        // The priors weigh against the scatter of the gaugings, which the fit itself tells: start at 10 % and repeat until it stands.
        double scatter = 0.1;
        SegmentedFit? fit = null;
        for (int round = 0; round < 8; round++)
        {
            SegmentedDesign design = new(gaugings, controls.Count) { Priors = (controls, scatter) };
            if (SearchOwnDatums(design, controls, joints, scatter) is not { } point)
                return FitOutcome<SegmentedFit>.Refused(FitRefusal.HeadDatumAboveGaugings);
            fit = Fitted(gaugings, design, point, Freedom.OwnDatums);
            double next = Math.Max(Math.Sqrt(fit.SumOfSquaresLn / Math.Max(gaugings.Count - controls.Count - 1, 1)), 1e-3);
            if (Math.Abs(next - scatter) < 1e-4 * scatter)
                break;
            scatter = next;
        }
        // The priors count as observations: the parameters they hold cost no degree of freedom of the gaugings.
        return FitOutcome<SegmentedFit>.Of(fit! with { FreeParameters = Math.Min(fit!.FreeParameters, controls.Count + 1) });
    }

    /// <summary>The fit at a point, with the covariance of its segments.</summary>
    public static SegmentedFit Fitted(IReadOnlyList<Gauging> gaugings, SegmentedDesign design, Point point, Freedom freedom)
    {
        (double[] coefficients, double[] residuals) = design.Solve(point.Datums, point.Breakpoints);
        int segments = point.Datums.Length;
        int free = segments + 1 + freedom switch { Freedom.CommonDatum => segments, Freedom.OwnDatums => 2 * segments - 1, _ => 0 };
        SegmentedFit fit = new()
        {
            Segments = [.. SegmentedDesign.Segments(coefficients, point.Datums, point.Breakpoints)],
            ResidualsLn = [.. residuals],
            FreeParameters = free,
            Covariance = [],
            Gaugings = [.. gaugings],
        };
        int degrees = Math.Max(gaugings.Count - (design.Priors is null ? free : segments + 1), 1);
        return fit with { Covariance = [.. SegmentedCovariance.Of(design, coefficients, point, freedom, fit.SumOfSquaresLn / degrees)] };
    }

    private static Point? SearchOwnDatums(
        SegmentedDesign design, IReadOnlyList<RatingControl> controls, IReadOnlyList<(double Lowest, double Highest)> joints, double scatter)
    {
        int m = controls.Count;
        int[] searchedDatums = [.. Enumerable.Range(0, m).Where(j => controls[j].HeadDatumUncertaintyMetres > 0)];
        int[] searchedJoints = [.. Enumerable.Range(0, m - 1).Where(j => joints[j].Highest > joints[j].Lowest)];
        Point At(double[] z)
        {
            double[] datums = [.. controls.Select(c => c.HeadDatumMetres)], breakpoints = [.. joints.Select(j => (j.Lowest + j.Highest) / 2)];
            for (int k = 0; k < searchedDatums.Length; k++)
                datums[searchedDatums[k]] = z[k];
            for (int k = 0; k < searchedJoints.Length; k++)
                breakpoints[searchedJoints[k]] = z[searchedDatums.Length + k];
            return new Point(datums, breakpoints);
        }
        double Cost(double[] z)
        {
            Point point = At(z);
            double cost = CostOf(design, point, fewestInSegment: 0);
            foreach (int j in searchedDatums)
            {
                double deviation = (point.Datums[j] - controls[j].HeadDatumMetres) / controls[j].HeadDatumUncertaintyMetres * scatter;
                cost += deviation * deviation;
            }
            return searchedJoints.Any(j => point.Breakpoints[j] < joints[j].Lowest || point.Breakpoints[j] > joints[j].Highest) ? Infeasible : cost;
        }
        double[] start = [.. searchedDatums.Select(j => controls[j].HeadDatumMetres), .. searchedJoints.Select(j => (joints[j].Lowest + joints[j].Highest) / 2)];
        double[] steps = [.. searchedDatums.Select(j => controls[j].HeadDatumUncertaintyMetres / 2), .. searchedJoints.Select(j => (joints[j].Highest - joints[j].Lowest) / 8)];
        if (start.Length == 0)
            return Cost(start) < Infeasible ? At(start) : null;
        IEnumerable<double[]> grid = from a in Enumerable.Range(-3, 7)
                                     from b in Enumerable.Range(-3, 7)
                                     select (double[])[.. start.Select((v, k) => v + steps[k] * (k < searchedDatums.Length ? a : b))];
        return Simplex(grid, Cost, steps) is { } best ? At(best) : null;
    }

    /// <summary>Sum of squares, the exponents' priors included, or <see cref="Infeasible"/>.</summary>
    private static double CostOf(SegmentedDesign design, Point point, int fewestInSegment)
    {
        if (!design.Holds(point.Datums, point.Breakpoints, fewestInSegment))
            return Infeasible;
        (double[] coefficients, double[] residuals) = design.Solve(point.Datums, point.Breakpoints);
        double cost = residuals.Sum(r => r * r);
        for (int j = 1; j < coefficients.Length; j++)
        {
            if (coefficients[j] is < 0.3 or > 6)
                return Infeasible;
            if (design.Priors is { } priors)
            {
                double deviation = (coefficients[j] - priors.Controls[j - 1].Exponent) / priors.Controls[j - 1].ExponentUncertainty * priors.ResidualStandardDeviationLn;
                cost += deviation * deviation;
            }
        }
        return cost;
    }

    private static double[]? Simplex(IEnumerable<double[]> grid, Func<double[], double> cost, double[] steps)
    {
        double[][] starts = [.. grid.Select(z => (z, cost: cost(z))).Where(e => e.cost < Infeasible).OrderBy(e => e.cost).Take(Starts).Select(e => e.z)];
        IObjectiveFunction objective = ObjectiveFunction.Value(z => cost(z.ToArray()));
        Vector<double> perturbation = Vector<double>.Build.DenseOfArray(steps);
        (double[] Point, double Cost)? best = null;
        foreach (double[] start in starts)
        {
            double[] found = start;
            // A second run from the end of the first frees a simplex that has collapsed along the flat valley.
            for (int run = 0; run < 2; run++)
                found = NelderMeadSimplex.Minimum(objective, Vector<double>.Build.DenseOfArray(found), perturbation, 1e-10, 20_000).MinimizingPoint.ToArray();
            double at = cost(found);
            if (best is null || at < best.Value.Cost)
                best = (found, at);
        }
        return best?.Point;
    }

    /// <summary>Sets of increasing breakpoints midway between neighbouring gaugings, about sixteen quantiles a joint.</summary>
    private static IEnumerable<double[]> JointCandidates(double[] stages, int joints)
    {
        if (joints == 0)
            return [[]];
        int fewest = SegmentedFit.FewestGaugingsInSegment, last = stages.Length - fewest - 1;
        int stride = Math.Max(1, (last - fewest) / 16);
        double[] middles = [.. Enumerable.Range(0, stages.Length).Where(i => i >= fewest - 1 && i <= last && (i - fewest + 1) % stride == 0)
            .Select(i => (stages[i] + stages[i + 1]) / 2)];
        IEnumerable<double[]> sets = middles.Select(k => (double[])[k]);
        for (int joint = 1; joint < joints; joint++)
            sets = sets.SelectMany(s => middles.Where(k => k > s[^1]).Select(k => (double[])[.. s, k]));
        return sets;
    }
}
