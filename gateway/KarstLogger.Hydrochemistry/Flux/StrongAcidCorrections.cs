using System.Globalization;

namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>
/// What is taken off the ions before the strong-acid bracket (docs/equations/flux.md 11), as the station file names it. All of it is linear in the ions, so that the bracket of a period is a weighted sum
/// of ion loads with an uncertainty of its own.
/// </summary>
/// <param name="Rain">Rain's ions per chloride, mol/mol; absent: rain is not taken off.</param>
/// <param name="RainSource">Where the ratios come from.</param>
/// <param name="GypsumShareOfSulfate">Part of the sulfate that is evaporite, 0 to 1; 0: none.</param>
/// <param name="GypsumSource">Why.</param>
/// <param name="Silicates">True: Na beyond Cl and all K are silicate, with one HCO3 for each charge, whose carbon is wholly from air and soil.</param>
public sealed record StrongAcidCorrections(RainRatios? Rain, string RainSource, double GypsumShareOfSulfate, string GypsumSource, bool Silicates)
{
    /// <summary>The ions as they are.</summary>
    public static StrongAcidCorrections None { get; } = new(null, "", 0, "", false);

    /// <summary>What was taken off, in words with its sources.</summary>
    public string Name
    {
        get
        {
            List<string> parts = [];
            if (Rain is not null)
                parts.Add($"rain by Cl ({RainSource})");
            if (GypsumShareOfSulfate > 0)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"gypsum {GypsumShareOfSulfate:0.##} of SO4 ({GypsumSource})"));
            if (Silicates)
                parts.Add("silicates Na - Cl, K");
            return parts.Count == 0 ? "none" : string.Join("; ", parts);
        }
    }

    /// <summary>The corrected ions.</summary>
    public DissolvedIons Apply(DissolvedIons ions) => (Rain is { } rain ? ions.WithoutRain(rain) : ions).WithoutGypsum(GypsumShareOfSulfate);

    /// <summary>The ions of which the corrections take more than there is: the ratios or the share are then not of this water, and the corrected ion stands at 0.</summary>
    public IReadOnlyList<string> Overcorrected(DissolvedIons ions)
    {
        List<string> over = [];
        void Check(string ion, double there, double perChloride)
        {
            if (perChloride * ions.Chloride > there)
                over.Add(ion);
        }
        if (Rain is { } rain)
        {
            Check("Ca", ions.Calcium, rain.Calcium);
            Check("Mg", ions.Magnesium, rain.Magnesium);
            Check("Na", ions.Sodium, rain.Sodium);
            Check("K", ions.Potassium, rain.Potassium);
            Check("SO4", ions.Sulfate, rain.Sulfate);
            Check("NO3", ions.Nitrate, rain.Nitrate);
        }
        DissolvedIons dry = Rain is { } fallen ? ions.WithoutRain(fallen) : ions;
        if (GypsumShareOfSulfate * dry.Sulfate > dry.Calcium)
            over.Add("Ca");
        return [.. over.Distinct()];
    }

    /// <summary>Weights of x_cat = HCO3 - (Ca + Mg) on the uncorrected ions, mol C per mol.</summary>
    public IReadOnlyDictionary<string, double> CationSide => OnUncorrected(new() { ["HCO3"] = 1, ["Ca"] = -1, ["Mg"] = -1 });

    /// <summary>Weights of x_an = (HCO3 - 2 SO4 - NO3 - Cl + Na + K)/2 on the uncorrected ions, mol C per mol.</summary>
    public IReadOnlyDictionary<string, double> AnionSide =>
        OnUncorrected(new() { ["HCO3"] = 0.5, ["SO4"] = -1, ["NO3"] = -0.5, ["Cl"] = -0.5, ["Na"] = 0.5, ["K"] = 0.5 });

    // Backwards through the corrections: gypsum (Ca - g SO4, SO4 - g SO4) works on ions free of rain (X - r Cl, Cl = 0). The silicate part leaves both sides as they are: its HCO3 is taken off the
    // carbonate and counted again wholly, its cations with it.
    private Dictionary<string, double> OnUncorrected(Dictionary<string, double> weights)
    {
        double Of(string ion) => weights.GetValueOrDefault(ion);
        weights["SO4"] = Of("SO4") * (1 - GypsumShareOfSulfate) - Of("Ca") * GypsumShareOfSulfate;
        if (Rain is { } rain)
            weights["Cl"] = -(Of("Ca") * rain.Calcium + Of("Mg") * rain.Magnesium + Of("Na") * rain.Sodium + Of("K") * rain.Potassium + Of("SO4") * rain.Sulfate + Of("NO3") * rain.Nitrate);
        return weights.Where(one => one.Value != 0).ToDictionary();
    }
}
