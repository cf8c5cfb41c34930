using System.Globalization;
using KarstLogger.Hydrochemistry.Ions;

namespace KarstLogger.Gateway.Laboratory;

/// <summary>A column of a laboratory file that holds an ion: which, and what turns its numbers into mg/L of that ion.</summary>
public sealed record LaboratoryColumn(string Header, MajorIon Ion, double MilligramsPerLitre)
{
    private static readonly Dictionary<string, string> CompactUnits = new()
    {
        ["mgl"] = "mg/L", ["ugl"] = "ug/L", ["mmoll"] = "mmol/L", ["umoll"] = "umol/L", ["meql"] = "meq/L", ["mgl_caco3"] = "mg/L as CaCO3", ["mgl_n"] = "mg/L as N",
    };

    /// <summary>
    /// Reads a header such as "Ca [mg/L]", "HCO3 (mg/L as CaCO3)", "ca_mgl" or "no3n_mgl". Null where it names no ion, or has a suffix that is no unit ("alk_pcode"); a refusal
    /// text where an ion stands without a unit, or with one in brackets that is unknown or unfit.
    /// </summary>
    public static (LaboratoryColumn? Column, string? Refusal) Of(string header)
    {
        (string name, string? unit) = Split(header);
        bool asNitrogen = name.Equals("NO3-N", StringComparison.OrdinalIgnoreCase) || name.Equals("NO3N", StringComparison.OrdinalIgnoreCase);
        if ((asNitrogen ? MajorIon.Nitrate : Symbol(name)) is not { } ion)
            return (null, null);
        if (unit is null)
            return (null, $"the unit is missing: write '{name} [unit]' with one of {LaboratoryUnit.Permitted}.");
        if (asNitrogen && !unit.EndsWith('N'))
            unit += " as N";
        return LaboratoryUnit.MilligramsPerLitre(ion, unit) is { } factor
            ? (new(header, ion, factor), null) : (null, $"the unit '{unit}' does not fit {ion.Symbol}; permitted: {LaboratoryUnit.Permitted}.");
    }

    /// <summary>A result: a number, or "&lt;limit" below detection; null where empty, a refusal text where neither.</summary>
    public (LaboratoryResult? Result, string? Refusal) Read(string? text)
    {
        if (text is null)
            return (null, null);
        bool below = text.StartsWith('<');
        if (!double.TryParse(below ? text.AsSpan(1) : text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !(value is >= 0 and <= 100000))
            return (null, $"'{text}' is neither a concentration from 0 to 100000 nor a detection limit such as <0.05.");
        double milligrams = value * MilligramsPerLitre;
        return (below ? new(null, milligrams) : new(milligrams, null), null);
    }

    private static MajorIon? Symbol(string name) => name.ToLowerInvariant() switch
    {
        "alk" or "alkalinity" => MajorIon.Bicarbonate,
        _ => MajorIon.Find(name),
    };

    private static (string Name, string? Unit) Split(string header)
    {
        int open = header.IndexOfAny(['[', '(']);
        if (open > 0)
            return (header[..open].Trim(), header[(open + 1)..].TrimEnd(']', ')', ' '));
        int underscore = header.IndexOf('_', StringComparison.Ordinal);
        return underscore > 0 && CompactUnits.TryGetValue(header[(underscore + 1)..].ToLowerInvariant(), out string? unit) ? (header[..underscore], unit) : (header, null);
    }
}
