using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Simulation.Implied;

/// <summary>
/// The rows that carry a reference: both their paths end in the name of the entities that one pair joins (<c>CustomerId</c> and
/// <c>customer</c>, with a pair of Customers and Customer). Rows that share a path are references together or not at all.
/// </summary>
internal sealed class ImpliedReferences
{
    private static readonly string[] Endings = ["id", "ref", "reference"];

    private readonly Dictionary<PropertyRule, Pair> _joined = new(ReferenceEqualityComparer.Instance);

    public ImpliedReferences(Dataflow dataflow)
    {
        foreach (var pair in dataflow.Pairs)
        {
            var joined = pair.Properties.Select(row => (Row: row, Pair: dataflow.Pairs.FirstOrDefault(other => Names(row.A, other.A.Entity) && Names(row.B, other.B.Entity)))).ToList();
            foreach (var (row, to) in joined.Where(one => !joined.Exists(other => other.Pair is null && SharesPath(one.Row, other.Row)))) _joined[row] = to!;
        }
    }

    /// <summary>The entity that the row's property on a side refers to; null where the row is no reference.</summary>
    public string? Of(PropertyRule row, Side side) => _joined.GetValueOrDefault(row)?.On(side).Entity;

    private static bool SharesPath(PropertyRule one, PropertyRule other) => FoldedName.Same(one.A, other.A) || FoldedName.Same(one.B, other.B);

    private static bool Names(string path, string entity)
    {
        var (last, name) = (FoldedName.Of(path).Split('.')[^1], FoldedName.Of(entity));
        foreach (var ending in Endings.Where(ending => last.Length > ending.Length && last.EndsWith(ending, StringComparison.Ordinal))) last = last[..^ending.Length];
        return last.Length > 0 && (last == name || last + "s" == name);
    }
}
