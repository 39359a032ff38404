using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Simulation.Checks;

/// <summary>I9: every write has a cause, and it is the right one. Rows of one path to one path.</summary>
internal static class Causes
{
    /// <summary>A person chose the values (a decision, an undo), so they follow from no mapping.</summary>
    public static bool IsPersons(WriteEntry entry) => new[] { ReasonCodes.DecidedBy, ReasonCodes.DecidedThat, ReasonCodes.Undone, ReasonCodes.UndoneBy }.Any(entry.Because.Has);

    /// <summary>The stored input, mapped again by the stored version of the definition, gives what was sent; it was really there; and nothing was sent that the target had.</summary>
    public static IEnumerable<Violation> AreRight(Evidence evidence) =>
        from written in evidence.Written.Where(w => w.Entry.Act is WriteAct.Create or WriteAct.Update && !IsPersons(w.Entry))
        from row in Edits.Plain(written.Rules)
        where written.Effect.Write.Values[row.On(written.Entry.Side).Path] is not Absent
        from wrong in Wrong(evidence, written, row)
        select new Violation("I9", $"{written.Rules.Pair.Id} {written.Entry.Side} {written.Effect.Id} {row.On(written.Entry.Side).Path} (act {written.Effect.Act}): {wrong}");

    private static IEnumerable<string> Wrong(Evidence evidence, Written written, MappedRow row)
    {
        var (entry, rules, to, from) = (written.Entry, written.Rules, written.Entry.Side, written.Entry.Side.Other());
        var (path, sent) = (row.On(to).Path, written.Effect.Write.Values[row.On(to).Path]);
        var basis = entry.Basis.Pairs.FirstOrDefault(b => b.Key == row.On(from).Path);
        var isConstant = IsConstant(rules, to, path);
        if (basis.Key is null)
        {
            if (!isConstant && (to == Side.A ? row.Rule.DefaultToA : row.Rule.DefaultToB) is null) yield return $"{sent} was sent and no cause of it is stored";
            yield break;
        }

        var again = Mapped(rules, row, to, basis.Value);
        if (!isConstant && !Values.Agree(again, sent) && !(Values.IsBlank(basis.Value) && (to == Side.A ? row.Rule.DefaultToA : row.Rule.DefaultToB) is not null)) yield return $"{sent} was sent, and the stored cause {basis.Value ?? "null"} gives {again ?? "null"}";
        if (!WasThere(evidence, rules, from, entry.Source, row.On(from).Path, basis.Value)) yield return $"its stored cause {basis.Value ?? "null"} never stood in {entry.Source}";
        if (entry.Act == WriteAct.Update && entry.Before.Pairs.FirstOrDefault(b => b.Key == path) is { Key: not null } before && Values.Same(before.Value, sent)) yield return $"{sent} was sent although it was there";
    }

    private static object? Mapped(Sync.PairRules rules, MappedRow row, Side to, object? value)
    {
        var schema = rules.Ready.On(to.Other()).Schema;
        // What the row depends on held when it was read; the rest of the record has no part in it.
        var siblings = row.DependenciesOn(to.Other()).Select(d => DependencyMeaning.Constant(schema, d)).OfType<KeyValuePair<string, object?>>();
        var record = Record.Of(schema, new RecordId("0"), siblings.Append(KeyValuePair.Create(row.On(to.Other()).Path, value)).DistinctBy(v => v.Key));
        return rules.Mapper.Map(record, to, new ReferenceBook())[rules.Mapper.Rows.IndexOf(row)];
    }

    private static bool IsConstant(Sync.PairRules rules, Side to, string path)
    {
        var schema = rules.Ready.On(to).Schema;
        return rules.Pair.On(to).Filters.Concat(rules.Pair.On(to).Constants).Concat(rules.Mapper.Rows.SelectMany(row => row.DependenciesOn(to))).Any(d => schema.Find(d.Path)?.Path == path);
    }

    private static bool WasThere(Evidence evidence, Sync.PairRules rules, Side side, RecordId id, string path, object? value) =>
        evidence.Acts(rules, side, id).Any(act => act.After is not null && Values.Same(act.After[path], value));
}
