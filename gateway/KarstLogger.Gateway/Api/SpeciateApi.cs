using KarstLogger.Gateway.Speciation;
using KarstLogger.Hydrochemistry.Carbonate;

namespace KarstLogger.Gateway.Api;

/// <summary>One water as it is asked about; an absent ion was not measured.</summary>
public sealed record WaterBody
{
    public string? Id { get; init; }

    public double? WaterTemperatureCelsius { get; init; }

    public double? Ph { get; init; }

    public double? Sc25 { get; init; }

    public double? AlkalinityMgPerLAsHco3 { get; init; }

    public double? CaMgPerL { get; init; }

    public double? MgMgPerL { get; init; }

    public double? NaMgPerL { get; init; }

    public double? KMgPerL { get; init; }

    public double? ClMgPerL { get; init; }

    public double? So4MgPerL { get; init; }

    public double? No3MgPerL { get; init; }
}

/// <summary>Waters and the constant set.</summary>
public sealed record SpeciateBody(IReadOnlyList<WaterBody> Waters, string? Model = null);

/// <summary>The carbonate state of one water; what is undefined is null and named in the findings.</summary>
public sealed record SpeciatedView(
    string Id, double? Pco2Pascals, double? CalciteSaturationIndex, double? DolomiteSaturationIndex, double? AragoniteSaturationIndex, double? DicMillimolesPerKilogramWater,
    double? IonicStrength, double? ChargeBalancePercent, IReadOnlyList<string> Findings);

/// <summary>The answer.</summary>
public sealed record SpeciatedAnswer(string Model, IReadOnlyList<SpeciatedView> Items);

/// <summary>Carbonate speciation of waters that are sent along; stores nothing.</summary>
public static class SpeciateApi
{
    /// <summary>Waters in one request.</summary>
    public const int WatersMost = 10_000;

    /// <summary>Maps the endpoint.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/speciate", (SpeciateBody body) =>
    {
        if (body.Waters is not { Count: > 0 and <= WatersMost })
            throw ApiRefusal.OfField("waters", $"there are {body.Waters?.Count ?? 0} waters", $"1 to {WatersMost}");
        CarbonateModel model = body.Model is null ? CarbonateModel.Wateq4f
            : CarbonateModel.Find(body.Model) ?? throw ApiRefusal.OfField("model", $"model is '{body.Model}'", string.Join(", ", CarbonateModel.Tags));
        SpeciationOptions options = new() { Model = model };
        return new SpeciatedAnswer(model.Tag, [.. SpeciationRun.Of(body.Waters.Select((water, i) => Row(water, i, options)), options).Select(View)]);
    }).WithSummary("pCO2, saturation indices and DIC of waters that are sent along.");

    private static WaterRow Row(WaterBody water, int i, SpeciationOptions options)
    {
        double?[] values =
        [
            water.WaterTemperatureCelsius, water.Ph, water.Sc25, water.CaMgPerL, water.MgMgPerL, water.NaMgPerL, water.KMgPerL, water.ClMgPerL, water.So4MgPerL,
            water.AlkalinityMgPerLAsHco3, water.No3MgPerL, null, null, null, null, null,
        ];
        string[] names = ["waterTemperatureCelsius", "ph", "sc25", "caMgPerL", "mgMgPerL", "naMgPerL", "kMgPerL", "clMgPerL", "so4MgPerL", "alkalinityMgPerLAsHco3", "no3MgPerL"];
        for (int v = 0; v < names.Length; v++)
            if (values[v] is { } value && !(value >= WaterColumn.All[v].Least && value <= WaterColumn.All[v].Most))
                throw ApiRefusal.OfField(FormattableString.Invariant($"waters[{i}].{names[v]}"), FormattableString.Invariant($"{names[v]} is {value}"),
                    FormattableString.Invariant($"{WaterColumn.All[v].Least} to {WaterColumn.All[v].Most} {WaterColumn.All[v].Unit}").TrimEnd());
        return new WaterRow(i + 1, water.Id ?? FormattableString.Invariant($"{i + 1}"), WaterValues.Sample(values), WaterValues.Surroundings(values, options), [], []);
    }

    private static SpeciatedView View(SpeciatedWater one) => new(
        one.Row.Id, one.State.PCo2Pascals, one.State.CalciteSaturationIndex, one.State.DolomiteSaturationIndex, one.State.AragoniteSaturationIndex,
        one.State.DicMillimolPerKilogramWater, one.State.IonicStrengthMolPerKilogramWater, one.State.ChargeBalanceErrorPercent, [.. one.Findings.Select(finding => finding.ToString())]);
}
