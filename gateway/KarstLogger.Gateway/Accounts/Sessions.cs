using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Accounts;

/// <summary>A token as its owner sees it afterwards: without the secret.</summary>
public sealed record TokenView(long Id, string Label, string Role, DateTimeOffset Expires);

/// <summary>Sessions of browsers and tokens of programs.</summary>
public static class Sessions
{
    /// <summary>Tokens of one account.</summary>
    public const int TokensMost = 50;

    /// <summary>Longest life of a token, days.</summary>
    public const int TokenDaysMost = 3650;

    private const string TokenPrefix = "karst_";

    /// <summary>Begins a session; returns the cookie's value.</summary>
    public static string Begin(StoreSession session, string name, long nowUtcMs)
    {
        string secret = Secrets.New();
        session.Execute("DELETE FROM account_session WHERE expires_utc_ms <= @now", nowUtcMs);
        session.Execute("INSERT INTO account_session (hash, name, expires_utc_ms) VALUES (@hash, @name, @expires)",
            Secrets.Hash(secret), name, nowUtcMs + (long)AccountRegister.SessionLife.TotalMilliseconds);
        return secret;
    }

    /// <summary>Ends a session.</summary>
    public static void End(StoreSession session, string secret) => session.Execute("DELETE FROM account_session WHERE hash = @hash", Secrets.Hash(secret));

    /// <summary>Who a session's cookie belongs to, or null.</summary>
    public static SignedIn? OfCookie(StoreSession session, string secret, long nowUtcMs) => session.Query(
        "SELECT account.name, account.role FROM account_session JOIN account ON account.name = account_session.name WHERE account_session.hash = @hash AND expires_utc_ms > @now",
        row => new SignedIn(row.GetString(0), (Role)row.GetInt32(1), false), Secrets.Hash(secret), nowUtcMs).FirstOrDefault();

    /// <summary>Who a token belongs to, or null; a token never may more than its account may now.</summary>
    public static SignedIn? OfToken(StoreSession session, string token, long nowUtcMs) => session.Query(
        "SELECT account.name, account.role, account_token.role FROM account_token JOIN account ON account.name = account_token.name WHERE account_token.hash = @hash AND expires_utc_ms > @now",
        row => new SignedIn(row.GetString(0), (Role)Math.Min(row.GetInt32(1), row.GetInt32(2)), true), Secrets.Hash(token), nowUtcMs).FirstOrDefault();

    /// <summary>Makes a token; the text is given this once.</summary>
    public static (long Id, string Token) MakeToken(StoreSession session, string name, string label, Role role, int days, long nowUtcMs)
    {
        string token = TokenPrefix + Secrets.New();
        long id = session.NextNumber("account_token");
        session.Execute("INSERT INTO account_token (id, hash, name, label, role, expires_utc_ms) VALUES (@id, @hash, @name, @label, @role, @expires)",
            id, Secrets.Hash(token), name, label, (int)role, nowUtcMs + days * 86_400_000L);
        return (id, token);
    }

    /// <summary>The tokens of an account.</summary>
    public static List<TokenView> TokensOf(StoreSession session, string name) => session.Query(
        "SELECT id, label, role, expires_utc_ms FROM account_token WHERE name = @name ORDER BY id",
        row => new TokenView(row.GetInt64(0), row.GetString(1), ((Role)row.GetInt32(2)).Word(), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3))), name);

    /// <summary>Ends a token; false where the account has none of that number.</summary>
    public static bool EndToken(StoreSession session, string name, long id) => session.Execute("DELETE FROM account_token WHERE id = @id AND name = @name", id, name) == 1;
}
