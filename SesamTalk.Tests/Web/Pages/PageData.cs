using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Tests.Web.Pages;

/// <summary>What pages are shown with: the shipped dataflows, and links of every population in one of them.</summary>
internal sealed class PageData(IServiceProvider services)
{
    /// <summary>The dataflow that has records and runs.</summary>
    public const string Unnamed = "powerofficego-unnamed";

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Stores the five shipped dataflows where they are not stored yet.</summary>
    public async Task<PageData> DataflowsAsync()
    {
        var store = services.GetRequiredService<DataflowStore>();
        foreach (var dataflow in ShippedDataflows.All)
            if (await store.FindAsync(dataflow.Id) is null) await store.SaveAsync(dataflow, "Test", "Shipped");
        return this;
    }

    /// <summary>Links in a row of states, one of each population and then in sync, named by number.</summary>
    public async Task<PageData> LinksAsync(int count = 12, string dataflow = Unnamed, string pair = "customers-person--customers-person")
    {
        var states = Enum.GetValues<Population>();
        await using var db = await DatabaseAsync();
        db.Links.AddRange(Enumerable.Range(1, count).Select(number => new Link
        {
            Id = Guid.CreateVersion7(Start.AddMinutes(number)),
            DataflowId = dataflow,
            PairId = pair,
            A = new RecordId($"{10_000 + number}"),
            B = new RecordId($"U-{number}"),
            LabelA = $"Åse Fjord {number}",
            LabelB = $"Åse Fjord {number}",
            Origin = LinkOrigin.Found,
            State = number <= states.Length ? states[number - 1] : Population.InSync,
            AsksPerson = number == states.Length,
            LinkedAt = Start,
            ChangedAt = Start.AddMinutes(number),
        }));
        await db.SaveChangesAsync();
        return this;
    }

    /// <summary>Two records without a partner: one will be created, one needs a person.</summary>
    public async Task<PageData> UnlinkedAsync()
    {
        await using var db = await DatabaseAsync();
        foreach (var asks in (bool[])[false, true])
            db.UnlinkedRecords.Add(new UnlinkedRecord { DataflowId = Unnamed, PairId = "customers-person--customers-person", Side = Side.A, Id = new($"X{asks}"), State = Population.Unlinked, AsksPerson = asks, SeenAt = Start });
        await db.SaveChangesAsync();
        return this;
    }

    /// <summary>A run that ended.</summary>
    public async Task<PageData> RunAsync(RunOutcome outcome, string reason = "", string dataflow = Unnamed, int startedAfterMinutes = 0)
    {
        await using var db = await DatabaseAsync();
        db.Runs.Add(new Run
        {
            Id = Guid.CreateVersion7(), DataflowId = dataflow, DefinitionVersion = 1, Kind = RunKind.Changes, Trigger = RunTrigger.Schedule,
            StartedAt = Start.AddMinutes(startedAfterMinutes), EndedAt = Start.AddMinutes(startedAfterMinutes + 1), Outcome = outcome, Reason = reason, Counts = new RunCounts { UpdatedA = 3, UpdatedB = 4 },
        });
        await db.SaveChangesAsync();
        return this;
    }

    /// <summary>A connection to PowerOffice Go at an address of this machine where nothing listens, never tested; its schema needs no answer.</summary>
    public async Task<PageData> SystemAsync()
    {
        var secrets = services.GetRequiredService<ISecretProtector>();
        await services.GetRequiredService<SystemStore>().SaveAsync(new ConnectedSystem
        {
            Id = "poweroffice-go", Name = "PowerOffice Go", Connector = "poweroffice-go", Environment = SystemEnvironment.Demo,
            Settings = new Dictionary<string, string> { ["environment"] = "custom", ["baseAddress"] = "http://127.0.0.1:9/Demo/v2", ["tokenAddress"] = "http://127.0.0.1:9/OAuth/Token" }.ToImmutableDictionary(),
            ProtectedSecrets = new[] { "applicationKey", "clientKey", "subscriptionKey" }.ToImmutableDictionary(name => name, name => secrets.Protect("secret-" + name)),
        }, "Kari");
        return this;
    }

    /// <summary>The dataflow as it is stored.</summary>
    public async Task<Dataflow> FindAsync(string id = Unnamed) => (await services.GetRequiredService<DataflowStore>().FindAsync(id))!;

    public Task<TalkDb> DatabaseAsync() => services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync();
}
