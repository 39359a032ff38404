using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Reasons.ReasonCodes;

namespace SesamTalk.Engine.Sync;

/// <summary>Keeps one open conflict for each subject of a link: opens, updates on a third edit, settles when it is over, and else leaves alone.</summary>
internal sealed class ConflictKeeping(PairRules rules, Identifiers ids, DateTimeOffset now, bool isStable = true)
{
    /// <summary>The conflicts of a link that have to be stored anew.</summary>
    public ImmutableArray<OpenConflict> For(PlanCase.Linked linked, Merged merged, ImmutableDictionary<string, PersonDecision> decided)
    {
        var asked = merged.Groups.Where(g => g.Outcome is GroupOutcome.Asks).ToList();
        var kept = asked.Select(g => Keep(linked, g.Group, (GroupOutcome.Asks)g.Outcome)).OfType<OpenConflict>();
        var unread = merged.Groups.Where(g => g.Outcome is GroupOutcome.Waits).Select(g => g.Group.Key);
        var stillOpen = asked.Select(g => g.Group.Key).Concat(unread).ToHashSet();
        var settled = linked.Open.Where(c => !stillOpen.Contains(c.Subject)).Select(c => Settle(c, decided.TryGetValue(c.Subject, out var decision) ? Reason.Of(DecidedThat, decision.By, ChoiceSaid.Of(decision.Choice)) : c.LinkId is null ? Reason.Of(LinkedBecause, linked.Link.Because) : Reason.Of(AgreeAgain)));
        return [.. kept, .. settled];
    }

    /// <summary>The conflict of a record that was edited on one side and deleted on the other; null where it is open and says so already.</summary>
    public OpenConflict? Deletion(PlanCase.Linked linked, Side gone, string edits)
    {
        var label = gone == Side.A ? linked.Link.LabelB : linked.Link.LabelA;
        var present = linked.Open.FirstOrDefault(c => c.Subject == PersonDecision.Deletion);
        var fresh = (present ?? New(linked, PersonDecision.Deletion, ConflictKind.EditedAgainstDeleted)) with
        {
            A = gone == Side.A ? null : edits, B = gone == Side.B ? null : edits,
            Sentence = Reason.Of(EditedAndDeleted, label, Name(gone), Name(gone.Other())),
        };
        return fresh == present ? null : fresh with { ChangedAt = now };
    }

    /// <summary>The open conflict about a deletion, settled.</summary>
    public ImmutableArray<OpenConflict> DeletionOver(PlanCase.Linked linked, Reason how) =>
        [.. linked.Open.Where(c => c.Subject == PersonDecision.Deletion).Select(c => Settle(c, how))];

    /// <summary>What a policy decided without a person, as a conflict that is settled already; it can be put back.</summary>
    public OpenConflict Overruled(PlanCase.Linked linked, RowGroup group, Side loser, Reason because) => New(linked, group.Key, ConflictKind.BothChanged) with
    {
        Base = ValueTexts.Of(linked.Baseline?.A, group.PathsA), A = ValueTexts.Of(linked.A?.Record, group.PathsA), B = ValueTexts.Of(linked.B?.Record, group.PathsB),
        Sentence = Reason.Of(RuleDecided, string.Join(", ", group.PathsA), Name(Side.A), string.Join(", ", group.PathsB), Name(Side.B), because),
        SettledAt = now, Settlement = because, Overruled = loser, ValuesA = Typed(linked.A?.Record, group.PathsA), ValuesB = Typed(linked.B?.Record, group.PathsB),
    };

    private static ValueMap Typed(Record? record, ImmutableArray<string> paths) =>
        record is null ? ValueMap.Empty : new([.. paths.Select(path => KeyValuePair.Create(path, record[path])).Where(p => p.Value is not Absent)]);

    private OpenConflict? Keep(PlanCase.Linked linked, RowGroup group, GroupOutcome.Asks asks)
    {
        var (a, b) = (ValueTexts.Of(linked.A?.Record, group.PathsA), ValueTexts.Of(linked.B?.Record, group.PathsB));
        var present = linked.Open.FirstOrDefault(c => c.Subject == group.Key);
        var baseline = ValueTexts.Of(linked.Baseline?.A, group.PathsA);
        var fresh = (present ?? New(linked, group.Key, asks.Kind)) with
        {
            Kind = asks.Kind, Base = baseline, A = a, B = b, Sentence = Sentence(group, asks),
        };
        return fresh == present && isStable ? null : fresh with { ChangedAt = now };
    }

    private OpenConflict New(PlanCase.Linked linked, string subject, ConflictKind kind) => new()
    {
        Id = ids.New(), DataflowId = rules.Dataflow.Id, PairId = rules.Pair.Id, LinkId = linked.Link.Id, Subject = subject, Kind = kind,
        Sentence = Reason.None, OpenedAt = now, ChangedAt = now,
    };

    private OpenConflict Settle(OpenConflict conflict, Reason how) => conflict with { SettledAt = now, Settlement = how };

    private Reason Sentence(RowGroup group, GroupOutcome.Asks asks) =>
        Reason.Of(Differs, string.Join(", ", group.PathsA), Name(Side.A), string.Join(", ", group.PathsB), Name(Side.B), asks.Reason);

    private string Name(Side side) => rules.Dataflow.On(side).Name;
}
