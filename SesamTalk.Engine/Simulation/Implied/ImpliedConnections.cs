using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Simulation.Implied;

/// <summary>What creation rules take for granted: the entities that they list, each with a property that refers to what is to be created.</summary>
internal static class ImpliedConnections
{
    /// <summary>The system with all of them on one side of a dataflow.</summary>
    public static SystemDescription Add(SystemDescription system, Dataflow dataflow, Side side) =>
        dataflow.Pairs.SelectMany(pair => pair.From(side).ConnectedTo, (pair, name) => (Wanted: pair.On(side).Entity, Name: name))
            .Aggregate(system, (known, rule) => known.Find(rule.Wanted) is { } wanted ? Add(known, dataflow.On(side).Name, rule.Name, wanted.Name) : known);

    private static SystemDescription Add(SystemDescription system, string systemName, string name, string wanted)
    {
        var reference = new SchemaProperty($"{wanted} reference", PropertyType.Text) { References = [wanted] };
        if (ConnectedEntities.Find(system, systemName, name) is not { } found)
        {
            var schema = new Schema(name, [new SchemaProperty("Id", PropertyType.Text) { IsKey = true, IsReadOnly = true }, reference]);
            return FoldedName.Of(name).Length == 0 ? system : new SystemDescription(system.Entities.Add(new EntityDescription(schema, new EntityCapabilities())));
        }

        if (found.Schema.Properties.Any(property => property.References.Contains(wanted)) || found.Schema.Find(reference.Path) is not null) return system;
        return new SystemDescription(system.Entities.Replace(found, found with { Schema = new Schema(found.Name, [.. found.Schema.Properties, reference]) }));
    }
}
