using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;
using KarstLogger.Gateway.Cli;

namespace KarstLogger.Gateway.Speciation;

/// <summary>
/// Waters from CSV, one at a time: the columns of <see cref="WaterColumn.All"/> in any order, others carried through. A file without a required column is refused;
/// a row with a bad cell is not, it carries its refusal.
/// </summary>
public sealed partial class WaterCsv : IDisposable
{
    /// <summary>The longest row taken, in bytes: a longer one means that this is no table of waters.</summary>
    private const int LongestRow = 1 << 20;

    private readonly string _file;
    private readonly SpeciationOptions _options;
    private readonly CsvReader _reader;
    private readonly int[] _places, _uncertaintyPlaces;
    private readonly int _idPlace, _width;
    private readonly int[] _extraPlaces;

    /// <summary>Opens a table; the header is read at once.</summary>
    /// <exception cref="BadInputException">No header, a required column missing, or a column given twice.</exception>
    public WaterCsv(Stream from, string file, SpeciationOptions options)
    {
        _file = file;
        _options = options;
        _reader = CsvReader.Create(from, new CsvReaderOptions { Separator = ',', TrackLineNumbers = true, TrimWhitespace = true, MaxRecordSize = LongestRow });
        string[] header = [.. Guarded(() => _reader.Headers)];
        if (header.Length == 0 || (header.Length == 1 && header[0].Length == 0))
            throw new BadInputException(file, 1, null, $"no header; expected the columns {Required()}.");
        _width = header.Length;
        if (header.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new BadInputException(file, 1, twice.Key, "this column stands there twice.");
        _idPlace = Place(header, WaterColumn.Id, required: true);
        _places = [.. WaterColumn.All.Select(column => Place(header, column.Name, column.Required))];
        _uncertaintyPlaces = [.. WaterColumn.Uncertainties.Select(column => Place(header, column.Name, required: false))];
        _extraPlaces = [.. Enumerable.Range(0, _width).Where(i => i != _idPlace && !_places.Contains(i) && !_uncertaintyPlaces.Contains(i))];
        ExtraNames = [.. _extraPlaces.Select(i => header[i])];
        UnusedIons = [.. ExtraNames.Where(name => IonLike().IsMatch(name))];
    }

    /// <summary>Columns that are carried through.</summary>
    public IReadOnlyList<string> ExtraNames { get; }

    /// <summary>Among them those that look like an ion: they are not in the charge balance or the ionic strength, and the reader should know.</summary>
    public IReadOnlyList<string> UnusedIons { get; }

    /// <summary>The rows, read as they are asked for.</summary>
    public IEnumerable<WaterRow> Rows()
    {
        double?[] values = new double?[_places.Length];
        while (Guarded(_reader.Read))
        {
            List<FieldRefusal>? refusals = null;
            if (_reader.FieldCount != _width)
                (refusals ??= []).Add(new("row", string.Create(CultureInfo.InvariantCulture, $"has {_reader.FieldCount} cells, the header {_width}")));
            for (int i = 0; i < values.Length; i++)
                values[i] = Read(_places[i], WaterColumn.All[i], ref refusals);
            double?[] uncertainties = _uncertaintyPlaces.All(place => place < 0) ? [] : [.. _uncertaintyPlaces.Select((place, i) => Read(place, WaterColumn.Uncertainties[i], ref refusals))];
            yield return new WaterRow((int)Math.Min(_reader.LineNumber, int.MaxValue), Text(_idPlace), WaterValues.Sample(values), WaterValues.Surroundings(values, _options),
                _extraPlaces.Length == 0 ? [] : [.. _extraPlaces.Select(Text)], refusals ?? []) { Uncertainties = uncertainties };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private double? Read(int place, WaterColumn column, ref List<FieldRefusal>? refusals)
    {
        ReadOnlySpan<byte> cell = place >= 0 && place < _reader.FieldCount ? _reader.GetSpan(place) : default;
        if (cell.Length == 0)
            return null;
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= column.Least && value <= column.Most)
            return value;
        (refusals ??= []).Add(column.Refuse(Encoding.UTF8.GetString(cell)));
        return null;
    }

    private string Text(int place) => place < _reader.FieldCount ? _reader.GetString(place) : "";

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException malformed)
        {
            throw new BadInputException(_file, malformed.LineNumber > 0 ? (int)malformed.LineNumber : null, null, malformed.Message);
        }
    }

    private int Place(string[] header, string name, bool required)
    {
        int place = Array.IndexOf(header, name);
        return place >= 0 || !required ? place : throw new BadInputException(_file, 1, name, $"this column is missing; expected {Required()} (a column may be empty, but must be there).");
    }

    private static string Required() => string.Join(',', WaterColumn.All.Where(column => column.Required).Select(column => column.Name).Prepend(WaterColumn.Id));

    /// <summary>The ions and elements that a water laboratory reports and the speciation does not use, with the usual suffixes of unit or form. A saturation index (SI_...) is no silicon.</summary>
    [GeneratedRegex("^(?!SI_)(Ca|Mg|Na|K|Cl|SO4|HCO3|CO3|NO3|NO2|NH4|PO4|F|Br|I|Sr|Ba|Li|Fe|Mn|Al|B|Si|SiO2|Zn|Cu|Pb|As|S|HS|OH|Alk|Alkalinity|TOC|DOC)([-_ +.0-9(].*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex IonLike();
}
