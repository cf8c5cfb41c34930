using System.Text.RegularExpressions;
using KarstLogger.Gateway.Store;
using Microsoft.AspNetCore.Identity;

namespace KarstLogger.Gateway.Accounts;

/// <summary>An account.</summary>
/// <param name="Name">Its name, which stands in the audit.</param>
/// <param name="Role">What it may do.</param>
/// <param name="PasswordHash">As ASP.NET Core's own hasher writes it; absent until its one-time link has been used.</param>
public sealed record Account(string Name, Role Role, string? PasswordHash);

/// <summary>The accounts of a store, their one-time links and sessions.</summary>
public static partial class AccountRegister
{
    /// <summary>Fewest and most characters of a password (NIST SP 800-63B asks for at least 8 and no rules of composition).</summary>
    public const int PasswordLeast = 12, PasswordMost = 128;

    /// <summary>A one-time link holds this long.</summary>
    public static readonly TimeSpan CodeLife = TimeSpan.FromDays(7);

    /// <summary>A session holds this long: a technician signs in once a month, with a network.</summary>
    public static readonly TimeSpan SessionLife = TimeSpan.FromDays(30);

    private static readonly PasswordHasher<Account> s_hasher = new();
    private static readonly Account s_nobody = new("", Role.Viewer, null);

    // What a wrong name is checked against, so that it takes as long as a wrong password and cannot be told from it.
    private static readonly string s_nobodyHash = s_hasher.HashPassword(s_nobody, Secrets.New());

    /// <summary>All accounts by name.</summary>
    public static List<Account> All(StoreSession session) => session.Query("SELECT name, role, password_hash FROM account ORDER BY name", Read);

    /// <summary>One account, or null.</summary>
    public static Account? Find(StoreSession session, string name) => session.Query("SELECT name, role, password_hash FROM account WHERE name = @name", Read, name).FirstOrDefault();

    /// <summary>True for a name that an account may have.</summary>
    public static bool IsName(string? text) => text is not null && NameForm().IsMatch(text);

    /// <summary>True for a password that is long enough.</summary>
    public static bool IsPassword(string? text) => text is { Length: >= PasswordLeast and <= PasswordMost };

    /// <summary>The account of a name and its password, or null.</summary>
    public static Account? SignIn(StoreSession session, string name, string password)
    {
        Account? account = Find(session, name);
        PasswordVerificationResult result = s_hasher.VerifyHashedPassword(account ?? s_nobody, account?.PasswordHash ?? s_nobodyHash, password);
        return account?.PasswordHash is not null && result != PasswordVerificationResult.Failed ? account : null;
    }

    /// <summary>Issues a one-time link's code, for a named account or, without a name, for the first one; earlier codes of the same name end.</summary>
    public static string IssueCode(StoreSession session, string? name, Role role, long nowUtcMs)
    {
        string code = Secrets.New();
        session.Execute("DELETE FROM account_code WHERE name = @name OR (name IS NULL AND @isfirst = 1)", name, name is null);
        session.Execute("INSERT INTO account_code (hash, name, role, expires_utc_ms) VALUES (@hash, @name, @role, @expires)",
            Secrets.Hash(code), name, (int)role, nowUtcMs + (long)CodeLife.TotalMilliseconds);
        return code;
    }

    /// <summary>Uses up a code: the account gets its password. Null where the code is wrong, used, too old, or for another name.</summary>
    public static Account? Claim(StoreSession session, string code, string name, string password, long nowUtcMs)
    {
        byte[] hash = Secrets.Hash(code);
        (string? Name, Role Role)? issued = session.Query("SELECT name, role FROM account_code WHERE hash = @hash AND expires_utc_ms > @now",
            row => ((string?, Role)?)(row.IsNull(0) ? null : row.GetString(0), (Role)row.GetInt32(1)), hash, nowUtcMs).FirstOrDefault();
        if (issued is not { } found || (found.Name is not null && found.Name != name) || (found.Name is null && Find(session, name) is not null))
            return null;
        session.Execute("DELETE FROM account_code WHERE hash = @hash", hash);
        AuditTrail.Record(session, new ChangeOrder(name, "one-time link used", nowUtcMs), $"account/{name}", $"password set, role {found.Role.Word()}");
        session.Execute("INSERT INTO account (name, role, created_utc_ms) VALUES (@name, @role, @now) ON CONFLICT (name) DO NOTHING", name, (int)found.Role, nowUtcMs);
        SetPassword(session, name, password);
        return Find(session, name);
    }

    /// <summary>Sets a password and ends all sessions of the account.</summary>
    public static void SetPassword(StoreSession session, string name, string password)
    {
        session.Execute("UPDATE account SET password_hash = @hash WHERE name = @name", s_hasher.HashPassword(s_nobody, password), name);
        session.Execute("DELETE FROM account_session WHERE name = @name", name);
    }

    /// <summary>Makes or changes an account; it has no password before its one-time link is used.</summary>
    public static void Put(StoreSession session, string name, Role role, ChangeOrder order)
    {
        AuditTrail.Record(session, order, $"account/{name}", $"role {role.Word()}");
        session.Execute("INSERT INTO account (name, role, created_utc_ms) VALUES (@name, @role, @now) ON CONFLICT (name) DO UPDATE SET role = excluded.role", name, (int)role, order.AtUtcMs);
    }

    /// <summary>Removes an account with its sessions, links and tokens; the audit keeps its name.</summary>
    public static void Remove(StoreSession session, string name, ChangeOrder order)
    {
        AuditTrail.Record(session, order, $"account/{name}", "removed");
        foreach (string table in (string[])["account_session", "account_token", "account_code", "account"])
            session.Execute($"DELETE FROM {table} WHERE name = @name", name);
    }

    private static Account Read(StoreRow row) => new(row.GetString(0), (Role)row.GetInt32(1), row.IsNull(2) ? null : row.GetString(2));

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,31}$")]
    private static partial Regex NameForm();
}
