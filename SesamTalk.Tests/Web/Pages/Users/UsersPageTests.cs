using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;
using SesamTalk.Web.Components.Pages.Users;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Users;

public sealed class UsersPageTests : PageTest
{
    public UsersPageTests()
    {
        Services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        Services.AddTalkAccounts(new ConfigurationBuilder().AddInMemoryCollection([new("Auth:HashRounds", "1")]).Build());
    }

    private Accounts Accounts => Services.GetRequiredService<Accounts>();

    [Fact]
    public void US_3_The_matrix_on_the_page_is_the_table_that_the_server_refuses_by_and_that_XC_10_measures()
    {
        var matrix = Render<RoleMatrix>();
        var heads = matrix.FindAll("thead th").Skip(1).Select(head => head.TextContent).ToList();
        heads.Count.ShouldBe(Acts.Roles.Count);
        var rows = matrix.FindAll("tbody tr");
        var acts = Acts.All.Where(act => act != Act.ComeIn).ToList();
        rows.Count.ShouldBe(acts.Count);
        foreach (var (act, row) in acts.Zip(rows))
        {
            row.QuerySelector("th")!.TextContent.ShouldNotContain("Act", Case.Sensitive, act.ToString());
            row.QuerySelectorAll("td").Select(cell => cell.TextContent == "yes" || cell.TextContent == "Yes").ShouldBe(Acts.Roles.Select(role => Acts.May(role, act)), act.ToString());
        }
    }

    [Fact]
    public async Task Who_has_not_come_yet_is_shut_out_or_may_sign_in_is_said_of_each()
    {
        await AddAsync("kari", Role.Admin);
        await AddAsync("ola", Role.Operator, joins: false);
        await AddAsync("per", Role.Viewer);
        var users = await Accounts.AllAsync(default);
        await Accounts.ShutOutAsync("kari", users.Single(one => one.UserName == "per").Id, true, default);
        var page = Render<UsersPage>();
        page.WaitForElement("tbody tr");
        StateOf(page, "kari").ShouldStartWith("May sign in");
        StateOf(page, "ola").ShouldStartWith("Invited, has not come yet");
        StateOf(page, "per").ShouldStartWith("Shut out");
    }

    [Fact]
    public async Task US_1_The_last_admin_stays_and_the_page_says_why()
    {
        await AddAsync("kari", Role.Admin);
        var page = Render<UsersPage>();
        page.WaitForElement("tbody select").Change("Viewer");
        page.WaitForElement("[role=alert]").TextContent.ShouldContain("kari is the last admin who can sign in.");
        (await Accounts.AllAsync(default)).ShouldHaveSingleItem().Role.ShouldBe(Role.Admin);
    }

    [Fact]
    public async Task Seeing_as_another_role_begins_at_the_first_page()
    {
        await AddAsync("kari", Role.Admin);
        var page = Render<UsersPage>();
        page.WaitForElement("section[aria-labelledby=see-as] button");
        page.FindAll("section[aria-labelledby=see-as] button").Single(button => button.TextContent == "Resolver").Click();
        Services.GetRequiredService<SeenAs>().Role.ShouldBe(Role.Resolver);
        new Uri(Navigation.Uri).AbsolutePath.ShouldBe("/");
    }

    private async Task AddAsync(string name, Role role, bool joins = true)
    {
        var link = (await Accounts.AddAsync("test", name, role, default)).Link.ShouldNotBeNull();
        if (!joins) return;
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(link[link.IndexOf('?', StringComparison.Ordinal)..]);
        (await Accounts.JoinAsync(query["user"]!, query["code"]!, "correct horse battery staple", default)).Outcome.ShouldBe(AccountOutcome.Done);
    }

    private static string StateOf(IRenderedComponent<UsersPage> page, string name) => page.FindAll("tbody tr").First(row => row.QuerySelector("th")!.TextContent == name).QuerySelectorAll("td")[1].TextContent.Trim();
}
