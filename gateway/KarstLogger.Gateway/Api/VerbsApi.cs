using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using KarstLogger.Gateway.Cli;
using Microsoft.AspNetCore.Mvc;

namespace KarstLogger.Gateway.Api;

/// <summary>
/// The computing verbs of the command line over HTTP: <c>POST /api/rating/fit</c> is <c>karst rating fit</c>, with the same names, reader and answer, because it is the same code. Stores nothing
/// and reaches no file.
/// </summary>
public static class VerbsApi
{
    /// <summary>Largest body, bytes: five station-years of quarter hours with six columns.</summary>
    public const int BodyBytesMost = 16 * 1024 * 1024;

    /// <summary>Name of the limit on how many compute at once.</summary>
    public const string AtOnceLimit = "computing";

    /// <summary>Computations at one time; the gateway's own work has the rest of the machine.</summary>
    public const int AtOnceMost = 2;

    /// <summary>Computations that wait for their turn; one more is refused.</summary>
    public const int WaitingMost = 16;

    /// <summary>Header of the answer: what the command line would have ended with (0, or 1 where a result is refused or out of family).</summary>
    public const string ExitCodeHeader = "Karst-Exit-Code";

    // Finding what a call means is a matter of microseconds, and the commands are one tree for the whole process.
    private static readonly Lock Parsing = new();

    /// <summary>Maps an endpoint for each verb.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        foreach (ComputingVerb verb in ComputingVerb.All)
            api.MapPost("/" + string.Join('/', verb.Path), (Delegate)((HttpContext context) => AnswerAsync(context, verb)))
                .RequireRateLimiting(AtOnceLimit).WithMetadata(new RequestSizeLimitAttribute(BodyBytesMost))
                .WithSummary($"{verb.Command.Description} As 'karst {string.Join(' ', verb.Path)}'; stores nothing.").WithTags("computing")
                .AddOpenApiOperationTransformer((operation, _, _) => VerbDescription.Write(operation, verb));
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, ComputingVerb verb)
    {
        VerbRequest request = await VerbRequest.ReadAsync(context, verb);
        using StringWriter output = new() { NewLine = "\n" }, messages = new() { NewLine = "\n" };
        string? plot = null;
        VerbInvocation invocation = new()
        {
            EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = output, Error = messages, Files = request.Files, WriteFile = (_, text) => plot = text,
        };
        int exitCode = Parse(request.Arguments).Invoke(invocation);
        context.Response.Headers[ExitCodeHeader] = exitCode.ToString(CultureInfo.InvariantCulture);
        if (request.WantsAll)
            return Results.Bytes(Encoding.UTF8.GetBytes(All(exitCode, invocation.MediaType, output.ToString(), messages.ToString(), plot).ToJsonString(ApiJson.Options)), "application/json; charset=utf-8");
        return request.WantsPlot ? Results.Text(plot ?? throw new BadInputException("--plot: there is nothing to draw for these inputs"), "image/svg+xml", Encoding.UTF8)
            : Results.Text(output.ToString(), invocation.MediaType, Encoding.UTF8);
    }

    private static ParseResult Parse(string[] arguments)
    {
        lock (Parsing)
        {
            // No '@file' words: a request must not reach the disk.
            ParseResult parsed = KarstCommandLine.Root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            return parsed.Errors.Count == 0 ? parsed : throw Refusal(parsed.Errors[0]);
        }
    }

    private static ApiRefusal Refusal(ParseError error)
    {
        Symbol? symbol = error.SymbolResult switch
        {
            OptionResult option => option.Option,
            ArgumentResult argument => argument.Parent is OptionResult parent ? parent.Option : argument.Argument,
            _ => null,
        };
        // A missing option is told of the command, not of the option: its name stands in the message.
        string? field = symbol is not null ? ComputingVerb.NameOf(symbol) : error.Message.Split('\'') is [_, var quoted, ..] && quoted.StartsWith("--", StringComparison.Ordinal) ? quoted[2..] : null;
        return new ApiRefusal(StatusCodes.Status400BadRequest, error.Message, field, symbol is null ? null : ComputingVerb.PermittedOf(symbol) ?? VerbDescription.TypeOf(symbol));
    }

    private static JsonObject All(int exitCode, string mediaType, string output, string messages, string? plot) => new()
    {
        ["exitCode"] = exitCode,
        ["mediaType"] = mediaType,
        ["result"] = mediaType == "application/json" ? JsonNode.Parse(output) : JsonValue.Create(output),
        ["messages"] = new JsonArray([.. messages.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("plot written", StringComparison.Ordinal)).Select(line => JsonValue.Create(line))]),
        ["plotSvg"] = plot,
    };
}
