using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Tests.Engine.Dataflows;

/// <summary>
/// The system that a dataflow's rows take for granted: an entity for each that its pairs name, with the properties that rows,
/// filters and keys mention, of the types and references that PowerOffice Go has on the other side.
/// </summary>
internal sealed class ImpliedSystem(Dataflow dataflow, Side side, SystemDescription powerOffice)
{
    public SystemDescription Describe() => new([.. dataflow.Pairs.GroupBy(pair => FoldedName.Of(pair.On(side).Entity)).Select(pairs => Entity([.. pairs]))]);

    private EntityDescription Entity(List<Pair> pairs)
    {
        var own = new Dictionary<string, SchemaProperty> { ["id"] = Key };
        var lists = new Dictionary<string, Dictionary<string, SchemaProperty>>();
        foreach (var (pair, row) in pairs.SelectMany(pair => pair.Properties, (pair, row) => (pair, row)))
        {
            var steps = On(row).Split('.');
            var at = steps.Length == 1 ? own : lists.TryGetValue(steps[0], out var list) ? list : lists[steps[0]] = new() { ["id"] = Key };
            at.TryAdd(steps[^1], Property(steps[^1], pair, row));
        }

        foreach (var filter in pairs.SelectMany(pair => pair.On(side).Filters.Concat(pair.On(side).Constants)))
            own.TryAdd(filter.Path, new(filter.Path, bool.TryParse(filter.Value, out _) ? PropertyType.Boolean : PropertyType.Text));
        foreach (var (name, properties) in lists) own[name] = new(name, PropertyType.List) { Element = new Schema(name, properties.Values) };
        return new EntityDescription(new Schema(pairs[0].On(side).Entity, own.Values), new EntityCapabilities { CanCreate = true, CanUpdate = true, CanDelete = true });
    }

    private SchemaProperty Property(string name, Pair pair, PropertyRule row)
    {
        var partner = powerOffice.Find(pair.On(side.Other()).Entity)!.Schema.Find(side == Side.A ? row.B : row.A)!;
        return new SchemaProperty(name, (side == Side.A ? row.TypeToA : row.TypeToB) switch
        {
            "\"string\"" => PropertyType.Text,
            "\"integer\"" => PropertyType.Integer,
            "\"float\"" => PropertyType.Decimal,
            "\"boolean\"" => PropertyType.Boolean,
            _ => partner.Type,
        })
        {
            References = [.. dataflow.Pairs.Where(other => partner.References.Contains(powerOffice.Find(other.On(side.Other()).Entity)!.Name)).Select(other => other.On(side).Entity).Distinct()],
        };
    }

    private string On(PropertyRule row) => side == Side.A ? row.A : row.B;

    private static SchemaProperty Key => new("id", PropertyType.Text) { IsKey = true, IsReadOnly = true };
}
