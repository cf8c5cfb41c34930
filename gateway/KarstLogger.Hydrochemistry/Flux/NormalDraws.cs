using MathNet.Numerics.Random;

namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>Standard normal numbers from a seed (Box and Muller 1958), with <see cref="Elementary"/>'s logarithm so that a seed means the same on every system.</summary>
internal sealed class NormalDraws(int seed)
{
    private readonly Xoshiro256StarStar _uniform = new(seed, threadSafe: false);
    private double _spare;
    private bool _hasSpare;

    public double Next()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spare;
        }
        double radius = Math.Sqrt(-2 * Elementary.Log(1 - _uniform.NextDouble()));
        (double sine, double cosine) = Math.SinCos(2 * Math.PI * _uniform.NextDouble());
        (_spare, _hasSpare) = (radius * sine, true);
        return radius * cosine;
    }
}
