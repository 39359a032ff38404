using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Engine.Sync;
using SesamTalk.Tests.Scenarios;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Conflicts;
using SesamTalk.Web.Components.Pages.Links;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Links;

/// <summary>A value that refers to a record says which by name, and how that record stands.</summary>
public sealed class ReferredRecordsTests : PageTest
{
    private readonly MemorySystem _a = Shop.SystemA(TimeProvider.System), _b = Shop.SystemB(TimeProvider.System);

    public ReferredRecordsTests() => Services.AddSingleton<ISecretProtector, PlainSecrets>().AddSingleton(new ConnectorKind("memory", "Memory", system => new MemoryConnector(system.Id == "a" ? _a : _b)));

    [Fact]
    public async Task A_reference_shows_the_name_of_its_record_on_both_sides_of_a_link_and_of_a_conflict_and_hides_it_from_a_viewer()
    {
        foreach (var id in new[] { "a", "b" }) await Services.GetRequiredService<SystemStore>().SaveAsync(new ConnectedSystem { Id = id, Name = id, Connector = "memory" }, "test");
        await Services.GetRequiredService<DataflowStore>().SaveAsync(Shop.Dataflow, "test", "");
        var (fjord, aas) = (_a.Insert("Customers", V("Name", "Fjord Kafé"), V("Email", "post@fjord.example")), _a.Insert("Customers", V("Name", "Ås Bakeri"), V("Email", "post@as.example")));
        var order = _a.Insert("Orders", V("No", "1"), V("Currency", "NOK"), V("CustomerId", long.Parse(fjord.Text, System.Globalization.CultureInfo.InvariantCulture)));
        for (var round = 0; round < 3; round++) await SyncAsync();
        await using var db = await Data.DatabaseAsync();
        var link = await db.Links.AsNoTracking().SingleAsync(one => one.PairId == "orders", Xunit.TestContext.Current.CancellationToken);
        var people = await db.Links.AsNoTracking().Where(one => one.PairId == "customers").ToDictionaryAsync(one => one.LabelA, Xunit.TestContext.Current.CancellationToken);
        Referred(Link(link.Id, "?show=all")).ShouldBe(["Fjord Kafé", "Fjord Kafé"]);

        _a.Edit("Orders", order, "CustomerId", long.Parse(aas.Text, System.Globalization.CultureInfo.InvariantCulture));
        _b.Edit("Bills", link.B, "Customer", null);
        await SyncAsync();
        var conflict = await db.Conflicts.AsNoTracking().SingleAsync(one => one.LinkId == link.Id && one.Kind == ConflictKind.BothChanged, Xunit.TestContext.Current.CancellationToken);
        var page = Render<ConflictPage>(parameters => parameters.Add(one => one.Id, conflict.Id));
        page.WaitForElement("[data-refers] a").GetAttribute("href").ShouldBe($"/links/{people["Ås Bakeri"].Id}");
        Referred(page).ShouldBe(["Ås Bakeri"]);

        Reading.Role = Role.Viewer;
        Referred(Link(link.Id, "?show=all")).ShouldBe(["Å••• B•••"]);
    }

    private IRenderedComponent<LinkPage> Link(Guid id, string query)
    {
        Navigation.NavigateTo($"/links/{id}{query}");
        var page = Render<LinkPage>(parameters => parameters.Add(one => one.Id, id));
        page.WaitForElement("[data-refers]");
        return page;
    }

    private static IReadOnlyList<string> Referred<T>(IRenderedComponent<T> page)
        where T : Microsoft.AspNetCore.Components.IComponent => [.. page.FindAll("[data-refers] a").Select(link => link.TextContent)];

    private Task<Run> SyncAsync() => Services.GetRequiredService<SyncRunner>().RunAsync(new SyncRequest("shop", RunKind.Changes, RunTrigger.CommandLine), null, default);

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
