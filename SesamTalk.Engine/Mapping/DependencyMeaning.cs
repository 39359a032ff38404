using System.Collections.Immutable;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Mapping;

/// <summary>
/// Asks a record whether a dependency holds, and turns a dependency into the constant that is written along. Two words
/// stand for more than one value: <c>(blank)</c> and <c>(filled)</c>.
/// </summary>
public static class DependencyMeaning
{
    /// <summary>The property must have no value.</summary>
    public const string Blank = "(blank)";

    /// <summary>The property must have some value.</summary>
    public const string Filled = "(filled)";

    private static readonly ValueConverter Convert = ValueConverter.Shared;

    /// <summary>Whether the dependency holds; false where the record does not know the property or the dependency is incomplete.</summary>
    public static bool Holds(Record record, Dependency dependency)
    {
        var slot = record.Schema.Resolve(dependency.Path);
        if (slot < 0 || !dependency.IsComplete || record[slot] is Absent) return false;
        return dependency.Value switch
        {
            Blank => Values.IsBlank(record[slot]),
            Filled => !Values.IsBlank(record[slot]),
            _ => Values.Same(record[slot], Constant(record.Schema, dependency)?.Value),
        };
    }

    /// <summary>Whether one of the alternatives holds; no alternatives ask for nothing.</summary>
    public static bool Any(Record record, ImmutableArray<Dependency> alternatives) =>
        alternatives.IsDefaultOrEmpty || alternatives.Any(dependency => Holds(record, dependency));

    /// <summary>Whether all hold.</summary>
    public static bool All(Record record, ImmutableArray<Dependency> filters) =>
        filters.IsDefaultOrEmpty || filters.All(dependency => Holds(record, dependency));

    /// <summary>The path and value, in the property's own type, that a write puts there; null where the dependency names no single value or does not fit the schema.</summary>
    public static KeyValuePair<string, object?>? Constant(Schema schema, Dependency dependency)
    {
        if (!dependency.IsComplete || dependency.Value == Filled || schema.Find(dependency.Path) is not { } property) return null;
        var value = dependency.Value == Blank ? null : Convert.Convert(dependency.Value, property.Type);
        return value is Unmappable ? null : KeyValuePair.Create(property.Path, value);
    }
}
