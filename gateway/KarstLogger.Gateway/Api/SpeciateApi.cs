using System.Text.Json;
using KarstLogger.Gateway.Speciation;
using KarstLogger.Hydrochemistry.Carbonate;
using Microsoft.AspNetCore.Mvc;

namespace KarstLogger.Gateway.Api;

/// <summary>Carbonate speciation of waters that are sent along: the names and the answer of <c>karst speciate --format json</c>. Stores nothing.</summary>
public static class SpeciateApi
{
    /// <summary>Maps the endpoint.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/speciate", (JsonElement waters, string? model, bool? uncertainty) =>
    {
        CarbonateModel constants = model is null ? CarbonateModel.Wateq4f
            : CarbonateModel.Find(model) ?? throw ApiRefusal.OfField("model", $"model is '{model}'", string.Join(", ", CarbonateModel.Tags));
        SpeciationOptions options = new() { Model = constants, Uncertainties = uncertainty == true ? StandardUncertainties.Default : null };
        IReadOnlyList<WaterRow> rows = WaterJson.Rows(waters, options);
        // Written whole before it is sent: the writer flushes by itself, which the response does not allow, and a refusal must still be able to change the status.
        using MemoryStream answer = new();
        using (Utf8JsonWriter json = new(answer))
            SpeciationJson.Write(json, SpeciationRun.Of(rows, options), []);
        return Results.Bytes(answer.ToArray(), "application/json");
    }).RequireRateLimiting(VerbsApi.AtOnceLimit).WithMetadata(new RequestSizeLimitAttribute(VerbsApi.BodyBytesMost)).WithSummary("pCO2, saturation indices and DIC of waters that are sent along.");
}
