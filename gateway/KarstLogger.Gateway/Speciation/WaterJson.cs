using System.Globalization;
using System.Text.Json;
using KarstLogger.Gateway.Cli;

namespace KarstLogger.Gateway.Speciation;

/// <summary>
/// Waters from a JSON array of objects, for <c>POST /api/speciate</c>: the names of the CSV columns (<c>id</c>, <c>T_C</c>, <c>pH</c>, <c>Ca</c> ...) with numbers;
/// null or absent = not measured; <c>u_pH</c> and the like for standard uncertainties. Properties of other names are ignored.
/// </summary>
public static class WaterJson
{
    /// <summary>The most waters that one request may hold.</summary>
    public const int MostWaters = 100_000;

    /// <summary>The rows of a request. A value that is no number or outside its range refuses its row only.</summary>
    /// <exception cref="BadInputException">Not an array of objects, or more than <see cref="MostWaters"/>.</exception>
    public static IReadOnlyList<WaterRow> Rows(JsonElement request, SpeciationOptions options)
    {
        if (request.ValueKind != JsonValueKind.Array)
            throw new BadInputException("The request must be an array of waters.");
        if (request.GetArrayLength() > MostWaters)
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"The request has {request.GetArrayLength()} waters; at most {MostWaters} are taken at once."));
        return [.. request.EnumerateArray().Select((water, i) => Row(water, i + 1, options))];
    }

    private static WaterRow Row(JsonElement water, int number, SpeciationOptions options)
    {
        if (water.ValueKind != JsonValueKind.Object)
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"Water {number} of the request is not an object."));
        List<FieldRefusal> refusals = [];
        double?[] values = [.. WaterColumn.All.Select(column => Read(water, column, refusals))];
        double?[] uncertainties = [.. WaterColumn.Uncertainties.Select(column => Read(water, column, refusals))];
        string id = water.TryGetProperty(WaterColumn.Id, out JsonElement given) && given.ValueKind != JsonValueKind.Null ? given.ToString() : number.ToString(CultureInfo.InvariantCulture);
        return new WaterRow(number, id, WaterValues.Sample(values), WaterValues.Surroundings(values, options), [], refusals)
        {
            Uncertainties = uncertainties.All(u => u is null) ? [] : uncertainties,
        };
    }

    private static double? Read(JsonElement water, WaterColumn column, List<FieldRefusal> refusals)
    {
        if (!water.TryGetProperty(column.Name, out JsonElement cell) || cell.ValueKind == JsonValueKind.Null)
            return null;
        if (cell.ValueKind == JsonValueKind.Number && cell.TryGetDouble(out double value) && value >= column.Least && value <= column.Most)
            return value;
        refusals.Add(column.Refuse(cell.ToString()));
        return null;
    }
}
