using System.Globalization;
using KarstLogger.Gateway.Cli;
using KarstLogger.Hydrochemistry.Carbonate;

namespace KarstLogger.Gateway.Speciation;

/// <summary>Standard uncertainties of the columns of a table: absolute, or in percent of the value. A column <c>u_Ca</c> of the table itself comes before these.</summary>
public sealed class StandardUncertainties
{
    /// <summary>Name, absolute part, relative part; in the order of <see cref="CarbonateInput"/>.</summary>
    private readonly (double Absolute, double Relative)[] _values;

    private StandardUncertainties((double, double)[] values) => _values = values;

    /// <summary>
    /// Where nothing is said: temperature 0.1 degC, pH 0.05 (reference/hydrology.md section 9.3), alkalinity 2.4 mg/L (0.04 mmol/L, section 9.8), other ions 3 %
    /// (ordinary ion chromatography; this project's choice).
    /// </summary>
    public static StandardUncertainties Default => new([.. Names.Select(name => name switch
    {
        "T_C" => (0.1, 0.0),
        "pH" => (PHUncertainty.Calibrated, 0),
        "HCO3" => (2.4, 0),
        _ => (0, 0.03),
    })]);

    /// <summary>The columns that have an uncertainty, in the order of <see cref="CarbonateInput"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["T_C", "pH", "Ca", "Mg", "Na", "K", "Cl", "SO4", "HCO3", "NO3", "F", "SiO2", "Sr"];

    /// <summary>The default with what a text like <c>pH=0.03,Ca=2%</c> replaces.</summary>
    /// <exception cref="BadInputException">An unknown name, or not a number of 0 or more.</exception>
    public static StandardUncertainties Parse(string text)
    {
        (double, double)[] values = [.. Default._values];
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] sides = part.Split('=', 2);
            int place = sides.Length == 2 ? Names.ToList().IndexOf(sides[0].Trim()) : -1;
            bool percent = part.EndsWith('%');
            if (place < 0 || !double.TryParse(sides[1].TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !(value >= 0 && value <= 1e6))
                throw new BadInputException($"--u: '{part}' is not of the form name=value or name=value% with a name of {string.Join(',', Names)} and a value of 0 or more.");
            values[place] = percent ? (0, value / 100) : (value, 0);
        }
        return new StandardUncertainties(values);
    }

    /// <summary>The covariance of a row: its own uncertainties where given, else these; independent, as a laboratory's are.</summary>
    public InputCovariance Covariance(WaterRow row)
    {
        InputCovariance covariance = new();
        for (int i = 0; i < _values.Length; i++)
        {
            double? own = row.Uncertainties.Count > 0 ? row.Uncertainties[i] : null;
            covariance.Add((CarbonateInput)i, own ?? _values[i].Absolute + _values[i].Relative * Value(row.Sample, (CarbonateInput)i));
        }
        return covariance;
    }

    private static double Value(WaterSample w, CarbonateInput input) => (input switch
    {
        CarbonateInput.Calcium => w.CalciumMilligramsPerLitre,
        CarbonateInput.Magnesium => w.MagnesiumMilligramsPerLitre,
        CarbonateInput.Sodium => w.SodiumMilligramsPerLitre,
        CarbonateInput.Potassium => w.PotassiumMilligramsPerLitre,
        CarbonateInput.Chloride => w.ChlorideMilligramsPerLitre,
        CarbonateInput.Sulfate => w.SulfateMilligramsPerLitre,
        CarbonateInput.Alkalinity => w.AlkalinityMilligramsPerLitreAsBicarbonate,
        CarbonateInput.Nitrate => w.NitrateMilligramsPerLitre,
        CarbonateInput.Fluoride => w.FluorideMilligramsPerLitre,
        CarbonateInput.Silica => w.SilicaMilligramsPerLitre,
        CarbonateInput.Strontium => w.StrontiumMilligramsPerLitre,
        _ => 0,
    }).GetValueOrDefault();
}
