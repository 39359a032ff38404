using System.Collections.Immutable;
using System.Diagnostics;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>Turns the cases of all pairs into one plan, parents first. Preview, run and simulation share it.</summary>
internal sealed class Planner(OpenRun run, ReferenceBook book, Identifiers ids)
{
    private HashSet<(Side, string, RecordId)> _created = [];
    private Dictionary<(Side, string, RecordId), Reason> _outside = [];
    private readonly Circles _circles = new();

    /// <summary>The records that a creation rule asks for because something synchronised refers to them.</summary>
    public IReadOnlySet<(Side Side, string Entity, RecordId Id)> Wanted { get; set; } = new HashSet<(Side, string, RecordId)>();

    /// <summary>The records that the other system has already, over other dataflows.</summary>
    public HashSet<(Side Side, string Entity, RecordId Id)> Home { get; } = [];

    /// <summary>Whether a record is among those that are planned only when their pair's turn comes, and may be created then.</summary>
    public Func<Side, string, RecordId, bool> IsAside { get; set; } = (_, _, _) => false;

    /// <summary>The same planner with another book: what it has been told, and what it notes, is the other's too.</summary>
    public Planner With(ReferenceBook other) => new(run, other, ids) { _created = _created, _outside = _outside, Wanted = Wanted, IsAside = IsAside };

    /// <summary>Plans some new records whose turn has come.</summary>
    public List<PlanItem> PlanInTurn(PairCases some)
    {
        var (linked, alone, now) = (Linked(some.Rules), Alone(some.Rules), run.Now);
        var items = some.Cases.Select(planCase => BackOff.Hold(Undelayed(planCase, linked, alone), planCase, now) with { Deferred = null }).Where(item => !item.IsQuiet).ToList();
        foreach (var item in items.Where(item => item.Unlinked is not null)) NoteOutside(some.Rules, item.Unlinked!.Side, item.Unlinked.Id, item.Unlinked);
        return items;
    }

    /// <summary>Plans one pair; the book holds the links that its records refer to.</summary>
    public PairPlan Plan(PairCases cases)
    {
        foreach (var known in cases.Cases.OfType<PlanCase.Alone>()) NoteOutside(cases.Rules, known.Side, known.Record.Id, known.Remembered);
        var (linked, alone, now) = (Linked(cases.Rules), Alone(cases.Rules), run.Now);
        var items = cases.Cases.Select(planCase => BackOff.Hold(Undelayed(planCase, linked, alone), planCase, now)).Where(item => !item.IsQuiet).ToList();
        foreach (var item in items.Where(item => item.Unlinked is not null)) NoteOutside(cases.Rules, item.Unlinked!.Side, item.Unlinked.Id, item.Unlinked);
        foreach (var item in items.Where(item => item.Link is not null)) Forget(cases.Rules, item.Link!);
        foreach (var item in items) Note(cases.Rules, item);
        var over = cases.Over.IsEmpty && cases.Lapsed.IsEmpty ? [] : new[] { new PlanItem { PairId = cases.Rules.Pair.Id, Conflicts = cases.Over, DecisionsOver = cases.Lapsed } };
        return new PairPlan(cases.Rules.Pair.Id, cases.Links, [.. items.Select(item => Deferral(cases.Rules, item)), .. over]);
    }

    /// <summary>Plans one case by the rules of its pair; also again, when a record that it waited for has been created.</summary>
    public PlanItem Plan(PairRules rules, PlanCase planCase) => BackOff.Hold(Undelayed(planCase, Linked(rules), Alone(rules)), planCase, run.Now);

    private static PlanItem Undelayed(PlanCase planCase, LinkedPlanning ofLinked, AlonePlanning ofAlone) => planCase switch
    {
        PlanCase.Linked linked => ofLinked.Plan(linked),
        PlanCase.Alone alone => ofAlone.Plan(alone),
        _ => throw new UnreachableException(),
    };

    private LinkedPlanning Linked(PairRules rules) => new(rules, book, ids, run.Now, run.Pieces);

    /// <summary>
    /// The plans with every circle of new records opened: the first of each is created without its reference, so that the
    /// others, which come later, find it.
    /// </summary>
    public ImmutableArray<PairPlan> WithoutCircles(IReadOnlyList<PairCases> cases, ImmutableArray<PairPlan> plans) =>
        [.. plans.Select((plan, index) => plan with { Items = [.. plan.Items.Select(item => Opened(cases[index].Rules, item))] })];

    private PlanItem Opened(PairRules rules, PlanItem item)
    {
        if (item is not { Case: PlanCase.Alone alone, Unlinked.State: Population.Waiting }) return item;
        if (item.Deferred is null && _circles.Holds(alone.Side, rules.Ready.On(alone.Side).Name, alone.Record.Id) && !IsPromised(_circles.Of(alone.Side, rules.Ready.On(alone.Side).Name, alone.Record.Id)))
        {
            var opened = BackOff.Hold(Alone(rules).Plan(alone, _circles.Waits), alone, run.Now);
            Note(rules, opened);
            return opened;
        }

        return item.Deferred is null && _circles.Of(alone.Side, rules.Ready.On(alone.Side).Name, alone.Record.Id) is { } pending ? Deferral(rules, item with { Deferred = pending }) : item;
    }

    private bool IsPromised(PendingReference? pending) => pending is not null && Promised(pending) is not null;

    // What is referred to may be of several entities; it is of the one that this run creates.
    private PendingReference? Promised(PendingReference pending) => pending.Readings.FirstOrDefault(reading => _created.Contains((reading.From, reading.Entity, reading.Id)) || IsAside(reading.From, reading.Entity, reading.Id));

    private AlonePlanning Alone(PairRules rules) => new(rules, book, run.Now, WhyOutside, (side, id) => Wanted.Contains((side, rules.Ready.On(side).Name, id)), (side, id) => Home.Contains((side, rules.Ready.On(side).Name, id)), new AloneQuestions(rules, ids, run.Now)) { WaitsForParents = run.Pieces.ParentsFirst };

    /// <summary>Takes note of a record that earlier runs left out of scope, or no longer do.</summary>
    public void NoteOutside(PairRules rules, Side side, RecordId id, UnlinkedRecord? entry)
    {
        var key = (side, rules.Ready.On(side).Name, id);
        if (entry?.State == Population.OutOfScope) _outside[key] = entry.Reason;
        else _outside.Remove(key);
    }

    private void Forget(PairRules rules, Link link)
    {
        foreach (var side in new[] { Side.A, Side.B }) _outside.Remove((side, rules.Ready.On(side).Name, link.On(side)));
    }

    private Reason? WhyOutside(PendingReference reference) =>
        reference.Readings.Any(reading => _created.Contains((reading.From, reading.Entity, reading.Id))) ? null : reference.Readings.Select(reading => _outside.GetValueOrDefault((reading.From, reading.Entity, reading.Id))).FirstOrDefault(why => why is not null);

    // A link that a key found holds at once; a record that is yet to be created is only promised.
    private void Note(PairRules rules, PlanItem item)
    {
        if (!item.IsNewLink || item.Link is null) return;
        var create = item.Writes.FirstOrDefault(write => write.Act == WriteAct.Create);
        if (create is null) book.Add(rules.Ready.A.Name, item.Link.A, rules.Ready.B.Name, item.Link.B);
        else _created.Add((create.Side.Other(), rules.Ready.On(create.Side.Other()).Name, create.Source));
    }

    // Waiting for something that this run does not create is plain waiting; what will be created after waiting is promised too.
    private PlanItem Deferral(PairRules rules, PlanItem item)
    {
        if (item.Deferred is not { } pending) return item;
        if (item.Case is PlanCase.Alone waiting) _circles.Note(waiting.Side, rules.Ready.On(waiting.Side).Name, waiting.Record.Id, pending);
        if (Promised(pending) is not { } promised) return item with { Deferred = null };
        if (item.Case is PlanCase.Linked linked) return Linked(rules).Draft(item with { Deferred = promised }, linked, IsPromised);
        if (item.Case is not PlanCase.Alone alone) return item with { Deferred = promised };
        _created.Add((alone.Side, rules.Ready.On(alone.Side).Name, alone.Record.Id));
        return Alone(rules).Draft(alone, promised) ?? item with { Deferred = promised };
    }
}
