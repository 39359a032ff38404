using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Simulation.Checks;

/// <summary>I10, I11: a delete has a deletion by a user across as its cause, stays within the limits, and never takes an edit with it.</summary>
internal static class Deletes
{
    /// <summary>I10: the engine deletes only what a user deleted across before, where the rule says so.</summary>
    public static IEnumerable<Violation> Caused(Evidence evidence)
    {
        foreach (var (effect, rules, side, partner) in All(evidence))
        {
            var deleted = evidence.Acts(rules, side.Other(), partner).Any(act => act is { Kind: WriteKind.Delete, Actor: MemoryActor.User });
            if (!deleted) yield return new("I10", $"{rules.Pair.Id} {side} {effect.Id} was deleted, and nobody had deleted {partner} across");
        }
    }

    /// <summary>I10: no run deletes more than its limit; of a pair too small for shares, not three at once.</summary>
    public static IEnumerable<Violation> WithinLimits(Evidence evidence)
    {
        foreach (var many in evidence.Written.Where(w => w.Entry.Act is WriteAct.Delete or WriteAct.Archive && !w.Entry.Because.Has(ReasonCodes.DeleteApproved)).GroupBy(w => (w.Effect.Run, w.Rules.Pair.Id)))
        {
            var (rules, run) = (many.First().Rules, evidence.World.Runs[many.Key.Run - 1]);
            var (limits, links) = (rules.Dataflow.Limits, evidence.LinksOf(rules).Count(link => link.LinkedAt <= run.From));
            var isTooMany = links >= limits.SharesFrom ? many.Count() > links * limits.DeletedShare : many.Count() >= ManyGone.Handful && many.Count() > links * limits.DeletedShare;
            if (isTooMany) yield return new("I10", $"run {many.Key.Run} deleted {many.Count()} of {links} records of {many.Key.Id}");
        }
    }

    /// <summary>I11: a record with an edit that had not been carried across is not deleted.</summary>
    public static IEnumerable<Violation> EditsSurvive(Evidence evidence)
    {
        foreach (var (effect, rules, side, partner) in All(evidence))
        {
            foreach (var row in rules.Mapper.Rows.Where(row => row.Kind == Mapping.RowKind.Plain && row.Carries(side.Other())))
            {
                var path = row.On(side).Path;
                var edit = evidence.Acts(rules, side, effect.Id).LastOrDefault(act => act.Number < effect.Act && act is { Actor: MemoryActor.User, Kind: WriteKind.Update } && !Values.Same(act.Before![path], act.After![path]));
                if (edit is null || Values.IsBlank(edit.After![path])) continue;
                if (!Values.Same(effect.Before![path], edit.After[path])) continue;
                if (IsAsked(evidence, rules, side, effect, edit)) continue;
                var shown = evidence.Acts(rules, side.Other(), partner).Any(act => act.After is not null && Values.Agree(act.After[row.On(side.Other()).Path], edit.After[path]));
                if (!shown && row.A.Type == row.B.Type && evidence.World.Mix[Fault.Rewrites] == 0) yield return new("I11", $"{rules.Pair.Id} {side} {effect.Id} was deleted with {path} = {edit.After[path]}, which had not been carried across");
            }
        }
    }

    // A person was asked about just this edit against the deletion, and chose the deletion.
    private static bool IsAsked(Evidence evidence, PairRules rules, Side side, Effect effect, MemoryAct edit) =>
        evidence.Entries.Where(e => e.DataflowId == rules.Dataflow.Id && e.PairId == rules.Pair.Id && e.Side == side && e.Target == effect.Id && e.Because.Has(ReasonCodes.DeleteApproved))
            .Any(e => evidence.Conflicts.Any(c => c.LinkId == e.LinkId && c.Kind == ConflictKind.EditedAgainstDeleted && evidence.SystemOf(rules, side).RightTime(edit) <= c.ChangedAt));

    private static IEnumerable<(Effect Effect, PairRules Rules, Side Side, RecordId Partner)> All(Evidence evidence) =>
        from effect in evidence.Effects
        where effect.Write.Kind is WriteKind.Delete or WriteKind.Archive
        from rules in evidence.Pairs
        from side in new[] { Side.A, Side.B }
        where evidence.SystemOf(rules, side).Id == effect.System && rules.Ready.On(side).Name == effect.Write.Entity
        from entry in evidence.Entries
        where entry.DataflowId == rules.Dataflow.Id && entry.PairId == rules.Pair.Id && entry.Side == side && entry.Target == effect.Id && entry.Act is (WriteAct.Delete or WriteAct.Archive)
        select (effect, rules, side, entry.Source);
}
