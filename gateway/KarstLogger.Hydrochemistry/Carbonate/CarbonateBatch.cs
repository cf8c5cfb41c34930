using System.Runtime.Intrinsics;
using KarstLogger.Hydrochemistry.Lanes;

namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>
/// Many waters at once, 8, 4 or 2 side by side as the processor allows, with the same bits as <see cref="CarbonateSolver"/> in any order, batch size and thread count.
/// Allocates nothing per water. One instance a thread; give several instances disjoint ranges of the same columns to use several processors.
/// </summary>
public sealed class CarbonateBatch
{
    private readonly CarbonateModel _model;
    private readonly Action<WaterColumns, CarbonateColumns, int, int> _range;

    /// <summary>A batch solver of a model, as wide as the processor.</summary>
    public CarbonateBatch(CarbonateModel model)
        : this(model, Vector512.IsHardwareAccelerated ? 8 : Vector256.IsHardwareAccelerated ? 4 : Vector128.IsHardwareAccelerated ? 2 : 1)
    {
    }

    internal CarbonateBatch(CarbonateModel model, int width)
    {
        _model = model;
        _range = width switch
        {
            8 => new BatchRange<Lane8>(model).Solve,
            4 => new BatchRange<Lane4>(model).Solve,
            2 => new BatchRange<Lane2>(model).Solve,
            _ => new BatchRange<LaneScalar>(model).Solve,
        };
    }

    /// <summary>Solves the rows <paramref name="from"/> to <paramref name="from"/> + <paramref name="count"/> - 1.</summary>
    /// <exception cref="ArgumentException">The result has another capacity than the waters, or the range is outside.</exception>
    public void Solve(WaterColumns waters, CarbonateColumns results, int from, int count)
    {
        if (results.Capacity != waters.Capacity || from < 0 || count < 0 || from > waters.Capacity - count)
            throw new ArgumentException("The results must have room for the waters, and the range must lie within.");
        results.Tag = _model.Tag;
        _range(waters, results, from, count);
    }
}

/// <summary>One range of rows in one width.</summary>
internal sealed class BatchRange<T>(CarbonateModel model) where T : unmanaged, ILane<T>
{
    /// <summary>Stands in for a row that cannot be computed, so that its neighbours in the vector can: 15 degC, pH 7, nothing dissolved.</summary>
    private const double StandInCelsius = 15, StandInPH = 7;

    private readonly CarbonateKernel<T> _kernel = new(model.Compiled);
    private readonly double[] _staged = new double[WaterColumns.Columns * T.Count], _results = new double[RawState.KernelColumns * T.Count];

    /// <summary>Solves a range: whole vectors straight from the columns, the rest and vectors with gaps through a staging block.</summary>
    internal void Solve(WaterColumns waters, CarbonateColumns results, int from, int count)
    {
        int row = from, end = from + count;
        for (; row <= end - T.Count; row += T.Count)
            if (Computable(waters.Gaps.Slice(row, T.Count)))
                Straight(waters, results, row);
            else
                Staged(waters, results, row, T.Count);
        if (row < end)
            Staged(waters, results, row, end - row);
    }

    private static bool Computable(ReadOnlySpan<CarbonateGaps> gaps)
    {
        CarbonateGaps any = CarbonateGaps.None;
        foreach (CarbonateGaps gap in gaps)
            any |= gap;
        return (any & WaterLimits.NothingComputable) == 0;
    }

    private void Straight(WaterColumns waters, CarbonateColumns results, int row)
    {
        WaterLanes<T> lanes = Load<T>(waters.Values, waters.Capacity, row);
        _kernel.Solve(lanes);
        _kernel.Read(results.Values, results.Capacity, row);
        Balance(lanes, results, row);
        waters.Gaps.Slice(row, T.Count).CopyTo(results.Gaps.AsSpan(row));
    }

    private void Staged(WaterColumns waters, CarbonateColumns results, int row, int rows)
    {
        Array.Clear(_staged);
        for (int lane = 0; lane < T.Count; lane++)
        {
            bool usable = lane < rows && (waters.Gaps[row + lane] & WaterLimits.NothingComputable) == 0;
            for (int column = 0; usable && column < WaterColumns.Columns; column++)
                _staged[column * T.Count + lane] = waters.Values[column * waters.Capacity + row + lane];
            if (!usable)
                (_staged[WaterColumns.Celsius * T.Count + lane], _staged[WaterColumns.PH * T.Count + lane]) = (StandInCelsius, StandInPH);
        }
        _kernel.Solve(Load<T>(_staged, T.Count, 0));
        _kernel.Read(_results, T.Count, 0);
        for (int lane = 0; lane < rows; lane++)
        {
            for (int column = 0; column < RawState.KernelColumns; column++)
                results.Values[column * results.Capacity + row + lane] = _results[column * T.Count + lane];
            Balance(Load<LaneScalar>(waters.Values, waters.Capacity, row + lane), results, row + lane);
            results.Gaps[row + lane] = waters.Gaps[row + lane];
        }
    }

    private static void Balance<TAny>(in WaterLanes<TAny> lanes, CarbonateColumns results, int row) where TAny : unmanaged, ILane<TAny>
    {
        (TAny error, TAny sum) = ChargeBalance.ErrorPercent(lanes);
        error.Store(results.Values.AsSpan(RawState.ChargeBalanceError * results.Capacity + row));
        sum.Store(results.Values.AsSpan(RawState.IonSum * results.Capacity + row));
    }

    private static WaterLanes<TAny> Load<TAny>(double[] columns, int stride, int row) where TAny : unmanaged, ILane<TAny>
    {
        TAny Column(int column) => TAny.Load(columns.AsSpan(column * stride + row));
        return new WaterLanes<TAny>
        {
            Celsius = Column(WaterColumns.Celsius),
            PH = Column(WaterColumns.PH),
            Calcium = Column(2),
            Magnesium = Column(3),
            Sodium = Column(4),
            Potassium = Column(5),
            Chloride = Column(6),
            Sulfate = Column(7),
            Alkalinity = Column(WaterColumns.Alkalinity),
            Nitrate = Column(9),
            Fluoride = Column(10),
            Silica = Column(11),
            Strontium = Column(WaterColumns.LastIon),
            AlkalinityGiven = Column(WaterColumns.AlkalinityGiven),
        };
    }
}
