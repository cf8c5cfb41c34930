using System.Globalization;
using KarstLogger.Hydrochemistry.Carbonate;
using KarstLogger.TestSupport;

namespace KarstLogger.Hydrochemistry.Tests.Carbonate;

/// <summary>
/// Conductance from the ions against conductance measured: the Buffalo River (Ozark limestone, USGS 07056000), analyses that balance to 5 %.
/// Standard Methods 1030 E takes an analysis whose computed conductance is within 10 % of the measured one.
/// </summary>
public sealed class IonicConductanceTests
{
    /// <summary>mg/L as CaCO3 to mg/L as HCO3: 61.0191 / 50.0446 (half of CaCO3, 100.0892 g/mol).</summary>
    private const double BicarbonatePerCalcite = 61.0191 / 50.0446;

    /// <summary>mg/L of nitrate nitrogen to mg/L of nitrate: 62.0067 / 14.0067.</summary>
    private const double NitratePerNitrogen = 62.0067 / 14.0067;

    [SharedFact("data/chem")]
    public void Conductance_from_the_ions_of_a_karst_river_is_the_measured_one()
    {
        double[] ratios = [.. Ratios().Order()];
        Assert.True(ratios.Length >= 20, $"{ratios.Length} analyses");
        double median = ratios[ratios.Length / 2];
        Assert.True(Math.Abs(median - 1) < 0.04, $"median ratio {median:F3}");
        Assert.True(ratios.Count(r => Math.Abs(r - 1) <= 0.1) >= 0.85 * ratios.Length, $"{ratios.Count(r => Math.Abs(r - 1) <= 0.1)} of {ratios.Length} within 10 %");
    }

    private static IEnumerable<double> Ratios()
    {
        string[] lines = File.ReadAllLines(ReferenceFiles.Path("data", "chem", "usgs_07056000_major_ions.csv"));
        string[] header = lines[0].Split(',');
        foreach (string[] cells in lines.Skip(1).Select(line => line.Split(',')))
        {
            double? Cell(string name) => double.TryParse(cells[Array.IndexOf(header, name)], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
            WaterSample water = new()
            {
                TemperatureCelsius = Cell("temp_c"),
                PH = Cell("ph"),
                CalciumMilligramsPerLitre = Cell("ca_mgl"),
                MagnesiumMilligramsPerLitre = Cell("mg_mgl"),
                SodiumMilligramsPerLitre = Cell("na_mgl"),
                PotassiumMilligramsPerLitre = Cell("k_mgl"),
                ChlorideMilligramsPerLitre = Cell("cl_mgl"),
                SulfateMilligramsPerLitre = Cell("so4_mgl"),
                AlkalinityMilligramsPerLitreAsBicarbonate = Cell("alk_mgl_caco3") * BicarbonatePerCalcite,
                NitrateMilligramsPerLitre = Cell("no3n_mgl_recovered") * NitratePerNitrogen,
            };
            if (Cell("ec25_uscm") is double measured && ChargeBalance.ErrorPercent(water) is double error && Math.Abs(error) <= 5)
                yield return IonicConductance.MicrosiemensPerCentimetre(water)!.Value / measured;
        }
    }
}
