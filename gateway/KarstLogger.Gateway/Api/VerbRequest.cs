using System.CommandLine;
using System.Text;
using System.Text.Json;
using KarstLogger.Gateway.Cli;
using Microsoft.Extensions.Primitives;

namespace KarstLogger.Gateway.Api;

/// <summary>
/// A request to a verb: its options from the query and the body, its inputs from the body alone. The names are those of the command line without the dashes. A CSV or other text is the
/// verb's main input; a JSON object or a form holds inputs and options by their names, and a JSON array is the main input as rows.
/// </summary>
internal sealed class VerbRequest
{
    private readonly ComputingVerb _verb;
    private readonly List<(Symbol Symbol, string Value)> _values = [];
    private readonly Dictionary<string, string> _texts = [];

    private VerbRequest(ComputingVerb verb) => _verb = verb;

    /// <summary>The call as the command line would have it. Each option is one word, and arguments stand after "--": no value can become an option.</summary>
    public string[] Arguments =>
    [
        .. _verb.Path, .. _values.Where(v => v.Symbol is Option).Select(v => $"{v.Symbol.Name}={v.Value}"),
        .. _verb.Inputs.OfType<InputOption>().Where(i => _texts.ContainsKey(ComputingVerb.NameOf(i))).Select(i => $"{i.Name}={ComputingVerb.NameOf(i)}"),
        .. WantsPlot ? (string[])["--plot=svg"] : [], "--", .. _verb.Command.Arguments.Select(PositionOf),
    ];

    /// <summary>The inputs.</summary>
    public SentFiles Files => new(_texts, _verb.Main?.Name);

    /// <summary>The answer is the plot.</summary>
    public bool WantsPlot { get; private set; }

    /// <summary>The answer holds the result, the messages, the exit code and the plot.</summary>
    public bool WantsAll { get; private set; }

    /// <summary>Reads a request.</summary>
    /// <exception cref="ApiRefusal">A name is unknown, an input stands where it cannot, or the body has a form that is not taken.</exception>
    public static async Task<VerbRequest> ReadAsync(HttpContext context, ComputingVerb verb)
    {
        VerbRequest request = new(verb);
        foreach ((string name, StringValues values) in context.Request.Query)
            request.AddQuery(name, values);
        await request.ReadBodyAsync(context.Request, context.RequestAborted);
        return request;
    }

    private void AddQuery(string name, StringValues values)
    {
        if (name == "plot" && _verb.HasPlot)
            WantsPlot = values == "svg" ? true : throw ApiRefusal.OfField(name, $"plot is '{values}'", "svg");
        else if (name == "answer")
            WantsAll = values == "all" ? true : throw ApiRefusal.OfField(name, $"answer is '{values}'", "all");
        else
            foreach (string? value in values)
                AddText(name, value ?? "", inBody: false);
    }

    private void AddText(string name, string value, bool inBody)
    {
        Symbol symbol = _verb.Find(name) ?? throw ApiRefusal.OfField(name, $"'{name}' is not known here", string.Join(", ", _verb.Symbols.Select(ComputingVerb.NameOf)));
        if (!ComputingVerb.IsInput(symbol))
            _values.Add((symbol, value));
        else if (inBody)
            _texts[name] = value;
        else
            throw ApiRefusal.OfField(name, $"'{name}' is an input and cannot stand in the address", "the text itself, in the body");
    }

    private async Task ReadBodyAsync(HttpRequest request, CancellationToken gone)
    {
        string type = request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() ?? "";
        if (request.HasFormContentType)
        {
            IFormCollection form = await FormAsync(request, gone);
            foreach ((string name, StringValues values) in form)
                foreach (string? value in values)
                    AddText(name, value ?? "", inBody: true);
            foreach (IFormFile file in form.Files)
                using (StreamReader reader = new(file.OpenReadStream()))
                    AddText(file.Name, await reader.ReadToEndAsync(gone), inBody: true);
            return;
        }
        using StreamReader body = new(request.Body, Encoding.UTF8);
        string text = await body.ReadToEndAsync(gone);
        if (text.Length == 0)
            return;
        if (type == "application/json")
            AddJson(text);
        else if (type is "" or "text/csv" or "text/plain" or "text/tab-separated-values")
            _texts[(_verb.Main ?? throw ApiRefusal.OfField("body", "this verb reads no table", "an empty body, or application/json with options")).Name] = text;
        else
            throw new ApiRefusal(StatusCodes.Status415UnsupportedMediaType, $"The body is {type}.", "Content-Type", "text/csv, text/plain, application/json, multipart/form-data");
    }

    private static async Task<IFormCollection> FormAsync(HttpRequest request, CancellationToken gone)
    {
        try
        {
            return await request.ReadFormAsync(gone);
        }
        catch (InvalidDataException malformed)
        {
            throw new BadInputException("body", null, null, $"no form: {malformed.Message}");
        }
    }

    private void AddJson(string text)
    {
        using JsonDocument document = Json(text);
        if (document.RootElement.ValueKind == JsonValueKind.Array)
            _texts[(_verb.Main ?? throw ApiRefusal.OfField("body", "this verb reads no rows", "an object with its options")).Name] = RowText.Of(document.RootElement, "body");
        else if (document.RootElement.ValueKind == JsonValueKind.Object)
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
                AddProperty(property.Name, property.Value);
        else
            throw ApiRefusal.OfField("body", $"the body is a JSON {document.RootElement.ValueKind.ToString().ToLowerInvariant()}", "an object of inputs and options, or an array of rows");
    }

    private static JsonDocument Json(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException malformed)
        {
            throw new BadInputException("body", (int?)malformed.LineNumber + 1, null, $"no JSON: {malformed.Message}");
        }
    }

    private void AddProperty(string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.Array when _verb.Find(name) is { } input && ComputingVerb.IsInput(input):
                AddText(name, RowText.Of(value, name), inBody: true);
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in value.EnumerateArray())
                    AddText(name, RowText.Scalar(item) ?? throw ApiRefusal.OfField(name, $"'{name}' holds a nested value", "numbers and texts"), inBody: true);
                break;
            default:
                AddText(name, RowText.Scalar(value) ?? throw ApiRefusal.OfField(name, $"'{name}' is an object", "a number, a text, true, false, or an array"), inBody: true);
                break;
        }
    }

    private string PositionOf(Argument argument)
    {
        if (argument is InputArgument)
            return _texts.ContainsKey(argument.Name) ? argument.Name
                : argument.HasDefaultValue ? "-" : throw ApiRefusal.OfField(argument.Name, $"the body must hold '{argument.Name}'", argument.Description?.Split(';')[0] ?? "a text");
        return _values.LastOrDefault(v => v.Symbol == argument).Value
            ?? throw ApiRefusal.OfField(argument.Name, $"'{argument.Name}' is needed", ComputingVerb.PermittedOf(argument) ?? argument.Description ?? "a text");
    }
}

/// <summary>Rows of JSON objects as the CSV that the same reader takes; the first row is line 2, as in a file with a header.</summary>
internal static class RowText
{
    /// <summary>The CSV.</summary>
    /// <exception cref="ApiRefusal">A row is no object, or a field holds one.</exception>
    public static string Of(JsonElement rows, string name)
    {
        List<string> header = [];
        HashSet<string> known = [];
        foreach (JsonElement row in rows.EnumerateArray())
            foreach (JsonProperty field in row.ValueKind == JsonValueKind.Object ? row.EnumerateObject() : throw ApiRefusal.OfField(name, $"'{name}' holds a row that is no object", "an array of objects"))
                if (known.Add(field.Name))
                    header.Add(field.Name);
        StringBuilder csv = new(string.Join(',', header.Select(Quoted)) + "\n");
        int line = 1;
        foreach (JsonElement row in rows.EnumerateArray())
        {
            line++;
            csv.AppendJoin(',', header.Select(column => !row.TryGetProperty(column, out JsonElement field) || field.ValueKind == JsonValueKind.Null ? ""
                : Quoted(Scalar(field) ?? throw new BadInputException(name, line, column, "the field holds an array or object; permitted: a number, a text, true, false, null")))).Append('\n');
        }
        return csv.ToString();
    }

    /// <summary>A number, a text or a truth value as the command line takes it; null for anything else.</summary>
    public static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    private static string Quoted(string text) => text.IndexOfAny([',', '"', '\n', '\r', '#']) >= 0 ? '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"' : text;
}
