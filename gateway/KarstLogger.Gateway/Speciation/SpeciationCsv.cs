using System.Globalization;

namespace KarstLogger.Gateway.Speciation;

/// <summary>
/// Results as CSV: id, model, the state, the charge balance, findings, then CO2 in other units, then standard uncertainties where asked for, then the columns carried through.
/// Numbers are written so that reading them gives the same bits; what is undefined is empty.
/// </summary>
public sealed class SpeciationCsv
{
    private readonly TextWriter _to;
    private readonly ResultColumn[] _numbers, _after;
    private readonly char[] _digits = new char[32];

    /// <summary>Writes the header.</summary>
    public SpeciationCsv(TextWriter to, IReadOnlyList<string> extraNames, SpeciationOptions options)
    {
        _to = to;
        _numbers = [.. ResultColumn.State, ResultColumn.ChargeBalanceError];
        _after = [.. ResultColumn.Gas, .. options.Uncertainties is null ? [] : ResultColumn.StandardDeviations, .. options.Equilibrates ? ResultColumn.After : []];
        string[] own = [WaterColumn.Id, "model", .. _numbers.Select(c => c.Name), "findings", .. _after.Select(c => c.Name)];
        _to.Write(string.Join(',', own));
        foreach (string name in extraNames)
        {
            _to.Write(',');
            Cell(CarriedName(name, own));
        }
        _to.Write('\n');
    }

    /// <summary>The name of a carried column: its own, or with <c>input_</c> before it where a result has that name.</summary>
    public static string CarriedName(string name, IReadOnlyCollection<string> own) => own.Contains(name) ? "input_" + name : name;

    /// <summary>Writes one water.</summary>
    public void Write(SpeciatedWater water)
    {
        Cell(water.Row.Id);
        _to.Write(',');
        _to.Write(water.State.ModelTag);
        foreach (ResultColumn column in _numbers)
            Number(column.Read(water));
        _to.Write(',');
        Cell(string.Join("; ", water.Findings));
        foreach (ResultColumn column in _after)
            Number(column.Read(water));
        foreach (string extra in water.Row.Extras)
        {
            _to.Write(',');
            Cell(extra);
        }
        _to.Write('\n');
    }

    private void Number(double? value)
    {
        _to.Write(',');
        if (value is double number && number.TryFormat(_digits, out int length, "R", CultureInfo.InvariantCulture))
            _to.Write(_digits.AsSpan(0, length));
    }

    private void Cell(string text)
    {
        if (text.AsSpan().IndexOfAny(",\"\r\n") < 0)
            _to.Write(text);
        else
        {
            _to.Write('"');
            _to.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
            _to.Write('"');
        }
    }
}
