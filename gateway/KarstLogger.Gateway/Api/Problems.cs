using System.Text.Json;
using KarstLogger.Gateway.Cli;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace KarstLogger.Gateway.Api;

/// <summary>An answer of problem+json (RFC 9457) with the field and what is permitted there.</summary>
public sealed record Problem(string Type, string Title, int Status, string Detail, string? Field, string? Permitted, int? Line = null);

/// <summary>Turns refusals into problem+json. A fault of this program gives 500 without its inside, which goes to the log.</summary>
public sealed class Problems(RequestDelegate next, ILogger<Problems> log)
{
    /// <summary>Answers one request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            // What the framework refuses by itself has a status and no words.
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
                await WriteBareAsync(context, context.Response.StatusCode);
        }
        catch (ApiRefusal refusal)
        {
            await WriteAsync(context, refusal.Status, refusal.Message, refusal.Field, refusal.Permitted);
        }
        catch (BadInputException refusal)
        {
            await WriteAsync(context, StatusCodes.Status400BadRequest, refusal.Message, refusal.Field, refusal.Permitted, refusal.Line);
        }
        catch (BadHttpRequestException refusal)
        {
            JsonException? json = refusal.InnerException as JsonException;
            string? field = json?.Path?.TrimStart('$', '.');
            await WriteAsync(context, refusal.StatusCode, json is null ? refusal.Message : $"the body does not fit: {json.Message}", string.IsNullOrEmpty(field) ? null : field);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            log.LogDebug("{Path}: the reader has gone.", context.Request.Path);
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            log.LogError(fault, "{Method} {Path} failed.", context.Request.Method, context.Request.Path);
            await WriteAsync(context, StatusCodes.Status500InternalServerError, "The gateway failed on this request; its log says why.");
        }
    }

    private static Task WriteBareAsync(HttpContext context, int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => WriteAsync(context, status, "the request is too large", "body",
            FormattableString.Invariant($"at most {context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize} bytes")),
        _ => WriteAsync(context, status, ReasonPhrases.GetReasonPhrase(status)),
    };

    /// <summary>Writes a problem as the answer.</summary>
    public static Task WriteAsync(HttpContext context, int status, string detail, string? field = null, string? permitted = null, int? line = null)
    {
        if (context.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
            return Task.CompletedTask;
        }
        context.Response.Clear();
        context.Response.StatusCode = status;
        Problem problem = new("about:blank", ReasonPhrases.GetReasonPhrase(status), status, detail, field, permitted, line);
        return context.Response.WriteAsJsonAsync(problem, ApiJson.Options, "application/problem+json");
    }
}
