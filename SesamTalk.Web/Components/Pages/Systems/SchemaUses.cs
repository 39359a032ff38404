using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;
using SesamTalk.Web.Components.Pages.Dataflows;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Systems;

/// <summary>A mapping line that uses a property, with the way to it.</summary>
public sealed record SchemaUse(string Text, string Url);

/// <summary>Which mapping lines use which property of a system; names are compared folded, as everywhere.</summary>
public sealed class SchemaUses
{
    /// <summary>No dataflow uses the system.</summary>
    public static readonly SchemaUses None = new();

    private readonly ILookup<(string Entity, string Path), SchemaUse> _lines;

    /// <summary>The lines of these dataflows.</summary>
    public SchemaUses(string systemId, IReadOnlyList<Dataflow> dataflows, SystemNames names) => _lines = (
        from flow in dataflows
        where SystemRows.Uses(flow, systemId, out _)
        let side = flow.A.SystemId == systemId ? Side.A : Side.B
        from pair in flow.Pairs
        let entity = pair.On(side)
        from name in new[] { entity.Entity, $"{entity.Entity} {entity.Aspect}" }.Distinct()
        from rule in pair.Properties
        let path = side == Side.A ? rule.A : rule.B
        let use = new SchemaUse($"{names.Of(flow)}: {rule.A} ↔ {rule.B}", TalkUrls.Dataflow(flow.Id, "pairs", LineAnchor.Of(pair.Id, rule.Id)))
        select (Key: (FoldedName.Of(name), FoldedName.Of(path)), use)).ToLookup(line => line.Key, line => line.use);

    private SchemaUses() => _lines = Array.Empty<SchemaUse>().ToLookup(_ => ("", ""));

    /// <summary>The lines that use a property, or any property of the entity where the path is empty.</summary>
    /// <param name="path">The property's path.</param>
    /// <param name="names">What the entity is called: its own name, and those that documents use.</param>
    public IEnumerable<SchemaUse> Of(string path, params IEnumerable<string> names)
    {
        var folded = names.Select(FoldedName.Of).ToHashSet();
        var fitting = path.Length > 0 ? folded.SelectMany(name => _lines[(name, FoldedName.Of(path))]) : _lines.Where(line => folded.Contains(line.Key.Entity)).SelectMany(line => line);
        return fitting.DistinctBy(use => use.Url);
    }
}
