using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Accounts;

/// <summary>There is no default password: while no account has one, each start issues a one-time link for the first maintainer.</summary>
public static class FirstAccount
{
    /// <summary>True while nobody can sign in.</summary>
    public static bool IsNeeded(StoreSession session) => session.Number("SELECT COUNT(*) FROM account WHERE password_hash IS NOT NULL") == 0;

    /// <summary>The link to print, or null where somebody can sign in already. The code is in the part that browsers never send, so no log of requests holds it.</summary>
    public static string? Link(StoreDatabase store, string address, long nowUtcMs) => store.Write(session =>
        IsNeeded(session) ? $"{address}/claim#code={AccountRegister.IssueCode(session, null, Role.Maintainer, nowUtcMs)}" : null);
}
