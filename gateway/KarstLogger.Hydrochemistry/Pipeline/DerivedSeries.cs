using KarstLogger.Hydrochemistry.Quality;
using KarstLogger.Hydrochemistry.Quantities;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>A window of one station as the pipeline gives it: a column of values, of flags and of standard uncertainties for each variable, all of the samples' length.</summary>
public sealed class DerivedSeries
{
    private readonly double?[][] _values;
    private readonly double?[][] _uncertainties;
    private readonly QcFlag[][] _flags;

    internal DerivedSeries(StationWindow window)
    {
        IReadOnlyList<StationSample> samples = window.Samples;
        Samples = samples;
        First = window.First;
        Count = window.Count;
        int count = VariableCatalogue.All.Count;
        _values = Columns<double?>(count, samples.Count);
        _uncertainties = Columns<double?>(count, samples.Count);
        _flags = Columns<QcFlag>(count, samples.Count);
        DischargeStates = new DischargeState?[samples.Count];
        Discharges = new DischargeEstimate[samples.Count];
        foreach (QcFlag[] flags in _flags)
            Array.Fill(flags, QcFlag.Missing);
    }

    /// <summary>The samples, in order of time.</summary>
    public IReadOnlyList<StationSample> Samples { get; }

    /// <summary>Position of the first derived sample.</summary>
    public int First { get; }

    /// <summary>Derived samples.</summary>
    public int Count { get; }

    /// <summary>How each discharge stands to its rating; absent where there was no stage or no rating.</summary>
    public DischargeState?[] DischargeStates { get; }

    /// <summary>The discharge with its interval and derivatives, for totals.</summary>
    public DischargeEstimate[] Discharges { get; }

    /// <summary>What the quality tests found, by sample.</summary>
    public IReadOnlyList<QcFinding> Findings { get; internal set; } = [];

    /// <summary>The value, in the unit of the catalogue; absent where there is none. A value with the flag Fail is kept and not used.</summary>
    public double? Value(StationVariable variable, int sample) => _values[(int)variable][sample];

    /// <summary>The flag; Missing where there is no value.</summary>
    public QcFlag Flag(StationVariable variable, int sample) => _flags[(int)variable][sample];

    /// <summary>Standard uncertainty (k = 1) in the unit of the value; absent where it is not known.</summary>
    public double? StandardUncertainty(StationVariable variable, int sample) => _uncertainties[(int)variable][sample];

    /// <summary>The value where its flag lets it be used downstream, otherwise absent.</summary>
    public double? Usable(StationVariable variable, int sample) => Flag(variable, sample).IsUsable() ? Value(variable, sample) : null;

    internal void Set(StationVariable variable, int sample, double? value, QcFlag flag, double? standardUncertainty = null)
    {
        _values[(int)variable][sample] = value;
        _flags[(int)variable][sample] = value is null && flag.IsUsable() ? QcFlag.Missing : flag;
        _uncertainties[(int)variable][sample] = value is null ? null : standardUncertainty;
    }

    /// <summary>Sets a derived value: its flag is the worst of <paramref name="own"/> and of the flags of the variables that the catalogue says it uses.</summary>
    internal void Derive(StationVariable variable, int sample, double? value, QcFlag own = QcFlag.Pass, double? standardUncertainty = null)
    {
        QcFlag flag = own;
        foreach (StationVariable used in VariableCatalogue.Of(variable).Uses)
            flag = QcFlags.Worst(flag, Flag(used, sample));
        Set(variable, sample, flag.IsUsable() ? value : null, flag, standardUncertainty);
    }

    private static T[][] Columns<T>(int columns, int rows)
    {
        T[][] all = new T[columns][];
        for (int i = 0; i < columns; i++)
            all[i] = new T[rows];
        return all;
    }
}
