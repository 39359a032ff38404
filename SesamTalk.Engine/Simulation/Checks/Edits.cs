using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Sync;
using static SesamTalk.Engine.Reasons.ReasonCodes;

namespace SesamTalk.Engine.Simulation.Checks;

/// <summary>I1, I8: no edit is lost, and every value that the engine wrote was somebody's, somewhere across. Rows of one path to one path.</summary>
internal static class Edits
{
    /// <summary>I1: an edit that is no longer there was shown across first, or is named by a conflict, or its record is somewhere with a reason.</summary>
    public static IEnumerable<Violation> NoneLost(Evidence evidence)
    {
        foreach (var (rules, link, row) in Rows(evidence))
        {
            foreach (var side in new[] { Side.A, Side.B }.Where(side => row.Carries(side.Other())))
            {
                if (Lost(evidence, rules, link, row, side) is { } lost) yield return lost;
            }
        }
    }

    /// <summary>I8: what the engine wrote to a property is a value that somebody gave it in the record across from which it was written.</summary>
    public static IEnumerable<Violation> EveryValueHasASource(Evidence evidence)
    {
        foreach (var (effect, entry, rules) in evidence.Written.Where(w => w.Effect.Write.Kind == WriteKind.Update && !Causes.IsPersons(w.Entry)))
        {
            // A create that was found again by looking: what stands there may be somebody's edit, and is taken for one.
            if (evidence.Links.Any(link => link.Id == entry.LinkId && link.Because.Has(FoundAgain)) && evidence.World.Mix[Fault.Rewrites] + evidence.World.Mix[Fault.Defaults] > 0) continue;
            // A person had the record made anew from what was left of it: all of that goes along, whoever it came from once.
            if (evidence.Entries.Any(made => made.LinkId == entry.LinkId && made.Act == Runs.WriteAct.Create && made.Because.Has(AnewBy))) continue;
            foreach (var row in Plain(rules).Where(row => effect.Write.Values[row.On(entry.Side).Path] is not Absent))
            {
                var value = effect.Write.Values[row.On(entry.Side).Path];
                if (Values.IsBlank(value) || Values.Same(effect.Before![row.On(entry.Side).Path], value)) continue;
                var given = Given(evidence, rules, entry.Source, row, entry.Side.Other());
                if (!given.Any(source => Values.Agree(source, value)))
                    yield return new("I8", $"{rules.Pair.Id} {entry.Side} {effect.Id} {row.On(entry.Side).Path}: the engine wrote {value}, which nobody gave {entry.Source} across (act {effect.Act})");
            }
        }
    }

    private static Violation? Lost(Evidence evidence, PairRules rules, Link link, MappedRow row, Side side)
    {
        var path = row.On(side).Path;
        var changes = Changes(evidence, rules, link.On(side), row, side).ToList();
        var edit = changes.FindLastIndex(c => c.Act.Actor == MemoryActor.User && c.Act.Kind == WriteKind.Update);
        if (edit < 0 || evidence.Record(rules, link, side) is not { } now || evidence.Record(rules, link, side.Other()) is not { } across) return null;
        var (act, value) = changes[edit];
        if (changes.Skip(edit + 1).Any(c => c.Act.Actor == MemoryActor.Engine && !Wrote(evidence, rules, side, c.Act, row))) return null; // edited later, through the other dataflow
        if (!DependencyMeaning.Any(act.After!, row.DependenciesOn(side))) return null; // the row does not speak of what the record then was
        // A system that does not store a property never shows it, and its old value counts when it is edited.
        if (evidence.SystemOf(rules, side.Other()).Memory.Ignores?.Invoke(rules.Ready.On(side.Other()).Name, row.On(side.Other()).Path) == true) return null;
        if (NobodyCouldSee(evidence, rules, link.On(side), side, path, act)) return null;
        if (Values.IsBlank(value) || link.State is not (Population.InSync or Population.Waiting)) return null;
        if (Values.Agree(now[path], value) || Shown(evidence, rules, link, row, side, act, value) || Named(evidence, rules, link, side, value) || Overruled(evidence, link)) return null;
        return new Violation("I1", $"{rules.Pair.Id} {side} {link.On(side)} {path} = {value} (act {act.Number}) was never shown across, and is now {now[path] ?? "null"}");
    }

    // It was overwritten before any read had to show it, in a system that cannot be asked to lock by version.
    private static bool NobodyCouldSee(Evidence evidence, PairRules rules, RecordId id, Side side, string path, MemoryAct edit)
    {
        var (system, entity) = (evidence.SystemOf(rules, side), rules.Ready.On(side).Name);
        if (system.Description.Find(entity)!.Capabilities is not { LocksByVersion: false, ReadLag: var lag } || lag == TimeSpan.Zero) return false;
        var next = system.Effects.FirstOrDefault(e => e.Act > edit.Number && e.Id == id && e.Write.Entity == entity && e.Write.Values[path] is not Absent);
        return next is not null && next.At - system.RightTime(edit) <= lag && Values.Same(next.Before?[path], edit.After![path]);
    }

    // The value stood across at some time after the edit, whatever became of it there.
    private static bool Shown(Evidence evidence, PairRules rules, Link link, MappedRow row, Side side, MemoryAct edit, object? value)
    {
        var said = Said(evidence, rules, row, side, value);
        // Also in a record whose id has been given again since, and in one that was its partner before that.
        var partners = Earlier(evidence, rules, link, side).Select(earlier => earlier.Partner).OfType<RecordId>().Append(link.On(side.Other())).Distinct();
        return partners.Any(partner => Changes(evidence, rules, partner, row, side.Other(), isOwn: false).Any(c => said.Any(s => Values.Agree(s, c.Value)))) || said.Any(s => s is Unmappable);
    }

    // A rule, chosen while the simulation ran, decided against the value; the journal says so.
    private static bool Overruled(Evidence evidence, Link link) =>
        evidence.World.Mix[Fault.ConfigChange] > 0 && evidence.Entries.Any(e => e.LinkId == link.Id && new[] { RuleTakesA, RuleTakesB, LaterIsA, LaterIsB, OnlyAFilled, OnlyBFilled }.Any(e.Because.Has));

    // What a rule decided counts only where somebody chose a rule.
    private static bool Named(Evidence evidence, PairRules rules, Link link, Side side, object? value) =>
        Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) is { } text && Earlier(evidence, rules, link, side).Select(earlier => earlier.Link).Append(link.Id).ToHashSet() is var links
        && evidence.Conflicts.Any(c => c.LinkId is { } of && links.Contains(of) && (c.Overruled is null || HasRule(evidence, rules, c.Subject)) && ((c.A?.Contains(text) ?? false) || (c.B?.Contains(text) ?? false)));

    // A record whose partner is gone, and whose id was given again, has another link by now: what was shown and asked by the one before counts.
    private static IEnumerable<(Guid Link, RecordId? Partner)> Earlier(Evidence evidence, PairRules rules, Link link, Side side) =>
        evidence.Entries.Where(e => e.DataflowId == rules.Dataflow.Id && e.PairId == rules.Pair.Id && (e.Side == side ? e.Target : e.Source) == link.On(side)).Select(e => (e.LinkId, e.Side == side ? e.Source : e.Target));

    private static bool HasRule(Evidence evidence, PairRules rules, string group) =>
        evidence.World.Mix[Fault.ConfigChange] > 0 || rules.Policies.FirstMeeting != ConflictPolicy.AskPerson || rules.Policies.OfGroup(group) != ConflictPolicy.AskPerson;

    /// <summary>Every value that anybody gave a property of a record, in the form of the other side and as that side keeps it.</summary>
    private static IEnumerable<object?> Given(Evidence evidence, PairRules rules, RecordId id, MappedRow row, Side from) =>
        evidence.Acts(rules, from, id).Where(act => act.After is not null && (act.Before is null || !Values.Same(act.Before[row.On(from).Path], act.After[row.On(from).Path])))
            .Where(act => act.Actor == MemoryActor.User || IsMiddle(evidence, rules, from) || IsSystems(evidence, rules, from, act, row) || IsByOtherRows(evidence, rules, from, act, row) || IsForgotten(evidence, rules, from, act)).SelectMany(act => Said(evidence, rules, row, from, act.After![row.On(from).Path]));

    // What nobody sent and yet stands there: the system filled it in.
    private static bool IsSystems(Evidence evidence, PairRules rules, Side side, MemoryAct act, MappedRow row) =>
        evidence.SystemOf(rules, side).Effects.Any(e => e.Act == act.Number && e.Write.Values[row.On(side).Path] is Absent);

    // It was written before the database was put back to an earlier copy: the two meet for the first time once more, with what is there by then.
    private static bool IsForgotten(Evidence evidence, PairRules rules, Side side, MemoryAct act) =>
        evidence.SystemOf(rules, side).Effects.Any(e => e.Act == act.Number && evidence.World.WasPutBack(e.At));

    // The engine wrote it by another version of the definition, whose rows joined the property with another one across: that is where its source was.
    private static bool IsByOtherRows(Evidence evidence, PairRules rules, Side side, MemoryAct act, MappedRow row) => evidence.World.Mix[Fault.ConfigChange] > 0
        && evidence.Written.Any(w => w.Effect.Act == act.Number && w.Effect.System == evidence.SystemOf(rules, side).Id && Plain(w.Rules).All(other => other.On(side).Path != row.On(side).Path || other.On(side.Other()).Path != row.On(side.Other()).Path));

    // In a chain, what the engine wrote to the middle by one dataflow is a source for the other.
    private static bool IsMiddle(Evidence evidence, PairRules rules, Side side) =>
        evidence.World.Shape.Dataflows.Count(d => d.A.SystemId == evidence.SystemOf(rules, side).Id || d.B.SystemId == evidence.SystemOf(rules, side).Id) > 1;

    private static List<object?> Said(Evidence evidence, PairRules rules, MappedRow row, Side from, object? value)
    {
        var to = from.Other();
        var record = Record.Of(rules.Ready.On(from).Schema, new RecordId("0"), rules.Ready.On(from).Schema.Properties.Select(p => KeyValuePair.Create(p.Path, (object?)null)).Where(p => p.Key != row.On(from).Path).Append(KeyValuePair.Create(row.On(from).Path, value)));
        // As it was said when the row was meant at all.
        if (row.DependenciesOn(from) is [var first, ..] && DependencyMeaning.Constant(record.Schema, first) is { } meant) record = record.With([meant]);
        var said = rules.Mapper.Map(record, to, evidence.Book)[rules.Mapper.Rows.IndexOf(row)];
        if (said is Unmappable or PendingReference or Absent) return [said];
        var kept = Equality.AsKept(evidence, rules, to, Record.Empty(rules.Ready.On(to).Schema).With(rules.Ready.On(to).Schema.Properties.Select(p => KeyValuePair.Create(p.Path, (object?)null))).With([KeyValuePair.Create(row.On(to).Path, said)]));
        return [said, kept[row.On(to).Path]];
    }

    private static bool Wrote(Evidence evidence, PairRules rules, Side side, MemoryAct act, MappedRow row) => evidence.SystemOf(rules, side).Effects
        .Any(e => e.Act == act.Number && e.Write.Values[row.On(side).Path] is not Absent && evidence.World.Runs[e.Run - 1].DataflowId == rules.Dataflow.Id);

    private static IEnumerable<(MemoryAct Act, object? Value)> Changes(Evidence evidence, PairRules rules, RecordId id, MappedRow row, Side side, bool isOwn = true)
    {
        var path = row.On(side).Path;
        // Of an id that was given twice, only the record that has it now.
        var acts = evidence.Acts(rules, side, id).ToList();
        return acts.Skip(Math.Max(0, isOwn ? acts.FindLastIndex(act => act.Kind == WriteKind.Create) : 0)).Where(act => act.After is not null && (act.Before is null || !Values.Same(act.Before[path], act.After[path]))).Select(act => (act, act.After![path]));
    }

    private static IEnumerable<(PairRules Rules, Link Link, MappedRow Row)> Rows(Evidence evidence) =>
        from rules in evidence.Pairs
        from link in evidence.LinksOf(rules)
        from row in Plain(rules)
        select (rules, link, row);

    /// <summary>The rows that stand alone on both sides.</summary>
    internal static IEnumerable<MappedRow> Plain(PairRules rules) => rules.Mapper.Groups
        .Where(grouped => grouped is { PathsA.Length: 1, PathsB.Length: 1, Rows.Length: 1 } && rules.Mapper.Rows[grouped.Rows[0]].Kind == RowKind.Plain).Select(grouped => rules.Mapper.Rows[grouped.Rows[0]]);
}
