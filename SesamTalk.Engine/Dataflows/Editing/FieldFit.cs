using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Dataflows.Editing;

/// <summary>Why two fields cannot be kept equal.</summary>
public enum FitTrouble
{
    /// <summary>They can.</summary>
    None,

    /// <summary>One stands inside a list and the other does not, or in one that is mapped to another list.</summary>
    ListAgainstSingle,

    /// <summary>One refers to a record and the other is not known to.</summary>
    ReferenceAgainstPlain,

    /// <summary>Both refer to records that no pair of the dataflow joins.</summary>
    NoPairJoins,

    /// <summary>No value of the one type can be told in the other.</summary>
    NoConversion,

    /// <summary>Neither system lets its field be written.</summary>
    NothingToWrite,
}

/// <summary>Tells which fields of two entities can be kept equal, and which ways. Pure.</summary>
public static class FieldFit
{
    /// <summary>All fields of an entity that a row can name: its own, and those inside its lists.</summary>
    public static ImmutableArray<ResolvedPath> FieldsOf(EntityDescription entity) =>
    [
        .. entity.Schema.Properties.SelectMany(property => property.Element is { } element
            ? element.Properties.Where(inner => inner.Element is null).Select(inner => new ResolvedPath($"{property.Path}.{inner.Path}", inner, property))
            : [new ResolvedPath(property.Path, property, null)]),
    ];

    /// <summary>Why two fields cannot be kept equal; <paramref name="joins"/> says whether a pair joins two entities.</summary>
    public static FitTrouble Of(ResolvedPath a, ResolvedPath b, Func<string, string, bool> joins)
    {
        if (a.List is null != b.List is null) return FitTrouble.ListAgainstSingle;
        if (a.Property.IsKey || b.Property.IsKey) return OfKeys(a.Property, b.Property);
        if (a.Property.IsReference != b.Property.IsReference) return FitTrouble.ReferenceAgainstPlain;
        if (a.Property.IsReference && !a.Property.References.Any(one => b.Property.References.Any(other => joins(one, other)))) return FitTrouble.NoPairJoins;
        if (a.Property.IsReadOnly && b.Property.IsReadOnly) return FitTrouble.NothingToWrite;
        var ways = new[] { (To: b.Property, From: a.Property), (To: a.Property, From: b.Property) }.Where(way => !way.To.IsReadOnly);
        return a.Property.IsReference || ways.Any(way => TypeFit.Converts(way.From.Type, way.To.Type)) ? FitTrouble.None : FitTrouble.NoConversion;
    }

    /// <summary>The side that refuses a flow because its field cannot be written; null where none does. A key is given by its system alone.</summary>
    public static Side? Refuses(SchemaProperty a, SchemaProperty b, RuleFlow flow) => flow switch
    {
        RuleFlow.Both => IsFixed(a) ? Side.A : IsFixed(b) ? Side.B : null,
        RuleFlow.ToA => IsFixed(a) ? Side.A : null,
        RuleFlow.ToB => IsFixed(b) ? Side.B : null,
        RuleFlow.Off => null,
    };

    /// <summary>The widest flow that neither side refuses, for a new row.</summary>
    public static RuleFlow Widest(SchemaProperty a, SchemaProperty b) =>
        new[] { RuleFlow.Both, RuleFlow.ToB, RuleFlow.ToA }.Cast<RuleFlow?>().FirstOrDefault(flow => Refuses(a, b, flow!.Value) is null) ?? RuleFlow.Off;

    private static FitTrouble OfKeys(SchemaProperty a, SchemaProperty b)
    {
        if (a.IsKey && b.IsKey) return FitTrouble.None;
        var (key, other) = a.IsKey ? (a, b) : (b, a);
        if (other.IsReference) return FitTrouble.ReferenceAgainstPlain;
        return other.IsReadOnly ? FitTrouble.NothingToWrite : TypeFit.Converts(key.Type, other.Type) ? FitTrouble.None : FitTrouble.NoConversion;
    }

    private static bool IsFixed(SchemaProperty property) => property.IsReadOnly || property.IsKey;
}
