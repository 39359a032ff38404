using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Engine.Sync;
using SesamTalk.Tests.Scenarios;
using SesamTalk.Web.Components.Pages.Conflicts;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Conflicts;

/// <summary>Two lists that both changed, settled element by element.</summary>
public sealed class ItemPicksTests : PageTest
{
    private readonly MemorySystem _a = Baskets.SystemA(TimeProvider.System), _b = Baskets.SystemB(TimeProvider.System);

    public ItemPicksTests() => Services.AddSingleton<ISecretProtector, PlainSecrets>().AddSingleton(new ConnectorKind("memory", "Memory", system => new MemoryConnector(system.Id == "a" ? _a : _b)));

    [Theory]
    [InlineData("en-GB", "Pick single items", "only in B", "in both")]
    [InlineData("nb-NO", "Velg enkeltposter", "bare i B", "i begge")]
    public async Task Single_elements_are_picked_from_both_lists_and_the_writes_are_shown_before_any(string language, string pick, string only, string both)
    {
        Speak(language);
        var conflict = await ClashAsync();
        var page = Open(conflict);
        var items = page.WaitForElements("fieldset label");
        page.Find("details summary").TextContent.ShouldStartWith(pick);
        items.Select(item => item.TextContent.Trim()).ShouldContain(text => text.Contains("salt, 9") && text.Contains(only));
        items.Select(item => item.TextContent.Trim()).ShouldContain(text => text.Contains("jam, 1") && text.Contains(both));
        Boxes(page).ShouldBe(["jam, 1"]); // what both have is kept until somebody says otherwise

        page.FindAll("fieldset label").Single(item => item.TextContent.Contains("salt, 9")).QuerySelector("input")!.Change(true);
        page.WaitForAssertion(() => page.Find("td.result strong").TextContent.ShouldBe("jam, 1 | salt, 9"));
        page.WaitForAssertion(() => page.Find("section[aria-labelledby=will-write]").TextContent.ShouldContain("jam, 1 | salt, 9"));
        Boxes(Open(conflict)).ShouldBe(["jam, 1", "salt, 9"]); // over a new window
        (_a.Journal.Count(act => act.Actor == MemoryActor.Engine), _b.Journal.Count(act => act.Actor == MemoryActor.Engine)).ShouldBe((0, 1));
    }

    private static IReadOnlyList<string> Boxes(IRenderedComponent<ConflictPage> page)
    {
        page.WaitForElement("fieldset label");
        return [.. page.FindAll("fieldset label").Where(item => item.QuerySelector("input")!.HasAttribute("checked")).Select(item => item.QuerySelector("span span")!.TextContent.Trim())];
    }

    private async Task<Guid> ClashAsync()
    {
        foreach (var id in new[] { "a", "b" }) await Services.GetRequiredService<SystemStore>().SaveAsync(new ConnectedSystem { Id = id, Name = id, Connector = "memory" }, "test");
        await Services.GetRequiredService<DataflowStore>().SaveAsync(Baskets.Lists(withKey: true), "test", "");
        var basket = _a.Insert("Baskets", V("Name", "picnic"), V("Goods", Baskets.Pieces(("bread", 2), ("jam", 1))));
        for (var round = 0; round < 2; round++) await SyncAsync();
        _a.Edit("Baskets", basket, "Goods", Baskets.Pieces(("bread", 3), ("jam", 1)));
        _b.Edit("Carts", _b.Records("Carts").Single().Id!.Value, "items", Baskets.Items(("jam", "1", null), ("salt", "9", null)));
        await SyncAsync();
        await using var db = await Data.DatabaseAsync();
        return db.Conflicts.Single(one => one.SettledAt == null).Id;
    }

    private IRenderedComponent<ConflictPage> Open(Guid conflict) => Render<ConflictPage>(parameters => parameters.Add(one => one.Id, conflict));

    private Task<Run> SyncAsync() => Services.GetRequiredService<SyncRunner>().RunAsync(new SyncRequest("baskets", RunKind.Changes, RunTrigger.CommandLine), null, default);

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
