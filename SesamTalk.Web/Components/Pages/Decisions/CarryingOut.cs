using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Components.Pages.Decisions;

/// <summary>
/// Takes what a person wants from wish to receipt: drafted and previewed without a trace, then stored and carried out exactly as
/// previewed. What moved in between is left out and said; its decision is taken back, so that it is looked at again.
/// </summary>
public sealed class CarryingOut(
    Reader reader, DecisionVerbs decisions, DecisionStore waiting, Previews previews, PlanVerbs plans, PlanStore planStore, DataflowStore dataflows, RunQueue queue, IDbContextFactory<TalkDb> databases)
{
    /// <summary>What the wishes would lead to now. Nothing is stored.</summary>
    public async Task<Proposal> ProposeAsync(IReadOnlyList<Wish> wishes, CancellationToken ct)
    {
        List<ProposedPart> parts = [];
        List<RefusedWish> refused = [];
        foreach (var ofFlow in wishes.GroupBy(wish => wish.DataflowId))
        {
            if (await dataflows.FindAsync(ofFlow.Key, ct) is not { } dataflow) continue;
            var drafts = await AskAsync([.. ofFlow], decisions.Drafts, refused, ct);
            if (drafts.Count > 0) parts.Add(new(dataflow, [.. drafts.Select(draft => draft.Wish)], await previews.OfDecisionsAsync(ofFlow.Key, [.. drafts.Select(draft => draft.Decision)], ct)));
        }

        return new(parts, refused);
    }

    /// <summary>What a run of these links alone would write now.</summary>
    public async Task<Proposal> ProposeLinksAsync(string dataflowId, ImmutableArray<Guid> links, CancellationToken ct) =>
        await dataflows.FindAsync(dataflowId, ct) is { } dataflow ? new([new(dataflow, [], await previews.OfLinksAsync(dataflowId, links, ct))], []) : new([], []);

    /// <summary>What a changed definition would do to these links now. The change is not stored.</summary>
    public async Task<Proposal> ProposeRuleAsync(string dataflowId, RuleChange rule, ImmutableArray<Guid> links, CancellationToken ct)
    {
        if (await dataflows.FindAsync(dataflowId, ct) is not { } dataflow) return new([], []);
        var preview = links.IsEmpty ? new DecidedPreview(dataflowId, dataflow.Version, links, new PlanBody([], new PlanForecast(0, 0, 0, 0, 0, 0, 0, 0, 0)), null, []) : await previews.OfRuleAsync(dataflowId, rule.Change, links, ct);
        return new([new(dataflow, [], preview, rule)], []);
    }

    /// <summary>Carries out exactly what was proposed, and waits for the runs to end.</summary>
    public async Task<Receipt> ApplyAsync(Proposal proposal, CancellationToken ct)
    {
        List<ReceiptPart> parts = [];
        List<RefusedWish> refused = [.. proposal.Refused];
        foreach (var part in proposal.Parts.Where(part => part.CanBeDone))
            if (await ApplyAsync(part, refused, ct) is { } done) parts.Add(done);
        return new(parts, refused);
    }

    private async Task<ReceiptPart?> ApplyAsync(ProposedPart part, List<RefusedWish> refused, CancellationToken ct)
    {
        if (await VersionAsync(part, ct) is not { } version)
        {
            refused.Add(new(new Wish(part.Dataflow.Id, part.Dataflow.Title, (_, _) => Task.FromResult(Moved)), Moved));
            return null;
        }

        var stored = (await AskAsync(part.Wishes, decisions, refused, ct)).Select(one => one.Decision).ToList();
        if (part.Wishes.Count > 0 && stored.Count == 0) return null;
        if (part.Preview.Body is not { } body) return new(part.Dataflow, null, [], [], stored.Count, part.Preview.Reason ?? Reason.None);
        if (body.Items.IsEmpty) return new(part.Dataflow, null, [], [], 0, Reason.None);
        var id = await queue.EnqueueAsync(await plans.KeepAsync(part.Preview, version, reader.As(Act.SettleConflicts), ct), ct);
        var run = await queue.EndedAsync(id, ct);
        return await ReceiptAsync(part, id, run, stored, ct);
    }

    private static DecisionAnswer Moved => new(DecisionOutcome.Moved, Reason.None);

    // A rule is a new version of the definition; it comes first, and what follows goes by it.
    private async Task<int?> VersionAsync(ProposedPart part, CancellationToken ct)
    {
        if (part.Rule is not { } rule) return part.Preview.Version;
        try
        {
            return (await dataflows.SaveAsync(rule.Change(part.Dataflow), reader.As(Act.ChangeDataflows), rule.Note, ct)).Version;
        }
        catch (StaleDefinitionException)
        {
            return null;
        }
    }

    private async Task<ReceiptPart> ReceiptAsync(ProposedPart part, Guid runId, Run? run, List<PersonDecision> stored, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var writes = await db.Writes.AsNoTracking().Where(write => write.RunId == runId).OrderBy(write => write.Id).ToListAsync(ct);
        var plan = await planStore.OfRunAsync(runId, ct);
        if (plan is not { State: PlanState.CarriedOut }) return new(part.Dataflow, runId, writes, [], stored.Count, run?.Reason ?? Reason.None);
        var tried = writes.Where(write => write.State != WriteState.Stale).Select(write => write.LinkId).ToHashSet();
        // What another decided meanwhile is said among the refused already.
        var asked = stored.Select(decision => decision.LinkId).ToHashSet();
        var left = plan.Body.Items.Where(item => item.Skipped is not null && (item.LinkId is not { } link || (!tried.Contains(link) && (part.Wishes.Count == 0 || asked.Contains(link))))).ToList();
        foreach (var decision in stored.Where(decision => left.Exists(item => item.LinkId is { } link && link == decision.LinkId)))
            await waiting.TakeBackAsync(decision, reader.As(Act.SettleConflicts), ct);
        return new(part.Dataflow, runId, [.. writes.Where(write => write.State != WriteState.Stale)], left, 0, Reason.None);
    }

    private static async Task<List<(Wish Wish, PersonDecision Decision)>> AskAsync(IReadOnlyList<Wish> wishes, DecisionVerbs verbs, List<RefusedWish> refused, CancellationToken ct)
    {
        List<(Wish, PersonDecision)> taken = [];
        foreach (var wish in wishes)
        {
            var answer = await wish.Ask(verbs, ct);
            if (answer is { Outcome: DecisionOutcome.Stored, Decision: { } decision }) taken.Add((wish, decision));
            else refused.Add(new(wish, answer));
        }

        return taken;
    }
}
