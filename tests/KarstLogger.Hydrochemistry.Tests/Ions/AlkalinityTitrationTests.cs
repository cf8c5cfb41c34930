using KarstLogger.Hydrochemistry.Ions;

namespace KarstLogger.Hydrochemistry.Tests.Ions;

public class AlkalinityTitrationTests
{
    private static readonly AlkalinityTitration Kit = new() { SampleMillilitres = 50, AcidMolesPerLitre = 0.05, StepMillilitres = 0.1 };

    [Fact]
    public void Acid_to_the_endpoint_is_alkalinity()
    {
        // 3.70 mL of 0.05 mol/L on 50 mL: 3.70 * 0.05 / 50 * 1000 = 3.70 mmol/L = 225.762 mg/L HCO3 (* 61.0168).
        TitratedAlkalinity titrated = Kit.ByEndpoint(3.70);
        Assert.Equal(3.70, titrated.MillimolesPerLitre, 1e-12);
        Assert.Equal(225.762, titrated.MilligramsPerLitreAsBicarbonate, 0.001);
    }

    [Fact]
    public void The_acid_factor_and_the_blank_are_applied()
    {
        // (3.70 - 0.05) * 0.05 * 0.982 / 50 * 1000 = 3.5843.
        Assert.Equal(3.5843, (Kit with { AcidFactor = 0.982, BlankMillilitres = 0.05 }).ByEndpoint(3.70).MillimolesPerLitre, 1e-10);
    }

    [Fact]
    public void A_kit_of_a_tenth_has_the_stated_uncertainty_of_which_its_resolution_is_a_part()
    {
        // hydrology.md section 9: total u .03-.05 mmol/L, the kit's .1 resolution alone .029.
        Assert.InRange(Kit.ByEndpoint(3.7).StandardUncertainty, 0.03, 0.05);
        AlkalinityTitration resolution = Kit with { AcidRelativeUncertainty = 0, SampleRelativeUncertainty = 0 };
        Assert.Equal(0.029, resolution.ByEndpoint(3.7).StandardUncertainty, 0.0005);
    }

    [Fact]
    public void Gran_finds_the_alkalinity_that_the_water_was_made_with()
    {
        TitratedAlkalinity gran = Kit.ByGran(Curve(alkalinity: 3.700e-3))!.Value;

        // The bicarbonate that is left at the first point used, pH 3.9 and pK1 6.35: 10^(3.9 - 6.35) = 0.35 % of 3.7 = 0.013 mmol/L bounds the method's own bias.
        Assert.Equal(3.700, gran.MillimolesPerLitre, 0.013);
        Assert.Equal(3.700, gran.EquivalenceMillilitres, 0.013);
    }

    [Fact]
    public void A_fixed_endpoint_of_4_point_5_lies_close_to_it()
    {
        // The true equivalence of this water lies near pH 4.4; 4.5 stops a little early.
        TitratedAlkalinity endpoint = Kit.ByEndpoint(Curve(alkalinity: 3.700e-3), 4.5)!.Value;
        Assert.InRange(endpoint.MillimolesPerLitre, 3.66, 3.72);
    }

    [Fact]
    public void A_titration_that_was_stopped_early_gives_nothing()
    {
        TitrationPoint[] early = [.. Curve(alkalinity: 3.700e-3).Where(p => p.Ph > 5)];
        Assert.Null(Kit.ByGran(early));
        Assert.Null(Kit.ByEndpoint(early, 4.5));
    }

    /// <summary>
    /// Water with an alkalinity in eq/L and as much inorganic carbon, titrated in a closed vessel; pH from the charge balance by bisection, with pK1 6.35, pK2 10.33 and pKw 14 of
    /// pure water at 25 degC.
    /// </summary>
    private static List<TitrationPoint> Curve(double alkalinity)
    {
        List<TitrationPoint> curve = [];
        for (double acid = 0; acid < 5.0; acid += 0.1)
        {
            double dilution = 50 / (50 + acid), added = 0.05 * acid / (50 + acid), low = 2, high = 10;
            for (int i = 0; i < 60; i++)
            {
                double ph = (low + high) / 2, h = Math.Pow(10, -ph), k1 = Math.Pow(10, -6.35), k2 = Math.Pow(10, -10.33);
                double share = (k1 * h + 2 * k1 * k2) / (h * h + k1 * h + k1 * k2);
                bool tooAlkaline = alkalinity * dilution * share + 1e-14 / h - h > alkalinity * dilution - added;
                (low, high) = tooAlkaline ? (low, ph) : (ph, high);
            }
            curve.Add(new(acid, low));
        }
        return curve;
    }
}
