using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Simulation;

/// <summary>One side of one pair, as people who work in that system meet it.</summary>
/// <param name="System">The system.</param>
/// <param name="Dataflow">The dataflow.</param>
/// <param name="Pair">The pair.</param>
/// <param name="Side">The side.</param>
/// <param name="Entity">The entity there.</param>
/// <param name="Properties">The mapped properties that people can edit.</param>
/// <param name="KeyPaths">The paths that the merge table looks at.</param>
internal sealed record Spot(SimulatedSystem System, Dataflow Dataflow, Pair Pair, Side Side, EntityDescription Entity, IReadOnlyList<SchemaProperty> Properties, IReadOnlySet<string> KeyPaths)
{
    /// <summary>What the pair's rows and conditions ask of other properties of the record.</summary>
    public IReadOnlyList<Mapping.Dependency> Asked { get; } =
        [.. Pair.Properties.SelectMany(row => Side == Side.A ? row.DependenciesA : row.DependenciesB).Concat(Pair.From(Side).Predicate).Where(asked => asked.IsComplete)];

    /// <summary>References that no row carries: what a record belongs to, whoever synchronises that.</summary>
    public IReadOnlyList<SchemaProperty> Belongs { get; } = [.. Entity.Schema.Properties.Where(property => property is { IsReference: true, IsReadOnly: false } && !Properties.Contains(property))];

    /// <summary>All spots of the dataflows; none of a pair whose entities are not known.</summary>
    public static IReadOnlyList<Spot> Of(World world) =>
        [.. world.Shape.Dataflows.SelectMany(dataflow => dataflow.Pairs.Select(pair => new[] { Side.A, Side.B }.Select(side => Find(world, dataflow, pair, side)).OfType<Spot>().ToList())).Where(both => both.Count == 2).SelectMany(both => both)];

    /// <summary>The records of the entity that belong to the pair.</summary>
    public IReadOnlyList<Record> Records => [.. System.Memory.Records(Entity.Name).Where(record => Mapping.DependencyMeaning.All(record, Pair.On(Side).Filters))];

    private static Spot? Find(World world, Dataflow dataflow, Pair pair, Side side)
    {
        var system = world.Systems[dataflow.On(side).SystemId!];
        if (system.Memory.Description.Find(pair.On(side).Entity) is not { } entity) return null;
        var filters = pair.On(side).Filters.Select(filter => FoldedName.Of(filter.Path)).ToHashSet();
        var properties = pair.Properties.Select(row => entity.Schema.Find(side == Side.A ? row.A : row.B)).OfType<SchemaProperty>()
            .Where(p => p is { IsKey: false, IsReadOnly: false, IsCreateOnly: false } && p.Type != PropertyType.List && !filters.Contains(FoldedName.Of(p.Path))).DistinctBy(p => p.Path).ToList();
        var keys = pair.Keys.SelectMany(key => key.Parts).Select(part => entity.Schema.Find(side == Side.A ? part.A : part.B)?.Path).OfType<string>().ToHashSet();
        return new Spot(system, dataflow, pair, side, entity, properties, keys);
    }
}
