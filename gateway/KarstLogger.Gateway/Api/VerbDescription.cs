using System.CommandLine;
using System.CommandLine.Completions;
using Microsoft.OpenApi;

namespace KarstLogger.Gateway.Api;

/// <summary>A computing verb in the OpenAPI document, from the definition of its command.</summary>
internal static class VerbDescription
{
    /// <summary>Writes parameters, body and answers.</summary>
    public static Task Write(OpenApiOperation operation, ComputingVerb verb)
    {
        operation.Parameters = [.. verb.Symbols.Where(s => !ComputingVerb.IsInput(s)).Select(Parameter)];
        if (verb.HasPlot)
            operation.Parameters.Add(new OpenApiParameter { Name = "plot", In = ParameterLocation.Query, Description = "The answer is the plot.", Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["svg"] } });
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "answer", In = ParameterLocation.Query, Description = "The answer is one object: exitCode, mediaType, result, messages, plotSvg.", Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["all"] },
        });
        OpenApiSchema parts = new() { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema>() };
        foreach (Symbol symbol in verb.Symbols)
            parts.Properties[ComputingVerb.NameOf(symbol)] = ComputingVerb.IsInput(symbol)
                ? new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.Object }, Description = symbol.Description } : Schema(symbol);
        Dictionary<string, OpenApiMediaType> content = new() { ["application/json"] = new() { Schema = parts }, ["multipart/form-data"] = new() { Schema = parts } };
        if (verb.Main is { } main)
            content["text/csv"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = $"{main.Name}: {main.Description}" } };
        operation.RequestBody = new OpenApiRequestBody { Content = content! };
        operation.Responses = new OpenApiResponses
        {
            ["200"] = new OpenApiResponse { Description = $"What 'karst {string.Join(' ', verb.Path)}' prints; its exit code in the header {VerbsApi.ExitCodeHeader}." },
            ["400"] = new OpenApiResponse { Description = "An input or option does not fit: problem+json with detail, line, field and permitted." },
        };
        return Task.CompletedTask;
    }

    /// <summary>What a symbol takes, in words.</summary>
    public static string TypeOf(Symbol symbol) => ValueType(symbol) switch
    {
        { } type when type == typeof(double) => "a number",
        { } type when type == typeof(int) || type == typeof(long) => "a whole number",
        { } type when type == typeof(bool) => "true, false",
        _ => symbol.Description ?? "a text",
    };

    private static OpenApiParameter Parameter(Symbol symbol) => new()
    {
        Name = ComputingVerb.NameOf(symbol), In = ParameterLocation.Query, Description = symbol.Description, Schema = Schema(symbol),
        Required = symbol is Option { Required: true } or Argument { HasDefaultValue: false },
    };

    private static OpenApiSchema Schema(Symbol symbol)
    {
        Type type = ValueType(symbol);
        JsonSchemaType form = type == typeof(double) ? JsonSchemaType.Number : type == typeof(int) || type == typeof(long) ? JsonSchemaType.Integer : type == typeof(bool) ? JsonSchemaType.Boolean : JsonSchemaType.String;
        OpenApiSchema one = new() { Type = form, Description = symbol.Description };
        if (form == JsonSchemaType.String && symbol.GetCompletions(CompletionContext.Empty).ToArray() is { Length: > 0 } labels)
            one.Enum = [.. labels.Select(l => System.Text.Json.Nodes.JsonValue.Create(l.Label)!)];
        return IsArray(symbol) ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = one } : one;
    }

    private static bool IsArray(Symbol symbol) => symbol is Option { ValueType.IsArray: true };

    private static Type ValueType(Symbol symbol)
    {
        Type type = symbol is Option option ? option.ValueType : ((Argument)symbol).ValueType;
        type = type.IsArray ? type.GetElementType()! : type;
        return Nullable.GetUnderlyingType(type) ?? type;
    }
}
