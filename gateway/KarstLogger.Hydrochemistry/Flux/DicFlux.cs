using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>
/// All inorganic carbon carried, mol C/s: reported beside the alkalinity flux, never as the sink, because the CO2(aq) in it depends on where the sonde hangs (docs/equations/flux.md 1: at pH 7.2 DIC is
/// 1.14 of the alkalinity, after degassing 1.02). It depends on everything the speciation needs, pH included.
/// </summary>
/// <param name="MolesPerSecond">Q times DIC; null where an input is absent or failed.</param>
/// <param name="Flag">The worst flag of the inputs.</param>
public readonly record struct DicFlux(double? MolesPerSecond, QcFlag Flag)
{
    /// <summary>The flux of one sample; DIC in mol/m3 (= mmol/L) with the flag of the speciation.</summary>
    public static DicFlux Of(Discharge? discharge, QcFlag dischargeFlag, double? dicMolesPerCubicMetre, QcFlag dicFlag)
    {
        QcFlag flag = QcFlags.Worst(discharge is null ? QcFlag.Missing : dischargeFlag, dicMolesPerCubicMetre is null ? QcFlag.Missing : dicFlag);
        return new(flag.IsUsable() ? discharge?.CubicMetresPerSecond * dicMolesPerCubicMetre : null, flag);
    }
}
