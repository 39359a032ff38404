using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Engine.Sync;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages;

/// <summary>The whole site over the real engine and two systems in memory, whose journals tell what was really written.</summary>
public sealed class ShopSite : IAsyncLifetime
{
    private int _customers;

    public const string NameA = "PowerOffice Go", NameB = "CRM";

    public WebApp App { get; private set; } = null!;

    internal MemorySystem A { get; } = Shop.SystemA(TimeProvider.System);

    internal MemorySystem B { get; } = WithLimit(Shop.SystemB(TimeProvider.System));

    public async ValueTask InitializeAsync()
    {
        App = WebApp.OnKestrel(services => services.AddSingleton(new ConnectorKind("memory", "Memory", system => new MemoryConnector(system.Id == "a" ? A : B))));
        foreach (var (id, name) in new[] { ("a", NameA), ("b", NameB) })
            await Get<SystemStore>().SaveAsync(new ConnectedSystem { Id = id, Name = name, Connector = "memory" }, "test");
        await Get<DataflowStore>().SaveAsync(Shop.Dataflow with { A = Shop.Dataflow.A with { DocumentName = NameA }, B = Shop.Dataflow.B with { DocumentName = NameB } }, "test", "");
    }

    public async ValueTask DisposeAsync() => await App.DisposeAsync();

    internal T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    /// <summary>What the engine has written in both systems so far, as lines that a person reads.</summary>
    internal IReadOnlyList<string> Written() => [.. Written(A, NameA), .. Written(B, NameB)];

    internal Task<Run> SyncAsync(RunKind kind = RunKind.Changes) => Get<SyncRunner>().RunAsync(new SyncRequest("shop", kind, RunTrigger.Person, "test"), null, TestContext.Current.CancellationToken);

    /// <summary>A customer that stands in both systems, in sync.</summary>
    internal async Task<ShopRecord> CustomerAsync(string name)
    {
        var number = ++_customers;
        var a = A.Insert("Customers", V("Name", name), V("Email", $"post{number}@{name.GetHashCode(StringComparison.Ordinal):x}.example"), V("Address.City", "Ålesund"), V("Limit", 100m));
        await SyncAsync();
        await SyncAsync();
        var link = (await Get<SyncMemory>().LinksAsync("shop", "customers", Side.A, [a])).Values.ShouldHaveSingleItem();
        return new(link, this);
    }

    /// <summary>A customer whose city was changed on both sides.</summary>
    internal async Task<OpenConflict> ClashAsync(string name, string inA = "Bergen", string inB = "Tromsø")
    {
        var customer = await CustomerAsync(name);
        A.Edit("Customers", customer.Link.A, "Address.City", inA);
        B.Edit("People", customer.Link.B, "City", inB);
        await SyncAsync();
        return (await OpenAsync()).Single(conflict => conflict.LinkId == customer.Link.Id);
    }

    internal Task<IReadOnlyList<OpenConflict>> OpenAsync() => Get<SyncMemory>().OpenConflictsAsync("shop");

    internal async Task<Link> LinkAsync(Guid id) => (await Get<SyncMemory>().LinksByIdAsync([id])).ShouldHaveSingleItem();

    /// <summary>Everything that waits is over: the next test begins with an empty inbox.</summary>
    internal async Task CalmAsync()
    {
        // What one side refuses is settled by the other's value, and a settlement may bring up the next question.
        for (var turn = 0; turn < 6 && await OpenAsync() is { Count: > 0 } open; turn++)
        {
            foreach (var conflict in open) await Get<DecisionVerbs>().SettleAsync(conflict, Calming(conflict.Kind, turn), "test");
            await SyncAsync();
        }

        (await OpenAsync()).ShouldBeEmpty();
        await using var db = await Get<IDbContextFactory<TalkDb>>().CreateDbContextAsync();
        await db.Settings.Where(setting => setting.Key.StartsWith("tray.")).ExecuteDeleteAsync();
        await db.Conflicts.Where(conflict => conflict.SettledAt != null).ExecuteDeleteAsync();
    }

    private static DecisionChoice Calming(ConflictKind kind, int turn) => kind switch
    {
        ConflictKind.EditedAgainstDeleted or ConflictKind.AmbiguousMatch or ConflictKind.TwoClaimOne => DecisionChoice.KeepApart,
        ConflictKind.BothChanged or ConflictKind.FirstMeeting or ConflictKind.CannotBeExpressed or ConflictKind.Rejected => turn % 2 == 0 ? DecisionChoice.TakeA : DecisionChoice.TakeB,
    };

    internal static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);

    private static IEnumerable<string> Written(MemorySystem system, string name) => system.Journal.Where(act => act.Actor == MemoryActor.Engine)
        .SelectMany(act => (act.After ?? act.Before)!.Known().Where(value => act.Kind != WriteKind.Update || !Values.Same(act.Before![value.Key], value.Value))
            .Select(value => $"{name}|{act.Id}|{value.Key}|{act.Before?[value.Key]}|{act.After?[value.Key]}"));

    private static MemorySystem WithLimit(MemorySystem system)
    {
        var people = system.Description.Entities.First(entity => entity.Name == "People");
        return system.With(people with { Schema = new Schema("People", [.. people.Schema.Properties.Select(property => property.Path == "City" ? property with { MaxLength = 20 } : property)]) });
    }
}

/// <summary>A linked customer of the shop.</summary>
internal sealed record ShopRecord(Link Link, ShopSite Site)
{
    public void EditA(string path, object? value) => Site.A.Edit("Customers", Link.A, path, value);

    public void EditB(string path, object? value) => Site.B.Edit("People", Link.B, path, value);
}
