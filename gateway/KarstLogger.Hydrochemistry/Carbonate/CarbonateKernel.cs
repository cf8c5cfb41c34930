using System.Runtime.CompilerServices;
using KarstLogger.Hydrochemistry.Lanes;

namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>
/// The solver over lanes: the same lines run one water (scalar) or 2, 4 or 8 side by side, with the same bits for each water (docs/equations/carbonate.md).
/// A sweep computes activity coefficients at the ionic strength at hand, then the mass balances, then the new ionic strength (secant step). A water that has converged is
/// frozen, so its neighbours in the vector cannot change it. Holds scratch arrays: one instance a thread.
/// </summary>
internal sealed partial class CarbonateKernel<T> where T : unmanaged, ILane<T>
{
    /// <summary>Relative change of ionic strength, carbonate and sulfate at which a water is done.</summary>
    internal const double Tolerance = 1e-9;

    /// <summary>The worst natural water known needs 19 plain sweeps (pH 12, reference/carbonate.md section 9); a water still moving after this many is reported as not converged.</summary>
    internal const int SweepLimit = 60;

    /// <summary>Mass-balance passes for each evaluation of the activity coefficients: a pass costs 6 divisions, a set of coefficients 15 or more exponentials.</summary>
    private const int PassesPerSweep = 3;

    /// <summary>Stands for zero where a logarithm or a division follows; far below any molality that PHREEQC reports.</summary>
    private const double Nothing = 1e-200;

    private readonly CompiledModel _model;
    private readonly bool _hasSquares, _hasHydrogenChloride;
    private readonly T[] _lnK, _k, _kAtPh, _q, _gamma, _size;
    private readonly T[] _mass = new T[3 * Master.Count], _alk = new T[3 * Master.Count], _charge = new T[3 * Master.Count], _twoSulfates = new T[Master.Count], _twoCations = new T[Master.Count];
    private readonly T[] _total = new T[Master.Count], _m = new T[Master.Count], _before = new T[Master.Count], _hydrogen = new T[6];
    private T _celsius, _lnA, _b, _alkalinity, _alkalinityGiven, _inertStrength, _inertMolality, _pH, _strength, _waterActivity, _strengthOut, _molalityOut;
    private bool _temperatureKnown;

    internal CarbonateKernel(CompiledModel model)
    {
        _model = model;
        _hasSquares = model.HasSquares;
        _hasHydrogenChloride = model.HasHydrogenChloride;
        int species = model.Species.Length;
        _lnK = new T[model.LnK.Length / 6];
        _k = new T[species];
        _kAtPh = new T[species];
        _q = new T[species];
        _gamma = new T[model.Gammas.Length];
        _size = new T[model.SizesAngstrom.Length];
    }

    /// <summary>Sweeps that each water took.</summary>
    internal T Sweeps { get; private set; }

    /// <summary>Mask: the water converged.</summary>
    internal T Converged { get; private set; }

    /// <summary>Ionic strength, mol/kgw.</summary>
    internal T IonicStrength => _strengthOut;

    /// <summary>Activity of water.</summary>
    internal T WaterActivity => _waterActivity;

    /// <summary>The Debye-Hueckel A times ln 10 at the temperature at hand.</summary>
    internal T LnA => _lnA;

    /// <summary>The Debye-Hueckel B at the temperature at hand.</summary>
    internal T B => _b;

    /// <summary>Free molality of a master species, mol/kgw.</summary>
    internal T Free(int master) => _m[master];

    /// <summary>Molality of a species, mol/kgw.</summary>
    internal T Molality(int species)
    {
        ref readonly CompiledSpecies s = ref _model.Species[species];
        return _q[species] * _m[s.First] * _m[s.Second] * _m[s.Third];
    }

    /// <summary>Activity coefficient (masters) or its inverse (other species), by index into the model's terms.</summary>
    internal T Gamma(int term) => _gamma[term];

    /// <summary>Solves the waters; the results stand in the properties until the next call.</summary>
    internal void Solve(in WaterLanes<T> water)
    {
        SetTemperature(water.Celsius);
        SetComposition(water);
        T zero = T.Create(0), one = T.Create(1), tolerance = T.Create(Tolerance);
        T done = T.LessThan(one, zero), sweeps = zero, strengthBefore = zero, excessBefore = zero;
        for (int sweep = 0; sweep < SweepLimit; sweep++)
        {
            ActivityCoefficients();
            ConditionalConstants();
            Array.Copy(_m, _before, _m.Length);
            T carbonateChange = MassBalance(out T sulfateChange);
            for (int i = 1; i < Master.Count; i++)
                _m[i] = T.Select(done, _before[i], _m[i]);
            IonicSums();
            sweeps = sweeps + T.Select(done, zero, one);

            T excess = _strengthOut - _strength;
            T settled = T.And(T.LessThan(T.Abs(excess), tolerance * _strength), T.And(Settled(carbonateChange, Master.Carbonate), Settled(sulfateChange, Master.Sulfate)));
            done = T.Or(done, settled);
            if (T.All(done))
                break;
            T next = _strength + excess * (sweep == 0 ? one : SecantFactor(_strength - strengthBefore, excessBefore - excess));
            T least = _strengthOut * T.Create(0.5), most = _strengthOut + _strengthOut;
            next = LaneMath.Min(LaneMath.Max(next, least), most);
            strengthBefore = _strength;
            excessBefore = excess;
            _strength = T.Select(done, _strength, next);
            _waterActivity = T.Select(done, _waterActivity, T.FusedMultiplyAdd(T.Create(-0.017), _molalityOut, one));
        }
        Sweeps = sweeps;
        Converged = done;
    }

    private T Settled(T change, int master) => T.LessThan(change, T.FusedMultiplyAdd(T.Create(Tolerance), _m[master], T.Create(Nothing)));

    /// <summary>The step factor of the secant through the last two ionic strengths, held between 0.5 and 2 so that rounding cannot throw a water far off.</summary>
    private static T SecantFactor(T step, T fall)
    {
        T unmoved = T.LessThan(T.Abs(fall), T.Create(Nothing));
        T factor = T.Select(unmoved, T.Create(1), step / T.Select(unmoved, T.Create(1), fall));
        return LaneMath.Min(LaneMath.Max(factor, T.Create(0.5)), T.Create(2));
    }

    /// <summary>Constants at a temperature; kept while the temperature stays the same (the bits are those of a fresh computation).</summary>
    private void SetTemperature(T celsius)
    {
        if (_temperatureKnown && T.All(Same(celsius, _celsius)))
            return;
        _celsius = celsius;
        _temperatureKnown = true;
        T kelvin = celsius + T.Create(273.15);
        (_lnA, _b) = WaterProperties.DebyeHueckel(celsius, kelvin);
        T inverse = T.Create(1) / kelvin, ln = LaneMath.Log(kelvin);
        ReadOnlySpan<double> c = _model.LnK;
        for (int i = 0; i < _lnK.Length; i++, c = c[6..])
        {
            T low = T.FusedMultiplyAdd(T.FusedMultiplyAdd(T.Create(c[5]), kelvin, T.Create(c[1])), kelvin, T.Create(c[0]));
            T high = T.FusedMultiplyAdd(T.Create(c[4]), inverse, T.Create(c[2])) * inverse;
            _lnK[i] = T.FusedMultiplyAdd(T.Create(c[3]), ln, low + high);
        }
        for (int i = 0; i < _k.Length; i++)
            _k[i] = LaneMath.Exp(_lnK[i]);
    }

    private static T Same(T a, T b) => T.LessThan(T.Abs(a - b), T.Create(double.Epsilon));

    /// <summary>mg/L to mol/kgw at density 1 (reference/carbonate.md section 1), the powers of the hydrogen activity, and the first guess of the ionic strength.</summary>
    private void SetComposition(in WaterLanes<T> w)
    {
        T one = T.Create(1), ln10 = T.Create(Elementary.Ln10);
        _pH = w.PH;
        T hydrogen = LaneMath.Exp(w.PH * (T.Create(0) - ln10)), hydroxide = T.Create(1e-14) / hydrogen;
        _hydrogen[0] = one / hydrogen;
        _hydrogen[1] = one;
        for (int power = 1; power <= 4; power++)
            _hydrogen[power + 1] = _hydrogen[power] * hydrogen;
        for (int i = 0; i < _kAtPh.Length; i++)
            _kAtPh[i] = _k[i] * _hydrogen[_model.Species[i].HydrogenPower + 1];

        T milligrams = w.Calcium + w.Magnesium + w.Sodium + w.Potassium + w.Chloride + w.Sulfate + w.Alkalinity + w.Nitrate + w.Fluoride + w.Silica + w.Strontium;
        T grams = T.FusedMultiplyAdd(T.Create(FormulaWeight.Hydrogen), hydrogen, T.FusedMultiplyAdd(T.Create(FormulaWeight.Hydroxide), hydroxide, milligrams * T.Create(1e-3)));
        T perKilogram = T.Create(1e-3) / (one - grams * T.Create(1e-3));
        _total[Master.Calcium] = w.Calcium * perKilogram * T.Create(1 / FormulaWeight.Calcium);
        _total[Master.Magnesium] = w.Magnesium * perKilogram * T.Create(1 / FormulaWeight.Magnesium);
        _total[Master.Sodium] = w.Sodium * perKilogram * T.Create(1 / FormulaWeight.Sodium);
        _total[Master.Potassium] = w.Potassium * perKilogram * T.Create(1 / FormulaWeight.Potassium);
        _total[Master.Sulfate] = w.Sulfate * perKilogram * T.Create(1 / FormulaWeight.Sulfate);
        _alkalinity = w.Alkalinity * perKilogram * T.Create(1 / FormulaWeight.Bicarbonate);
        _alkalinityGiven = w.AlkalinityGiven;

        _total[Master.Chloride] = w.Chloride * perKilogram * T.Create(1 / FormulaWeight.Chloride);
        T single = w.Nitrate * T.Create(1 / FormulaWeight.Nitrate) + w.Fluoride * T.Create(1 / FormulaWeight.Fluoride);
        T strontium = w.Strontium * T.Create(1 / FormulaWeight.Strontium);
        _inertStrength = T.FusedMultiplyAdd(T.Create(4), strontium, single) * perKilogram;
        _inertMolality = (single + strontium + w.Silica * T.Create(1 / FormulaWeight.Silica)) * perKilogram;
        FirstGuess();
    }

    private void FirstGuess()
    {
        _m[Master.One] = T.Create(1);
        for (int i = 1; i < Master.Count; i++)
            _m[i] = _total[i];
        _m[Master.Carbonate] = T.Create(0);
        T divalent = _total[Master.Calcium] + _total[Master.Magnesium] + _total[Master.Sulfate];
        T single = _total[Master.Sodium] + _total[Master.Potassium] + _total[Master.Chloride] + _alkalinity + _hydrogen[2] + T.Create(1e-14) * _hydrogen[0];
        _strength = T.Create(0.5) * (T.FusedMultiplyAdd(T.Create(4), divalent, single) + _inertStrength);
        _waterActivity = T.Create(1);
    }
}
