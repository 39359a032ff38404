using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Dataflows;

/// <summary>
/// A pair's property rows as they are mapped: rows of the records themselves one by one, and all rows over the same two lists
/// as one row, since a list is compared and written as a whole.
/// </summary>
public static class MappedRows
{
    /// <summary>The rows in written order, a list at the place of its first row. Readiness lets no other row through.</summary>
    public static ImmutableArray<MappedRow> Of(ReadyPair pair)
    {
        var rows = pair.Pair.InForce().Select(rule => (rule, a: Resolve(pair.A.Schema, rule.A), b: Resolve(pair.B.Schema, rule.B))).ToList();
        return [.. rows.GroupBy(row => row.a.List is null ? (row.rule.Id, "") : (row.a.List.Path, row.b.List?.Path ?? "")).SelectMany(same =>
            same.First().a.List is null ? same.Select(row => new MappedRow(row.rule, row.a.Property, row.b.Property)) : [ListRow(pair, [.. same])])];
    }

    private static MappedRow ListRow(ReadyPair pair, List<(PropertyRule Rule, ResolvedPath A, ResolvedPath B)> rows)
    {
        var (a, b) = (rows[0].A.List!, rows[0].B.List ?? throw new InvalidOperationException($"Readiness let {rows[0].Rule.B} through."));
        var first = rows[0].Rule;
        var flows = rows.Select(row => row.Rule.Flow).Distinct().ToList();
        var elements = rows.Select(row => new MappedRow(Inner(row.Rule, a, b), InElement(a, row.A), InElement(b, row.B))).ToImmutableArray();
        var rule = first with { A = a.Path, B = b.Path, TypeToA = null, TypeToB = null, DependenciesA = [], DependenciesB = [], DefaultToA = null, DefaultToB = null, Flow = flows.Count == 1 ? flows[0] : RuleFlow.Both };
        var key = KeyOf(pair, a, b) ?? ExternalId(elements);
        return new MappedRow(rule, a, b) { Elements = new ElementRows(elements, key?.A, key?.B) };
    }

    // What tells the elements of both lists apart: a merge key inside them, else the row that carries the id of one into the other.
    private static KeyPart? KeyOf(ReadyPair pair, SchemaProperty a, SchemaProperty b) => pair.Pair.Keys.Where(key => key.Parts.Length == 1)
        .Select(key => (A: ResolvedPath.Of(pair.A.Schema, key.Parts[0].A), B: ResolvedPath.Of(pair.B.Schema, key.Parts[0].B)))
        .Where(key => key.A?.List?.Path == a.Path && key.B?.List?.Path == b.Path)
        .Select(key => new KeyPart(key.A!.Path[(a.Path.Length + 1)..], key.B!.Path[(b.Path.Length + 1)..])).FirstOrDefault();

    private static KeyPart? ExternalId(ImmutableArray<MappedRow> elements) => elements
        .Where(row => row.Kind is RowKind.ExternalIdInA or RowKind.ExternalIdInB).Select(row => new KeyPart(row.A.Path, row.B.Path)).FirstOrDefault();

    private static PropertyRule Inner(PropertyRule rule, SchemaProperty a, SchemaProperty b) => rule with
    {
        DependenciesA = [.. rule.DependenciesA.Select(dependency => dependency with { Path = Bare(dependency.Path, a) })],
        DependenciesB = [.. rule.DependenciesB.Select(dependency => dependency with { Path = Bare(dependency.Path, b) })],
    };

    private static string Bare(string path, SchemaProperty list) =>
        path.StartsWith(list.Path + ".", StringComparison.OrdinalIgnoreCase) ? path[(list.Path.Length + 1)..] : path;

    private static SchemaProperty InElement(SchemaProperty list, ResolvedPath path) =>
        list.Element!.Find(path.Path[(list.Path.Length + 1)..]) ?? throw new InvalidOperationException($"Readiness let {path.Path} through.");

    private static ResolvedPath Resolve(Schema schema, string path) =>
        ResolvedPath.Of(schema, path) ?? throw new InvalidOperationException($"Readiness let {path} through.");
}
