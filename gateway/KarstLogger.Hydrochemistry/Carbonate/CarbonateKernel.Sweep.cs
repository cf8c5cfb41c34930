using KarstLogger.Hydrochemistry.Lanes;

namespace KarstLogger.Hydrochemistry.Carbonate;

internal sealed partial class CarbonateKernel<T>
{
    /// <summary>Activity coefficients at the ionic strength at hand: extended Debye-Hueckel, Davies, or linear (reference/carbonate.md section 1).</summary>
    private void ActivityCoefficients()
    {
        T one = T.Create(1), root = T.Sqrt(_strength), bRoot = _b * root;
        double[] sizes = _model.SizesAngstrom;
        _size[CompiledModel.NeutralSize] = T.Create(0);
        _size[CompiledModel.DaviesSize] = _lnA * (root / (one + root) - T.Create(0.3) * _strength);
        T lnARoot = _lnA * root;
        for (int i = CompiledModel.DaviesSize + 1; i < sizes.Length; i += 3)
        {
            // One division for three ion sizes: a vector division costs as much as ten products.
            T a = T.FusedMultiplyAdd(T.Create(sizes[i]), bRoot, one), b = T.FusedMultiplyAdd(T.Create(sizes[i + 1]), bRoot, one), c = T.FusedMultiplyAdd(T.Create(sizes[i + 2]), bRoot, one);
            T bc = b * c, shared = lnARoot / (a * bc), ofA = shared * a;
            _size[i] = shared * bc;
            _size[i + 1] = ofA * c;
            _size[i + 2] = ofA * b;
        }
        GammaTerm[] terms = _model.Gammas;
        for (int i = 0; i < terms.Length; i++)
            _gamma[i] = LaneMath.Exp(T.FusedMultiplyAdd(T.Create(terms[i].ChargeFactor), _size[terms[i].Size], T.Create(terms[i].Slope) * _strength));
    }

    /// <summary>Formation constants in molalities, summed by which masters they multiply: as mass, as alkalinity, as charge squared.</summary>
    private void ConditionalConstants()
    {
        CompiledSpecies[] species = _model.Species;
        T zero = T.Create(0), dry = T.Create(1) / _waterActivity;
        foreach (ref readonly PairSlot slot in _model.Slots.AsSpan())
        {
            T both = MasterGamma(slot.First) * MasterGamma(slot.Second), mass = zero, alkalinity = zero, charge = zero;
            for (int i = slot.From; i < slot.To; i++)
            {
                ref readonly CompiledSpecies s = ref species[i];
                T q = _kAtPh[i] * _gamma[s.Gamma] * both;
                if (s.WaterPower != 0)
                    q = q * (s.WaterPower > 0 ? _waterActivity : dry);
                _q[i] = q;
                mass = mass + q;
                alkalinity = T.FusedMultiplyAdd(T.Create(s.Alkalinity), q, alkalinity);
                charge = T.FusedMultiplyAdd(T.Create(s.ChargeSquared), q, charge);
            }
            _mass[slot.Slot] = mass;
            _alk[slot.Slot] = alkalinity;
            _charge[slot.Slot] = charge;
        }
        for (int i = _model.FirstTriple; i < species.Length; i++)
        {
            ref readonly CompiledSpecies s = ref species[i];
            T q = _kAtPh[i] * _gamma[s.Gamma] * MasterGamma(s.First) * MasterGamma(s.Second) * MasterGamma(s.Third);
            if (s.WaterPower != 0)
                q = q * Power(s.WaterPower > 0 ? _waterActivity : dry, Math.Abs(s.WaterPower));
            _q[i] = q;
            if (s.Pairing == Pairing.TwoSulfates)
                _twoSulfates[s.First] = q;
            else if (s.Pairing == Pairing.TwoCations)
                _twoCations[s.First] = q;
        }
    }

    private T MasterGamma(int master) => master == Master.One ? T.Create(1) : _gamma[master - 1];

    private static T Power(T x, int n) => n == 1 ? x : x * Power(x, n - 1);

    /// <summary>
    /// Free molalities from totals at fixed conditional constants: carbonate from the alkalinity, then sulfate, then the cations, a few passes.
    /// Where hydroxide alone exceeds the alkalinity there is no carbonate (0, never below). Returns the last pass's change of carbonate.
    /// </summary>
    private T MassBalance(out T sulfateChange)
    {
        T carbonateChange = T.Create(0), carbonate = _m[Master.Carbonate], sulfate = _m[Master.Sulfate];
        T fixedPart = _alkalinity - _alk[0] - (_hasHydrogenChloride ? Chloride() : carbonateChange);
        sulfateChange = carbonateChange;
        for (int pass = 0; pass < PassesPerSweep; pass++)
        {
            T left = fixedPart - sulfate * _alk[1], carbonateWeight = T.Create(2) + _alk[2], sulfateWeight = T.Create(1) + _mass[1];
            for (int c = Master.Calcium; c <= Master.Potassium; c++)
            {
                T cation = _m[c];
                left = left - cation * T.FusedMultiplyAdd(_alk[3 * c + 1], sulfate, _alk[3 * c]);
                carbonateWeight = T.FusedMultiplyAdd(cation, _alk[3 * c + 2], carbonateWeight);
                sulfateWeight = T.FusedMultiplyAdd(cation, _mass[3 * c + 1], sulfateWeight);
                if (_hasSquares)
                    sulfateWeight = T.FusedMultiplyAdd(cation, T.FusedMultiplyAdd(_twoCations[c], cation, (sulfate + sulfate) * _twoSulfates[c]), sulfateWeight);
            }
            T both = T.Create(1) / (carbonateWeight * sulfateWeight);
            T newCarbonate = LaneMath.Max(left * (sulfateWeight * both), T.Create(0)) * _alkalinityGiven, newSulfate = _total[Master.Sulfate] * (carbonateWeight * both);
            carbonateChange = T.Abs(newCarbonate - carbonate);
            sulfateChange = T.Abs(newSulfate - sulfate);
            (carbonate, sulfate) = (newCarbonate, newSulfate);
            Cations(sulfate, carbonate);
        }
        (_m[Master.Carbonate], _m[Master.Sulfate]) = (carbonate, sulfate);
        return carbonateChange;
    }

    /// <summary>Free chloride, which pairs with H+ alone; returns that pair's (negative) alkalinity, eq/kgw.</summary>
    private T Chloride()
    {
        _m[Master.Chloride] = _total[Master.Chloride] / (T.Create(1) + _mass[3 * Master.Chloride]);
        return _m[Master.Chloride] * _alk[3 * Master.Chloride];
    }

    private void Cations(T sulfate, T carbonate)
    {
        T calcium = CationWeight(Master.Calcium, sulfate, carbonate), magnesium = CationWeight(Master.Magnesium, sulfate, carbonate);
        T sodium = CationWeight(Master.Sodium, sulfate, carbonate), potassium = CationWeight(Master.Potassium, sulfate, carbonate);
        T divalent = calcium * magnesium, single = sodium * potassium, inverse = T.Create(1) / (divalent * single);
        T ofDivalent = inverse * single, ofSingle = inverse * divalent;
        _m[Master.Calcium] = _total[Master.Calcium] * (ofDivalent * magnesium);
        _m[Master.Magnesium] = _total[Master.Magnesium] * (ofDivalent * calcium);
        _m[Master.Sodium] = _total[Master.Sodium] * (ofSingle * potassium);
        _m[Master.Potassium] = _total[Master.Potassium] * (ofSingle * sodium);
    }

    /// <summary>Total over free molality of a cation.</summary>
    private T CationWeight(int c, T sulfate, T carbonate)
    {
        T weight = T.FusedMultiplyAdd(_mass[3 * c + 2], carbonate, T.FusedMultiplyAdd(_mass[3 * c + 1], sulfate, T.Create(1) + _mass[3 * c]));
        return _hasSquares ? T.FusedMultiplyAdd(sulfate, T.FusedMultiplyAdd(_twoSulfates[c], sulfate, (_m[c] + _m[c]) * _twoCations[c]), weight) : weight;
    }

    /// <summary>Ionic strength and the sum of all molalities over every species, pairs, H+ and OH- included.</summary>
    private void IonicSums()
    {
        T divalent = _m[Master.Calcium] + _m[Master.Magnesium] + _m[Master.Sulfate] + _m[Master.Carbonate];
        T single = _m[Master.Sodium] + _m[Master.Potassium] + _m[Master.Chloride];
        T charge = T.FusedMultiplyAdd(T.Create(4), divalent, single) + _inertStrength, molality = divalent + single + _inertMolality;
        foreach (ref readonly PairSlot slot in _model.Slots.AsSpan())
        {
            T both = _m[slot.First] * _m[slot.Second];
            molality = T.FusedMultiplyAdd(_mass[slot.Slot], both, molality);
            charge = T.FusedMultiplyAdd(_charge[slot.Slot], both, charge);
        }
        for (int i = _model.FirstTriple; i < _q.Length; i++)
        {
            T m = Molality(i);
            molality = molality + m;
            charge = T.FusedMultiplyAdd(T.Create(_model.Species[i].ChargeSquared), m, charge);
        }
        _strengthOut = T.Create(0.5) * charge;
        _molalityOut = molality;
    }

    /// <summary>Dissolved inorganic carbon, mol/kgw: every carbonate species, pairs included.</summary>
    internal T Dic()
    {
        T sum = _m[Master.Carbonate];
        CompiledSpecies[] species = _model.Species;
        for (int i = 0; i < species.Length; i++)
            if (species[i].Carbon != 0)
                sum = T.FusedMultiplyAdd(T.Create(species[i].Carbon), Molality(i), sum);
        return sum;
    }

    /// <summary>log10(IAP/K) of each phase, for CO2(g) the decimal logarithm of its fugacity in atm; only meaningful where its components are present.</summary>
    internal void SaturationIndices(Span<T> to)
    {
        T floor = T.Create(1e-300);
        Span<T> lnActivity = stackalloc T[Master.Count];
        lnActivity[Master.One] = T.Create(0);
        foreach (int master in (ReadOnlySpan<int>)[Master.Calcium, Master.Magnesium, Master.Sulfate, Master.Carbonate])
            lnActivity[master] = LaneMath.Log(LaneMath.Max(_m[master] * _gamma[master - 1], floor));
        T lnWater = LaneMath.Log(_waterActivity), lnHydrogen = _pH * T.Create(-Elementary.Ln10);
        for (int p = 0; p < _model.Phases.Length; p++)
        {
            CompiledPhase phase = _model.Phases[p];
            T sum = T.FusedMultiplyAdd(T.Create(phase.WaterPower), lnWater, T.Create(0) - _lnK[_k.Length + p]);
            sum = T.FusedMultiplyAdd(T.Create(phase.HydrogenPower), lnHydrogen, sum);
            foreach (int master in (ReadOnlySpan<int>)[Master.Calcium, Master.Magnesium, Master.Sulfate, Master.Carbonate])
                if (phase.Counts[master] != 0)
                    sum = T.FusedMultiplyAdd(T.Create(phase.Counts[master]), lnActivity[master], sum);
            to[p] = sum * T.Create(1 / Elementary.Ln10);
        }
    }

    /// <summary>Pa from the decimal logarithm in atm, 1 atm = 101325 Pa; below 1e-300 atm (no carbonate at all) taken as that.</summary>
    private static T PCo2Pascals(T logAtm) => T.Create(101325) * LaneMath.Exp(LaneMath.Max(logAtm, T.Create(-300)) * T.Create(Elementary.Ln10));

    /// <summary>Writes the results of the waters to columns of <paramref name="stride"/> rows that stand one after the other, from row <paramref name="at"/> on.</summary>
    internal void Read(Span<double> columns, int stride, int at)
    {
        Span<T> si = stackalloc T[Phase.Order.Length];
        SaturationIndices(si);
        si[Phase.CarbonDioxide].Store(columns[(RawState.LogPCo2 * stride + at)..]);
        PCo2Pascals(si[Phase.CarbonDioxide]).Store(columns[(RawState.PCo2 * stride + at)..]);
        for (int phase = Phase.Calcite; phase <= Phase.Gypsum; phase++)
            si[phase].Store(columns[((RawState.FirstIndex + phase) * stride + at)..]);
        _strengthOut.Store(columns[(RawState.IonicStrength * stride + at)..]);
        (Dic() * T.Create(1e3)).Store(columns[(RawState.Dic * stride + at)..]);
        _m[Master.Carbonate].Store(columns[(RawState.FreeCarbonate * stride + at)..]);
        T.Select(Converged, Sweeps, T.Create(0) - Sweeps).Store(columns[(RawState.Sweeps * stride + at)..]);
    }
}
