using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Web.Pages;
using SesamTalk.Tests.Web.Pages.Checklists;

namespace SesamTalk.Tests.Web.Auth.Seen;

/// <summary>A site in which one person stands everywhere that a record can stand, by words that are found again wherever they leak.</summary>
public sealed class PersonSite : IAsyncLifetime
{
    private const string Pair = "customers-person--customers-person";
    private static readonly DateTimeOffset At = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>What nobody who may not see persons is shown, by what it is.</summary>
    public static readonly IReadOnlyDictionary<string, string> Words = new Dictionary<string, string>
    {
        ["first name"] = "Zyxwaine", ["last name"] = "Canarybird", ["mail address"] = "zyx@canary.example", ["telephone"] = "+4799887766", ["street"] = "Canarygata", ["organisation number"] = "987654325", ["birth number"] = "01017012345",
    };

    private const string Name = "Zyxwaine Canarybird";

    private static readonly ValueMap Values = new([
        Of("firstName", "Zyxwaine"), Of("lastName", "Canarybird"), Of("mailAddress.city", "Canarygata 17"), Of("emailAddress", "zyx@canary.example"), Of("phone", "+4799887766"), Of("organizationNumber", "987654325"), Of("field7", "01017012345"),
    ]);

    internal GuardedSite Guarded { get; } = new();

    public Guid Link { get; } = Guid.CreateVersion7();

    public Guid Conflict { get; } = Guid.CreateVersion7();

    public Guid Question { get; } = Guid.CreateVersion7();

    public Guid Settled { get; } = Guid.CreateVersion7();

    public Guid Run { get; } = Guid.CreateVersion7();

    public Guid PlanRun { get; private set; }

    public Guid Round { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var services = Guarded.App.Services;
        var data = new PageData(services);
        await data.DataflowsAsync();
        PlanRun = await data.PlanAsync(PlanState.Made);
        Round = await services.RoundAsync();
        await using var db = await data.DatabaseAsync();
        db.Links.AddRange(LinkOf(Link, Population.Conflict, 1), LinkOf(Guid.CreateVersion7(), Population.Failing, 2), LinkOf(Guid.CreateVersion7(), Population.Deleted, 3));
        db.UnlinkedRecords.Add(new UnlinkedRecord
        {
            DataflowId = PageData.Unnamed, PairId = Pair, Side = Side.A, Id = new("90001"), Label = Name, State = Population.Ambiguous, AsksPerson = true, SeenAt = At,
            Reason = Reason.Of(ReasonCodes.FitsSeveral, "mail", 2, $"{Name} (U-1), {Name} (U-2)"),
        });
        db.Conflicts.AddRange(
            OfProperty(Conflict, "emailaddress~email", "zyx@canary.example", null), OfProperty(Settled, "mailaddress.address1~street", "Canarygata 17", At), OfProperty(Guid.CreateVersion7(), "phonenumber~phone", "+4799887766", null), AboutRecord());
        db.Runs.Add(new Run { Id = Run, DataflowId = PageData.Unnamed, DefinitionVersion = 1, Kind = RunKind.Changes, Trigger = RunTrigger.Schedule, StartedAt = At, EndedAt = At.AddSeconds(9), Outcome = RunOutcome.DoneWithConflicts, Counts = new RunCounts { UpdatedB = 1, Failed = 1 } });
        db.Writes.AddRange(Write(WriteState.Done, 1), Write(WriteState.Rejected, 2));
        db.History.Add(new HistoryEntry
        {
            Id = Guid.CreateVersion7(At), DataflowId = PageData.Unnamed, PairId = Pair, LinkId = Link, RunId = Run, DefinitionVersion = 1, At = At, Because = Reason.InOwnWords($"{Name} was written"),
            SeenA = Values, SeenB = Values, WrittenA = Values, WrittenB = Values,
        });
        await db.SaveChangesAsync();
        await PlanOfPersonAsync(services);
    }

    public ValueTask DisposeAsync() => Guarded.DisposeAsync();

    private static KeyValuePair<string, object?> Of(string path, string value) => KeyValuePair.Create(path, (object?)value);

    private static Link LinkOf(Guid id, Population state, int number) => new()
    {
        Id = id, DataflowId = PageData.Unnamed, PairId = Pair, A = new($"7000{number}"), B = new($"U-{number}"), LabelA = Name, LabelB = Name, Origin = LinkOrigin.Found, State = state, AsksPerson = state is not Population.InSync,
        Reason = Reason.Of(ReasonCodes.EditedAndDeleted, Name, "PowerOffice Go", "the other"), Because = Reason.InOwnWords($"linked by “{Name}”"), LinkedAt = At, ChangedAt = At,
    };

    private OpenConflict OfProperty(Guid id, string subject, string value, DateTimeOffset? settled) => new()
    {
        Id = id, DataflowId = PageData.Unnamed, PairId = Pair, LinkId = Link, Subject = subject, Kind = ConflictKind.BothChanged, Base = value, A = value + " a", B = value + " b",
        Sentence = Reason.Of(ReasonCodes.Refused, "PowerOffice Go", subject, Reason.InOwnWords($"{value} a is not taken")), OpenedAt = At, ChangedAt = At, SettledAt = settled, Settlement = settled is null ? null : Reason.Of(ReasonCodes.DecidedBy, "Kari"),
    };

    private OpenConflict AboutRecord() => new()
    {
        Id = Question, DataflowId = PageData.Unnamed, PairId = Pair, Subject = PersonDecision.OfRecord(Side.A, new("90001")), Kind = ConflictKind.AmbiguousMatch, A = Name, B = $"{Name}, {Name}",
        ValuesB = new([KeyValuePair.Create("U-1", (object?)Name), KeyValuePair.Create("U-2", (object?)Name)]),
        Sentence = Reason.Of(ReasonCodes.SeveralFit, Name, "PowerOffice Go", 2, "the other", $"{Name} (U-1), {Name} (U-2)"), OpenedAt = At, ChangedAt = At,
    };

    private WriteEntry Write(WriteState state, int number) => new()
    {
        Id = Guid.CreateVersion7(At.AddSeconds(number)), RunId = Run, DataflowId = PageData.Unnamed, PairId = Pair, LinkId = Link, Side = Side.B, Act = WriteAct.Update, Target = new($"U-{number}"), Source = new($"7000{number}"), Label = Name,
        Because = Reason.InOwnWords("changed in the other system"), Before = Values, Sent = Values, State = state, Message = Reason.InOwnWords(state == WriteState.Done ? "" : $"{Name}, zyx@canary.example, Canarygata 17 and 987654325 are not known."), IntendedAt = At, AnsweredAt = At,
    };

    private async Task PlanOfPersonAsync(IServiceProvider services)
    {
        var plans = services.GetRequiredService<PlanStore>();
        var plan = (await plans.OfRunAsync(PlanRun))!;
        StoredPlanItem item = new(Pair, Name, Name, "mark")
        {
            Says = [Reason.Of(ReasonCodes.SeveralFit, Name, "PowerOffice Go", 2, "the other", Name)],
            Writes = [new StoredPlanWrite(Side.B, WriteAct.Update, "U-1", Name, Reason.InOwnWords("changed"), [new("emailAddress", "zyx@canary.example", "zyx@canary.example"), new("phone", null, "+4799887766"), new("field7", null, "01017012345")])],
        };
        await plans.SaveAsync(plan with { Body = plan.Body with { Items = [item] } });
    }
}
