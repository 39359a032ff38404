using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using static SesamTalk.Engine.Reasons.ReasonCodes;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Settles, before anything new, the writes whose outcome is not known: by looking, never by trying again blindly. What
/// cannot be told stays unknown, and the record that caused it is not written for again until it is.
/// </summary>
internal sealed class Recovery(RunJournal journal, SyncMemory memory, DataflowLease lease)
{
    public async Task SettleAsync(OpenRun run, CancellationToken cancellation)
    {
        var entries = await memory.UnsettledAsync(run.Dataflow.Id, cancellation);
        if (entries.Count == 0) return;
        run.Tell(RunStep.Recovering, "", 0, entries.Count);
        // Wholes before their parts, which are looked for among what a whole has.
        var order = run.Pairs.Select((pair, index) => (pair.Pair.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index);
        foreach (var entry in entries.OrderBy(entry => order.GetValueOrDefault(entry.PairId, int.MaxValue)))
        {
            var rules = run.Pairs.FirstOrDefault(pair => pair.Pair.Id == entry.PairId);
            var isTooSoon = rules is not null && IsTooSoon(run, rules, entry);
            var batch = rules is null || isTooSoon ? null : await SettleAsync(run, rules, entry, cancellation);
            if (batch is not null)
            {
                // After a long pause another run may have settled it already.
                await lease.StayAsync(cancellation);
                await journal.RecordAsync(batch, cancellation);
                run.NotMadeNow.AddRange(batch.Answers.Where(answer => answer is { Act: WriteAct.Create, State: WriteState.NotDone }));
            }

            if (batch is null) Note(run, entry, isTooSoon);
        }
    }

    /// <summary>Nothing is read into or written for what is not known, until it is; <paramref name="willBeTold"/> where a later look will tell.</summary>
    public static void Note(OpenRun run, WriteEntry entry, bool willBeTold)
    {
        if (entry.Act != WriteAct.Create) run.UnsettledLinks.Add(entry.LinkId);
        // The first write of a link that a key had found: its two records are not to be made anew meanwhile.
        if (entry is { Act: WriteAct.Update, Target: { } target }) run.Unsettled.UnionWith([(entry.PairId, entry.Side.Other(), entry.Source), (entry.PairId, entry.Side, target)]);
        if (entry.Act != WriteAct.Create || !run.Pieces.UnsettledCreateGuard) return;
        run.Unsettled.Add((entry.PairId, entry.Side.Other(), entry.Source));
        run.UnsettledCreates.Add(entry);
        if (!willBeTold) run.Untellable.Add((entry.PairId, entry.Side.Other(), entry.Source));
    }

    // What is not to be seen yet may still show up: a read may be older than the write by the system's lag.
    private static bool IsTooSoon(OpenRun run, PairRules rules, WriteEntry entry) => run.Now < entry.IntendedAt + rules.Ready.On(entry.Side).Capabilities.ReadLag;

    private Task<JournalBatch?> SettleAsync(OpenRun run, PairRules rules, WriteEntry entry, CancellationToken cancellation) => entry.Act switch
    {
        WriteAct.Create => CreateAsync(run, rules, entry, cancellation),
        WriteAct.Update => UpdateAsync(run, rules, entry, cancellation),
        WriteAct.Delete or WriteAct.Archive => RemovalAsync(run, rules, entry, cancellation),
    };

    private async Task<JournalBatch?> CreateAsync(OpenRun run, PairRules rules, WriteEntry entry, CancellationToken cancellation)
    {
        var found = await new CreateSearch(run, memory).FindAsync(rules, entry, cancellation);
        if (found is null) return null;
        if (await memory.LinksByIdAsync([entry.LinkId], cancellation) is [var standing, ..]) return await MadeAnewAsync(run, rules, entry, standing, found, cancellation);
        if (await LinkedMeanwhileAsync(run, entry, found, cancellation) is { } settled) return settled;
        if (found.Count == 0) return Settled(run, entry with { State = WriteState.NotDone, Message = Reason.Of(NotMade) });
        if (found.Count > 1) return null;
        var (id, record) = (found[0].Id, rules.Mapper.View(found[0].Record!, entry.Side));
        var link = new Link
        {
            Id = entry.LinkId, DataflowId = run.Dataflow.Id, PairId = entry.PairId, A = entry.Side == Side.A ? id : entry.Source, B = entry.Side == Side.B ? id : entry.Source,
            LabelA = entry.Label, LabelB = entry.Label, Origin = entry.Side == Side.B ? LinkOrigin.CreatedInB : LinkOrigin.CreatedInA,
            Because = Reason.Of(FoundAgain), LinkedAt = run.Now, ChangedAt = run.Now, State = Population.Waiting,
            Reason = Reason.Of(LookedUp),
        };
        return Settled(run, entry with { State = WriteState.Done, Target = id, Accepted = Watched(rules, entry.Side, record) }) with
        {
            At = run.Now,
            Links = [.. await FormerAsync(run, rules, entry, id, cancellation), link],
            Baselines = [Agreed(run, rules, entry, null, record)],
            NoLongerUnlinked = [new UnlinkedKey(entry.PairId, entry.Side.Other(), entry.Source)],
        };
    }

    // A record that was made anew for a link that stands (a restored one, or because a person said so): the link goes to the new one.
    private async Task<JournalBatch?> MadeAnewAsync(OpenRun run, PairRules rules, WriteEntry entry, Link standing, IReadOnlyList<Change> found, CancellationToken cancellation)
    {
        if (found.Count == 0) return Settled(run, entry with { State = WriteState.NotDone, Message = Reason.Of(NotMade) });
        if (found.Count > 1) return null;
        var (id, record) = (found[0].Id, rules.Mapper.View(found[0].Record!, entry.Side));
        var isSourceGone = await new LookUps(run).ReadAsync(entry.Side.Other(), rules.Ready.On(entry.Side.Other()), entry.Source, cancellation) is null;
        var link = (entry.Side == Side.A ? standing with { A = id } : standing with { B = id }) with
        {
            State = isSourceGone ? Population.Deleted : Population.Waiting, AsksPerson = false, Reason = Reason.Of(isSourceGone ? Restored : LookedUp), ChangedAt = run.Now,
        };
        return Settled(run, entry with { State = WriteState.Done, Target = id, Accepted = Watched(rules, entry.Side, record) }) with
        {
            At = run.Now,
            Links = [.. (await FormerAsync(run, rules, entry, id, cancellation)).Where(other => other.Id != standing.Id), link],
            Baselines = [Agreed(run, rules, entry, null, record)],
        };
    }

    // A system may give a new record the id of a deleted one: the deleted one's link makes room.
    private async Task<IEnumerable<Link>> FormerAsync(OpenRun run, PairRules rules, WriteEntry entry, RecordId id, CancellationToken cancellation) =>
        (await memory.LinksAsync(run.Dataflow.Id, entry.PairId, entry.Side, [id], cancellation)).Values.Concat(await GivenAgain.OfSiblingsAsync(run, rules, memory, entry.Side, [id], cancellation))
            .Select(dead => GivenAgain.MakesRoom(run.Dataflow, dead, entry.Side, run.Now));

    // A run in between may have met what was made by a merge key, and linked it: then there is nothing left to link.
    private async Task<JournalBatch?> LinkedMeanwhileAsync(OpenRun run, WriteEntry entry, IReadOnlyList<Change> found, CancellationToken cancellation)
    {
        var ofSource = await memory.LinksAsync(run.Dataflow.Id, entry.PairId, entry.Side.Other(), [entry.Source], cancellation);
        var ofFound = await memory.LinksAsync(run.Dataflow.Id, entry.PairId, entry.Side, [.. found.Select(change => change.Id)], cancellation);
        // A link from before the create is that of a deleted record whose id was given again; it has nothing to do with this one.
        if (ofSource.Count == 0 && ofFound.Values.All(link => link.LinkedAt <= entry.IntendedAt)) return null;
        return found.Count == 0
            ? Settled(run, entry with { State = WriteState.NotDone, Message = Reason.Of(NotMadeButLinked) })
            : Settled(run, entry with { State = WriteState.Done, Target = found[0].Id, Message = Reason.Of(MetByKey) });
    }

    private async Task<JournalBatch?> UpdateAsync(OpenRun run, PairRules rules, WriteEntry entry, CancellationToken cancellation)
    {
        var links = await memory.LinksAsync(run.Dataflow.Id, entry.PairId, entry.Side, [entry.Target!.Value], cancellation);
        if (links.Count == 0 && await FirstOfItsLinkAsync(run, rules, entry, cancellation) is { } first) return first;
        if (!links.TryGetValue(entry.Target.Value, out var link) || link.On(entry.Side.Other()) != entry.Source) return Settled(run, entry with { State = WriteState.NotDone, Message = Reason.Of(LinkGone) });
        // The link of the intent may never have come to be: the same two records were linked by settling an earlier create.
        entry = entry with { LinkId = link.Id };
        // What was carried out as a delete or is kept apart stays so; everything else is looked at again.
        var open = link.State is Population.Deleted or Population.Paused ? link : link with { State = Population.Waiting, Reason = Reason.Of(LookedUp), ChangedAt = run.Now };
        var record = (await LookAsync(run, rules, entry, cancellation))?.Record;
        var isThere = record is not null && entry.Sent.Pairs.All(sent => Values.Agree(record[sent.Key], sent.Value));
        if (!isThere) return Settled(run, entry with { State = WriteState.NotDone, Message = Reason.Of(ValuesNotThere) }) with { Links = [open] };
        var baselines = await memory.BaselinesAsync([link.Id], rules.Ready.A.Schema, rules.Ready.B.Schema, cancellation);
        return Settled(run, entry with { State = WriteState.Done, Accepted = Watched(rules, entry.Side, record!) }) with
        {
            Links = [open],
            Baselines = [Agreed(run, rules, entry, baselines.GetValueOrDefault(link.Id), record!)],
        };
    }

    // The run that found the two by a key wrote to one of them and stopped before it recorded the link. Where the write took effect
    // the two belong together, also when the key was edited since; null where they do not, or another has one of them by now.
    private async Task<JournalBatch?> FirstOfItsLinkAsync(OpenRun run, PairRules rules, WriteEntry entry, CancellationToken cancellation)
    {
        if (entry.Because.Code is Undone or UndoneBy || new Apart(run.Decisions, entry.PairId).Are(entry.Side, entry.Target!.Value, entry.Source)) return null;
        if ((await memory.LinksAsync(run.Dataflow.Id, entry.PairId, entry.Side.Other(), [entry.Source], cancellation)).Count > 0) return null;
        if ((await LookAsync(run, rules, entry, cancellation))?.Record is not { } record || !entry.Sent.Pairs.All(sent => Values.Agree(record[sent.Key], sent.Value))) return null;
        var (own, across) = (entry.Target!.Value, entry.Source);
        var link = new Link
        {
            Id = entry.LinkId, DataflowId = run.Dataflow.Id, PairId = entry.PairId, A = entry.Side == Side.A ? own : across, B = entry.Side == Side.B ? own : across,
            LabelA = entry.Label, LabelB = entry.Label, Origin = LinkOrigin.Found, Because = Reason.Of(FoundAgain), LinkedAt = run.Now, ChangedAt = run.Now,
            State = Population.Waiting, Reason = Reason.Of(LookedUp),
        };
        return Settled(run, entry with { State = WriteState.Done, Accepted = Watched(rules, entry.Side, record) }) with
        {
            Links = [link],
            Baselines = [Agreed(run, rules, entry, null, record)],
            NoLongerUnlinked = [new UnlinkedKey(entry.PairId, entry.Side, own), new UnlinkedKey(entry.PairId, entry.Side.Other(), across)],
        };
    }

    private async Task<JournalBatch?> RemovalAsync(OpenRun run, PairRules rules, WriteEntry entry, CancellationToken cancellation)
    {
        var there = (await LookAsync(run, rules, entry, cancellation))?.Record;
        var isDone = there is null || (entry.Act == WriteAct.Archive && rules.Ready.On(entry.Side).Capabilities.Archive is { } archive && Values.Same(there[archive.Path], archive.Value));
        if (!isDone) return Settled(run, entry with { State = WriteState.NotDone, Message = Reason.Of(StillThere) });
        var link = (await memory.LinksByIdAsync([entry.LinkId], cancellation)).Select(link => Removed(run, entry, link));
        return Settled(run, entry with { State = WriteState.Done }) with { Links = [.. link] };
    }

    // As its plan had it: what is gone by undoing must not look like somebody's deletion, or the record across would follow it.
    private static Link Removed(OpenRun run, WriteEntry entry, Link link)
    {
        var isUndone = entry.Because.Code is Undone or UndoneBy;
        var reason = !isUndone ? entry.Because : entry.Act == WriteAct.Archive ? Reason.Of(ArchivedByUndoing, Reason.Of(CreationUndone)) : Reason.Of(CreationUndone);
        return link with { State = isUndone && entry.Act == WriteAct.Archive ? Population.Paused : Population.Deleted, AsksPerson = false, Reason = reason, ChangedAt = run.Now };
    }

    private static async Task<Change?> LookAsync(OpenRun run, PairRules rules, WriteEntry entry, CancellationToken cancellation) =>
        rules.View(entry.Side, await new LookUps(run).ReadAsync(entry.Side, rules.Ready.On(entry.Side), entry.Target!.Value, cancellation));

    // Only the groups that the write touched are agreed; an edit made across in the meantime still shows as one.
    internal static Merging.Baseline Agreed(OpenRun run, PairRules rules, WriteEntry entry, Merging.Baseline? before, Record found)
    {
        var touched = rules.Mapper.Groups.Where(group => entry.Act == WriteAct.Create || group.PathsOn(entry.Side).Any(path => entry.Sent.Pairs.Any(sent => sent.Key == path)));
        var accepted = new ValueMap([.. touched.SelectMany(group => group.PathsOn(entry.Side)).Distinct().Where(path => IsAsSent(entry, found, path)).Select(path => KeyValuePair.Create(path, found[path])).Where(p => p.Value is not Absent)]);
        return entry.Side == Side.A
            ? Baselines.Agree(rules, entry.LinkId, before, accepted, entry.Basis, run.Now)
            : Baselines.Agree(rules, entry.LinkId, before, entry.Basis, accepted, run.Now);
    }

    // Nobody can tell a value that the system rewrote from one that somebody edited since: those meet as for the first time.
    private static bool IsAsSent(WriteEntry entry, Record found, string path) =>
        entry.Act != WriteAct.Create || Values.Agree(found[path], entry.Sent.Pairs.FirstOrDefault(sent => sent.Key == path).Value);

    private static ValueMap Watched(PairRules rules, Side side, Record record) =>
        new([.. rules.WatchedOn(side).Select(path => KeyValuePair.Create(path, record[path])).Where(p => p.Value is not Absent)]);

    private static JournalBatch Settled(OpenRun run, WriteEntry entry) => new() { DataflowId = run.Dataflow.Id, Answers = [entry with { AnsweredAt = run.Now }], History = entry.State == WriteState.Done ? [HistoryKeeping.Of(run, entry)] : [] };
}
