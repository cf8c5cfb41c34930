using KarstLogger.Hydrochemistry.Carbonate;

namespace KarstLogger.Hydrochemistry.Tests.Carbonate;

/// <summary>Seeded waters inside the validated range, now and then with a measurement missing.</summary>
internal static class WaterDraw
{
    public static WaterSample Natural(Random random) => new()
    {
        TemperatureCelsius = -0.5 + 40 * random.NextDouble(),
        PH = 5.5 + 4 * random.NextDouble(),
        CalciumMilligramsPerLitre = Ion(random, 400),
        MagnesiumMilligramsPerLitre = Ion(random, 150),
        SodiumMilligramsPerLitre = Ion(random, 300),
        PotassiumMilligramsPerLitre = Ion(random, 40),
        ChlorideMilligramsPerLitre = Ion(random, 400),
        SulfateMilligramsPerLitre = Ion(random, 900),
        AlkalinityMilligramsPerLitreAsBicarbonate = Ion(random, 600),
    };

    public static WaterSample WithGaps(Random random)
    {
        WaterSample water = Natural(random);
        return random.Next(12) switch
        {
            0 => water with { CalciumMilligramsPerLitre = null },
            1 => water with { AlkalinityMilligramsPerLitreAsBicarbonate = null },
            2 => water with { PH = null },
            3 => water with { TemperatureCelsius = double.NaN },
            4 => water with { SodiumMilligramsPerLitre = -1 },
            5 => water with { AlkalinityMilligramsPerLitreAsBicarbonate = 1, PH = 11.5 },
            6 => water with { SulfateMilligramsPerLitre = 1e300 },
            _ => water,
        };
    }

    private static double Ion(Random random, double most) => most * Square(random.NextDouble()) + 0.01;

    private static double Square(double x) => x * x;
}
