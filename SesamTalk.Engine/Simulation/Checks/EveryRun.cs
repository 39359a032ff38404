using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Simulation.Checks;

/// <summary>I15, I22, I23, I24, I29: what holds for every run.</summary>
internal static class EveryRun
{
    /// <summary>A run stops by a mistake of our own only when its database failed.</summary>
    public static IEnumerable<Violation> NoMistakes(Evidence evidence) => evidence.World.Runs
        .Where(run => run.Mistake is { } mistake && !mistake.Contains(nameof(SimulatedDatabaseException)) && !mistake.Contains(nameof(KilledException)))
        .Select(run => new Violation("I22", $"run {run.Number} stopped by a mistake: {string.Join(" | ", run.Mistake!.Split('\n').Take(4).Select(line => line.Trim()))}"));

    /// <summary>I15: nothing is deleted, and nothing without a partner forgotten, by a run that read only a part.</summary>
    public static IEnumerable<Violation> PartialDeletesNothing(Evidence evidence)
    {
        foreach (var read in evidence.World.Systems.Values.SelectMany(system => system.Reads).Where(read => !read.IsWhole))
        {
            foreach (var effect in evidence.Effects.Where(e => e.Run == read.Run)) yield return new("I15", $"run {read.Run} wrote to {effect.System} although its list of {read.System} {read.Entity} had no end");
        }
    }

    /// <summary>I22: calls follow what there is to do.</summary>
    public static IEnumerable<Violation> BoundedWork(Evidence evidence)
    {
        var records = evidence.World.Systems.Values.Sum(system => system.Memory.Journal.Count);
        foreach (var run in evidence.World.Runs.Where(run => run.Calls > 60 + 20 * records)) yield return new("I22", $"run {run.Number} made {run.Calls} calls with {records} changes in all systems");
    }

    /// <summary>I23: one open conflict for each subject, and no write to a property while its conflict is open.</summary>
    public static IEnumerable<Violation> ConflictsStable(Evidence evidence)
    {
        foreach (var twice in evidence.Conflicts.Where(c => c.SettledAt is null).GroupBy(c => (c.DataflowId, c.PairId, c.LinkId, c.Subject)).Where(g => g.Count() > 1))
            yield return new("I23", $"{twice.Count()} open conflicts about {twice.Key.Subject} of one link");
        foreach (var conflict in evidence.Conflicts.Where(c => c.LinkId is not null && c.Kind != ConflictKind.Rejected))
        {
            var rules = evidence.Pairs.FirstOrDefault(p => p.Dataflow.Id == conflict.DataflowId && p.Pair.Id == conflict.PairId);
            var link = evidence.Links.FirstOrDefault(l => l.Id == conflict.LinkId);
            var group = rules?.Mapper.Groups.FirstOrDefault(g => g.Key == conflict.Subject);
            if (rules is null || link is null || group is null) continue;
            foreach (var side in new[] { Side.A, Side.B })
            {
                var written = evidence.SystemOf(rules, side).Effects.FirstOrDefault(e => e.Id == link.On(side) && e.Write.Entity == rules.Ready.On(side).Name && e.Write.Kind == WriteKind.Update && e.At > conflict.OpenedAt && e.At < (conflict.SettledAt ?? DateTimeOffset.MaxValue)
                    && group.PathsOn(side).Any(path => e.Write.Values[path] is not Absent) && SameFlow(evidence, e, rules) && !SettledBy(evidence, conflict.SettledAt, e) && !IsSettling(evidence, conflict, e)
                    // A database that is put back to before a decision has forgotten it, and what was written by it.
                    && !evidence.World.WasPutBack(e.At));
                if (written is not null && evidence.World.Mix[Fault.ConfigChange] + evidence.World.Mix[Fault.SecondEngine] + evidence.World.Mix[Fault.LateEffect] == 0) yield return new("I23", $"{rules.Pair.Id} {side} {link.On(side)} {group.Key} was written while its conflict was open (act {written.Act})");
            }
        }
    }

    /// <summary>I24: within a run, a system that said when it may be asked again is not asked before.</summary>
    public static IEnumerable<Violation> Patient(Evidence evidence) =>
        evidence.World.Systems.Values.SelectMany(system => system.TooEarly.Take(1).Select(what => new Violation("I24", $"{system.Id} was asked {what}")));

    /// <summary>I29: no value of a record stands in a log line.</summary>
    public static IEnumerable<Violation> NothingTold(Evidence evidence) =>
        evidence.World.Said.Lines.Where(line => line.Contains("@x.example")).Take(1).Select(line => new Violation("I29", $"a log line holds a record's value: {line}"));

    private static bool SameFlow(Evidence evidence, Effect effect, Sync.PairRules rules) => evidence.World.Runs[effect.Run - 1].DataflowId == rules.Dataflow.Id;

    // What a person decided is written while the conflict is open, and what the sides agree on again is; it is over only when all of the record is known to be written.
    private static bool IsSettling(Evidence evidence, OpenConflict conflict, Effect effect) =>
        evidence.Written.FirstOrDefault(w => w.Effect == effect) is { Entry: var entry } && (Causes.IsPersons(entry)
            || (conflict.Settlement is { } how && how.Has(ReasonCodes.AgreeAgain) && evidence.Entries.Any(e => e.RunId == entry.RunId && e.LinkId == entry.LinkId && (e.State != WriteState.Done || e.AnsweredAt > evidence.World.Runs[effect.Run - 1].To))));

    // The run that sees both sides agree again settles the conflict at its end; the write and the settlement belong together.
    private static bool SettledBy(Evidence evidence, DateTimeOffset? settled, Effect effect) => settled is { } at && evidence.World.Runs[effect.Run - 1] is var run && at >= run.From && at <= run.To;
}
