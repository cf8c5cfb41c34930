namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>
/// A linear system of a few unknowns on the stack. MathNet.Numerics would allocate five arrays for each water, which costs more than the solution itself.
/// Rows are exchanged for the largest pivot.
/// </summary>
internal static class SmallSystem
{
    /// <summary>The largest system taken.</summary>
    internal const int Most = 16;

    /// <summary>Replaces a by its LU factors (the diagonal by its inverse) and returns in <paramref name="order"/> which row came to which place.</summary>
    internal static void Factor(Span<double> a, int n, Span<int> order)
    {
        for (int i = 0; i < n; i++)
            order[i] = i;
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
                if (Math.Abs(a[i * n + k]) > Math.Abs(a[pivot * n + k]))
                    pivot = i;
            if (pivot != k)
                Exchange(a, n, order, k, pivot);
            double inverse = 1 / a[k * n + k];
            a[k * n + k] = inverse;
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i * n + k] * inverse;
                if (factor == 0)
                    continue;
                a[i * n + k] = factor;
                for (int j = k + 1; j < n; j++)
                    a[i * n + j] -= factor * a[k * n + j];
            }
        }
    }

    /// <summary>Solves the transposed system of the factored matrix; <paramref name="x"/> holds the right-hand side and then the solution.</summary>
    internal static void SolveTransposed(ReadOnlySpan<double> lu, int n, ReadOnlySpan<int> order, Span<double> x)
    {
        for (int i = 0; i < n; i++)
        {
            double solved = x[i] * lu[i * n + i];
            x[i] = solved;
            if (solved != 0)
                Subtract(x[(i + 1)..n], lu.Slice(i * n + i + 1, n - i - 1), solved);
        }
        for (int i = n - 1; i > 0; i--)
            Subtract(x[..i], lu.Slice(i * n, i), x[i]);
        Span<double> placed = stackalloc double[Most];
        for (int i = 0; i < n; i++)
            placed[order[i]] = x[i];
        placed[..n].CopyTo(x);
    }

    private static void Subtract(Span<double> from, ReadOnlySpan<double> row, double factor)
    {
        for (int j = 0; j < from.Length && j < row.Length; j++)
            from[j] -= factor * row[j];
    }

    private static void Exchange(Span<double> a, int n, Span<int> order, int k, int pivot)
    {
        for (int j = 0; j < n; j++)
            (a[k * n + j], a[pivot * n + j]) = (a[pivot * n + j], a[k * n + j]);
        (order[k], order[pivot]) = (order[pivot], order[k]);
    }
}
