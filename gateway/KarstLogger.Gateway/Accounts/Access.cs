using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Accounts;

/// <summary>
/// Finds out who sends a request and whether it may come at all: foreign pages cannot send <see cref="Header"/> with a browser's cookie, and where reading is
/// closed only accounts read. Runs before every endpoint.
/// </summary>
public sealed class Access(RequestDelegate next, StoreDatabase store, TimeProvider time, HttpSettings settings)
{
    /// <summary>The session's cookie.</summary>
    public const string Cookie = "karst-session";

    /// <summary>The header that every changing request without a token must carry.</summary>
    public const string Header = "X-Karst-Request";

    private const string Bearer = "Bearer ";

    /// <summary>Answers one request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        SignedIn? who = Identify(context);
        context.Items[typeof(SignedIn)] = who;
        string method = context.Request.Method;
        if (!HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && who is not { ByToken: true } && context.Request.Headers[Header] != "1")
            throw new ApiRefusal(StatusCodes.Status403Forbidden, $"A request that changes something must carry the header {Header}: 1 or an API token.", Header, "1");
        if (!settings.ReadingIsOpen && who is null && IsReading(context.Request.Path))
            throw new ApiRefusal(StatusCodes.Status401Unauthorized, "Reading is closed here: sign in first.");
        return next(context);
    }

    /// <summary>Who sent the request, or null.</summary>
    public static SignedIn? Of(HttpContext context) => context.Items[typeof(SignedIn)] as SignedIn;

    /// <summary>Who sent the request.</summary>
    /// <exception cref="ApiRefusal">Nobody is signed in, or the role is too low.</exception>
    public static SignedIn Require(HttpContext context, Role least)
    {
        SignedIn who = Of(context) ?? throw new ApiRefusal(StatusCodes.Status401Unauthorized, "Sign in first.");
        return who.Role >= least ? who : throw new ApiRefusal(StatusCodes.Status403Forbidden, $"This needs the role {least.Word()}; '{who.Name}' is {who.Role.Word()}.");
    }

    // The dashboard's own files and the way in are open: without them nobody could sign in.
    private static bool IsReading(PathString path) =>
        (path.StartsWithSegments("/api") && !path.StartsWithSegments("/api/account")) || path.StartsWithSegments("/status");

    private SignedIn? Identify(HttpContext context)
    {
        long now = time.GetUtcNow().ToUnixTimeMilliseconds();
        string authorization = context.Request.Headers.Authorization.ToString();
        if (authorization.StartsWith(Bearer, StringComparison.Ordinal))
            return store.Read(session => Sessions.OfToken(session, authorization[Bearer.Length..], now)) ?? throw new ApiRefusal(StatusCodes.Status401Unauthorized, "The token is wrong or has ended.");
        return context.Request.Cookies[Cookie] is { Length: > 0 } secret ? store.Read(session => Sessions.OfCookie(session, secret, now)) : null;
    }
}
