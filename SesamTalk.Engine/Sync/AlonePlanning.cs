using System.Collections.Immutable;
using System.Diagnostics;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using static SesamTalk.Engine.Reasons.ReasonCodes;

namespace SesamTalk.Engine.Sync;

/// <summary>Plans a record that has no partner: create it across, wait, ask a person, or leave it, each with its reason.</summary>
internal sealed class AlonePlanning(PairRules rules, ReferenceBook book, DateTimeOffset now, Func<PendingReference, Reason?> whyOutside, Func<Side, RecordId, bool> isWanted, Func<Side, RecordId, bool> isHome, AloneQuestions questions)
{
    private readonly GroupMapping _groups = new(rules.Mapper, book);
    private readonly Dictionary<Side, (Reason Made, Reason New)> _because = new[] { Side.A, Side.B }.ToDictionary(to => to, to => (Reason.Of(CreatedIn, rules.Dataflow.On(to).Name), Reason.Of(NewIn, rules.Dataflow.On(to.Other()).Name)));
    private readonly bool _hasDefaults = rules.Mapper.Rows.Any(row => row.Rule.DefaultToA is not null || row.Rule.DefaultToB is not null);

    /// <summary>A reference to what has no link makes the record wait; only the simulation lets it through as it stands.</summary>
    public bool WaitsForParents { get; init; } = true;

    /// <summary>The item; quiet where nothing changed.</summary>
    public PlanItem Plan(PlanCase.Alone alone) => Plan(alone, _ => false);

    /// <summary>The item, where some references may be left out for now: a later run writes them.</summary>
    public PlanItem Plan(PlanCase.Alone alone, Func<PendingReference, bool> leavesOut, bool isDraft = false) => questions.With(Planned(alone, leavesOut, isDraft), alone);

    private PlanItem Planned(PlanCase.Alone alone, Func<PendingReference, bool> leavesOut, bool isDraft)
    {
        if (alone.Decision is { Choice: DecisionChoice.KeepApart } apart) return Stays(alone, Population.Paused, Reason.Of(KeptApartBy, apart.By)) with { Decided = [apart], Conflicts = Over(alone, apart) };
        if (alone.Remembered is { State: Population.Paused } kept && alone.Decision is null) return Stays(alone, Population.Paused, kept.Reason);
        if (alone.Match is Match.Several several) return Stays(alone, Population.Ambiguous, Ambiguity(alone, several));
        if (alone is { TwinOf: { } cause, Decision: null }) return Stays(alone, Population.Conflict, Reason.Of(LateTwin, rules.Dataflow.On(alone.Side).Name, cause));
        if (alone.Standing is { } standing) return Stays(alone, standing.State, standing.Reason);
        if (alone.IsUnsettled) return alone.IsUntellable ? Stays(alone, Population.Failing, Reason.Of(CreateUnsettled)) : Stays(alone, Population.Waiting, Reason.Of(CreateTooFresh));
        if (IsOwnSystem) return Stays(alone, Population.OutOfScope, Reason.Of(OwnSystem));
        if (alone.Decision is { Choice: DecisionChoice.CreateAnew } anew) return Despite(Create(alone, leavesOut, isDraft), anew, Over(alone, anew));
        if (isHome(alone.Side, alone.Record.Id)) return Stays(alone, Population.OutOfScope, Reason.Of(HasItAlready, rules.Dataflow.On(alone.Side.Other()).Name));
        var direction = rules.Pair.From(alone.Side);
        if (!DependencyMeaning.All(alone.Record.Record!, direction.Predicate)) return Stays(alone, Population.OutOfScope, Reason.Of(ConditionFails));
        return direction.Creation switch
        {
            CreationRule.Every => Create(alone, leavesOut, isDraft),
            CreationRule.Never => Stays(alone, Population.OutOfScope, Reason.Of(NothingCreated)),
            CreationRule.OnlyLinked => Stays(alone, Population.OutOfScope, Reason.Of(LinksWithoutCreating)),
            CreationRule.WhenConnected => isWanted(alone.Side, alone.Record.Id) ? Create(alone, leavesOut, isDraft) : Stays(alone, Population.OutOfScope, Reason.Of(NotReferred)),
        };
    }

    /// <summary>
    /// The creation as it will be once the record is there that a reference waits for, without that reference: to be counted,
    /// shown, and sent along with that record where its system takes both in one. Null where more stands in its way.
    /// </summary>
    public PlanItem? Draft(PlanCase.Alone alone, PendingReference pending)
    {
        var item = Plan(alone, reference => reference.Readings.Any(reading => (reading.From, reading.Entity, reading.Id) == (pending.From, pending.Entity, pending.Id)), isDraft: true);
        return item.Link is null ? null : item with { Deferred = pending, Link = item.Link with { State = Population.InSync, Reason = Reason.None } };
    }

    /// <summary>The creation that a person asked for, whatever the direction's rules say.</summary>
    public PlanItem CreateFor(PlanCase.Alone alone) => Create(alone, _ => false);

    // The person has seen what fits and said that it is none of it, so the keys are not asked again.
    private static PlanItem Despite(PlanItem item, PersonDecision anew, ImmutableArray<OpenConflict> over) => item.Link is null
        ? item
        : item with { Decided = [anew], Conflicts = over, Writes = [.. item.Writes.Select(write => write with { Keys = [], Because = Reason.Of(AnewBy, anew.By) })] };

    // What was asked about the record is answered by the decision.
    private ImmutableArray<OpenConflict> Over(PlanCase.Alone alone, PersonDecision decision) =>
        [.. alone.Open.Select(conflict => conflict with { SettledAt = now, Settlement = Reason.Of(DecidedThat, decision.By, ChoiceSaid.Of(decision.Choice)) })];

    private PlanItem Create(PlanCase.Alone alone, Func<PendingReference, bool> leavesOut, bool isDraft = false)
    {
        // A pair that carries nothing links by its keys; an empty record is never made.
        if (rules.Mapper.Groups.IsEmpty) return Stays(alone, Population.OutOfScope, Reason.Of(LinksWithoutCreating));
        var (carried, later) = (new List<RowGroup>(), (PendingReference?)null);
        var to = alone.Side.Other();
        var said = rules.Mapper.Map(alone.Record.Record!, to, book);
        var values = new List<KeyValuePair<string, object?>>();
        foreach (var group in rules.Mapper.Groups)
        {
            var map = Map(alone, group, said);
            if (map is GroupMap.Waits open && leavesOut(open.Reference))
            {
                later = open.Reference;
                continue;
            }

            if (map is GroupMap.Waits && !WaitsForParents)
            {
                values.AddRange(group.PathsOn(to).Select(path => KeyValuePair.Create(path, alone.Record.Record![group.PathsOn(alone.Side)[0]])));
                continue;
            }

            if (map is GroupMap.Waits waits) return Wait(alone, waits.Reference);
            if (map is GroupMap.Cannot cannot) return Stays(alone, Population.Failing, Reason.Of(At, string.Join(", ", group.PathsOn(alone.Side)), cannot.Reason));
            carried.Add(group);
            values.AddRange(((GroupMap.Says)map).Values.Where(value => !Values.IsBlank(value.Value)));
        }

        values.AddRange(Defaults(values, to));
        values.AddRange(WrittenConstants.Of(rules, Enumerable.Range(0, rules.Mapper.Rows.Length), values, said, to).ToList());
        values.AddRange(WrittenConstants.OfCreate(rules, to));
        var schema = rules.Ready.On(to).Schema;
        var record = Record.Of(schema, null, values);
        // What a draft leaves out is there by the time it is sent.
        if (!isDraft && Missing(schema, record) is { Count: > 0 } missing) return Stays(alone, Population.Failing, Reason.Of(AsksFor, rules.Dataflow.On(to).Name, string.Join(", ", missing)));
        var creation = Creation(alone, to, record, carried);
        return later is null ? creation : creation with { Link = creation.Link! with { State = Population.Waiting, Reason = WaitText.Of(later) } };
    }

    // A section X = X says which records are the same; both its sides are one system's.
    private bool IsOwnSystem => rules.Dataflow.A.SystemId == rules.Dataflow.B.SystemId && rules.Ready.A.Name == rules.Ready.B.Name;

    // What refers to a record that stays outside stays outside with it, instead of waiting for ever.
    private PlanItem Wait(PlanCase.Alone alone, PendingReference reference) => whyOutside(reference) is { } why
        ? Stays(alone, Population.OutOfScope, Reason.Of(RefersOutside, reference.Path, reference.Entity, reference.Id, why))
        : Stays(alone, Population.Waiting, WaitText.Of(reference)) with { Deferred = reference, Case = alone };

    private GroupMap Map(PlanCase.Alone alone, RowGroup group, RowValues said)
    {
        var source = alone.Record.Record!;
        if (alone.Side == Side.A) return _groups.ToB(group, said);
        var blank = Record.Of(rules.Ready.A.Schema, null, rules.WatchedA.Select(path => KeyValuePair.Create(path, (object?)null)));
        return _groups.ToA(group, said, source, blank, group.PathsB);
    }

    private List<KeyValuePair<string, object?>> Defaults(List<KeyValuePair<string, object?>> values, Side to)
    {
        if (!_hasDefaults) return [];
        var schema = rules.Ready.On(to).Schema;
        return [.. rules.Mapper.Rows.Where(row => row.Carries(to) && values.All(v => v.Key != row.On(to).Path))
            .Select(row => (row.On(to).Path, Text: to == Side.A ? row.Rule.DefaultToA : row.Rule.DefaultToB)).Where(d => d.Text is not null)
            .Select(d => DependencyMeaning.Constant(schema, new Dependency(d.Text!, d.Path))).OfType<KeyValuePair<string, object?>>()];
    }

    private static List<string> Missing(Schema schema, Record record) =>
        [.. schema.MustBeGiven.Where(path => Values.IsBlank(record[path]))];

    private PlanItem Creation(PlanCase.Alone alone, Side to, Record values, List<RowGroup> carried)
    {
        var source = alone.Record;
        var label = rules.LabelOf(alone.Side, source.Record);
        var link = new Link
        {
            Id = alone.LinkId, DataflowId = rules.Dataflow.Id, PairId = rules.Pair.Id,
            A = alone.Side == Side.A ? source.Id : default, B = alone.Side == Side.B ? source.Id : default,
            LabelA = label, LabelB = label, Origin = to == Side.B ? LinkOrigin.CreatedInB : LinkOrigin.CreatedInA,
            Because = _because[to].Made, LinkedAt = now, ChangedAt = now,
        };
        var write = new PlannedWrite
        {
            PairId = rules.Pair.Id, LinkId = alone.LinkId, Side = to, Act = WriteAct.Create, Entity = rules.Ready.On(to).Name, Source = source.Id, Label = label,
            Because = _because[to].New, Values = values,
            Keys = KeysOf(alone), MayBeSecond = alone.Remembered is not null,
            Basis = new ValueMap([.. carried.SelectMany(group => group.PathsOn(alone.Side)).Distinct().Select(path => KeyValuePair.Create(path, source.Record![path])).Where(p => p.Value is not Absent)]),
        };
        return new PlanItem { PairId = rules.Pair.Id, Link = link, IsNewLink = true, Writes = [write], Case = alone };
    }

    private ImmutableArray<string> KeysOf(PlanCase.Alone alone) => alone.Keys.IsDefault ? MatchKey.Of(alone.Record.Record!, alone.Side, rules.Pair.Keys) : alone.Keys;

    private PlanItem Stays(PlanCase.Alone alone, Population state, Reason reason)
    {
        var entry = new UnlinkedRecord
        {
            DataflowId = rules.Dataflow.Id, PairId = rules.Pair.Id, Side = alone.Side, Id = alone.Record.Id, Label = rules.LabelOf(alone.Side, alone.Record.Record),
            State = state, Reason = reason, AsksPerson = state == Population.Unlinked, SeenAt = alone.Remembered?.SeenAt ?? now,
            Keys = KeysOf(alone),
        };
        var isKnown = alone.Remembered is { } known && known with { Keys = entry.Keys } == entry && known.Keys.SequenceEqual(entry.Keys);
        return new PlanItem { PairId = rules.Pair.Id, Unlinked = isKnown ? null : entry with { SeenAt = now } };
    }

    private Reason Ambiguity(PlanCase.Alone alone, Match.Several several)
    {
        var names = several.Candidates.OrderBy(c => c.Id.Text, StringComparer.Ordinal).Select(c => c.Label.Length > 0 ? $"{c.Label} ({c.Id})" : c.Id.Text);
        var key = rules.Pair.Keys[several.Row].Parts.Select(part => alone.Side == Side.A ? part.A : part.B);
        return several.Candidates.Length switch
        {
            0 => throw new UnreachableException(),
            1 => Reason.Of(FitsClaimed, string.Join(" + ", key), names.First()),
            _ => Reason.Of(FitsSeveral, string.Join(" + ", key), several.Candidates.Length, string.Join(", ", names.Take(5))),
        };
    }
}
