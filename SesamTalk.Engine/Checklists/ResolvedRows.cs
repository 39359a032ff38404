using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Checklists;

/// <summary>
/// A pair's rows with what the systems say of their properties; where a system says nothing, with what the document's type cell
/// says. A row over the elements of a list that are records of their own is a row like any other. Pure.
/// </summary>
internal static class ResolvedRows
{
    /// <summary>The rows in written order, those turned off left out.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="ready">The pair as it runs; null where it cannot.</param>
    /// <param name="a">A's entity; null where it is not known.</param>
    /// <param name="b">B's entity; null where it is not known.</param>
    public static IEnumerable<MappedRow> Of(Pair pair, ReadyPair? ready, EntityDescription? a, EntityDescription? b)
    {
        var restated = ready?.Pair.Properties.ToDictionary(rule => rule.Id) ?? [];
        foreach (var rule in pair.InForce())
        {
            var meant = restated.GetValueOrDefault(rule.Id) ?? rule;
            var (inA, inB) = (Find(ready?.A ?? a, meant.A, meant.TypeToA), Find(ready?.B ?? b, meant.B, meant.TypeToB));
            yield return new MappedRow(meant, inA.Property, inB.Property) { Elements = inA.IsInList || inB.IsInList ? new ElementRows([], null, null) : null };
        }
    }

    private static (SchemaProperty Property, bool IsInList) Find(EntityDescription? entity, string path, string? type)
    {
        if (entity is not null && ResolvedPath.Of(entity.Schema, path) is { } found) return (found.Property, found.List is not null);
        return (new SchemaProperty(path, Typed(type)) { IsKey = FoldedName.Same(path, "id") }, false);
    }

    private static PropertyType Typed(string? cell) => cell switch
    {
        "\"integer\"" => PropertyType.Integer,
        "\"float\"" or "\"decimal\"" => PropertyType.Decimal,
        "\"boolean\"" => PropertyType.Boolean,
        _ => PropertyType.Text,
    };
}
