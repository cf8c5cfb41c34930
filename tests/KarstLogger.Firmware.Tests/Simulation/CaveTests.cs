using KarstLogger.HostSim;

namespace KarstLogger.Firmware.Tests.Simulation;

public sealed class CaveTests
{
    private const long Start = 1_767_225_600_000;

    public static TheoryData<string> Presets() => new(CavePreset.All.Select(preset => preset.Name));

    private static List<CaveWater> Year(string name, ulong seed)
    {
        SimulatedCave cave = new(CavePreset.All.Single(preset => preset.Name == name), seed, Start);
        return [.. Enumerable.Range(0, 365 * 96).Select(i => cave.At(Start + i * 900_000L))];
    }

    // Means and coefficients of variation of Table 1 (seed-tables.md); a simulated year must lie within one standard deviation of the mean, or 3 % where that is less.
    [Theory]
    [InlineData("east", 18.89, 0.04, 7.43, 0.03, 322.65, 0.05)]
    [InlineData("west", 18.10, 0.03, 7.71, 0.02, 374.56, 0.03)]
    [InlineData("north", 18.64, 0.08, 8.11, 0.02, 560.83, 0.18)]
    [InlineData("south", 18.24, 0.37, 8.39, 0.07, 447.42, 0.14)]
    public void A_simulated_year_keeps_to_the_tables_means(string name, double t, double tVariation, double ph, double phVariation, double ec, double ecVariation)
    {
        for (ulong seed = 1; seed <= 3; seed++)
        {
            List<CaveWater> year = Year(name, seed);
            Assert.Equal(t, year.Average(water => water.TemperatureCelsius), t * Math.Min(tVariation, 0.03));
            Assert.Equal(ph, year.Average(water => water.Ph), ph * Math.Min(phVariation, 0.03));
            Assert.Equal(ec, year.Average(water => water.Ec25), ec * Math.Min(ecVariation, 0.04));
        }
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Floods_rise_by_more_than_half_a_metre_within_three_hours_and_dilute_the_water(string name)
    {
        List<CaveWater> year = Year(name, 1);
        int flood = Enumerable.Range(12, year.Count - 12).MaxBy(i => year[i].StageMetres - year[i - 12].StageMetres);
        Assert.InRange(year[flood].StageMetres - year[flood - 12].StageMetres, 0.5, 6);
        int trough = Enumerable.Range(flood, 96).MinBy(i => year[i].Ec25);
        Assert.True(year[trough].Ec25 < year[flood - 12].Ec25 * 0.95, "the flood does not dilute");
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Stage_and_discharge_follow_the_true_rating_and_rain_never_falls_back(string name)
    {
        CavePreset preset = CavePreset.All.Single(one => one.Name == name);
        List<CaveWater> year = Year(name, 2);
        foreach (CaveWater water in year.Where((_, i) => i % 400 == 0))
            Assert.Equal(water.DischargeCubicMetresPerSecond, preset.RatingCoefficient * Math.Pow(water.StageMetres - preset.StageOfZeroFlowMetres, preset.RatingExponent), water.DischargeCubicMetresPerSecond * 0.05);
        Assert.All(year.Zip(year.Skip(1)), pair => Assert.True(pair.Second.RainMillimetres >= pair.First.RainMillimetres));
        Assert.InRange(year[^1].RainMillimetres - year[0].RainMillimetres, 500, 2200);
    }
}
