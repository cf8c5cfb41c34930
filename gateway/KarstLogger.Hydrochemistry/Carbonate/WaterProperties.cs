using System.Runtime.CompilerServices;
using KarstLogger.Hydrochemistry.Lanes;

namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>
/// Density and permittivity of pure water at saturation and 1 atm, and the Debye-Hueckel parameters that follow from them, as PHREEQC 3 computes them
/// (reference/carbonate.md section 2). Valid 0 to 100 degC; checked against PHREEQC from -0.5 to 90 degC.
/// </summary>
internal static class WaterProperties
{
    /// <summary>
    /// The Debye-Hueckel A times ln 10 (so for natural logarithms, (kgw/mol)^0.5) and B (1/Angstrom (kgw/mol)^0.5).
    /// e^2 = 1.671008e-3/(eps T), B' = sqrt(8 pi N e^2 rho/1000), A ln 10 = B' e^2 / 2, B = B' 1e-8.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (T LnA, T B) DebyeHueckel<T>(T celsius, T kelvin) where T : unmanaged, ILane<T>
    {
        T e2 = T.Create(1.671008e-3) / (Permittivity(kelvin) * kelvin);
        T b = T.Sqrt(T.Create(8 * Math.PI * 6.02252e23 / 1000) * e2 * Density(celsius, kelvin));
        return (b * e2 * T.Create(0.5), b * T.Create(1e-8));
    }

    /// <summary>Density in g/cm3: Wagner and Pruss 2002 (JPCRD 31, 387) eq 2.6, with PHREEQC's compressibility from saturation pressure to 1 atm.</summary>
    private static T Density<T>(T celsius, T kelvin) where T : unmanaged, ILane<T>
    {
        T one = T.Create(1);
        T c1 = LaneMath.Exp(LaneMath.Log(one - kelvin / T.Create(647.096)) * T.Create(1.0 / 3));
        T c2 = c1 * c1, c4 = c2 * c2, c8 = c4 * c4, c16 = c8 * c8, c32 = c16 * c16, c64 = c32 * c32;
        T c3 = c2 * c1;
        T c43 = c32 * c8 * c3;
        T sum = T.FusedMultiplyAdd(T.Create(1.99274064), c1, one);
        sum = T.FusedMultiplyAdd(T.Create(1.09965342), c2, sum);
        sum = T.FusedMultiplyAdd(T.Create(-0.510839303), c4 * c1, sum);
        sum = T.FusedMultiplyAdd(T.Create(-1.75493479), c16, sum);
        sum = T.FusedMultiplyAdd(T.Create(-45.5170352), c43, sum);
        sum = T.FusedMultiplyAdd(T.Create(-6.7469445e5), c64 * c43 * c3, sum);

        T slope = T.FusedMultiplyAdd(T.Create(8.3501912e-11), celsius, T.Create(-3.6648699e-8));
        slope = T.FusedMultiplyAdd(slope, celsius, T.Create(6.6780748e-6));
        slope = T.FusedMultiplyAdd(slope, celsius, T.Create(-4.1885519e-4));
        slope = T.FusedMultiplyAdd(slope, celsius, T.Create(5.188e-2));
        T saturationAtm = LaneMath.Exp(T.Create(11.6702) - T.Create(3816.44) / (kelvin - T.Create(46.13)));
        return T.FusedMultiplyAdd(one - saturationAtm, slope * T.Create(1e-3), T.Create(0.322) * sum);
    }

    /// <summary>Relative permittivity at 1.01325 bar: Bradley and Pitzer 1979 (J. Phys. Chem. 83, 1599).</summary>
    private static T Permittivity<T>(T kelvin) where T : unmanaged, ILane<T>
    {
        T at1000Bar = T.Create(342.79) * LaneMath.Exp(T.FusedMultiplyAdd(T.Create(9.469e-7), kelvin, T.Create(-5.0866e-3)) * kelvin);
        T c = T.Create(-2.0525) + T.Create(3115.9) / (kelvin - T.Create(182.89));
        T b = T.FusedMultiplyAdd(T.Create(2.1417), kelvin, T.Create(-8032.5)) + T.Create(4.2142e6) / kelvin;
        return T.FusedMultiplyAdd(c, LaneMath.Log((b + T.Create(1.01325)) / (b + T.Create(1000))), at1000Bar);
    }
}
