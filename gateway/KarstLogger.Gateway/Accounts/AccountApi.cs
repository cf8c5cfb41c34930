using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Accounts;

/// <summary>Who one is here.</summary>
public sealed record AccountView(bool SignedIn, string? Name, string? Role, string Reading, bool NeedsFirstAccount, bool CanEnter);

/// <summary>A name with its password.</summary>
public sealed record SignInBody(string Name, string Password);

/// <summary>A one-time link's code with the password to be.</summary>
public sealed record ClaimBody(string Code, string Name, string Password);

/// <summary>A change of one's own password.</summary>
public sealed record PasswordBody(string Current, string Password);

/// <summary>The way in and out.</summary>
public static class AccountApi
{
    /// <summary>Name of the limit on tries to get in.</summary>
    public const string TryLimit = "tries";

    /// <summary>Tries within a minute from one address.</summary>
    public const int TriesAMinute = 10;

    /// <summary>Maps the endpoints.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/account", (HttpContext context, StoreDatabase store, HttpSettings settings) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return View(Access.Of(context), store, settings);
        }).WithSummary("Who one is here, and whether reading is open.");
        api.MapPost("/account/sign-in", (SignInBody body, HttpContext context, StoreDatabase store, HttpSettings settings, TimeProvider time) =>
        {
            Account account = store.Read(session => AccountRegister.SignIn(session, body.Name ?? "", body.Password ?? ""))
                ?? throw new ApiRefusal(StatusCodes.Status401Unauthorized, "Name or password is wrong.");
            return Begin(account, context, store, settings, time);
        }).RequireRateLimiting(TryLimit).WithSummary("Signs in; sets the session's cookie.");
        api.MapPost("/account/claim", (ClaimBody body, HttpContext context, StoreDatabase store, HttpSettings settings, TimeProvider time) =>
        {
            CheckName(body.Name);
            CheckPassword(body.Password);
            Account account = store.Write(session => AccountRegister.Claim(session, body.Code ?? "", body.Name, body.Password, time.GetUtcNow().ToUnixTimeMilliseconds()))
                ?? throw new ApiRefusal(StatusCodes.Status401Unauthorized, "The link has been used, is too old, or belongs to another name.");
            return Begin(account, context, store, settings, time);
        }).RequireRateLimiting(TryLimit).WithSummary("Uses a one-time link: sets the password and signs in.");
        api.MapPost("/account/sign-out", (HttpContext context, StoreDatabase store) =>
        {
            if (context.Request.Cookies[Access.Cookie] is { } secret)
                store.Write(session => Sessions.End(session, secret));
            context.Response.Cookies.Delete(Access.Cookie);
            return Results.NoContent();
        }).WithSummary("Ends the session.");
        api.MapPost("/account/password", (PasswordBody body, HttpContext context, StoreDatabase store) =>
        {
            SignedIn who = Access.Require(context, Role.Viewer);
            CheckPassword(body.Password);
            if (store.Read(session => AccountRegister.SignIn(session, who.Name, body.Current ?? "")) is null)
                throw ApiRefusal.OfField("current", "the current password is wrong", "the password in force");
            store.Write(session => AccountRegister.SetPassword(session, who.Name, body.Password));
            return Results.NoContent();
        }).RequireRateLimiting(TryLimit).WithSummary("Changes one's own password; ends all sessions.");
    }

    internal static void CheckName(string? name)
    {
        if (!AccountRegister.IsName(name))
            throw ApiRefusal.OfField("name", $"name is '{name}'", "1 to 32 characters of a-z, 0-9, dot, underscore and hyphen");
    }

    private static void CheckPassword(string? password)
    {
        if (!AccountRegister.IsPassword(password))
            throw ApiRefusal.OfField("password", "the password is too short or too long", $"{AccountRegister.PasswordLeast} to {AccountRegister.PasswordMost} characters");
    }

    private static AccountView Begin(Account account, HttpContext context, StoreDatabase store, HttpSettings settings, TimeProvider time)
    {
        string secret = store.Write(session => Sessions.Begin(session, account.Name, time.GetUtcNow().ToUnixTimeMilliseconds()));
        context.Response.Cookies.Append(Access.Cookie, secret, new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/", MaxAge = AccountRegister.SessionLife, IsEssential = true,
        });
        return View(new SignedIn(account.Name, account.Role, false), store, settings);
    }

    private static AccountView View(SignedIn? who, StoreDatabase store, HttpSettings settings) => new(
        who is not null, who?.Name, who?.Role.Word(), settings.ReadingIsOpen ? "open" : "closed", store.Read(FirstAccount.IsNeeded), who?.Role >= Role.Technician);
}
