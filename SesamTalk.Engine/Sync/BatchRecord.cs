using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Storage.Tables;

namespace SesamTalk.Engine.Sync;

/// <summary>Gathers what a batch led to, item by item, for the one transaction that stores it.</summary>
internal sealed class BatchRecord(OpenRun run, PairRules rules, Identifiers ids, GivenAgain given)
{
    private readonly List<WriteEntry> _answers = [];
    private readonly List<Link> _links = [];
    private readonly List<StoredLinkWord> _words = [];
    private readonly List<Baseline> _baselines = [];
    private readonly List<UnlinkedRecord> _unlinked = [];
    private readonly List<UnlinkedKey> _noLonger = [];
    private readonly List<OpenConflict> _conflicts = [];
    private readonly List<Guid> _decisionsOver = [];
    private readonly List<HistoryEntry> _history = [];
    private readonly List<Guid> _letGo = [];
    private readonly HistoryKeeping _keeping = new(run, rules, ids);

    /// <summary>Takes up an item with what became of its writes, in the order of the plan.</summary>
    public void Add(PlanItem item, IEnumerable<(PlannedWrite Write, WriteEntry Entry, WriteResult Result)> carriedOut)
    {
        (PlannedWrite Write, WriteEntry Entry, WriteResult Result)[] results = [.. carriedOut.Select(one => (one.Write, Answer(one.Write, one.Entry, one.Result), one.Result))];
        _answers.AddRange(results.Select(one => one.Entry));
        if (given.Gone.TryGetValue(item, out var gone))
        {
            LeaveAlone(item, gone);
            return;
        }

        var isDone = results.All(r => r.Result.IsDone);
        // A conflict is over when what settles it is written, not before.
        _conflicts.AddRange(item.Conflicts.Where(conflict => isDone || conflict.SettledAt is null));
        _conflicts.AddRange(item.Over);
        if (isDone) _conflicts.AddRange(item.Overruled);
        // Links give way when the new one comes to be, whatever became of its values: two cannot stand for one record.
        var isCarriedOut = isDone || !item.LetsGo.IsEmpty;
        _decisionsOver.AddRange((isCarriedOut ? item.Decided.Concat(item.DecisionsOver) : item.DecisionsOver).Select(decision => decision.Id));
        _conflicts.AddRange(results.Select(r => r.Result.Conflict).OfType<OpenConflict>());
        if (item.Unlinked is not null) _unlinked.Add(item.Unlinked);
        _letGo.AddRange(item.LetsGo.Select(link => link.Id));
        _unlinked.AddRange(item.Parted);

        if (item.Link is null) return;
        Searchable(item, item.Link, results);
        if (_keeping.Of(item, results) is { } happened) _history.Add(happened);
        if (results.FirstOrDefault(r => r.Write.Act == WriteAct.Create) is { Write: not null } create) AddCreate(item, item.Link, create);
        else AddLinked(item, item.Link, results);
    }

    /// <summary>Takes up what became of a write whose item is still to be carried out: the answer alone.</summary>
    public void Answered(PlannedWrite write, WriteEntry entry, WriteResult result) => _answers.Add(Answer(write, entry, result));

    /// <summary>All of it, with the records that are no longer without a partner.</summary>
    public JournalBatch Build(IEnumerable<UnlinkedKey> leftAlone) => new()
    {
        DataflowId = run.Dataflow.Id, Answers = _answers, Words = _words, RemovedLinks = _letGo, At = run.Now,
        Links = [.. given.Former.ExceptBy(_links.Select(link => link.Id), link => link.Id), .. _links.Where(link => !_letGo.Contains(link.Id)).Select(Apart).OrderBy(link => !FormerId.Is(link.A) && !FormerId.Is(link.B))],
        Baselines = [.. _baselines.Where(baseline => !_letGo.Contains(baseline.LinkId))], Unlinked = _unlinked,
        NoLongerUnlinked = [.. leftAlone, .. _noLonger], Conflicts = _conflicts, DecisionsOver = _decisionsOver, History = _history,
    };

    // A link whose deleted record had its id given again keeps its place beside the new one's, whatever else became of it.
    private Link Apart(Link link)
    {
        if (!run.Former.TryGetValue(link.Id, out var former)) return link;
        foreach (var side in new[] { Side.A, Side.B })
            if (FormerId.Is(former.On(side)) && link.On(side) == FormerId.Was(former.On(side))) link = GivenAgain.MakesRoom(run.Dataflow, link, side, run.Now);
        return link;
    }

    // One of the two was gone when they were linked. The other one is looked at again by the next run, as one without a partner.
    private void LeaveAlone(PlanItem item, Side gone)
    {
        _decisionsOver.AddRange(item.Decided.Concat(item.DecisionsOver).Select(decision => decision.Id));
        if (item is not { Link: { } link, Case: PlanCase.Linked }) return;
        var side = gone.Other();
        _unlinked.Add(new UnlinkedRecord
        {
            DataflowId = run.Dataflow.Id, PairId = rules.Pair.Id, Side = side, Id = link.On(side), Label = side == Side.A ? link.LabelA : link.LabelB,
            State = Population.Waiting, Reason = Reason.Of(ReasonCodes.IdGivenAgain, run.Dataflow.On(gone).Name), SeenAt = run.Now,
        });
    }

    // What a person may look for, as it was read and as it was written.
    private void Searchable(PlanItem item, Link link, IReadOnlyList<(PlannedWrite Write, WriteEntry Entry, WriteResult Result)> results)
    {
        var read = item.Case switch
        {
            PlanCase.Linked linked => rules.SearchKeys(Side.A, linked.A?.Record).Concat(rules.SearchKeys(Side.B, linked.B?.Record)),
            PlanCase.Alone alone => rules.SearchKeys(alone.Side, alone.Record.Record),
            _ => [],
        };
        var keys = read.Concat(results.Where(r => r.Result.IsDone).SelectMany(r => rules.SearchKeys(r.Write.Side, r.Result.After))).Distinct();
        _words.AddRange(keys.Select(key => new StoredLinkWord { Word = key, LinkId = link.Id }));
    }

    private WriteEntry Answer(PlannedWrite write, WriteEntry entry, WriteResult result) => entry with
    {
        State = result.State, Message = result.Message, Target = result.Id ?? entry.Target, AnsweredAt = run.Now,
        Accepted = result.IsDone ? Baselines.Accepted(rules, write, result.After) : entry.Accepted,
    };

    private void AddCreate(PlanItem item, Link planned, (PlannedWrite Write, WriteEntry Entry, WriteResult Result) create)
    {
        var (write, entry, result) = create;
        if (result.IsDone)
        {
            var link = write.Side == Side.A ? planned with { A = result.Id!.Value } : planned with { B = result.Id!.Value };
            link = write.Side == Side.A ? link with { LabelA = Label(write, result) } : link with { LabelB = Label(write, result) };
            _links.Add(link);
            _baselines.Add(Agreed(item, null, [(write, entry, result)]));
            if (item.Case is PlanCase.Alone { Remembered: not null } alone) _noLonger.Add(new UnlinkedKey(rules.Pair.Id, alone.Side, alone.Record.Id));
            return;
        }

        if (item.Replaces is { } standing)
        {
            _links.Add(Refused(standing, standing, result, item));
            return;
        }

        if (item.Case is not PlanCase.Alone source) return;
        var retry = BackOff.After(result, item.Writes, (source.Remembered?.Tries ?? 0, source.Remembered?.Tried), run.Now);
        _unlinked.Add(new UnlinkedRecord
        {
            Tries = retry.Tries, NextTryAt = retry.NextTryAt, Tried = retry.Tried,
            DataflowId = run.Dataflow.Id, PairId = rules.Pair.Id, Side = source.Side, Id = source.Record.Id, Label = write.Label,
            State = result.Kept ?? Failure(result), Reason = result.Message, SeenAt = run.Now, Keys = MatchKey.Of(source.Record.Record!, source.Side, rules.Pair.Keys),
        });
    }

    private string Label(PlannedWrite write, WriteResult result) => result.After is null ? write.Label : rules.LabelOf(write.Side, result.After);

    private void AddLinked(PlanItem item, Link link, IReadOnlyList<(PlannedWrite Write, WriteEntry Entry, WriteResult Result)> results)
    {
        var failed = results.FirstOrDefault(r => !r.Result.IsDone).Result;
        if (item.Case is PlanCase.Linked linked)
            foreach (var refused in results.Where(r => r.Result.State == WriteState.Rejected)) _conflicts.AddRange(new Refusals(rules, ids, run.Now).Of(linked, refused.Write, refused.Result));
        if (failed is not null) link = Refused(link, (item.Case as PlanCase.Linked)?.Link ?? link, failed, item);
        if (item.IsNewLink || item.MovesLink || failed is not null) _links.Add(link);
        var done = results.Where(r => r.Result.IsDone && r.Write.Act == WriteAct.Update).ToList();
        if (item.IsNewLink || done.Count > 0 || !item.AgreedA.Pairs.IsEmpty || !item.AgreedB.Pairs.IsEmpty)
            _baselines.Add(Agreed(item, (item.Case as PlanCase.Linked)?.Baseline, done));
    }

    private Baseline Agreed(PlanItem item, Baseline? before, List<(PlannedWrite Write, WriteEntry Entry, WriteResult Result)> done)
    {
        var baseline = run.Pieces.BaselineOnEquality
            ? Baselines.Agree(rules, item.Link!.Id, before, item.AgreedA, item.AgreedB, run.Now)
            : Baselines.Agree(rules, item.Link!.Id, before, ValueMap.Empty, ValueMap.Empty, run.Now);
        foreach (var (write, entry, result) in done)
        {
            var accepted = run.Pieces.AcceptedForm ? entry.Accepted : Baselines.Accepted(rules, write, null);
            if (done.Count < item.Writes.Length) accepted = new([.. accepted.Pairs.Where(value => !item.Together.Contains(value.Key))]);
            baseline = write.Side == Side.A
                ? Baselines.Agree(rules, baseline.LinkId, baseline, accepted, write.Basis, run.Now) with { VersionA = result.Version }
                : Baselines.Agree(rules, baseline.LinkId, baseline, write.Basis, accepted, run.Now) with { VersionB = result.Version };
        }

        return baseline;
    }

    private Link Refused(Link link, Link before, WriteResult result, PlanItem item)
    {
        var retry = BackOff.After(result, item.Writes, (before.Tries, before.Tried), run.Now);
        return link with
        {
            State = Failure(result), Reason = result.Message, AsksPerson = false, ChangedAt = run.Now, Tries = retry.Tries, NextTryAt = retry.NextTryAt, Tried = retry.Tried,
        };
    }

    // What a person must mend is failing; what the next run can settle or try again waits.
    private static Population Failure(WriteResult result) => result.State == WriteState.Rejected ? Population.Failing : Population.Waiting;
}
