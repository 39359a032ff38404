using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using Shouldly;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>One customer linked to one person, both in Ålesund and in sync: the start of most stories about decisions and undoing.</summary>
internal sealed class ConflictStory : IAsyncDisposable
{
    private ConflictStory(TwoSystems world, RecordId a, RecordId b, Guid link) => (World, IdA, IdB, LinkId) = (world, a, b, link);

    public TwoSystems World { get; }

    public RecordId IdA { get; }

    public RecordId IdB { get; }

    public Guid LinkId { get; }

    public DecisionVerbs Decisions => World.Get<DecisionVerbs>();

    public (string? A, string? B) Cities => ((string?)World.A.Record("Customers", IdA)?["Address.City"], (string?)World.B.Record("People", IdB)?["City"]);

    public static Task<ConflictStory> StartAsync(ConflictPolicy policy = ConflictPolicy.AskPerson) => StartAsync(dataflow => dataflow with { Policy = policy });

    public static async Task<ConflictStory> StartAsync(Func<Dataflow, Dataflow> change)
    {
        var world = await TwoSystems.StartAsync(change(Shop.Dataflow), Shop.SystemA, Shop.SystemB);
        var a = world.A.Insert("Customers", V("Name", "Fjord Kafé"), V("Email", "post@fjord.example"), V("Address.City", "Ålesund"));
        await world.SettleAsync();
        var link = (await world.Memory.LinksAsync("shop", "customers", Side.A, [a])).Values.ShouldHaveSingleItem();
        return new ConflictStory(world, a, link.B, link.Id);
    }

    public static Dataflow WithDeletes(Dataflow dataflow, DeleteRule rule) => dataflow with
    {
        Pairs = [.. dataflow.Pairs.Select(pair => pair with { ToA = pair.ToA with { Deletes = rule }, ToB = pair.ToB with { Deletes = rule } })],
    };

    public void EditA(string city) => World.A.Edit("Customers", IdA, "Address.City", city);

    public void EditB(string city) => World.B.Edit("People", IdB, "City", city);

    public async Task<OpenConflict> ClashAsync(string a, string b)
    {
        EditA(a);
        EditB(b);
        await World.SyncAsync();
        return (await World.Memory.OpenConflictsAsync("shop")).ShouldHaveSingleItem();
    }

    public async Task<Link> LinkAsync() => (await World.Memory.LinksByIdAsync([LinkId])).ShouldHaveSingleItem();

    public async Task<ImmutableArray<OpenConflict>> ConflictsAsync()
    {
        await using var db = await World.Get<IDbContextFactory<TalkDb>>().CreateDbContextAsync();
        return [.. await db.Conflicts.AsNoTracking().ToListAsync()];
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
