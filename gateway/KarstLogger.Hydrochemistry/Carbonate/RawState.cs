namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>
/// The numbers of one water as the kernel leaves them, before it is said which of them mean anything. Scalar and batch share the step to <see cref="CarbonateState"/>.
/// </summary>
internal readonly record struct RawState(
    double LogPCo2Atm, double PCo2Pascals, double Calcite, double Aragonite, double Dolomite, double Gypsum, double Strength, double DicMillimol, double Carbonate, double SignedSweeps,
    double ChargeBalanceErrorPercent, double IonMilliequivalents)
{
    /// <summary>The places of the columns; sweeps are negative where the water did not converge.</summary>
    internal const int LogPCo2 = 0, PCo2 = 1, FirstIndex = 2, IonicStrength = 6, Dic = 7, FreeCarbonate = 8, Sweeps = 9;
    internal const int KernelColumns = 10, ChargeBalanceError = 10, IonSum = 11, Columns = 12;

    /// <summary>Reads a row of columns that stand one after the other.</summary>
    internal static RawState From(ReadOnlySpan<double> c, int stride, int row) => new(
        c[row], c[stride + row], c[2 * stride + row], c[3 * stride + row], c[4 * stride + row], c[5 * stride + row], c[6 * stride + row], c[7 * stride + row], c[8 * stride + row], c[9 * stride + row],
        c[10 * stride + row], c[11 * stride + row]);

    /// <summary>What is defined, given what the inputs leave undefined.</summary>
    internal CarbonateState ToState(string tag, CarbonateGaps gaps)
    {
        double? chargeBalance = IonMilliequivalents > 0 && (gaps & CarbonateGaps.InputRefused) == 0 ? ChargeBalanceErrorPercent : null;
        if ((gaps & WaterLimits.NothingComputable) != 0)
            return new CarbonateState { ModelTag = tag, Gaps = gaps, ChargeBalanceErrorPercent = chargeBalance };
        int sweeps = (int)Math.Abs(SignedSweeps);
        if (!(SignedSweeps > 0))
            return new CarbonateState { ModelTag = tag, Gaps = gaps | CarbonateGaps.NotConverged, Sweeps = sweeps, ChargeBalanceErrorPercent = chargeBalance };
        bool carbonateGiven = (gaps & CarbonateGaps.AlkalinityNotGiven) == 0;
        if (carbonateGiven && !(Carbonate > 0))
            gaps |= CarbonateGaps.AlkalinityBelowHydroxide;
        bool calcite = (gaps & CarbonateGapMasks.Calcite) == 0, carbonate = (gaps & CarbonateGapMasks.Carbonate) == 0;
        return new CarbonateState
        {
            ModelTag = tag,
            Gaps = gaps,
            Sweeps = sweeps,
            LogPCo2Atm = carbonate ? LogPCo2Atm : null,
            PCo2Pascals = carbonate ? PCo2Pascals : null,
            CalciteSaturationIndex = calcite ? Calcite : null,
            AragoniteSaturationIndex = calcite ? Aragonite : null,
            DolomiteSaturationIndex = (gaps & CarbonateGapMasks.Dolomite) == 0 ? Dolomite : null,
            GypsumSaturationIndex = (gaps & CarbonateGapMasks.Gypsum) == 0 ? Gypsum : null,
            IonicStrengthMolPerKilogramWater = Strength,
            DicMillimolPerKilogramWater = carbonateGiven ? DicMillimol : null,
            ChargeBalanceErrorPercent = chargeBalance,
        };
    }
}
