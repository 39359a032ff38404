using System.Collections.Immutable;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors;

/// <summary>What is kept of a system's schema, to tell later what changed: the entities by name, each with its properties.</summary>
public sealed record SchemaOutline(ImmutableSortedDictionary<string, ImmutableArray<OutlinedProperty>> Entities)
{
    /// <summary>The outline of a description; elements of lists are properties with the list's path before their own.</summary>
    public static SchemaOutline Of(SystemDescription description) =>
        new(description.Entities.ToImmutableSortedDictionary(entity => entity.Name, entity => ImmutableArray.CreateRange(Outlined(entity.Schema, "")), StringComparer.Ordinal));

    /// <summary>What differs between this outline and a newer one, entity by entity; empty where nothing does.</summary>
    public ImmutableArray<SchemaChange> ChangesTo(SchemaOutline newer)
    {
        var changes = ImmutableArray.CreateBuilder<SchemaChange>();
        foreach (var entity in Entities.Keys.Union(newer.Entities.Keys).Order(StringComparer.Ordinal))
        {
            if (!newer.Entities.TryGetValue(entity, out var after)) changes.Add(new(entity, "", SchemaChangeKind.EntityGone));
            else if (!Entities.TryGetValue(entity, out var before)) changes.Add(new(entity, "", SchemaChangeKind.EntityNew));
            else changes.AddRange(Changes(entity, before, after));
        }

        return changes.ToImmutable();
    }

    private static IEnumerable<SchemaChange> Changes(string entity, ImmutableArray<OutlinedProperty> before, ImmutableArray<OutlinedProperty> after)
    {
        var now = after.ToDictionary(property => property.Path);
        foreach (var old in before)
        {
            if (!now.Remove(old.Path, out var property)) yield return new(entity, old.Path, SchemaChangeKind.PropertyGone);
            else if (old.Type != property.Type) yield return new(entity, old.Path, SchemaChangeKind.TypeChanged, old.Type.ToString(), property.Type.ToString());
            else if (old != property) yield return new(entity, old.Path, SchemaChangeKind.RuleChanged, old.Rules, property.Rules);
        }

        foreach (var added in now.Values) yield return new(entity, added.Path, SchemaChangeKind.PropertyNew);
    }

    private static IEnumerable<OutlinedProperty> Outlined(Schema schema, string prefix) => schema.Properties.SelectMany(property => new[] { Outlined(property, prefix) }
        .Concat(property.Element is { } element ? Outlined(element, prefix + property.Path + ".") : []));

    private static OutlinedProperty Outlined(SchemaProperty property, string prefix) => new(prefix + property.Path, property.Type, property.IsRequired, property.IsReadOnly, property.MaxLength);
}

/// <summary>One property as it is kept.</summary>
public sealed record OutlinedProperty(string Path, PropertyType Type, bool IsRequired, bool IsReadOnly, int? MaxLength)
{
    internal string Rules => string.Join(", ", new[] { IsRequired ? "required" : "", IsReadOnly ? "read-only" : "", MaxLength is { } most ? $"max {most}" : "" }.Where(rule => rule.Length > 0));
}

/// <summary>What happened to a part of a schema.</summary>
public enum SchemaChangeKind
{
    /// <summary>An entity that was not there.</summary>
    EntityNew,

    /// <summary>An entity that is no longer there.</summary>
    EntityGone,

    /// <summary>A property that was not there.</summary>
    PropertyNew,

    /// <summary>A property that is no longer there.</summary>
    PropertyGone,

    /// <summary>A property that holds something else.</summary>
    TypeChanged,

    /// <summary>A property with another length, or that is now required or read-only, or no longer is.</summary>
    RuleChanged,
}

/// <summary>One difference between two looks at a schema.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Path">The property; empty where the whole entity came or went.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Before">What it was, for a change.</param>
/// <param name="After">What it is, for a change.</param>
public sealed record SchemaChange(string Entity, string Path, SchemaChangeKind Kind, string Before = "", string After = "")
{
    /// <summary>A mapping that uses it may stop working.</summary>
    public bool Breaks => Kind is SchemaChangeKind.EntityGone or SchemaChangeKind.PropertyGone or SchemaChangeKind.TypeChanged;
}
