using System.Collections.Immutable;
using SesamTalk.Engine.Connectors.Elements;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Dataflows;

/// <summary>
/// Restates the pair of a part so that both its sides are records: on the side where the part is an element of a list, the
/// element is taken as a record of its own (<see cref="ElementEntity"/>), which refers to its whole. The row that carries this
/// reference makes the part wait for its parent's link; everything else follows from the ordinary rules.
/// </summary>
public static class PartAsRecord
{
    /// <summary>The id of the row that joins a part to its whole.</summary>
    public const string OwnerRow = "$owner";

    /// <summary>The pair with its elements as records; the pair itself where it is of records anyway.</summary>
    public static ReadyPair Of(ReadyPair pair, IReadOnlyList<ReadyPair> pairs) =>
        PartPairs.ParentOf(pair, pairs) is { } part && ElementsOf(pair, part) is { } elements ? Restated(pair, part, elements) : pair;

    /// <summary>What the part's elements are; null where no row goes through a list, or nothing tells its elements apart.</summary>
    public static ElementEntity? ElementsOf(ReadyPair pair, PartOf part)
    {
        var side = part.Side.Other();
        var schema = pair.On(side).Schema;
        var list = pair.Pair.Properties.Select(row => ResolvedPath.Of(schema, Path(row, side))?.List).FirstOrDefault(found => found is not null);
        if (list?.Element is not { } element) return null;
        var key = element.KeySlot >= 0 ? element.Properties[element.KeySlot].Path : KeyRow(pair, schema, list, side);
        return key is null ? null : new ElementEntity(pair.On(side), list, key);
    }

    // Without a key by schema, a merge key with a single part inside the list tells the elements apart.
    private static string? KeyRow(ReadyPair pair, Schema schema, SchemaProperty list, Side side) => pair.Pair.Keys
        .Where(key => key.Parts.Length == 1).Select(key => Inside(schema, list, side == Side.A ? key.Parts[0].A : key.Parts[0].B)).FirstOrDefault(path => path is not null);

    private static ReadyPair Restated(ReadyPair pair, PartOf part, ElementEntity elements)
    {
        var side = part.Side.Other();
        var schema = pair.On(side).Schema;
        var owner = side == Side.A ? (A: ElementEntity.Owner, B: part.Reference.Path) : (A: part.Reference.Path, B: ElementEntity.Owner);
        var rows = pair.Pair.Properties.Select(row => Row(row, schema, elements.List, side)).OfType<PropertyRule>()
            .Append(new PropertyRule { Id = OwnerRow, A = owner.A, B = owner.B, Origin = RuleOrigin.Added, Note = "A part belongs to its whole." });
        var keys = pair.Pair.Keys.Select(key => Key(key, schema, elements.List, side)).OfType<MergeKey>();
        var restated = pair.Pair with { Properties = [.. rows], Keys = [.. keys] };
        // What tells wholes apart is asked of the wholes; an element follows its own.
        return side == Side.A
            ? new ReadyPair(restated with { A = restated.A with { Filters = [], Constants = [] } }, elements.Description, pair.B)
            : new ReadyPair(restated with { B = restated.B with { Filters = [], Constants = [] } }, pair.A, elements.Description);
    }

    private static PropertyRule? Row(PropertyRule row, Schema schema, SchemaProperty list, Side side)
    {
        if (Inside(schema, list, Path(row, side)) is not { } path) return null;
        return side == Side.A
            ? row with { A = path, DependenciesA = Bare(row.DependenciesA, schema, list) }
            : row with { B = path, DependenciesB = Bare(row.DependenciesB, schema, list) };
    }

    private static MergeKey? Key(MergeKey key, Schema schema, SchemaProperty list, Side side)
    {
        var parts = key.Parts.Select(part => Inside(schema, list, side == Side.A ? part.A : part.B) is { } path ? side == Side.A ? part with { A = path } : part with { B = path } : null).ToList();
        return parts.Contains(null) ? null : key with { Parts = [.. parts!] };
    }

    private static ImmutableArray<Dependency> Bare(ImmutableArray<Dependency> dependencies, Schema schema, SchemaProperty list) =>
        [.. dependencies.Select(dependency => Inside(schema, list, dependency.Path) is { } path ? dependency with { Path = path } : dependency)];

    private static string? Inside(Schema schema, SchemaProperty list, string path) =>
        ResolvedPath.Of(schema, path) is { } resolved && resolved.List?.Path == list.Path ? resolved.Path[(list.Path.Length + 1)..] : null;

    private static string Path(PropertyRule row, Side side) => side == Side.A ? row.A : row.B;
}
