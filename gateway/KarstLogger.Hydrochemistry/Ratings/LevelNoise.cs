namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>What noise of the level does to discharge.</summary>
public static class LevelNoise
{
    /// <summary>
    /// Relative bias of the mean discharge, E[Q]/Q - 1 = b(b - 1)/2 (sigma/(h - h0))2, second order (docs/equations/ratings.md 6). Waves make a rating read high:
    /// rate the filtered level, and convert before averaging to days, never after.
    /// </summary>
    /// <param name="exponent">b of the segment.</param>
    /// <param name="headMetres">h - h0, m; above zero.</param>
    /// <param name="levelStandardDeviationMetres">Standard deviation of the level's noise, m; the formula holds below about a fifth of the head.</param>
    public static double RelativeBias(double exponent, double headMetres, double levelStandardDeviationMetres)
    {
        double share = levelStandardDeviationMetres / headMetres;
        return exponent * (exponent - 1) / 2 * share * share;
    }
}
