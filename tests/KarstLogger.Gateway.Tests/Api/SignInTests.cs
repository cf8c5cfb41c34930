using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using KarstLogger.Gateway.Accounts;

namespace KarstLogger.Gateway.Tests.Api;

public sealed class SignInTests
{
    [Fact]
    public async Task The_first_account_is_made_by_a_link_that_works_once()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string link = FirstAccount.Link(server.Store, "http://here", server.Time.GetUtcNow().ToUnixTimeMilliseconds())!;
        string code = link[(link.IndexOf("#code=", StringComparison.Ordinal) + 6)..];
        var claim = new { code, name = "li", password = ApiServer.Password };
        (int status, JsonElement account) = await server.PostAsync("/api/account/claim", claim);
        Assert.Equal((200, "maintainer", true), (status, account.GetProperty("role").GetString(), account.GetProperty("canEnter").GetBoolean()));
        Assert.Equal(401, (await server.PostAsync("/api/account/claim", claim with { name = "wang" })).Status);
        Assert.Null(FirstAccount.Link(server.Store, "http://here", 0));
    }

    [Fact]
    public async Task A_link_ends_after_seven_days()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string code = server.Store.Write(session => AccountRegister.IssueCode(session, null, Role.Maintainer, server.Time.GetUtcNow().ToUnixTimeMilliseconds()));
        server.Time.Advance(TimeSpan.FromDays(7));
        Assert.Equal(401, (await server.PostAsync("/api/account/claim", new { code, name = "li", password = ApiServer.Password })).Status);
    }

    [Fact]
    public async Task A_wrong_password_and_a_wrong_name_are_refused_alike_and_too_many_tries_are_stopped()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        await server.SignInAsync("li", Role.Technician);
        (int wrong, JsonElement first) = await server.PostAsync("/api/account/sign-in", new { name = "li", password = "correct horse" });
        (int nobody, JsonElement second) = await server.PostAsync("/api/account/sign-in", new { name = "nobody", password = "correct horse" });
        Assert.Equal((401, 401, first.GetProperty("detail").GetString()), (wrong, nobody, second.GetProperty("detail").GetString()));
        List<int> more = [];
        for (int i = 0; i < AccountApi.TriesAMinute; i++)
            more.Add((await server.PostAsync("/api/account/sign-in", new { name = "li", password = "wrong" })).Status);
        Assert.Equal(429, more[^1]);
    }

    [Fact]
    public async Task A_foreign_page_that_has_the_cookie_but_not_the_header_changes_nothing()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Derive(ApiServer.Water(1));
        await server.SignInAsync("li", Role.Technician);
        server.Client.DefaultRequestHeaders.Remove(Access.Header);
        HttpResponseMessage answer = await server.Client.PostAsJsonAsync("/api/stations/huanghou/notes", new { at = "2026-03-01T00:00:00Z", text = "leaves", reason = "seen" });
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(0, server.Store.Read(session => session.Number("SELECT COUNT(*) FROM note")));
    }

    [Fact]
    public async Task A_token_enters_without_the_header_and_never_may_more_than_its_account()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Derive(ApiServer.Water(1));
        await server.SignInAsync("li", Role.Technician);
        Assert.Equal(400, (await server.PostAsync("/api/account/tokens", new { label = "notebook", role = "maintainer" })).Status);
        string token = (await server.PostAsync("/api/account/tokens", new { label = "notebook", role = "technician" })).Body.GetProperty("token").GetString()!;
        using HttpClient program = new() { BaseAddress = server.Client.BaseAddress };
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var note = new { at = "2026-03-01T00:00:00Z", text = "leaves", reason = "seen" };
        Assert.Equal(HttpStatusCode.Created, (await program.PostAsJsonAsync("/api/stations/huanghou/notes", note)).StatusCode);
        server.Store.Write(session => AccountRegister.Put(session, "li", Role.Viewer, new KarstLogger.Gateway.Store.ChangeOrder("wang", "left the team", 1)));
        Assert.Equal(HttpStatusCode.Forbidden, (await program.PostAsJsonAsync("/api/stations/huanghou/notes", note)).StatusCode);
    }

    [Fact]
    public async Task The_store_holds_neither_password_nor_token_nor_session_in_clear()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        await server.SignInAsync("li", Role.Technician);
        string token = (await server.PostAsync("/api/account/tokens", new { label = "notebook" })).Body.GetProperty("token").GetString()!;
        List<string> held = server.Store.Read(session => session.Query("SELECT password_hash FROM account UNION ALL SELECT hex(hash) FROM account_token UNION ALL SELECT hex(hash) FROM account_session", row => row.GetString(0)));
        Assert.Equal(3, held.Count);
        Assert.DoesNotContain(held, text => text.Contains(ApiServer.Password, StringComparison.Ordinal) || text.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_reading_is_closed_only_accounts_read_and_the_way_in_stays_open()
    {
        await using ApiServer server = await ApiServer.StartAsync("closed");
        server.Derive(ApiServer.Water(1));
        foreach (string address in (string[])["/api/stations", "/api/live", "/status"])
            Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.GetAsync(address)).StatusCode);
        Assert.Equal("closed", (await server.GetAsync("/api/account")).GetProperty("reading").GetString());
        await server.SignInAsync("li", Role.Viewer);
        Assert.Equal(1, (await server.GetAsync("/api/stations")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_session_ends_with_its_password_and_with_signing_out()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        await server.SignInAsync("li", Role.Viewer);
        Assert.True((await server.GetAsync("/api/account")).GetProperty("signedIn").GetBoolean());
        Assert.Equal(204, (await server.PostAsync("/api/account/sign-out", new { })).Status);
        Assert.False((await server.GetAsync("/api/account")).GetProperty("signedIn").GetBoolean());
    }

    [Fact]
    public async Task A_new_store_has_no_account_and_no_password_opens_it()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        Assert.True((await server.GetAsync("/api/account")).GetProperty("needsFirstAccount").GetBoolean());
        Assert.Equal(0, server.Store.Read(session => session.Number("SELECT COUNT(*) FROM account")));
        foreach ((string name, string password) in ((string, string)[])[("admin", "admin"), ("karst", "karst"), ("", ""), ("maintainer", "password")])
            Assert.Equal(401, (await server.PostAsync("/api/account/sign-in", new { name, password })).Status);
    }

    [Fact]
    public async Task No_password_code_token_or_cookie_stands_in_the_log_at_any_level()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Derive(ApiServer.Water(1));
        string code = server.Store.Write(session => AccountRegister.IssueCode(session, null, Role.Maintainer, server.Time.GetUtcNow().ToUnixTimeMilliseconds()));
        HttpResponseMessage claimed = await server.Client.PostAsJsonAsync("/api/account/claim", new { code, name = "li", password = ApiServer.Password });
        string cookie = claimed.Headers.GetValues("Set-Cookie").Single().Split('=', ';')[1];
        string token = (await server.PostAsync("/api/account/tokens", new { label = "notebook" })).Body.GetProperty("token").GetString()!;
        await server.PostAsync("/api/account/sign-in", new { name = "li", password = "a wrong but private one" });
        await server.PostAsync("/api/account/password", new { current = ApiServer.Password, password = "another long and private one" });
        using HttpClient program = new() { BaseAddress = server.Client.BaseAddress };
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        await program.GetAsync("/api/account/tokens");
        Assert.Contains(server.Log, line => line.Contains("/api/account/sign-in", StringComparison.Ordinal));
        foreach (string secret in (string[])[code, ApiServer.Password, cookie, token, "a wrong but private one", "another long and private one"])
            Assert.DoesNotContain(server.Log, line => line.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_maintainer_makes_an_account_whose_link_works_once_changes_its_role_and_removes_it()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Derive(ApiServer.Water(1));
        await server.SignInAsync("li", Role.Maintainer);
        string link = (await server.PostAsync("/api/accounts", new { name = "wang", role = "technician" })).Body.GetProperty("link").GetString()!;
        using HttpClient wang = new() { BaseAddress = server.Client.BaseAddress };
        wang.DefaultRequestHeaders.Add(Access.Header, "1");
        var claim = new { code = link[(link.IndexOf('=') + 1)..], name = "wang", password = ApiServer.Password };
        Assert.Equal(HttpStatusCode.OK, (await wang.PostAsJsonAsync("/api/account/claim", claim)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await wang.GetAsync("/api/accounts")).StatusCode);
        Assert.Equal(409, (int)(await server.Client.DeleteAsync("/api/accounts/li")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Client.DeleteAsync("/api/accounts/wang")).StatusCode);
        Assert.False((await wang.GetFromJsonAsync<JsonElement>("/api/account")).GetProperty("signedIn").GetBoolean());
    }
}
