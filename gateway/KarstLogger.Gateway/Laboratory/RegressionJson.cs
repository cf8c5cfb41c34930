using System.Text.Json;
using System.Text.Json.Serialization;
using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Stations;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Ions;

namespace KarstLogger.Gateway.Laboratory;

/// <summary>Regressions as JSON: what <c>karst regress</c> writes and <c>karst flux</c> reads, one shape for both.</summary>
public static class RegressionJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Converters = { new JsonStringEnumConverter(), new DefinedNumber() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The regressions with the diagnostics behind them.</summary>
    public static string Write(IReadOnlyList<IonFit> fits) => JsonSerializer.Serialize(new
    {
        Regressions = fits.Select(f => f.Regression).OfType<IonRegression>(),
        Diagnostics = fits.Select(Diagnostics),
        PredictedChargeBalance = PredictedBalances(fits),
        StrongAcidBracketOfMeans = BracketOfMeans(fits),
    }, Options);

    /// <summary>Reads the regressions of a file: this JSON, or a station file.</summary>
    /// <exception cref="BadInputException">The file cannot be read, or is of another form.</exception>
    public static IReadOnlyList<IonRegression> Read(InputFiles files, string file)
    {
        try
        {
            string text = files.Text(file);
            if (!text.AsSpan().TrimStart().StartsWith("{"))
                return RegressionText.Read(file, text);
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.TryGetProperty("regressions", out JsonElement list)
                ? list.Deserialize<List<IonRegression>>(Options)! : throw new BadInputException(file, null, "regressions", "the file has no such list.");
        }
        catch (JsonException cause)
        {
            throw new BadInputException(file, (int?)cause.LineNumber + 1, cause.Path, cause.Message);
        }
    }

    /// <summary>Charge balance of what the regressions predict together, at the least, the middle and the largest conductance of the bottles.</summary>
    public static IReadOnlyList<object> PredictedBalances(IReadOnlyList<IonFit> fits)
    {
        IonRegression[] regressions = [.. fits.Select(f => f.Regression).OfType<IonRegression>()];
        if (!regressions.Any(r => r.Ion == MajorIon.Calcium.Symbol) || !regressions.Any(r => r.Ion == MajorIon.Bicarbonate.Symbol))
            return [];
        double least = regressions.Max(r => r.LeastSpecificConductance), most = regressions.Min(r => r.MostSpecificConductance);
        (MajorIon, double)[] means = [.. fits.Where(f => f.Regression is null).Select(f => (f.Ion, f.Mean))];
        List<object> balances = [];
        foreach (double conductance in new[] { least, (least + most) / 2, most })
            if (ChargeBalance.OfPredictions(regressions, means, conductance) is { } balance)
                balances.Add(new { SpecificConductance = conductance, balance.ErrorPercent, balance.Grade });
        return balances;
    }

    /// <summary>
    /// How much of the bicarbonate carbonic acid may have made, by the means of the bottles (docs/equations/flux.md 11), without taking off rain, gypsum or silicates; null where an ion is
    /// missing. Nitrate counts where it was measured.
    /// </summary>
    private static StrongAcidBracket? BracketOfMeans(IReadOnlyList<IonFit> fits)
    {
        double? Moles(MajorIon ion) => fits.FirstOrDefault(f => f.Ion == ion)?.Mean / ion.GramsPerMole;
        if (Moles(MajorIon.Bicarbonate) is not { } hco3 || Moles(MajorIon.Calcium) is not { } ca || Moles(MajorIon.Magnesium) is not { } mg || Moles(MajorIon.Sodium) is not { } na
            || Moles(MajorIon.Potassium) is not { } k || Moles(MajorIon.Chloride) is not { } cl || Moles(MajorIon.Sulfate) is not { } so4)
            return null;
        DissolvedIons means = new()
        {
            Bicarbonate = hco3, Calcium = ca, Magnesium = mg, Sodium = na, Potassium = k, Chloride = cl, Sulfate = so4, Nitrate = Moles(MajorIon.Nitrate) ?? 0,
        };
        return StrongAcidBracket.Of(means, silicates: false);
    }

    private static object Diagnostics(IonFit fit) => new
    {
        Ion = fit.Ion.Symbol, Bottles = fit.Points.Count, fit.Maturity, fit.Mean, fit.StandardDeviation,
        LeastSquares = fit.Line is not { } line ? null : new
        {
            line.Intercept, line.Slope, line.InterceptStandardError, line.SlopeStandardError, line.ResidualStandardDeviation, line.RSquared, line.AdjustedRSquared,
            fit.Diagnostics!.PredictedRSquared, fit.Diagnostics.Press, line.SlopeProbability, line.StudentFactor95,
        },
        TheilSen = fit.MedianLine,
        Points = fit.Points.Select((p, i) => new
        {
            p.Bottle.Line, p.Bottle.Id, p.SpecificConductance, p.MilligramsPerLitre, p.Pair?.ConductanceDifference, p.Pair?.PhDifference,
            Diagnostics = fit.Diagnostics?.Points[i],
        }),
    };

    /// <summary>A number that is not defined (the correlation of bottles that all hold the same) is null.</summary>
    private sealed class DefinedNumber : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
                writer.WriteNumberValue(value);
            else
                writer.WriteNullValue();
        }
    }
}
