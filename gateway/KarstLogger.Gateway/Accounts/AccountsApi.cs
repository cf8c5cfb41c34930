using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Accounts;

/// <summary>An account in the maintainer's list.</summary>
public sealed record AccountItem(string Name, string Role, bool HasPassword);

/// <summary>A name and a role.</summary>
public sealed record AccountBody(string Name, string Role);

/// <summary>A one-time link for an account.</summary>
public sealed record AccountLink(string Name, string Link);

/// <summary>What a token is to be.</summary>
public sealed record TokenBody(string Label, string Role = "viewer", int Days = 90);

/// <summary>A new token; its text is shown this once.</summary>
public sealed record NewToken(long Id, string Token, string Label);

/// <summary>Tokens of one's own, and the maintainer's list of accounts.</summary>
public static class AccountsApi
{
    /// <summary>Most characters of a token's label.</summary>
    public const int LabelMost = 60;

    /// <summary>Maps the endpoints.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        MapTokens(api);
        api.MapGet("/accounts", (HttpContext context, StoreDatabase store) =>
        {
            Access.Require(context, Role.Maintainer);
            return new Listing<AccountItem>([.. store.Read(AccountRegister.All).Select(one => new AccountItem(one.Name, one.Role.Word(), one.PasswordHash is not null))]);
        }).WithSummary("All accounts.");
        api.MapPost("/accounts", (AccountBody body, HttpContext context, StoreDatabase store, TimeProvider time) =>
        {
            SignedIn who = Access.Require(context, Role.Maintainer);
            AccountApi.CheckName(body.Name);
            Role role = RoleOf(body.Role);
            if (body.Name == who.Name && role != Role.Maintainer)
                throw ApiRefusal.OfField("role", "nobody takes the role from themselves", "maintainer");
            long now = time.GetUtcNow().ToUnixTimeMilliseconds();
            string code = store.Write(session =>
            {
                AccountRegister.Put(session, body.Name, role, new ChangeOrder(who.Name, "account entered", now));
                return AccountRegister.IssueCode(session, body.Name, role, now);
            });
            return Results.Created("/api/accounts", new AccountLink(body.Name, $"/claim#code={code}"));
        }).WithSummary("Makes or changes an account; gives its one-time link.");
        api.MapDelete("/accounts/{name}", (string name, HttpContext context, StoreDatabase store, TimeProvider time) =>
        {
            SignedIn who = Access.Require(context, Role.Maintainer);
            if (name == who.Name)
                throw new ApiRefusal(StatusCodes.Status409Conflict, "Nobody removes themselves: another maintainer must.");
            store.Write(session => AccountRegister.Remove(session, AccountRegister.Find(session, name)?.Name ?? throw ApiRefusal.Unknown($"There is no account '{name}'."),
                new ChangeOrder(who.Name, "account removed", time.GetUtcNow().ToUnixTimeMilliseconds())));
            return Results.NoContent();
        }).WithSummary("Removes an account.");
    }

    private static void MapTokens(RouteGroupBuilder api)
    {
        api.MapGet("/account/tokens", (HttpContext context, StoreDatabase store) =>
        {
            SignedIn who = Access.Require(context, Role.Viewer);
            return new Listing<TokenView>(store.Read(session => Sessions.TokensOf(session, who.Name)));
        }).WithSummary("One's own tokens.");
        api.MapPost("/account/tokens", (TokenBody body, HttpContext context, StoreDatabase store, TimeProvider time) =>
        {
            SignedIn who = Access.Require(context, Role.Viewer);
            Role role = RoleOf(body.Role);
            if (role > who.Role)
                throw ApiRefusal.OfField("role", $"role is '{body.Role}'", $"at most your own: {who.Role.Word()}");
            if (body.Label is not { Length: > 0 and <= LabelMost })
                throw ApiRefusal.OfField("label", "the label is missing or too long", $"1 to {LabelMost} characters");
            if (body.Days is < 1 or > Sessions.TokenDaysMost)
                throw ApiRefusal.OfField("days", $"days is {body.Days}", $"1 to {Sessions.TokenDaysMost}");
            (long id, string token) = store.Write(session => Sessions.TokensOf(session, who.Name).Count < Sessions.TokensMost
                ? Sessions.MakeToken(session, who.Name, body.Label, role, body.Days, time.GetUtcNow().ToUnixTimeMilliseconds())
                : throw new ApiRefusal(StatusCodes.Status409Conflict, $"An account has at most {Sessions.TokensMost} tokens: end one first."));
            context.Response.Headers.CacheControl = "no-store";
            return Results.Created("/api/account/tokens", new NewToken(id, token, body.Label));
        }).WithSummary("Makes a token for a program; shown once.");
        api.MapDelete("/account/tokens/{id:long}", (long id, HttpContext context, StoreDatabase store) =>
        {
            SignedIn who = Access.Require(context, Role.Viewer);
            return store.Write(session => Sessions.EndToken(session, who.Name, id)) ? Results.NoContent() : throw ApiRefusal.Unknown($"You have no token {id}.");
        }).WithSummary("Ends a token.");
    }

    private static Role RoleOf(string? word) => Roles.Of(word) ?? throw ApiRefusal.OfField("role", $"role is '{word}'", Roles.Permitted);
}
