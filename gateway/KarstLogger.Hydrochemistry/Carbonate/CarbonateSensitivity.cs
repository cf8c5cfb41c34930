using KarstLogger.Hydrochemistry.Lanes;

namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>
/// Derivatives of the results by the inputs at the converged state, by the implicit function theorem: the equilibrium F(u, x) = 0 gives du/dx = -J^-1 dF/dx with
/// u = (ln of the free molalities, ionic strength, ln of the water activity). One factorisation, one transposed solve for each result (docs/equations/carbonate.md).
/// </summary>
internal static class CarbonateSensitivity
{
    /// <summary>Number of results, in the order of <see cref="CarbonateResult"/>.</summary>
    internal const int Results = 7;

    /// <summary>Rows and columns: the masters calcium to chloride (0 to 6), ionic strength (7), ln water activity (8).</summary>
    private const int Strength = Master.Count - 1, Water = Master.Count, Unknowns = Master.Count + 1;

    /// <summary>Half step in kelvin of the central difference of the Debye-Hueckel A and B, the only derivatives not taken analytically; its error is below 1e-9 of them.</summary>
    private const double HalfStepKelvin = 0.02;

    /// <summary>Fills <paramref name="gradients"/>, one row of <see cref="InputCovariance.Count"/> a result.</summary>
    internal static void Of(CarbonateKernel<LaneScalar> kernel, in WaterLanes<LaneScalar> water, CompiledModel model, Span<double> gradients)
    {
        Span<double> gammaByStrength = stackalloc double[model.Gammas.Length], gammaByKelvin = stackalloc double[model.Gammas.Length];
        double kelvin = water.Celsius.Value + 273.15;
        Gammas(kernel, water, model, gammaByStrength, gammaByKelvin);
        Span<double> jacobian = stackalloc double[Unknowns * Unknowns], byKelvin = stackalloc double[Unknowns], byPH = stackalloc double[Unknowns];
        Span<double> adjoint = stackalloc double[Results * Unknowns];
        jacobian.Clear();
        byKelvin.Clear();
        byPH.Clear();
        adjoint.Clear();
        gradients.Clear();
        Masters(kernel, jacobian);
        bool carbonate = kernel.Free(Master.Carbonate).Value > 0;
        Span<double> dic = adjoint[((int)CarbonateResult.Dic * Unknowns)..];
        dic[Master.Carbonate - 1] = 1e3 * kernel.Free(Master.Carbonate).Value;
        for (int i = 0; i < model.Species.Length; i++)
            Species(kernel, model, i, kelvin, gammaByStrength, gammaByKelvin, jacobian, byKelvin, byPH, dic, gradients);
        Outputs(model, kelvin, gammaByStrength, gammaByKelvin, adjoint, gradients);
        if (!carbonate)
            Fix(jacobian, byKelvin, byPH, Master.Carbonate - 1);
        MolalScale scale = MolalScale.Of(water);
        Span<int> order = stackalloc int[Unknowns];
        SmallSystem.Factor(jacobian, Unknowns, order);
        for (int r = 0; r < Results; r++)
        {
            if (r == (int)CarbonateResult.Aragonite)
                continue;
            Span<double> lambda = adjoint.Slice(r * Unknowns, Unknowns);
            SmallSystem.SolveTransposed(jacobian, Unknowns, order, lambda);
            Inputs(scale, water, lambda, byKelvin, byPH, carbonate, gradients.Slice(r * InputCovariance.Count, InputCovariance.Count));
        }
        Aragonite(model, kelvin, gradients);
    }

    /// <summary>d ln gamma / dI and / dT of each activity term.</summary>
    private static void Gammas(CarbonateKernel<LaneScalar> kernel, in WaterLanes<LaneScalar> water, CompiledModel model, Span<double> byStrength, Span<double> byKelvin)
    {
        double strength = kernel.IonicStrength.Value, root = Math.Sqrt(strength), a = kernel.LnA.Value, b = kernel.B.Value;
        (double aByKelvin, double bByKelvin) = DebyeHueckelByKelvin(water.Celsius.Value);
        for (int i = 0; i < byStrength.Length; i++)
        {
            GammaTerm term = model.Gammas[i];
            double size = model.SizesAngstrom[term.Size], below = 1 + (term.Size == CompiledModel.DaviesSize ? root : b * size * root);
            double byI = a / (2 * root * below * below), byT = aByKelvin * root / below;
            if (term.Size == CompiledModel.DaviesSize)
            {
                byI -= 0.3 * a;
                byT -= 0.3 * strength * aByKelvin;
            }
            else
                byT -= a * strength * size * bByKelvin / (below * below);
            byStrength[i] = term.Slope + (term.Size == CompiledModel.NeutralSize ? 0 : term.ChargeFactor * byI);
            byKelvin[i] = term.Size == CompiledModel.NeutralSize ? 0 : term.ChargeFactor * byT;
        }
    }

    private static (double LnA, double B) DebyeHueckelByKelvin(double celsius)
    {
        (LaneScalar aUp, LaneScalar bUp) = At(celsius + HalfStepKelvin);
        (LaneScalar aDown, LaneScalar bDown) = At(celsius - HalfStepKelvin);
        return ((aUp.Value - aDown.Value) / (2 * HalfStepKelvin), (bUp.Value - bDown.Value) / (2 * HalfStepKelvin));

        static (LaneScalar, LaneScalar) At(double t) => WaterProperties.DebyeHueckel(LaneScalar.Create(t), LaneScalar.Create(t + 273.15));
    }

    /// <summary>The masters' own part of each balance: themselves, alkalinity 2 a carbonate, half the charge squared, and the sum that lowers the activity of water.</summary>
    private static void Masters(CarbonateKernel<LaneScalar> kernel, Span<double> j)
    {
        for (int m = 1; m < Master.Count; m++)
        {
            int c = m - 1;
            double free = kernel.Free(m).Value;
            bool divalent = m is Master.Calcium or Master.Magnesium or Master.Sulfate or Master.Carbonate;
            // An absent master has no free molality; its row then only says that it stays absent.
            j[c * Unknowns + c] = free > 0 ? (m == Master.Carbonate ? 2 * free : free) : 1;
            j[Strength * Unknowns + c] = (divalent ? 2 : 0.5) * free;
            j[Water * Unknowns + c] = 0.017 * free;
        }
        j[Strength * Unknowns + Strength] = -1;
        j[Water * Unknowns + Water] = kernel.WaterActivity.Value;
    }

    private static void Species(
        CarbonateKernel<LaneScalar> kernel, CompiledModel model, int i, double kelvin, ReadOnlySpan<double> byI, ReadOnlySpan<double> byT,
        Span<double> jacobian, Span<double> byKelvin, Span<double> byPH, Span<double> dic, Span<double> gradients)
    {
        CompiledSpecies s = model.Species[i];
        double molality = kernel.Molality(i).Value;
        if (molality == 0)
            return;
        // A species' own term is that of the inverse coefficient, so both add.
        double gammaI = byI[s.Gamma], gammaT = byT[s.Gamma];
        Span<int> masters = [s.First, s.Second, s.Third];
        foreach (int m in masters)
            if (m != 0)
            {
                gammaI += m <= model.MasterGammas ? byI[m - 1] : 0;
                gammaT += m <= model.MasterGammas ? byT[m - 1] : 0;
            }
        double lnKByKelvin = gammaT + model.LnKByKelvin(i, kelvin);
        foreach (int row in masters)
            if (row != 0 && row != Master.Carbonate)
                Add(row - 1, 1, jacobian, byKelvin, byPH);
        if (s.Alkalinity != 0)
            Add(Master.Carbonate - 1, s.Alkalinity, jacobian, byKelvin, byPH);
        if (s.ChargeSquared != 0)
            Add(Strength, 0.5 * s.ChargeSquared, jacobian, byKelvin, byPH);
        Add(Water, 0.017, jacobian, byKelvin, byPH);
        if (s.Carbon != 0)
            AddDic(dic, gradients, masters);

        void Add(int row, double weight, Span<double> j, Span<double> t, Span<double> p)
        {
            double amount = weight * molality;
            Span<double> line = j.Slice(row * Unknowns, Unknowns);
            line[Strength] += amount * gammaI;
            line[Water] += amount * s.WaterPower;
            t[row] += amount * lnKByKelvin;
            p[row] -= amount * s.HydrogenPower * Elementary.Ln10;
            if (s.First != 0)
                line[s.First - 1] += amount;
            if (s.Second != 0)
                line[s.Second - 1] += amount;
            if (s.Third != 0)
                line[s.Third - 1] += amount;
        }

        void AddDic(Span<double> unknowns, Span<double> inputs, Span<int> factors)
        {
            double amount = 1e3 * s.Carbon * molality;
            foreach (int m in factors)
                if (m != 0)
                    unknowns[m - 1] += amount;
            unknowns[Strength] += amount * gammaI;
            unknowns[Water] += amount * s.WaterPower;
            inputs[(int)CarbonateResult.Dic * InputCovariance.Count + (int)CarbonateInput.Temperature] += amount * lnKByKelvin;
            inputs[(int)CarbonateResult.Dic * InputCovariance.Count + (int)CarbonateInput.PH] -= amount * s.HydrogenPower * Elementary.Ln10;
        }
    }

    /// <summary>The results' own dependence on the unknowns and, directly, on temperature and pH.</summary>
    private static void Outputs(
        CompiledModel model, double kelvin, ReadOnlySpan<double> byI, ReadOnlySpan<double> byT, Span<double> adjoint, Span<double> gradients)
    {
        for (int p = 0; p < model.Phases.Length; p++)
        {
            int result = p == Phase.CarbonDioxide ? (int)CarbonateResult.LogPCo2 : p + (int)CarbonateResult.Calcite;
            Span<double> unknowns = adjoint.Slice(result * Unknowns, Unknowns), inputs = gradients.Slice(result * InputCovariance.Count, InputCovariance.Count);
            CompiledPhase phase = model.Phases[p];
            double byKelvin = -model.LnKByKelvin(model.Species.Length + p, kelvin);
            for (int m = 1; m < Master.Count; m++)
                if (phase.Counts[m] != 0)
                {
                    unknowns[m - 1] += phase.Counts[m] / Elementary.Ln10;
                    unknowns[Strength] += phase.Counts[m] * byI[m - 1] / Elementary.Ln10;
                    byKelvin += phase.Counts[m] * byT[m - 1];
                }
            unknowns[Water] += phase.WaterPower / Elementary.Ln10;
            inputs[(int)CarbonateInput.Temperature] = byKelvin / Elementary.Ln10;
            inputs[(int)CarbonateInput.PH] = -phase.HydrogenPower;
        }
        adjoint[(int)CarbonateResult.IonicStrength * Unknowns + Strength] = 1;
    }

    /// <summary>Aragonite has the ions of calcite: its index differs by a function of temperature only.</summary>
    private static void Aragonite(CompiledModel model, double kelvin, Span<double> gradients)
    {
        Span<double> aragonite = gradients.Slice((int)CarbonateResult.Aragonite * InputCovariance.Count, InputCovariance.Count);
        gradients.Slice((int)CarbonateResult.Calcite * InputCovariance.Count, InputCovariance.Count).CopyTo(aragonite);
        int firstPhase = model.Species.Length;
        aragonite[(int)CarbonateInput.Temperature] += (model.LnKByKelvin(firstPhase + Phase.Calcite, kelvin) - model.LnKByKelvin(firstPhase + Phase.Aragonite, kelvin)) / Elementary.Ln10;
    }

    private static void Fix(Span<double> jacobian, Span<double> byKelvin, Span<double> byPH, int row)
    {
        jacobian.Slice(row * Unknowns, Unknowns).Clear();
        jacobian[row * Unknowns + row] = 1;
        byKelvin[row] = 0;
        byPH[row] = 0;
    }

    /// <summary>Gradient of one result: what it takes directly, minus lambda times each balance's own dependence on the input.</summary>
    private static void Inputs(in MolalScale scale, in WaterLanes<LaneScalar> w, ReadOnlySpan<double> lambda, ReadOnlySpan<double> byKelvin, ReadOnlySpan<double> byPH, bool carbonate, Span<double> gradient)
    {
        for (int row = 0; row < Unknowns; row++)
        {
            gradient[(int)CarbonateInput.Temperature] -= lambda[row] * byKelvin[row];
            gradient[(int)CarbonateInput.PH] -= lambda[row] * byPH[row];
        }

        // Every milligram also takes water away: all totals grow by the same small share.
        double common = 0;
        Span<double> direct = stackalloc double[InputCovariance.Count];
        direct.Clear();
        for (int input = (int)CarbonateInput.Calcium; input < InputCovariance.Count; input++)
        {
            (double perUnit, int row, double halfChargeSquared) = scale.Of((CarbonateInput)input);
            if (row == Master.Carbonate && !carbonate)
                continue;
            // An inert ion has no balance of its own; it enters the ionic strength and the activity of water.
            direct[input] = row != 0 ? lambda[row - 1] * perUnit : -lambda[Strength] * halfChargeSquared * perUnit - lambda[Water] * 0.017 * perUnit;
            common += direct[input] * MolalScale.Amount(w, (CarbonateInput)input);
        }
        for (int input = (int)CarbonateInput.Calcium; input < InputCovariance.Count; input++)
            gradient[input] += direct[input] + common * scale.SharePerMilligram;
        gradient[(int)CarbonateInput.PH] += common * scale.SharePerPH;
    }
}
