using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Simulation.Checks;

/// <summary>A write that took effect, with its entry in the journal and the rules of its run.</summary>
internal sealed record Written(Effect Effect, WriteEntry Entry, PairRules Rules);

/// <summary>I26: what really happened and what the journal says belong together one to one.</summary>
internal static class Journal
{
    /// <summary>Finds for each effect its entry: of the same run, to the same record, with the same values; each entry serves once.</summary>
    public static IReadOnlyList<Written> Match(Evidence evidence)
    {
        var open = evidence.Entries.ToLookup(entry => entry.RunId);
        var taken = new HashSet<Guid>();
        var written = new List<Written>();
        foreach (var effect in evidence.Effects)
        {
            // Two removals may be of one id, in each system another record.
            var entry = open[evidence.World.Runs[effect.Run - 1].Id].Where(entry => !taken.Contains(entry.Id) && IsOf(entry, effect)).OrderByDescending(entry => IsThere(evidence, entry, effect)).FirstOrDefault();
            if (entry is null || evidence.RulesOf(entry) is not { } rules) continue;
            taken.Add(entry.Id);
            written.Add(new Written(effect, entry, rules));
        }

        return written;
    }

    private static bool IsThere(Evidence evidence, WriteEntry entry, Effect effect) => evidence.RulesOf(entry) is { } rules && evidence.SystemOf(rules, entry.Side).Id == effect.System;

    /// <summary>Every effect is in the journal exactly once, what it calls done took effect, and nothing stays unknown that can be told.</summary>
    public static IEnumerable<Violation> Complete(Evidence evidence)
    {
        var known = evidence.Written.Select(w => (w.Effect.System, w.Effect.Act)).ToHashSet();
        foreach (var effect in evidence.Effects.Where(e => !known.Contains((e.System, e.Act)) && !evidence.World.WasPutBack(e.At) && !evidence.World.WasPutBack(evidence.World.Runs[e.Run - 1].From)))
            yield return new("I26", $"{effect.Write.Kind} of {effect.System} {effect.Write.Entity} {effect.Id} (act {effect.Act}, run {effect.Run}) is not in the journal");
        var matched = evidence.Written.Select(w => w.Entry.Id).ToHashSet();
        // Without a reference of ours, somebody's own record with the same key is taken for the one that was asked for.
        foreach (var entry in evidence.Entries.Where(e => e.State == WriteState.Done && (e.Act != WriteAct.Create || e.Reference is not null) && !matched.Contains(e.Id) && evidence.RulesOf(e) is { } rules && !IsSo(evidence, rules, e)))
            yield return new("I26", $"the journal says that {entry.Act} of {entry.PairId} {entry.Side} {entry.Target} was done, and it never took effect");
        foreach (var entry in evidence.Entries.Where(e => e.State is WriteState.Intended or WriteState.Unknown))
        {
            var rules = evidence.Pairs.FirstOrDefault(p => p.Dataflow.Id == entry.DataflowId && p.Pair.Id == entry.PairId);
            var canTell = entry.Act != WriteAct.Create || entry.Reference is not null || rules is null;
            if (canTell && evidence.IsAtRest) yield return new("I26", $"{entry.Act} of {entry.PairId} from {entry.Source} is still {entry.State}");
        }
    }

    // What was settled by looking counts as done when it is so, whoever did it: an equal edit by a person cannot be told from our own.
    private static bool IsSo(Evidence evidence, PairRules rules, WriteEntry entry)
    {
        if (entry.Target is not { } target || evidence.Acts(rules, entry.Side, target).LastOrDefault(act => evidence.SystemOf(rules, entry.Side).RightTime(act) <= entry.AnsweredAt) is not { Actor: MemoryActor.User } last) return false;
        return entry.Act switch
        {
            WriteAct.Create => false,
            WriteAct.Update => last.After is { } after && entry.Sent.Pairs.All(sent => Values.Agree(after[sent.Key], sent.Value)),
            WriteAct.Delete or WriteAct.Archive => last.After is null,
        };
    }

    private static bool IsOf(WriteEntry entry, Effect effect) => (entry.Act, effect.Write.Kind) switch
    {
        (WriteAct.Create, WriteKind.Create) => effect.Write.Reference is { } reference ? entry.Reference == reference : entry.Reference is null && Same(entry.Sent, effect.Write.Values),
        (WriteAct.Update, WriteKind.Update) => entry.Target == effect.Id && Same(entry.Sent, effect.Write.Values),
        (WriteAct.Delete, WriteKind.Delete) or (WriteAct.Archive, WriteKind.Archive) => entry.Target == effect.Id,
        _ => false,
    };

    private static bool Same(ValueMap sent, Record values) => values.Known() is var known && known.Length == sent.Pairs.Length && known.All(v => sent.Pairs.Any(s => s.Key == v.Key && Values.Same(s.Value, v.Value)));
}
