using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Simulation.Implied;

/// <summary>An entity as the pairs that name it take it for granted: every path that they mention, of a type that their cells allow.</summary>
internal sealed class ImpliedEntity(IReadOnlyList<(Pair Pair, Side Side)> uses, ImpliedReferences references)
{
    private const string Reference = "Ref";

    private readonly Dictionary<string, SchemaProperty> _properties = [];

    /// <summary>The entity, able to do what its variant can.</summary>
    public EntityDescription Describe(ImpliedVariant variant)
    {
        var key = Mentioned().FirstOrDefault(path => FoldedName.Of(path) == "id") ?? "Id";
        _properties["id"] = new SchemaProperty(key, PropertyType.Text) { IsKey = true, IsReadOnly = true };
        foreach (var (pair, side) in uses)
        {
            foreach (var row in pair.Properties) Add(row, side);
        }

        foreach (var (path, value) in Tested()) Put(new SchemaProperty(path, bool.TryParse(value, out _) ? PropertyType.Boolean : PropertyType.Text));
        foreach (var path in Mentioned()) Put(new SchemaProperty(path, PropertyType.Text));
        var hasReference = variant.HasReference && _properties.TryAdd(FoldedName.Of(Reference), new SchemaProperty(Reference, PropertyType.Text));
        var schema = new Schema(uses[0].Pair.On(uses[0].Side).Entity, _properties.Values);
        var label = schema.Properties.FirstOrDefault(p => p is { IsKey: false, IsReference: false } && p.Path != Reference)?.Path;
        return new EntityDescription(schema, new EntityCapabilities
        {
            ChangeCursor = variant.HasCursor, CanCreate = true, CanUpdate = true, CanDelete = true, LocksByVersion = true,
            ReferenceProperty = hasReference ? Reference : null, SearchableBy = hasReference ? [Reference] : [],
        }) { Label = label is null ? [] : [label] };
    }

    private void Add(PropertyRule row, Side side)
    {
        var path = Path(row, side);
        if (references.Of(row, side) is { } entity) Put(new SchemaProperty(path, PropertyType.Text) { References = [entity] });
        else Put(new SchemaProperty(path, ImpliedTypes.Of(row, side) ?? ImpliedTypes.Of(row, side.Other()) ?? PropertyType.Text) { AllowedValues = [.. Times(row, side)] });
    }

    private static IEnumerable<string> Times(PropertyRule row, Side side) => ImpliedTypes.Pattern(row, side) is { } pattern
        ? Enumerable.Range(0, 5).Select(day => new DateTime(2024, 2, 27, 0, 0, 0, DateTimeKind.Utc).AddDays(day).ToString(pattern, System.Globalization.CultureInfo.InvariantCulture))
        : [];

    private void Put(SchemaProperty property)
    {
        if (FoldedName.Of(property.Path) is { Length: > 0 } folded) _properties.TryAdd(folded, property);
    }

    private IEnumerable<(string Path, string Value)> Tested() => uses.SelectMany(use => use.Pair.On(use.Side).Filters
        .Concat(use.Pair.On(use.Side).Constants).Concat(use.Pair.From(use.Side).Predicate)
        .Concat(use.Pair.Properties.SelectMany(row => use.Side == Side.A ? row.DependenciesA : row.DependenciesB))
        .Select(test => (test.Path, test.Value)));

    private IEnumerable<string> Mentioned() => uses.SelectMany(use => use.Pair.Properties.Select(row => Path(row, use.Side))
        .Concat(use.Pair.Keys.SelectMany(key => key.Parts).Select(part => use.Side == Side.A ? part.A : part.B)));

    private static string Path(PropertyRule row, Side side) => side == Side.A ? row.A : row.B;
}
