namespace KarstLogger.Hydrochemistry.Ions;

/// <summary>One addition of acid: the burette's total and the pH read after it.</summary>
public readonly record struct TitrationPoint(double AcidMillilitres, double Ph);

/// <summary>Alkalinity of a bottle, mmol/L (= meq/L), with its standard uncertainty and the acid volume of its equivalence point.</summary>
public readonly record struct TitratedAlkalinity(double MillimolesPerLitre, double StandardUncertainty, double EquivalenceMillilitres)
{
    /// <summary>As mg/L HCO3.</summary>
    public double MilligramsPerLitreAsBicarbonate => MillimolesPerLitre * MajorIon.Bicarbonate.GramsPerMole;
}

/// <summary>
/// Titration of alkalinity with strong acid: acid volume to mmol/L by a fixed endpoint or by Gran's function, with acid factor and blank. The kit's resolution is only a part of the
/// uncertainty: 0.1 mmol/L steps are 0.029, the whole 0.03 to 0.05 mmol/L (docs/equations/ions.md 10).
/// </summary>
public sealed record AlkalinityTitration
{
    /// <summary>Volume of water titrated, mL; above 0.</summary>
    public required double SampleMillilitres { get; init; }

    /// <summary>Nominal concentration of the acid, mol/L of H+; above 0.</summary>
    public required double AcidMolesPerLitre { get; init; }

    /// <summary>True over nominal concentration of the acid, from its standardisation.</summary>
    public double AcidFactor { get; init; } = 1;

    /// <summary>Acid that the same volume of pure water takes to the endpoint, mL.</summary>
    public double BlankMillilitres { get; init; }

    /// <summary>Smallest step of the burette or dropper, mL; its rectangle (step / sqrt 12) enters the uncertainty.</summary>
    public required double StepMillilitres { get; init; }

    /// <summary>
    /// Relative u of the acid's factor. With this and the next a kit of 0.1 mmol/L steps has 0.036 at 3 and 0.046 at 5 mmol/L: the 0.03 to 0.05 of docs/equations/ions.md 10.
    /// </summary>
    public double AcidRelativeUncertainty { get; init; } = 0.005;

    /// <summary>Relative u of the sample volume (see <see cref="AcidRelativeUncertainty"/>).</summary>
    public double SampleRelativeUncertainty { get; init; } = 0.005;

    /// <summary>By the acid used to reach a colour change or a fixed pH (4.5 of the methyl-orange endpoint).</summary>
    public TitratedAlkalinity ByEndpoint(double acidMillilitres) => Of(acidMillilitres, 0);

    /// <summary>
    /// By the acid at a fixed pH, interpolated linearly between the two readings that enclose it. Null where the curve does not pass it.
    /// </summary>
    public TitratedAlkalinity? ByEndpoint(IReadOnlyList<TitrationPoint> curve, double endpointPh)
    {
        for (int i = 1; i < curve.Count; i++)
        {
            TitrationPoint before = curve[i - 1], after = curve[i];
            if (before.Ph >= endpointPh && after.Ph < endpointPh)
                return Of(before.AcidMillilitres + (before.Ph - endpointPh) / (before.Ph - after.Ph) * (after.AcidMillilitres - before.AcidMillilitres), 0);
        }
        return null;
    }

    /// <summary>
    /// By Gran's function past the equivalence point: (V0 + V) 10^-pH grows linearly with the acid V and its line meets 0 at the equivalence volume (Gran 1952, Analyst 77:661).
    /// Readings of pH 3.0 to 3.9 are used: below the bicarbonate's buffering (at 3.9 a closed vessel
    /// still holds 10^(3.9 - 6.35) = 0.35 % of it, which is the method's bias at most), above the electrode's acid error. Null with fewer than three of them.
    /// </summary>
    public TitratedAlkalinity? ByGran(IReadOnlyList<TitrationPoint> curve)
    {
        TitrationPoint[] past = [.. curve.Where(p => p.Ph is >= 3.0 and <= 3.9)];
        double[] acid = [.. past.Select(p => p.AcidMillilitres)], gran = [.. past.Select(p => (SampleMillilitres + p.AcidMillilitres) * Elementary.Exp10(-p.Ph))];
        if (LeastSquaresLine.Fit(acid, gran) is not { } line || line.Slope <= 0)
            return null;
        double equivalence = -line.Intercept / line.Slope;
        return Of(equivalence, line.MeanStandardErrorAt(equivalence) / line.Slope);
    }

    private TitratedAlkalinity Of(double acidMillilitres, double extrapolationMillilitres)
    {
        double perMillilitre = 1000 * AcidMolesPerLitre * AcidFactor / SampleMillilitres;
        double alkalinity = perMillilitre * (acidMillilitres - BlankMillilitres);
        double reading = StepMillilitres / Math.Sqrt(12) * perMillilitre, blank = BlankMillilitres == 0 ? 0 : reading;
        double relative = alkalinity * Math.Sqrt(AcidRelativeUncertainty * AcidRelativeUncertainty + SampleRelativeUncertainty * SampleRelativeUncertainty);
        double extrapolation = extrapolationMillilitres * perMillilitre;
        return new(alkalinity, Math.Sqrt(reading * reading + blank * blank + relative * relative + extrapolation * extrapolation), acidMillilitres);
    }
}
