using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using static SesamTalk.Engine.Reasons.ReasonCodes;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Plans a link one of whose records is gone. An edit across is never lost to a deletion: it opens a conflict. A decision that
/// was made before the edit does not count.
/// </summary>
internal sealed class DeletedPlanning(PairRules rules, ReferenceBook book, ConflictKeeping conflicts, Identifiers ids, DateTimeOffset now, SafetyPieces pieces)
{
    /// <summary>The item; <paramref name="item"/> makes one of a state and a reason.</summary>
    public PlanItem Plan(PlanCase.Linked linked, Side gone, Func<Population, Reason, bool, PlanItem> item)
    {
        var edits = Edits(linked, gone);
        var decision = linked.Decisions.FirstOrDefault(d => d.Subject == PersonDecision.Deletion);
        var fits = decision is not null && (gone == Side.A ? decision.SeenB : decision.SeenA) == edits;
        var planned = fits ? Decided(linked, gone, decision!, item) : Undecided(linked, gone, edits, item);
        return planned with { DecisionsOver = [.. linked.Decisions.Where(d => !fits || d != decision)] };
    }

    /// <summary>The edits across since both sides last agreed, as text; null where there are none.</summary>
    private string? Edits(PlanCase.Linked linked, Side gone)
    {
        var across = gone == Side.A ? linked.B!.Record! : linked.A!.Record!;
        if (!pieces.EditSurvivesDelete || (gone == Side.A ? linked.Baseline?.B : linked.Baseline?.A) is not { } agreed) return null;
        var edited = rules.WatchedOn(gone.Other()).Where(path => IsEdit(across[path], agreed[path])).ToImmutableArray();
        return edited.IsEmpty ? null : ValueTexts.Of(across, edited) ?? "(blank)";
    }

    // A value that was never agreed (its conflict is open) would be lost just like an edit.
    private static bool IsEdit(object? now, object? agreed) => now is not Absent && (agreed is Absent ? !Values.IsBlank(now) : !Values.Same(now, agreed));

    private PlanItem Undecided(PlanCase.Linked linked, Side gone, string? edits, Func<Population, Reason, bool, PlanItem> item)
    {
        if (edits is not null)
            return item(Population.Conflict, Reason.Of(EditAgainstDelete), false) with { Conflicts = conflicts.Deletion(linked, gone, edits) is { } conflict ? [conflict] : [] };
        var over = conflicts.DeletionOver(linked, Reason.Of(EditTakenBack));
        if (linked.Link is { State: Population.Deleted, AsksPerson: false }) return item(Population.Deleted, linked.Link.Reason, false);
        var name = rules.Dataflow.On(gone).Name;
        return rules.Pair.From(gone).Deletes switch
        {
            DeleteRule.AskPerson => item(Population.Deleted, Reason.Of(DeleteWaits, name), true) with { Conflicts = over },
            DeleteRule.Ignore => item(Population.Deleted, Reason.Of(DeleteKept, name), false) with { Conflicts = over },
            DeleteRule.Archive => item(Population.Deleted, Reason.Of(DeletedIn, name), false) with { Writes = [Removal(linked, gone, WriteAct.Archive, Reason.Of(DeletedAcross))], Case = linked, Conflicts = over },
            DeleteRule.CarryOut => item(Population.Deleted, Reason.Of(DeletedIn, name), false) with { Writes = [Removal(linked, gone, WriteAct.Delete, Reason.Of(DeletedAcross))], Case = linked, Conflicts = over },
        };
    }

    private PlanItem Decided(PlanCase.Linked linked, Side gone, PersonDecision decision, Func<Population, Reason, bool, PlanItem> item)
    {
        var name = rules.Dataflow.On(gone).Name;
        var settled = conflicts.DeletionOver(linked, Reason.Of(DecidedThat, decision.By, ChoiceSaid.Of(decision.Choice)));
        if (decision.Choice == DecisionChoice.Delete)
        {
            var write = Removal(linked, gone, RemovalAct(gone), Reason.Of(DeleteApproved, Reason.Of(DeletedAcross), Approvers(decision))) with { ApprovedBy = decision.By, SecondBy = decision.SecondBy };
            return item(Population.Deleted, Reason.Of(DeleteApproved, Reason.Of(DeletedIn, name), Approvers(decision)), false) with { Writes = [write], Case = linked, Conflicts = settled, Decided = [decision] };
        }

        if (decision.Choice == DecisionChoice.CreateAnew) return Anew(linked, gone, decision) with { Conflicts = settled };
        return item(Population.Paused, Reason.Of(LeftApart, name, decision.By), false) with { Conflicts = settled, Decided = [decision] };
    }

    private PlanItem Anew(PlanCase.Linked linked, Side gone, PersonDecision decision)
    {
        var left = gone == Side.A ? linked.B! : linked.A!;
        var alone = new PlanCase.Alone(gone.Other(), left, null, new Match.None(), linked.Link.Id, null, false);
        var item = new AlonePlanning(rules, book, now, _ => null, (_, _) => true, (_, _) => false, new AloneQuestions(rules, ids, now)).CreateFor(alone);
        if (item.Link is null) return item with { Unlinked = null, Link = linked.Link with { State = Population.Failing, Reason = item.Unlinked?.Reason ?? Reason.None, ChangedAt = now }, MovesLink = true, Deferred = null };
        var because = Reason.Of(AnewBy, decision.By);
        return item with { Link = item.Link with { Because = because, LinkedAt = linked.Link.LinkedAt }, Replaces = linked.Link, Writes = [.. item.Writes.Select(w => w with { Because = because })], Decided = [decision] };
    }

    private WriteAct RemovalAct(Side gone) =>
        rules.Pair.From(gone).Deletes == DeleteRule.Archive || !rules.Ready.On(gone.Other()).Capabilities.CanDelete ? WriteAct.Archive : WriteAct.Delete;

    private PlannedWrite Removal(PlanCase.Linked linked, Side gone, WriteAct act, Reason because)
    {
        var (to, target) = (gone.Other(), gone == Side.A ? linked.B! : linked.A!);
        return new PlannedWrite
        {
            PairId = rules.Pair.Id, LinkId = linked.Link.Id, Side = to, Act = act, Entity = rules.Ready.On(to).Name, Target = target.Id,
            Source = linked.Link.On(gone), Label = rules.LabelOf(to, target.Record), Because = because,
            Values = Record.Empty(target.Record!.Schema, target.Id), Before = target.Record, Basis = ValueMap.Empty, Expected = target.Version,
            StillGone = rules.Ready.On(gone).Name, Guard = rules.WatchedOn(to),
        };
    }

    private static Reason Approvers(PersonDecision decision) => decision.SecondBy is { } second ? Reason.Of(Two, decision.By, second) : Reason.InOwnWords(decision.By);
}
