using KarstLogger.Hydrochemistry.Lanes;

namespace KarstLogger.Hydrochemistry.Tests;

/// <summary>The one source of exp and log: as exact as the C library's, and the same bits in every lane of every width.</summary>
public sealed class ElementaryTests
{
    private const int Seed = 20260101, Draws = 20_000;

    [Fact]
    public void Exponential_is_within_one_unit_in_the_last_place_of_the_C_library() =>
        Each(-700, 700, x => Assert.True(UnitsApart(Elementary.Exp(x), Math.Exp(x)) <= 1, $"exp({x:R}): {Elementary.Exp(x):R}, C library {Math.Exp(x):R}"));

    [Fact]
    public void Logarithm_is_within_one_unit_in_the_last_place_of_the_C_library() =>
        Each(-700, 700, exponent =>
        {
            double x = Math.Exp(exponent);
            Assert.True(UnitsApart(Elementary.Log(x), Math.Log(x)) <= 1, $"log({x:R}): {Elementary.Log(x):R}, C library {Math.Log(x):R}");
        });

    [Fact]
    public void Logarithm_near_one_keeps_its_digits() =>
        Each(-1e-3, 1e-3, d => Assert.True(UnitsApart(Elementary.Log(1 + d), Math.Log(1 + d)) <= 1, $"log(1 + {d:R})"));

    [Fact]
    public void Every_lane_of_every_width_gives_the_bits_of_the_scalar()
    {
        double[] x = new double[8], exp = new double[8], log = new double[8];
        Random random = new(Seed);
        for (int draw = 0; draw < Draws; draw++)
        {
            for (int i = 0; i < 8; i++)
                x[i] = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-8, 3));
            Check<LaneScalar>();
            Check<Lane2>();
            Check<Lane4>();
            Check<Lane8>();
        }

        void Check<T>() where T : unmanaged, ILane<T>
        {
            T lanes = T.Load(x);
            LaneMath.Exp(lanes).Store(exp);
            LaneMath.Log(T.Abs(lanes)).Store(log);
            for (int i = 0; i < T.Count; i++)
            {
                Assert.Equal(BitConverter.DoubleToInt64Bits(Elementary.Exp(x[i])), BitConverter.DoubleToInt64Bits(exp[i]));
                Assert.Equal(BitConverter.DoubleToInt64Bits(Elementary.Log(Math.Abs(x[i]))), BitConverter.DoubleToInt64Bits(log[i]));
            }
        }
    }

    /// <summary>Bits of the exact value, from mpmath 1.3 at 60 digits, rounded to nearest.</summary>
    [Theory]
    [InlineData(1.0, 0x4005BF0A8B145769)]
    [InlineData(-1.0, 0x3FD78B56362CEF38)]
    [InlineData(0.5, 0x3FFA61298E1E069C)]
    public void Exponential_is_within_one_unit_of_the_exact_value(double x, long bits) => Assert.True(UnitsApart(Elementary.Exp(x), BitConverter.Int64BitsToDouble(bits)) <= 1);

    [Theory]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(710, double.PositiveInfinity)]
    [InlineData(-1e300, 0)]
    [InlineData(0, 1)]
    public void Exponential_at_the_ends(double x, double expected) => Assert.Equal(expected, Elementary.Exp(x));

    [Theory]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(-1, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(1, 0)]
    public void Logarithm_at_the_ends(double x, double expected) => Assert.Equal(expected, Elementary.Log(x));

    [Fact]
    public void What_is_not_a_number_stays_so()
    {
        Assert.Equal(double.NaN, Elementary.Exp(double.NaN));
        Assert.Equal(double.NaN, Elementary.Log(double.NaN));
    }

    [Fact]
    public void The_smallest_numbers_have_a_logarithm() => Assert.True(Math.Abs(Elementary.Log(double.Epsilon) - Math.Log(double.Epsilon)) < 1e-10);

    private static void Each(double least, double most, Action<double> check)
    {
        Random random = new(Seed);
        for (int draw = 0; draw < Draws; draw++)
            check(least + (most - least) * random.NextDouble());
    }

    private static long UnitsApart(double a, double b) => Math.Abs(BitConverter.DoubleToInt64Bits(a) - BitConverter.DoubleToInt64Bits(b));
}
