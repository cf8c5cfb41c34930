using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KarstLogger.Browser.Tests;

/// <summary>The way in: one-time links, accounts and tokens, as people use them. The fixture itself claims the first account by its link.</summary>
[Collection(GatewayCollection.Name)]
public sealed class AccountTests(RunningGateway gateway)
{
    private const string Password = "limestone and rain water";

    [Fact]
    public async Task A_maintainer_makes_an_account_its_owner_claims_it_once_and_loses_it_again()
    {
        IPage li = await AccountPageAsync(), wang = await gateway.OpenAsync();
        string link = await MakeAsync(li, "wang", "technician");
        await Expect(Row(li, "wang")).ToContainTextAsync("waits for its link");
        await ClaimAsync(wang, link, "wang");
        await Expect(wang.GetByRole(AriaRole.Link, Named("Account of wang"))).ToContainTextAsync("technician");
        await wang.GotoAsync("/account");
        await Expect(wang.GetByRole(AriaRole.Heading, Named("Tokens for programs"))).ToBeVisibleAsync();
        await Expect(wang.GetByRole(AriaRole.Heading, Named("Accounts of everyone"))).ToHaveCountAsync(0);

        IPage thief = await gateway.OpenAsync();
        await ClaimAsync(thief, link, "wang");
        await Expect(thief.Locator(".refusal")).ToContainTextAsync("has been used");

        await li.ReloadAsync();
        await Expect(Row(li, "wang")).ToContainTextAsync("has a password");
        await li.GetByLabel("Role of wang").SelectOptionAsync("researcher");
        await Expect(li.GetByLabel("One-time link for wang")).ToBeVisibleAsync();
        await wang.ReloadAsync();
        await Expect(wang.GetByRole(AriaRole.Link, Named("Account of wang"))).ToContainTextAsync("researcher");

        await li.GetByRole(AriaRole.Button, Named("Remove wang")).ClickAsync();
        await li.GetByRole(AriaRole.Button, Named("Really? Press again")).ClickAsync();
        await Expect(Row(li, "wang")).ToHaveCountAsync(0);
        await wang.ReloadAsync();
        await Expect(wang.GetByRole(AriaRole.Button, Named("Sign in")).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_token_is_shown_once_opens_the_api_for_a_program_and_can_be_ended()
    {
        IPage page = await AccountPageAsync();
        await page.Locator("form[data-form=token] [name=label]").FillAsync("notebook");
        await page.Locator("form[data-form=token] [name=role]").SelectOptionAsync("viewer");
        await page.GetByRole(AriaRole.Button, Named("Make a token")).ClickAsync();
        string token = await page.GetByLabel("The new token").InputValueAsync();
        Assert.Matches("^karst_[A-Za-z0-9_-]{43}$", token);
        using HttpClient program = new() { BaseAddress = new Uri(gateway.Address) };
        program.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await program.GetAsync("/api/account/tokens")).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await program.GetAsync("/api/accounts")).StatusCode);
        await page.ReloadAsync();
        await Expect(page.Locator("td", new PageLocatorOptions { HasText = "notebook" }).First).ToBeVisibleAsync();
        Assert.DoesNotContain(token, await page.ContentAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, Named("End notebook")).ClickAsync();
        await page.GetByRole(AriaRole.Button, Named("Really? Press again")).ClickAsync();
        await Expect(page.GetByText("There is no token.")).ToBeVisibleAsync();
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await program.GetAsync("/api/account/tokens")).StatusCode);
    }

    [Fact]
    public async Task Ones_own_password_is_changed_all_sessions_end_and_only_the_new_one_signs_in()
    {
        IPage li = await AccountPageAsync(), chen = await gateway.OpenAsync();
        await ClaimAsync(chen, await MakeAsync(li, "chen", "viewer"), "chen");
        await Expect(chen.GetByRole(AriaRole.Link, Named("Account of chen"))).ToBeVisibleAsync();
        await chen.GotoAsync("/account");
        await chen.GetByLabel("Password in force").FillAsync(Password);
        await chen.GetByLabel("Password (12 to 128 characters)").FillAsync("another water of the cave");
        await chen.GetByRole(AriaRole.Button, Named("Change the password")).ClickAsync();
        // The page is drawn anew for somebody who is not signed in.
        ILocator form = chen.Locator("main form");
        await form.GetByLabel("Name").FillAsync("chen");
        await form.Locator("[name=password]").FillAsync(Password);
        await form.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Sign in" }).ClickAsync();
        await Expect(form.Locator(".refusal")).ToContainTextAsync("Name or password is wrong");
        await form.Locator("[name=password]").FillAsync("another water of the cave");
        await form.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Sign in" }).ClickAsync();
        await Expect(chen.GetByRole(AriaRole.Link, Named("Account of chen"))).ToBeVisibleAsync();
        await chen.GetByRole(AriaRole.Button, Named("Sign out")).ClickAsync();
        await Expect(chen.GetByRole(AriaRole.Link, Named("Account of chen"))).ToHaveCountAsync(0);
    }

    private async Task<IPage> AccountPageAsync()
    {
        IPage page = await gateway.OpenAsync(isSignedIn: true);
        await page.GotoAsync("/account");
        await Expect(page.GetByRole(AriaRole.Heading, Named("Accounts of everyone"))).ToBeVisibleAsync();
        return page;
    }

    private static async Task<string> MakeAsync(IPage page, string name, string role)
    {
        await page.Locator("form[data-form=account] [name=name]").FillAsync(name);
        await page.Locator("form[data-form=account] [name=role]").SelectOptionAsync(role);
        await page.GetByRole(AriaRole.Button, Named("Make the account")).ClickAsync();
        return await page.GetByLabel($"One-time link for {name}").InputValueAsync();
    }

    private static async Task ClaimAsync(IPage page, string link, string name)
    {
        await page.GotoAsync(link);
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("Password (12 to 128 characters)").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, Named("Take up your account")).ClickAsync();
    }

    private static ILocator Row(IPage page, string name) => page.Locator("tr", new PageLocatorOptions { Has = page.Locator("td", new PageLocatorOptions { HasTextRegex = new Regex($"^{name}$") }) });

    private static PageGetByRoleOptions Named(string name) => new() { Name = name };
}
