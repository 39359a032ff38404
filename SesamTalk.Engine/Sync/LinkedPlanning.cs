using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using static SesamTalk.Engine.Reasons.ReasonCodes;

namespace SesamTalk.Engine.Sync;

/// <summary>Plans two linked records: what flows, what is agreed, what a person is asked.</summary>
internal sealed class LinkedPlanning(PairRules rules, ReferenceBook book, Identifiers ids, DateTimeOffset now, SafetyPieces pieces)
{
    private readonly Merger _merger = new(rules.Mapper, book, pieces.BothChangedAsks ? rules.Policies : rules.Policies with { OfGroup = _ => ConflictPolicy.AWins });
    private readonly ConflictKeeping _conflicts = new(rules, ids, now, pieces.ConflictStability);
    private readonly DecidedGroups _decided = new(rules, book);
    private readonly DeletedPlanning _deleted = new(rules, book, new ConflictKeeping(rules, ids, now), ids, now, pieces);

    /// <summary>The item; quiet where nothing changed.</summary>
    public PlanItem Plan(PlanCase.Linked linked) => linked.Decisions.FirstOrDefault(decision => decision.Choice == DecisionChoice.Unlink) is { } unlink
        ? Parting.Unlink(rules, linked, unlink, now)
        : Parting.Displace(rules, linked, Decide(linked), now);

    private PlanItem Decide(PlanCase.Linked linked) => Returned.Another(rules, linked) is { } side ? Returned.Apart(rules, linked, side, now) : linked.Link.State == Population.Paused ? new PlanItem { PairId = rules.Pair.Id, Link = linked.Link } : (linked.A?.Record, linked.B?.Record) switch
    {
        _ when linked.IsTooFresh => Item(linked, linked.Link.State is Population.Conflict or Population.Failing ? linked.Link.State : Population.Waiting, Reason.Of(TooFresh)),
        ({ } a, { } b) => linked.IsMoved || StaysInScope(Side.A, a, linked.Baseline?.A) && StaysInScope(Side.B, b, linked.Baseline?.B) ? Merge(linked, a, b) : OutOfScope(linked),
        (null, null) => Item(linked, Population.Deleted, Reason.Of(DeletedInBoth)) with { Conflicts = _conflicts.DeletionOver(linked, Reason.Of(DeletedInBoth)), DecisionsOver = linked.Decisions },
        (null, _) => Deleted(linked, Side.A),
        (_, null) => Deleted(linked, Side.B),
    };

    // Only what was read can have left the scope; a record taken from the baseline does not hold what filters look at.
    private bool StaysInScope(Side side, Record record, Record? agreed) => agreed is null || ReferenceEquals(record, agreed) || rules.IsInScope(side, record);

    // What came back under the id of a deleted record and is none of the pair's is another record; the deletion stands.
    private PlanItem OutOfScope(PlanCase.Linked linked) => linked.Link.State == Population.Deleted
        ? Item(linked, Population.Deleted, linked.Link.Reason, linked.Link.AsksPerson)
        : Item(linked, Population.OutOfScope, Reason.Of(LeftFilters)) with { DecisionsOver = linked.Decisions };

    private PlanItem Merge(PlanCase.Linked linked, Record a, Record b)
    {
        if (IsAtRest(linked) && rules.IsAsAgreed(Side.A, a, linked.Baseline?.A) && rules.IsAsAgreed(Side.B, b, linked.Baseline?.B)) return Item(linked, Population.InSync, Reason.None);
        var input = new MergeInput(a, b, linked.Baseline?.A, linked.Baseline?.B, linked.A!.At, linked.B!.At);
        var decisions = _decided.Sort(linked, input);
        input = input with { Decided = DecidedGroups.Policies(decisions) };
        var merged = _decided.Apply(linked, _merger.Merge(input), decisions, input);
        var conflicts = _conflicts.For(linked, merged, decisions.Fits);
        var waits = merged.Groups.Select(g => g.Outcome).OfType<GroupOutcome.Waits>().FirstOrDefault();
        var asks = merged.Groups.Select(g => g.Outcome).OfType<GroupOutcome.Asks>().FirstOrDefault();
        var (state, reason) = (asks, waits) switch
        {
            ({ }, _) => (Population.Conflict, asks.Reason),
            (null, { }) => (Population.Waiting, waits.Reason),
            _ => (Population.InSync, Reason.None),
        };
        return Item(linked, state, reason) with
        {
            Writes = [.. new[] { Side.A, Side.B }.Select(side => Write(linked, merged, side)).OfType<PlannedWrite>()],
            AgreedA = Agreed(merged, Side.A, a),
            AgreedB = Agreed(merged, Side.B, b),
            Conflicts = conflicts,
            Decided = linked.IsNew ? linked.Decisions : [.. decisions.Fits.Values.Where(d => merged.Groups.First(g => g.Group.Key == d.Subject).Outcome is not GroupOutcome.Waits)],
            DecisionsOver = decisions.Over,
            Overruled = [.. merged.Groups.Select(g => Overruled(linked, g.Group, g.Outcome)).OfType<OpenConflict>()],
            Together = [.. merged.Groups.Where(g => g.Outcome is GroupOutcome.WriteBoth).SelectMany(g => g.Group.PathsA.Concat(g.Group.PathsB)).Distinct()],
            Rules = RulesSaid.Of(merged),
            Deferred = waits?.Reference,
            Waiting = [.. merged.Groups.Where(g => g.Outcome is GroupOutcome.Waits).Select(g => (g.Group, ((GroupOutcome.Waits)g.Outcome).Reference))],
            Case = linked,
        };
    }

    /// <summary>
    /// The item as it will be once this run has made what its references wait for: to be counted and shown. It is planned anew
    /// when its turn comes, and only then known by which id they refer.
    /// </summary>
    public PlanItem Draft(PlanItem item, PlanCase.Linked linked, Func<PendingReference, bool> isPromised)
    {
        var coming = item.Waiting.Where(one => isPromised(one.Reference) && IsWritable(one.Group, one.Reference.From.Other())).ToLookup(one => one.Reference.From.Other(), one => one.Reference);
        var writes = new[] { Side.A, Side.B }.Select(side => Draft(linked, side, item.Writes.FirstOrDefault(write => write.Side == side), [.. coming[side]])).OfType<PlannedWrite>();
        var isAll = item.Waiting.All(one => isPromised(one.Reference)) && item.Link!.State == Population.Waiting;
        return item with { Writes = [.. writes], Link = isAll ? item.Link! with { State = Population.InSync, Reason = Reason.None } : item.Link };
    }

    private PlannedWrite? Draft(PlanCase.Linked linked, Side to, PlannedWrite? write, ImmutableArray<PendingReference> coming)
    {
        if (coming.IsEmpty) return write;
        var because = coming.Select(reference => Reason.Of(RefersToNew, reference.Path, reference.Entity, reference.Id));
        if (write is not null) return write with { Because = Reason.All(because.Prepend(write.Because)) };
        var (target, source) = to == Side.A ? (linked.A!, linked.B!) : (linked.B!, linked.A!);
        return new PlannedWrite
        {
            PairId = rules.Pair.Id, LinkId = linked.Link.Id, Side = to, Act = WriteAct.Update, Entity = rules.Ready.On(to).Name, Target = target.Id, Source = source.Id,
            Label = rules.LabelOf(to, target.Record), Because = Reason.All(because), Values = Record.Empty(target.Record!.Schema, target.Id), Before = target.Record, Basis = ValueMap.Empty, Expected = target.Version,
        };
    }

    private bool IsWritable(RowGroup group, Side to) =>
        group.Rows.Any(row => rules.Mapper.Rows[row].Carries(to)) && group.PathsOn(to).Any(path => rules.Ready.On(to).Schema.Find(path) is { IsReadOnly: false, IsCreateOnly: false });

    // Nothing is open, waits or was refused: what both sides agreed on can only still be so.
    private static bool IsAtRest(PlanCase.Linked linked) => linked is { IsNew: false, IsMoved: false, Displaced.IsEmpty: true, Open.IsEmpty: true, Decisions.IsEmpty: true, Link: { State: Population.InSync, NextTryAt: null } };

    private OpenConflict? Overruled(PlanCase.Linked linked, RowGroup group, GroupOutcome outcome) => outcome switch
    {
        GroupOutcome.Write { Overruled: not null } write => _conflicts.Overruled(linked, group, write.To, write.Because),
        GroupOutcome.WriteBoth { Overruled: not null } both => _conflicts.Overruled(linked, group, Side.A, both.Because),
        _ => null,
    };

    private static ValueMap Agreed(Merged merged, Side side, Record record) =>
        new([.. merged.Groups.Where(g => g.Outcome is GroupOutcome.Agreed).SelectMany(g => g.Group.PathsOn(side)).Distinct().Select(path => KeyValuePair.Create(path, record[path])).Where(p => p.Value is not Absent)]);

    private PlannedWrite? Write(PlanCase.Linked linked, Merged merged, Side to)
    {
        var groups = merged.Groups.Select(g => (g.Group, g.Outcome, Said: Said(g.Outcome, to))).Where(g => g.Said is not null).ToList();
        var (target, source) = to == Side.A ? (linked.A!, linked.B!) : (linked.B!, linked.A!);
        var values = groups.SelectMany(g => g.Said!.Value.Values).ToList();
        if (linked.IsMoved && !rules.IsInScope(to, target.Record!)) values.AddRange(WrittenConstants.OfCreate(rules, to).Where(constant => !Values.Agree(constant.Value, target.Record![constant.Key])));
        if (values.Count == 0) return null;
        return new PlannedWrite
        {
            PairId = rules.Pair.Id, LinkId = linked.Link.Id, Side = to, Act = WriteAct.Update, Entity = rules.Ready.On(to).Name,
            Target = target.Id, Source = source.Id, Label = rules.LabelOf(to, target.Record) is { Length: > 0 } label ? label : linked.Link.LabelA,
            Because = groups.Count == 0 ? Reason.Of(MovedAspect) : Reason.All(groups.Select(g => g.Said!.Value.Because)),
            Values = Record.Of(target.Record!.Schema, target.Id, values.Concat(WrittenConstants.Of(rules, groups.SelectMany(g => g.Group.Rows), values, rules.Mapper.Map(source.Record!, to, book), to))),
            Before = target.Record,
            Basis = new ValueMap([.. groups.Where(g => g.Outcome is GroupOutcome.Write).SelectMany(g => g.Group.PathsOn(to.Other())).Distinct().Select(path => KeyValuePair.Create(path, source.Record![path])).Where(p => p.Value is not Absent)]),
            Expected = target.Version,
        };
    }

    private static (ImmutableArray<KeyValuePair<string, object?>> Values, Reason Because)? Said(GroupOutcome outcome, Side to) => outcome switch
    {
        GroupOutcome.Write write when write.To == to => (write.Values, write.Because),
        GroupOutcome.WriteBoth both => (to == Side.A ? both.ValuesA : both.ValuesB, both.Because),
        _ => null,
    };

    // A record that is gone was looked up before it came here.
    private PlanItem Deleted(PlanCase.Linked linked, Side gone) =>
        _deleted.Plan(linked, gone, (state, reason, asksPerson) => Item(linked, state, reason, asksPerson));

    private PlanItem Item(PlanCase.Linked linked, Population state, Reason reason, bool asksPerson = false)
    {
        var link = linked.Link with
        {
            State = state, Reason = reason, AsksPerson = asksPerson, Tries = 0, NextTryAt = null, Tried = null,
            LabelA = LabelOf(linked, Side.A, linked.A?.Record),
            LabelB = LabelOf(linked, Side.B, linked.B?.Record),
        };
        var moves = link != linked.Link || linked.IsMoved;
        return new PlanItem { PairId = rules.Pair.Id, Link = moves ? link with { ChangedAt = now } : link, IsNewLink = linked.IsNew, MovesLink = moves, Case = linked };
    }

    // A record taken from the baseline has no id of its own, and the label falls back on the id where all else is blank.
    private string LabelOf(PlanCase.Linked linked, Side side, Record? record) => record is not null && rules.Ready.On(side).Label.Any(path => record[path] is not Absent)
        ? rules.LabelOf(side, record.WithId(linked.Link.On(side)))
        : side == Side.A ? linked.Link.LabelA : linked.Link.LabelB;
}
