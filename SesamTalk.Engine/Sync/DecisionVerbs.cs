using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>What became of telling a decision.</summary>
public enum DecisionOutcome
{
    /// <summary>It is stored; the next run carries it out.</summary>
    Stored,

    /// <summary>Somebody has decided already; nothing was changed.</summary>
    AlreadyDecided,

    /// <summary>What it is about is settled or gone; nothing was changed.</summary>
    NotOpen,

    /// <summary>The records have changed since the person looked; nothing was changed. Look again.</summary>
    Moved,

    /// <summary>The choice does not fit the kind of question; nothing was changed.</summary>
    DoesNotFit,
}

/// <summary>The answer to a person who decided.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Because">The same for a person: what, and what was not done.</param>
/// <param name="Decision">The decision that waits now: this one, or the one that was there before.</param>
public sealed record DecisionAnswer(DecisionOutcome Outcome, Reason Because, PersonDecision? Decision = null)
{
    /// <summary>The same in English.</summary>
    public string Sentence => Because.ToString();
}

/// <summary>
/// Takes persons' decisions: about conflicts, deletes that wait, records without a partner, and what a policy decided. A
/// decision is stored and carried out by the next run of the dataflow through the ordinary planner, so what it leads to can be
/// previewed, is checked again at the write, and asks anew when the records have moved.
/// </summary>
public sealed class DecisionVerbs(DecisionStore store, TimeProvider clock, Identifiers ids)
{
    private bool _isDraft;

    /// <summary>The same verbs, answering with the decision that they would store, and storing nothing: what a preview is made of.</summary>
    public DecisionVerbs Drafts => new(store, clock, ids) { _isDraft = true };

    /// <summary>
    /// Decides an open conflict. <paramref name="seen"/> is the conflict as the person saw it; own values are in each side's
    /// own form, and a side without any follows the other. Which of several records is the one is said by <see cref="ChooseAsync"/>.
    /// </summary>
    public async Task<DecisionAnswer> SettleAsync(OpenConflict seen, DecisionChoice choice, string who, ValueMap? ownA = null, ValueMap? ownB = null, CancellationToken cancellation = default)
    {
        if (await store.ConflictAsync(seen.Id, cancellation) is not { SettledAt: null } conflict) return NotOpen(ReasonCodes.SettledAlready);
        if (conflict.Kind == ConflictKind.TwoClaimOne) return await ClaimAsync(conflict, seen, choice, who, cancellation);
        if (conflict.Kind == ConflictKind.AmbiguousMatch) return await NoneOfThemAsync(conflict, seen, choice, who, cancellation);
        if (conflict.LinkId is not { } link) return NotOpen(ReasonCodes.SettledAlready);
        if ((conflict.A, conflict.B) != (seen.A, seen.B)) return new(DecisionOutcome.Moved, Reason.Of(ReasonCodes.ValueMoved));
        var isDeletion = conflict.Kind == ConflictKind.EditedAgainstDeleted;
        if (isDeletion != choice is DecisionChoice.Delete or DecisionChoice.CreateAnew or DecisionChoice.KeepApart) return DoesNotFit(choice);
        if (choice == DecisionChoice.OwnValues && (ownA ?? ValueMap.Empty).Pairs.IsEmpty && (ownB ?? ValueMap.Empty).Pairs.IsEmpty) return new(DecisionOutcome.DoesNotFit, Reason.Of(ReasonCodes.NoValueGiven));
        return await StoreAsync(New(conflict.DataflowId, conflict.PairId, link, conflict.Subject, choice, who) with
        {
            SeenA = conflict.A, SeenB = conflict.B, ValuesA = ownA ?? ValueMap.Empty, ValuesB = ownB ?? ValueMap.Empty,
        }, cancellation);
    }

    /// <summary>Says which of several records that fit (<see cref="OpenConflict.Candidates"/>) is the partner of the one that asks.</summary>
    public async Task<DecisionAnswer> ChooseAsync(OpenConflict seen, RecordId partner, string who, CancellationToken cancellation = default)
    {
        if (await store.ConflictAsync(seen.Id, cancellation) is not { SettledAt: null } conflict) return NotOpen(ReasonCodes.SettledAlready);
        if (conflict.Kind != ConflictKind.AmbiguousMatch) return DoesNotFit(DecisionChoice.LinkTogether);
        // Others may have come or gone meanwhile; that the chosen one still fits is enough.
        if (conflict.Candidates().All(one => one.Id != partner)) return new(DecisionOutcome.Moved, Reason.Of(ReasonCodes.FitsNoLonger, partner));
        return await StoreAsync(New(conflict.DataflowId, conflict.PairId, null, conflict.Subject, DecisionChoice.LinkTogether, who) with { Partner = partner }, cancellation);
    }

    // None of the records that fit is the one: it is made anew across, or left alone.
    private async Task<DecisionAnswer> NoneOfThemAsync(OpenConflict conflict, OpenConflict seen, DecisionChoice choice, string who, CancellationToken cancellation)
    {
        if (choice is not (DecisionChoice.CreateAnew or DecisionChoice.KeepApart)) return DoesNotFit(choice);
        return (conflict.A, conflict.B) != (seen.A, seen.B)
            ? new(DecisionOutcome.Moved, Reason.Of(ReasonCodes.OthersFit))
            : await StoreAsync(New(conflict.DataflowId, conflict.PairId, null, conflict.Subject, choice, who), cancellation);
    }

    // The claimed record is given to the one that claims it, and its link with the other is let go; or the claim is dropped.
    private async Task<DecisionAnswer> ClaimAsync(OpenConflict conflict, OpenConflict seen, DecisionChoice choice, string who, CancellationToken cancellation)
    {
        if ((conflict.A, conflict.B) != (seen.A, seen.B)) return new(DecisionOutcome.Moved, Reason.Of(ReasonCodes.OtherClaimed));
        if (choice is not (DecisionChoice.LinkTogether or DecisionChoice.CreateAnew or DecisionChoice.KeepApart)) return DoesNotFit(choice);
        var partner = conflict.A is { } a && conflict.Subject == PersonDecision.OfRecord(Side.A, new(a)) ? conflict.B : conflict.A;
        var decision = New(conflict.DataflowId, conflict.PairId, null, conflict.Subject, choice, who);
        return await StoreAsync(choice == DecisionChoice.LinkTogether ? decision with { Partner = new RecordId(partner!) } : decision, cancellation);
    }

    /// <summary>Puts back the value that a policy decided against; the other side follows it. Only while nothing moved since both sides last agreed.</summary>
    public async Task<DecisionAnswer> PutBackAsync(Guid conflictId, string who, CancellationToken cancellation = default)
    {
        if (await store.ConflictAsync(conflictId, cancellation) is not { Overruled: { } loser, LinkId: { } link } conflict) return NotOpen(ReasonCodes.NothingToPutBack);
        var decision = New(conflict.DataflowId, conflict.PairId, link, conflict.Subject, DecisionChoice.OwnValues, who);
        return await StoreAsync(loser == Side.A ? decision with { ValuesA = conflict.ValuesA } : decision with { ValuesB = conflict.ValuesB }, cancellation);
    }

    /// <summary>Approves a delete that waits. A second person's approval is added to the first one's.</summary>
    public async Task<DecisionAnswer> ApproveDeleteAsync(Guid linkId, string who, CancellationToken cancellation = default)
    {
        if (await WaitingDeleteAsync(linkId, cancellation) is not { } link) return NotOpen(ReasonCodes.DeleteWaitsNot);
        if (await store.FindAsync(linkId, PersonDecision.Deletion, cancellation) is not { } first)
            return await StoreAsync(New(link.DataflowId, link.PairId, linkId, PersonDecision.Deletion, DecisionChoice.Delete, who), cancellation);
        if (first.Choice == DecisionChoice.Delete && first.By != who && first.SecondBy is null && (_isDraft || await store.SecondAsync(first, who, cancellation)))
            return new(DecisionOutcome.Stored, Reason.Of(ReasonCodes.ApprovedByTwo, first.By, who), first with { SecondBy = who, SecondAt = clock.GetUtcNow() });
        return Already(first);
    }

    /// <summary>Keeps the record that is left: made anew in the other system, or apart from now on.</summary>
    public async Task<DecisionAnswer> KeepInsteadAsync(Guid linkId, bool makeAnew, string who, CancellationToken cancellation = default)
    {
        if (await WaitingDeleteAsync(linkId, cancellation) is not { } link) return NotOpen(ReasonCodes.DeleteWaitsNot);
        return await StoreAsync(New(link.DataflowId, link.PairId, linkId, PersonDecision.Deletion, makeAnew ? DecisionChoice.CreateAnew : DecisionChoice.KeepApart, who), cancellation);
    }

    /// <summary>Links a record without a partner to one across. Where that one has a partner already, its link is let go, and that partner stands alone.</summary>
    public Task<DecisionAnswer> LinkAsync(UnlinkedRecord record, RecordId partner, string who, CancellationToken cancellation = default) =>
        StoreAsync(OfRecord(record, DecisionChoice.LinkTogether, who) with { Partner = partner }, cancellation);

    /// <summary>Decides that none of the candidates is this record: it is created in the other system, or left alone.</summary>
    public Task<DecisionAnswer> NoneFitsAsync(UnlinkedRecord record, bool create, string who, CancellationToken cancellation = default) =>
        StoreAsync(OfRecord(record, create ? DecisionChoice.CreateAnew : DecisionChoice.KeepApart, who), cancellation);

    /// <summary>
    /// Takes two linked records apart. Nothing is written in either system; they never find each other again, and nothing is
    /// created for either until a person links it anew, or says that none fits.
    /// </summary>
    public async Task<DecisionAnswer> UnlinkAsync(Guid linkId, string who, CancellationToken cancellation = default)
    {
        if (await store.LinkAsync(linkId, cancellation) is not { } link) return NotOpen(ReasonCodes.NotLinkedNow);
        var answer = await StoreAsync(New(link.DataflowId, link.PairId, linkId, PersonDecision.Linking, DecisionChoice.Unlink, who), cancellation);
        if (answer.Outcome == DecisionOutcome.Stored) await NeverLinkAsync(link.DataflowId, link.PairId, link.A, link.B, who, cancellation);
        return answer;
    }

    /// <summary>
    /// Gives one of two linked records a partner that is linked with another: in one step both links are let go and the two linked.
    /// Nothing is made by itself for the two that are left behind, and neither finds the one again that it had.
    /// </summary>
    public async Task<DecisionAnswer> RelinkAsync(Guid linkId, Side keeps, RecordId partner, string who, CancellationToken cancellation = default)
    {
        if (await store.LinkAsync(linkId, cancellation) is not { } link) return NotOpen(ReasonCodes.NotLinkedNow);
        if (await store.LinkOfAsync(link.DataflowId, link.PairId, keeps.Other(), partner, cancellation) is not { } other || other.Id == linkId) return new(DecisionOutcome.Moved, Reason.Of(ReasonCodes.FitsNoLonger, partner));
        var decision = New(link.DataflowId, link.PairId, linkId, PersonDecision.Linking, DecisionChoice.LinkTogether, who) with { Partner = partner };
        var answer = await StoreAsync(keeps == Side.A ? decision with { SeenA = link.A.Text, SeenB = partner.Text } : decision with { SeenA = partner.Text, SeenB = link.B.Text }, cancellation);
        if (answer.Outcome != DecisionOutcome.Stored) return answer;
        foreach (var old in new[] { link, other }) await NeverLinkAsync(old.DataflowId, old.PairId, old.A, old.B, who, cancellation);
        return answer;
    }

    /// <summary>Tells two records apart: no key ever links them. It stands until it is taken back, or a person links them.</summary>
    public Task<DecisionAnswer> NeverLinkAsync(string dataflowId, string pairId, RecordId a, RecordId b, string who, CancellationToken cancellation = default) =>
        StoreAsync(New(dataflowId, pairId, null, PersonDecision.OfTwo(a, b), DecisionChoice.NeverLink, who) with { Partner = b }, cancellation);

    /// <summary>Takes a decision back that no run has carried out yet.</summary>
    public async Task<DecisionAnswer> TakeBackAsync(PersonDecision decision, string who, CancellationToken cancellation = default) =>
        await store.TakeBackAsync(decision, who, cancellation) ? new(DecisionOutcome.Stored, Reason.Of(ReasonCodes.TakenBack)) : NotOpen(ReasonCodes.CarriedOutAlready);

    private async Task<Link?> WaitingDeleteAsync(Guid linkId, CancellationToken cancellation) =>
        await store.LinkAsync(linkId, cancellation) is { State: Population.Deleted, AsksPerson: true } link ? link : null;

    private async Task<DecisionAnswer> StoreAsync(PersonDecision decision, CancellationToken cancellation)
    {
        if (!_isDraft && await store.AddAsync(decision, cancellation)) return new(DecisionOutcome.Stored, Reason.Of(ReasonCodes.DecisionStored), decision);
        var present = decision.LinkId is { } link
            ? await store.FindAsync(link, decision.Subject, cancellation)
            : (await store.WaitingAsync(decision.DataflowId, cancellation)).FirstOrDefault(d => d.PairId == decision.PairId && d.LinkId is null && d.Subject == decision.Subject);
        if (_isDraft && present is null) return new(DecisionOutcome.Stored, Reason.Of(ReasonCodes.DecisionWouldBe), decision);
        return present is null ? NotOpen(ReasonCodes.CarriedOutNow) : Already(present);
    }

    private PersonDecision OfRecord(UnlinkedRecord record, DecisionChoice choice, string who) =>
        New(record.DataflowId, record.PairId, null, PersonDecision.OfRecord(record.Side, record.Id), choice, who);

    private PersonDecision New(string dataflowId, string pairId, Guid? linkId, string subject, DecisionChoice choice, string who) => new()
    {
        Id = ids.New(), DataflowId = dataflowId, PairId = pairId, LinkId = linkId, Subject = subject, Choice = choice, By = who, At = clock.GetUtcNow(),
    };

    private static DecisionAnswer Already(PersonDecision present) =>
        new(DecisionOutcome.AlreadyDecided, Reason.Of(ReasonCodes.DecidedAlready, present.By, ChoiceSaid.Of(present.Choice)), present);

    private static DecisionAnswer DoesNotFit(DecisionChoice choice) => new(DecisionOutcome.DoesNotFit, Reason.Of(ReasonCodes.NoAnswerToThis, ChoiceSaid.Of(choice)));

    private static DecisionAnswer NotOpen(string code) => new(DecisionOutcome.NotOpen, Reason.Of(code));
}
