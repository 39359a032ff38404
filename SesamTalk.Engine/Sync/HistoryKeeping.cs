using System.Collections.Immutable;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>What a batch leaves in the history: one entry for each link that anything happened to.</summary>
internal sealed class HistoryKeeping(OpenRun run, PairRules rules, Identifiers ids)
{
    private readonly Dictionary<(string, string, string, string), Reason> _said = [];

    /// <summary>The entry of an item; null where it has no link, or its link did not come to be.</summary>
    public HistoryEntry? Of(PlanItem item, IReadOnlyList<(PlannedWrite Write, WriteEntry Entry, WriteResult Result)> results)
    {
        if (item.Link is null || item.IsQuiet) return null;
        if (item.IsNewLink && item.Replaces is null && results.Any(r => r.Write.Act == WriteAct.Create && !r.Result.IsDone)) return null;
        return new HistoryEntry
        {
            Id = ids.New(), DataflowId = run.Dataflow.Id, PairId = rules.Pair.Id, LinkId = item.Link.Id, RunId = run.Run.Id, DefinitionVersion = run.Run.DefinitionVersion,
            At = run.Now, Because = Because(item, results), Rules = item.Rules,
            SeenA = Seen(item, Side.A), SeenB = Seen(item, Side.B), WrittenA = Written(results, Side.A), WrittenB = Written(results, Side.B),
        };
    }

    /// <summary>The entry of a write whose outcome was settled by looking.</summary>
    public static HistoryEntry Of(OpenRun run, WriteEntry settled) => new()
    {
        Id = settled.Id, DataflowId = settled.DataflowId, PairId = settled.PairId, LinkId = settled.LinkId, RunId = settled.RunId, DefinitionVersion = run.Run.DefinitionVersion,
        At = run.Now, Because = Reason.Of(ReasonCodes.AnswerLost, settled.Because),
        SeenA = settled.Side == Side.B ? settled.Basis : ValueMap.Empty, SeenB = settled.Side == Side.A ? settled.Basis : ValueMap.Empty,
        WrittenA = settled.Side == Side.A ? settled.Accepted : ValueMap.Empty, WrittenB = settled.Side == Side.B ? settled.Accepted : ValueMap.Empty,
    };

    private ValueMap Seen(PlanItem item, Side side)
    {
        var (record, agreed) = item.Case switch
        {
            PlanCase.Linked linked => side == Side.A ? (linked.A?.Record, linked.Baseline?.A) : (linked.B?.Record, linked.Baseline?.B),
            PlanCase.Alone alone when alone.Side == side => (alone.Record.Record, null),
            _ => (null, null),
        };
        if (record is null || ReferenceEquals(record, agreed)) return ValueMap.Empty;
        // While a link is not in sync, an edit may have been taken back: then all that was read is noted.
        var isOpen = item.Case is PlanCase.Linked { Link.State: not Population.InSync };
        var paths = rules.WatchedOn(side).Where(path => record[path] is not Absent && (isOpen || agreed is null || !Values.Same(record[path], agreed[path]))).ToList();
        return paths.Count == 0 ? ValueMap.Empty : new([.. paths.Select(path => KeyValuePair.Create(path, record[path]))]);
    }

    private static ValueMap Written(IReadOnlyList<(PlannedWrite Write, WriteEntry Entry, WriteResult Result)> results, Side side)
    {
        var done = results.Where(r => r.Result.IsDone && r.Write.Side == side && r.Write.Act is WriteAct.Create or WriteAct.Update).ToList();
        return done.Count == 0 ? ValueMap.Empty : done[^1].Entry.Accepted;
    }

    private Reason Because(PlanItem item, IReadOnlyList<(PlannedWrite Write, WriteEntry Entry, WriteResult Result)> results)
    {
        var said = All([
            .. item.IsNewLink ? [Of(ReasonCodes.LinkedBecause, item.Link!.Because)] : Enumerable.Empty<Reason>(),
            .. results.Select(r => Said(r.Write, r.Result)),
            .. item.MovesLink ? [item.Link!.Reason] : Enumerable.Empty<Reason>(),
            .. item.Conflicts.Select(c => c.SettledAt is null ? c.Sentence : c.Settlement ?? Reason.None),
        ]);
        return said.IsEmpty ? Reason.Of(ReasonCodes.BothAgree) : said;
    }

    // Most entries of a batch say the same: it is put into words once.
    private Reason Of(string code, Reason about, string system = "")
    {
        if (_said.TryGetValue((code, system, about.Stored, ""), out var known)) return known;
        return _said[(code, system, about.Stored, "")] = system.Length == 0 ? Reason.Of(code, about) : Reason.Of(code, system, about);
    }

    private Reason All(ImmutableArray<Reason> reasons)
    {
        if (reasons.Length != 2) return Reason.All(reasons);
        var key = ("", "", reasons[0].Stored, reasons[1].Stored);
        return _said.TryGetValue(key, out var known) ? known : _said[key] = Reason.All(reasons);
    }

    private Reason Said(PlannedWrite write, WriteResult result)
    {
        var (done, tried) = write.Act switch
        {
            WriteAct.Create => (ReasonCodes.WroteCreate, ReasonCodes.TriedCreate),
            WriteAct.Update => (ReasonCodes.WroteUpdate, ReasonCodes.TriedUpdate),
            WriteAct.Delete => (ReasonCodes.WroteDelete, ReasonCodes.TriedDelete),
            WriteAct.Archive => (ReasonCodes.WroteArchive, ReasonCodes.TriedArchive),
        };
        var system = rules.Dataflow.On(write.Side).Name;
        if (result.IsDone) return Of(done, write.Because, system);
        return Reason.Of(tried, system, write.Because, result.State == WriteState.Unknown ? Reason.Of(ReasonCodes.NoAnswer, result.Message) : result.Message);
    }
}
