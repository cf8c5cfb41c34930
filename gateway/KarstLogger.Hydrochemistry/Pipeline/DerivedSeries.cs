using KarstLogger.Hydrochemistry.Quality;
using KarstLogger.Hydrochemistry.Quantities;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>
/// A window of one station as the pipeline gives it: a column of values, of flags and of standard uncertainties for each variable. What the probes measured is there for all samples of
/// the window, because the quality tests look at neighbours; what is derived only for the samples to derive, so that one arriving sample does not cost the room of three days.
/// </summary>
public sealed class DerivedSeries
{
    private readonly double?[][] _values;
    private readonly double?[][] _uncertainties;
    private readonly QcFlag[][] _flags;
    private readonly DischargeState?[] _dischargeStates;

    internal DerivedSeries(StationWindow window)
    {
        IReadOnlyList<StationSample> samples = window.Samples;
        Samples = samples;
        First = window.First;
        Count = window.Count;
        _values = Columns<double?>(window);
        _uncertainties = Columns<double?>(window);
        _flags = Columns<QcFlag>(window);
        _dischargeStates = new DischargeState?[Count];
        foreach (QcFlag[] flags in _flags)
            Array.Fill(flags, QcFlag.Missing);
    }

    /// <summary>The samples, in order of time.</summary>
    public IReadOnlyList<StationSample> Samples { get; }

    /// <summary>Position of the first derived sample.</summary>
    public int First { get; }

    /// <summary>Derived samples.</summary>
    public int Count { get; }

    /// <summary>How the discharge of a derived sample stands to its rating; absent where there was no stage or no rating.</summary>
    public DischargeState? DischargeStateOf(int sample) => _dischargeStates[sample - First];

    /// <summary>What the quality tests found, by sample.</summary>
    public IReadOnlyList<QcFinding> Findings { get; internal set; } = [];

    /// <summary>The value, in the unit of the catalogue; absent where there is none. A value with the flag Fail is kept and not used.</summary>
    public double? Value(StationVariable variable, int sample) => Row(variable, sample) is int row and >= 0 ? _values[(int)variable][row] : null;

    /// <summary>The flag; Missing where there is no value.</summary>
    public QcFlag Flag(StationVariable variable, int sample) => Row(variable, sample) is int row and >= 0 ? _flags[(int)variable][row] : QcFlag.Missing;

    /// <summary>Standard uncertainty (k = 1) in the unit of the value; absent where it is not known.</summary>
    public double? StandardUncertainty(StationVariable variable, int sample) => Row(variable, sample) is int row and >= 0 ? _uncertainties[(int)variable][row] : null;

    /// <summary>The value where its flag lets it be used downstream, otherwise absent.</summary>
    public double? Usable(StationVariable variable, int sample) => Flag(variable, sample).IsUsable() ? Value(variable, sample) : null;

    internal void Set(StationVariable variable, int sample, double? value, QcFlag flag, double? standardUncertainty = null)
    {
        int row = Row(variable, sample);
        _values[(int)variable][row] = value;
        _flags[(int)variable][row] = value is null && flag.IsUsable() ? QcFlag.Missing : flag;
        _uncertainties[(int)variable][row] = value is null ? null : standardUncertainty;
    }

    /// <summary>Sets a derived value: its flag is the worst of <paramref name="own"/> and of the flags of the variables that the catalogue says it uses.</summary>
    internal void Derive(StationVariable variable, int sample, double? value, QcFlag own = QcFlag.Pass, double? standardUncertainty = null)
    {
        QcFlag flag = own;
        foreach (StationVariable used in VariableCatalogue.Of(variable).Uses)
            flag = QcFlags.Worst(flag, Flag(used, sample));
        Set(variable, sample, flag.IsUsable() ? value : null, flag, standardUncertainty);
    }

    internal void SetDischargeState(int sample, DischargeState state) => _dischargeStates[sample - First] = state;

    // The last of the measured variables in the order of StationVariable.
    private static bool IsMeasured(StationVariable variable) => variable <= StationVariable.Rain;

    private int Row(StationVariable variable, int sample) =>
        IsMeasured(variable) ? sample : sample >= First && sample < First + Count ? sample - First : -1;

    private static T[][] Columns<T>(StationWindow window)
    {
        T[][] all = new T[VariableCatalogue.All.Count][];
        for (int i = 0; i < all.Length; i++)
            all[i] = new T[IsMeasured((StationVariable)i) ? window.Samples.Count : window.Count];
        return all;
    }
}
