using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace KarstLogger.Gateway.Api;

/// <summary>Answers that a reader may keep and ask about again: with an ETag, and 304 where nothing has changed.</summary>
public static class Answer
{
    /// <summary>A small answer; its ETag is the hash of its bytes.</summary>
    public static IResult Json<T>(HttpContext context, T value)
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(value, ApiJson.Options);
        string tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\"";
        return IsUnchanged(context, tag) ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Bytes(bytes, "application/json; charset=utf-8");
    }

    /// <summary>
    /// Sets the cache headers of an answer whose content is named by <paramref name="version"/> (and by its address); true where the reader has it already.
    /// </summary>
    public static bool IsUnchangedVersion(HttpContext context, string version)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{version} {context.Request.QueryString} {context.Request.Headers.Accept}"));
        return IsUnchanged(context, $"W/\"{Convert.ToHexStringLower(hash.AsSpan(0, 12))}\"");
    }

    /// <summary>Sets the cache headers of bytes that never change, named by their hash; true where the reader has them already.</summary>
    public static bool IsUnchangedBytes(HttpContext context, ReadOnlySpan<byte> hash) => IsUnchanged(context, $"\"{Convert.ToHexStringLower(hash)}\"");

    private static bool IsUnchanged(HttpContext context, string tag)
    {
        context.Response.Headers.ETag = tag;
        // May be kept by the reader's browser alone, and must be asked about each time: results are derived anew when late samples come.
        context.Response.Headers.CacheControl = "private, no-cache";
        return context.Request.Headers.IfNoneMatch.ToString().Split(',').Any(known => known.Trim() == tag);
    }
}
