namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>Waters as columns, for <see cref="CarbonateBatch"/>: filled once, reused for the next batch. A cell that was not measured is 0 and said to be absent.</summary>
public sealed class WaterColumns
{
    /// <summary>The places of the columns; the last says 1 where an alkalinity was given.</summary>
    internal const int Celsius = 0, PH = 1, Alkalinity = 8, LastIon = 12, AlkalinityGiven = 13, Columns = 14;

    private readonly CarbonateGaps[] _gaps;

    /// <summary>Room for <paramref name="capacity"/> waters.</summary>
    public WaterColumns(int capacity)
    {
        Capacity = capacity;
        Values = new double[capacity * Columns];
        _gaps = new CarbonateGaps[capacity];
    }

    /// <summary>How many waters there is room for.</summary>
    public int Capacity { get; }

    /// <summary>The columns, one after the other.</summary>
    internal double[] Values { get; }

    /// <summary>What the inputs of each row alone leave undefined.</summary>
    internal ReadOnlySpan<CarbonateGaps> Gaps => _gaps;

    /// <summary>Puts a water into a row.</summary>
    public void Set(int row, in WaterSample water)
    {
        _gaps[row] = WaterLimits.Gaps(water);
        Put(row, Celsius, water.TemperatureCelsius);
        Put(row, PH, water.PH);
        Put(row, 2, water.CalciumMilligramsPerLitre);
        Put(row, 3, water.MagnesiumMilligramsPerLitre);
        Put(row, 4, water.SodiumMilligramsPerLitre);
        Put(row, 5, water.PotassiumMilligramsPerLitre);
        Put(row, 6, water.ChlorideMilligramsPerLitre);
        Put(row, 7, water.SulfateMilligramsPerLitre);
        Put(row, Alkalinity, water.AlkalinityMilligramsPerLitreAsBicarbonate);
        Put(row, 9, water.NitrateMilligramsPerLitre);
        Put(row, 10, water.FluorideMilligramsPerLitre);
        Put(row, 11, water.SilicaMilligramsPerLitre);
        Put(row, LastIon, water.StrontiumMilligramsPerLitre);
        Values[AlkalinityGiven * Capacity + row] = water.AlkalinityMilligramsPerLitreAsBicarbonate is null ? 0 : 1;
    }

    private void Put(int row, int column, double? value) => Values[column * Capacity + row] = value.GetValueOrDefault();
}

/// <summary>Results as columns; <see cref="this[int]"/> reads a row with what is undefined left out.</summary>
public sealed class CarbonateColumns
{
    /// <summary>Room for <paramref name="capacity"/> results.</summary>
    public CarbonateColumns(int capacity)
    {
        Capacity = capacity;
        Values = new double[capacity * RawState.Columns];
        Gaps = new CarbonateGaps[capacity];
    }

    /// <summary>How many results there is room for.</summary>
    public int Capacity { get; }

    internal double[] Values { get; }

    internal CarbonateGaps[] Gaps { get; }

    internal string Tag { get; set; } = "";

    /// <summary>The result of a row: the same bits as <see cref="CarbonateSolver.Solve"/> of its water.</summary>
    public CarbonateState this[int row] => RawState.From(Values, Capacity, row).ToState(Tag, Gaps[row]);
}
