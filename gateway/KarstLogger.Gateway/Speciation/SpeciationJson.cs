using System.Text.Json;
using KarstLogger.Hydrochemistry.Carbonate;

namespace KarstLogger.Gateway.Speciation;

/// <summary>Results as a JSON array, one object a water: everything that the CSV has, findings apart, the species distribution where asked for. Undefined is null.</summary>
public static class SpeciationJson
{
    /// <summary>Writes an array as the waters come.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<SpeciatedWater> waters, IReadOnlyList<string> extraNames)
    {
        json.WriteStartArray();
        foreach (SpeciatedWater water in waters)
        {
            Write(json, water, extraNames);
            json.Flush();
        }
        json.WriteEndArray();
        json.Flush();
    }

    private static void Write(Utf8JsonWriter json, SpeciatedWater water, IReadOnlyList<string> extraNames)
    {
        json.WriteStartObject();
        json.WriteString(WaterColumn.Id, water.Row.Id);
        json.WriteString("model", water.State.ModelTag);
        foreach (ResultColumn column in ResultColumn.State.Append(ResultColumn.ChargeBalanceError).Concat(ResultColumn.Gas))
            Number(json, column.Name, column.Read(water));
        if (water.Uncertainty is CarbonateUncertainty uncertainty)
            Uncertainty(json, water, uncertainty);
        if (water.After is not null)
            foreach (ResultColumn column in ResultColumn.After)
                Number(json, column.Name, column.Read(water));
        json.WriteNumber("sweeps", water.State.Sweeps);
        json.WriteBoolean("converged", water.State.Converged);
        json.WriteStartArray("findings");
        foreach (WaterFinding finding in water.Findings)
        {
            json.WriteStartObject();
            json.WriteString("name", finding.Name);
            json.WriteString("text", finding.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (extraNames.Count > 0)
        {
            json.WriteStartObject("carried");
            for (int i = 0; i < extraNames.Count; i++)
                json.WriteString(extraNames[i], water.Row.Extras[i]);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Uncertainty(Utf8JsonWriter json, SpeciatedWater water, CarbonateUncertainty uncertainty)
    {
        foreach (ResultColumn column in ResultColumn.StandardDeviations)
            Number(json, column.Name, column.Read(water));
        json.WriteStartObject("variance_shares");
        foreach (CarbonateResult result in Enum.GetValues<CarbonateResult>())
        {
            json.WriteStartObject(result.ToString());
            foreach (CarbonateInput input in Enum.GetValues<CarbonateInput>())
                if (uncertainty.Share(result, input) is double share && share != 0)
                    json.WriteNumber(StandardUncertainties.Names[(int)input], share);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is double number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
