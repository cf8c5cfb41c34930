using KarstLogger.Hydrochemistry.Lanes;

namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>The results whose uncertainty is propagated.</summary>
public enum CarbonateResult
{
    /// <summary>log10 of the CO2 fugacity in atm.</summary>
    LogPCo2,

    /// <summary>Saturation index of calcite.</summary>
    Calcite,

    /// <summary>Saturation index of aragonite.</summary>
    Aragonite,

    /// <summary>Saturation index of dolomite.</summary>
    Dolomite,

    /// <summary>Saturation index of gypsum.</summary>
    Gypsum,

    /// <summary>Ionic strength, mol/kgw.</summary>
    IonicStrength,

    /// <summary>Dissolved inorganic carbon, mmol/kgw.</summary>
    Dic,
}

/// <summary>Standard uncertainties of one state and what they are made of. Undefined where the result itself is.</summary>
public sealed class CarbonateUncertainty
{
    private readonly double[] _gradients;
    private readonly InputCovariance _covariance;

    internal CarbonateUncertainty(CarbonateState state, double[] gradients, InputCovariance covariance) => (State, _gradients, _covariance) = (state, gradients, covariance);

    /// <summary>The state whose uncertainty this is.</summary>
    public CarbonateState State { get; }

    /// <summary>Standard uncertainty of a result, in its unit; null where the result is undefined.</summary>
    public double? StandardUncertainty(CarbonateResult result) => Value(result) is null ? null : Math.Sqrt(_covariance.Variance(Gradient(result)));

    /// <summary>Standard uncertainty of pCO2 in Pa, to first order: p ln 10 u(log p). Good while u(log p) is below about 0.1; beyond that pCO2 is skew and its logarithm is the better number.</summary>
    public double? PCo2PascalsStandardUncertainty => State.PCo2Pascals * Elementary.Ln10 * StandardUncertainty(CarbonateResult.LogPCo2);

    /// <summary>How much a result changes with an input, in their units.</summary>
    public double? Sensitivity(CarbonateResult result, CarbonateInput input) => Value(result) is null ? null : Gradient(result)[(int)input];

    /// <summary>
    /// The budget: each input's share of the variance of a result. The shares add up to 1; a share can be negative where correlated errors cancel. Null where the result
    /// is undefined or has no uncertainty.
    /// </summary>
    public double? Share(CarbonateResult result, CarbonateInput input)
    {
        double variance = Value(result) is null ? 0 : _covariance.Variance(Gradient(result));
        return variance > 0 ? _covariance.Part(Gradient(result), (int)input) / variance : null;
    }

    /// <summary>First-order propagation of the inputs' covariance through the converged equilibrium (implicit differentiation, no finite steps in the chemistry).</summary>
    /// <returns>Null where the state has no numbers (see <see cref="CarbonateState.Gaps"/>).</returns>
    public static CarbonateUncertainty? Propagate(in WaterSample water, InputCovariance covariance, CarbonateModel model)
    {
        CarbonateState state = CarbonateSolver.Solve(water, model);
        if (!state.Converged)
            return null;
        double[] gradients = new double[CarbonateSensitivity.Results * InputCovariance.Count];
        CarbonateSensitivity.Of(CarbonateSolver.Kernel(model), water.ToLanes(), model.Compiled, gradients);
        return new CarbonateUncertainty(state, gradients, covariance);
    }

    private ReadOnlySpan<double> Gradient(CarbonateResult result) => _gradients.AsSpan((int)result * InputCovariance.Count, InputCovariance.Count);

    private double? Value(CarbonateResult result) => result switch
    {
        CarbonateResult.LogPCo2 => State.LogPCo2Atm,
        CarbonateResult.Calcite => State.CalciteSaturationIndex,
        CarbonateResult.Aragonite => State.AragoniteSaturationIndex,
        CarbonateResult.Dolomite => State.DolomiteSaturationIndex,
        CarbonateResult.Gypsum => State.GypsumSaturationIndex,
        CarbonateResult.IonicStrength => State.IonicStrengthMolPerKilogramWater,
        _ => State.DicMillimolPerKilogramWater,
    };
}
