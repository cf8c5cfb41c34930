using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Drift;

/// <summary>
/// A buffer and its pH by temperature, 0 to 50 degC in steps of 5. The number on the bottle is the pH at 25 degC: at a spring of 10 degC the 7.00 is 7.06 and the 9.18 is 9.33,
/// and a calibration that takes the bottle's word is wrong by that.
/// </summary>
public sealed record PhBuffer
{
    private readonly TemperatureTable _table;

    private PhBuffer(string name, params double[] values) => (Name, _table) = (name, new TemperatureTable(0, 5, [.. values]));

    // 4.00, 7.00, 10.01: American technical buffers (Foxboro MI 611-211, table 7). 4.01, 6.86, 9.18: JIS Z 8802 (phthalate, neutral phosphate, borate).

    /// <summary>Technical 4.00 (phthalate).</summary>
    public static PhBuffer Technical4 { get; } = new("4.00", 4.00, 4.00, 4.00, 4.00, 4.00, 4.00, 4.01, 4.02, 4.03, 4.04, 4.06);

    /// <summary>Technical 7.00 (phosphate).</summary>
    public static PhBuffer Technical7 { get; } = new("7.00", 7.12, 7.09, 7.06, 7.04, 7.02, 7.00, 6.99, 6.99, 6.98, 6.98, 6.97);

    /// <summary>Technical 10.01 (carbonate).</summary>
    public static PhBuffer Technical10 { get; } = new("10.01", 10.32, 10.25, 10.18, 10.12, 10.06, 10.01, 9.97, 9.93, 9.89, 9.86, 9.83);

    /// <summary>Standard 4.01 (phthalate).</summary>
    public static PhBuffer Standard4 { get; } = new("4.01", 4.01, 4.01, 4.00, 4.00, 4.00, 4.01, 4.01, 4.02, 4.03, 4.04, 4.06);

    /// <summary>Standard 6.86 (neutral phosphate).</summary>
    public static PhBuffer Standard686 { get; } = new("6.86", 6.98, 6.95, 6.92, 6.90, 6.88, 6.86, 6.85, 6.84, 6.84, 6.83, 6.83);

    /// <summary>Standard 9.18 (borate).</summary>
    public static PhBuffer Standard918 { get; } = new("9.18", 9.46, 9.39, 9.33, 9.27, 9.22, 9.18, 9.14, 9.10, 9.07, 9.04, 9.01);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PhBuffer> All { get; } = [Technical4, Technical7, Technical10, Standard4, Standard686, Standard918];

    /// <summary>The number on the bottle: the pH at 25 degC.</summary>
    public string Name { get; }

    /// <summary>The buffer's pH at its temperature; absent outside 0 to 50 degC.</summary>
    public PhValue? At(WaterTemperature temperature) => _table.At(temperature) is { } ph ? PhValue.FromPh(ph) : null;
}
