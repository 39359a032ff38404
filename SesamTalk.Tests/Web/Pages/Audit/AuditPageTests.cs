using Bunit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth.Accounts;
using SesamTalk.Web.Components.Pages.Audit;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Audit;

public sealed class AuditPageTests : PageTest
{
    private AuditLog Log => Services.GetRequiredService<AuditLog>();

    public AuditPageTests()
    {
        Services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        Services.AddSingleton<AccountDatabases>();
        Services.AddSingleton<Microsoft.EntityFrameworkCore.IDbContextFactory<AccountDb>>(provider => provider.GetRequiredService<AccountDatabases>());
        Services.AddSingleton<AuditChain>();
    }

    [Fact]
    public async Task An_entry_opens_in_place_to_what_was_before_and_after()
    {
        await Log.AddAsync("kari", "setting.chosen", "setting/limit", "kari set limit: 5 → 10", default, AuditChange.Of("limit", "5", "10"));
        await Log.AddAsync("ola", "sign-in", "sign-in", "ola signed in", default);
        var page = Open();
        var fold = page.WaitForElement("button[aria-expanded]");
        page.FindAll("button[aria-expanded]").Count.ShouldBe(1);
        fold.GetAttribute("aria-expanded").ShouldBe("false");
        var region = page.Find("#" + fold.GetAttribute("aria-controls"));
        region.TextContent.Trim().ShouldBeEmpty();

        fold.Click();
        page.WaitForElement("button[aria-expanded=true]");
        page.FindAll("tbody tr").ShouldHaveSingleItem().TextContent.ShouldSatisfyAllConditions(said => said.ShouldContain("limit"), said => said.ShouldContain("5"), said => said.ShouldContain("10"));
        Navigation.Uri.ShouldContain("open=");
    }

    [Fact]
    public async Task The_last_page_says_since_when_it_is_kept_and_one_that_hides_all_says_so()
    {
        await Log.AddAsync("kari", "setting.chosen", "setting/limit", "kari set limit", default);
        Open().WaitForAssertion(() => Open().Markup.ShouldContain("This is the first of them."));
        Open("?object=system%2Fnone").WaitForAssertion(() => Open("?object=system%2Fnone").Markup.ShouldContain("Nothing fits these choices"));
    }

    [Fact]
    public async Task A_saved_connection_says_what_its_settings_were_and_of_a_secret_only_that_it_is_another_one()
    {
        var systems = Services.GetRequiredService<SystemStore>();
        var system = new ConnectedSystem { Id = "books", Name = "Books", Connector = "rest", Settings = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("baseAddress", "https://kari:hidden-word@books.example/") };
        await systems.SaveAsync(system, "kari");
        await systems.SaveAsync(system with { Name = "Books 2", Settings = system.Settings.SetItem("baseAddress", "https://new.example/"), ProtectedSecrets = system.ProtectedSecrets.Add("apiKey", "protected-text") }, "kari");
        await using var db = await Data.DatabaseAsync();
        var last = db.Audit.OrderByDescending(entry => entry.Id).AsEnumerable().First(entry => entry.Act == "system.saved");
        last.Changes.ShouldBe([new("baseAddress", "https://•••@books.example/", "https://new.example/"), new("name", "Books", "Books 2"), new("apiKey", null, "••• (new)")]);
        AuditChangesJson.Write(last.Changes).ShouldNotContain("protected-text");
    }

    [Fact]
    public async Task A_saved_dataflow_says_property_by_property_what_was_changed()
    {
        await Data.DataflowsAsync();
        var store = Services.GetRequiredService<DataflowStore>();
        var flow = await Data.FindAsync();
        await store.SaveAsync(flow with { Policy = ConflictPolicy.AWins, Pairs = [flow.Pairs[1] with { Policy = ConflictPolicy.BWins }, flow.Pairs[0], .. flow.Pairs.Skip(2)] }, "kari", "rules");
        await using var db = await Data.DatabaseAsync();
        var saved = db.Audit.AsEnumerable().Single(entry => entry.Act == "dataflow.saved" && entry.Subject == "dataflow/" + flow.Id);
        // A pair that only stands elsewhere is no change.
        saved.Changes.Select(change => change.What).ShouldBe([$"pairs[{flow.Pairs[1].Id}].policy", "policy"], ignoreOrder: true);
        saved.Changes.Single(change => change.What == "policy").ShouldBe(new("policy", nameof(ConflictPolicy.AskPerson), nameof(ConflictPolicy.AWins)));
    }

    private IRenderedComponent<AuditPage> Open(string query = "")
    {
        Navigation.NavigateTo("/audit" + query);
        return Render<AuditPage>();
    }
}
