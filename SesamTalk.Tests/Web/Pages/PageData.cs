using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
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

    /// <summary>Records without a partner: the first will be created, the others need a person.</summary>
    public async Task<PageData> UnlinkedAsync(int count = 2)
    {
        await using var db = await DatabaseAsync();
        foreach (var (number, asks) in Enumerable.Range(0, count).Select(number => (number, number > 0)))
            db.UnlinkedRecords.Add(new UnlinkedRecord { DataflowId = Unnamed, PairId = "customers-person--customers-person", Side = Side.A, Id = new($"X{number}{asks}"), State = Population.Unlinked, AsksPerson = asks, SeenAt = Start });
        await db.SaveChangesAsync();
        return this;
    }

    /// <summary>A linked record with a conflict about its city; gives the conflict.</summary>
    public async Task<OpenConflict> ConflictAsync(string name, Guid? id = null, Guid? linkId = null, bool isSettledByRule = false)
    {
        var link = linkId ?? Guid.CreateVersion7();
        var number = Math.Abs(name.GetHashCode(StringComparison.Ordinal) % 100_000);
        var conflict = new OpenConflict
        {
            Id = id ?? Guid.CreateVersion7(), DataflowId = Unnamed, PairId = "customers-person--customers-person", LinkId = link, Subject = "mailaddress.city~city", Kind = ConflictKind.BothChanged,
            Base = "Bergen", A = "Oslo", B = "Tromsø ", Sentence = Reason.Of(ReasonCodes.Differs, "MailAddress.City", "PowerOffice GO", "city", "B", Reason.Of(ReasonCodes.BothChanged)), OpenedAt = Start, ChangedAt = Start,
            SettledAt = isSettledByRule ? Start.AddMinutes(1) : null, Settlement = isSettledByRule ? Reason.Of(ReasonCodes.RuleTakesB) : null, Overruled = isSettledByRule ? Side.A : null,
        };
        await using var db = await DatabaseAsync();
        db.Links.Add(new Link
        {
            Id = link, DataflowId = Unnamed, PairId = conflict.PairId, A = new RecordId($"7{number}"), B = new RecordId($"K-{number}"), LabelA = name, LabelB = name, Origin = LinkOrigin.Found,
            State = isSettledByRule ? Population.InSync : Population.Conflict, LinkedAt = Start, ChangedAt = Start,
        });
        db.Conflicts.Add(conflict);
        await db.SaveChangesAsync();
        return conflict;
    }

    /// <summary>Conflicts about the same city that a person settled, so many for each side.</summary>
    public async Task PastAsync(int tookA, int tookB)
    {
        await using var db = await DatabaseAsync();
        db.Conflicts.AddRange(Enumerable.Range(0, tookA + tookB).Select(number => new OpenConflict
        {
            Id = Guid.CreateVersion7(), DataflowId = Unnamed, PairId = "customers-person--customers-person", LinkId = Guid.CreateVersion7(), Subject = "mailaddress.city~city", Kind = ConflictKind.BothChanged,
            A = "Oslo", B = "Tromsø", Sentence = Reason.InOwnWords("they differ"), OpenedAt = Start, ChangedAt = Start, SettledAt = TimeProvider.System.GetUtcNow().AddDays(-1),
            Settlement = Reason.Of(ReasonCodes.DecidedThat, "Kari", Reason.Of(number < tookA ? ReasonCodes.ChoiceTakeA : ReasonCodes.ChoiceTakeB)),
        }));
        await db.SaveChangesAsync();
    }

    /// <summary>A run that ended.</summary>
    public async Task<PageData> RunAsync(RunOutcome outcome, string reason = "", string dataflow = Unnamed, int startedAfterMinutes = 0, TimeSpan? took = null)
    {
        await using var db = await DatabaseAsync();
        db.Runs.Add(new Run
        {
            Id = Guid.CreateVersion7(), DataflowId = dataflow, DefinitionVersion = 1, Kind = RunKind.Changes, Trigger = RunTrigger.Schedule,
            StartedAt = Start.AddMinutes(startedAfterMinutes), EndedAt = Start.AddMinutes(startedAfterMinutes) + (took ?? TimeSpan.FromMinutes(1)), Outcome = outcome, Reason = Reason.InOwnWords(reason), Counts = new RunCounts { UpdatedA = 3, UpdatedB = 4 },
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

    /// <summary>A run with writes of the persons' pair to B: some done, some refused; gives its id.</summary>
    public async Task<Guid> WritesAsync(int done, int rejected, string dataflow = Unnamed, string label = "Fjord", Guid? id = null)
    {
        var flow = await FindAsync(dataflow);
        var pair = flow.Pairs.FirstOrDefault(one => one.Id == "customers-person--customers-person") ?? flow.Pairs[0];
        var run = id ?? Guid.CreateVersion7();
        await using var db = await DatabaseAsync();
        db.Runs.Add(new Run
        {
            Id = run, DataflowId = dataflow, DefinitionVersion = 1, Kind = RunKind.Changes, Trigger = RunTrigger.Schedule, StartedAt = Start, EndedAt = Start.AddSeconds(75),
            Outcome = RunOutcome.DoneWithConflicts, Counts = new RunCounts { UpdatedB = done, Failed = rejected },
        });
        db.Writes.AddRange(Enumerable.Range(1, done + rejected).Select(number => new WriteEntry
        {
            Id = Guid.CreateVersion7(Start.AddMinutes(number)), RunId = run, DataflowId = dataflow, PairId = pair.Id, LinkId = Guid.NewGuid(), Side = Side.B, Act = WriteAct.Update,
            Target = new RecordId($"U-{number}"), Source = new RecordId($"{10_000 + number}"), Label = $"{label} {number}", Because = Reason.InOwnWords("changed in the other system"),
            Before = new ValueMap([KeyValuePair.Create<string, object?>("city", "Bergen")]), Sent = new ValueMap([KeyValuePair.Create<string, object?>("city", "Oslo")]),
            State = number <= done ? WriteState.Done : WriteState.Rejected, Message = Reason.InOwnWords(number <= done ? "" : "The organisation number is not valid."), IntendedAt = Start, AnsweredAt = Start,
        }));
        await db.SaveChangesAsync();
        return run;
    }

    /// <summary>The links of a run whose writes were refused.</summary>
    public async Task<IReadOnlyList<Guid>> FailedAsync(Guid run)
    {
        await using var db = await DatabaseAsync();
        return await db.Writes.Where(write => write.RunId == run && write.State == WriteState.Rejected).Select(write => write.LinkId).ToListAsync();
    }

    /// <summary>A run that left a plan of two writes; gives the run's id.</summary>
    public async Task<Guid> PlanAsync(PlanState state)
    {
        var run = Guid.CreateVersion7();
        var held = state == PlanState.HeldBack;
        await using var db = await DatabaseAsync();
        db.Runs.Add(new Run
        {
            Id = run, DataflowId = Unnamed, DefinitionVersion = 1, Kind = held ? RunKind.Changes : RunKind.DryRun, Trigger = RunTrigger.Person, StartedBy = "Kari", StartedAt = Start,
            EndedAt = Start.AddSeconds(5), Outcome = held ? RunOutcome.HeldBack : RunOutcome.NothingToDo,
        });
        StoredPlanItem Item(string label, Side side, WriteAct act, string path, string? before, string after) => new("customers-person--customers-person", label, label, "mark-" + label)
        {
            Writes = [new StoredPlanWrite(side, act, act == WriteAct.Create ? null : "U-1", label, Reason.InOwnWords("changed in the other system"), [new StoredPlanValue(path, before, after)])],
        };
        await services.GetRequiredService<PlanStore>().SaveAsync(new StoredPlan
        {
            Id = Guid.CreateVersion7(), DataflowId = Unnamed, RunId = run, DefinitionVersion = 1, MadeAt = Start, State = state, Reason = Reason.InOwnWords(held ? "It would delete 12 of 40 records." : ""),
            Body = new PlanBody([Item("Fjord Kafé", Side.B, WriteAct.Update, "city", "Bergen", "Oslo"), Item("Ås Bakeri", Side.A, WriteAct.Create, "Name", null, "Ås Bakeri")], new PlanForecast(0, 0, 0, 1, 0, 1, 0, 0, 0)),
        });
        await db.SaveChangesAsync();
        return run;
    }

    /// <summary>A run of this moment that counted something.</summary>
    public async Task RecentRunAsync(RunCounts counts)
    {
        await using var db = await DatabaseAsync();
        db.Runs.Add(new Run
        {
            Id = Guid.CreateVersion7(), DataflowId = Unnamed, DefinitionVersion = 1, Kind = RunKind.Changes, Trigger = RunTrigger.Schedule, StartedAt = TimeProvider.System.GetUtcNow(),
            EndedAt = TimeProvider.System.GetUtcNow(), Outcome = RunOutcome.Done, Counts = counts,
        });
        await db.SaveChangesAsync();
    }

    /// <summary>The dataflow as it is stored.</summary>
    public async Task<Dataflow> FindAsync(string id = Unnamed) => (await services.GetRequiredService<DataflowStore>().FindAsync(id))!;

    public Task<TalkDb> DatabaseAsync() => services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync();
}
