using System.Collections.Frozen;
using System.Collections.Immutable;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>Where the members of a JSON object go: a schema's dotted paths as a tree. Made once for each entity.</summary>
internal sealed class JsonPlan
{
    private readonly JsonNodePlan _root;

    /// <summary>The plan of a schema; member names are the steps of its paths.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="missingObjectsAreNull">The system leaves an object out where it has none, instead of writing null.</param>
    public JsonPlan(Schema schema, bool missingObjectsAreNull = false)
    {
        (Schema, MissingObjectsAreNull) = (schema, missingObjectsAreNull);
        _root = JsonNodePlan.Of(this, "", [.. schema.Properties.Select((property, slot) => (property.Path, slot))]);
    }

    /// <summary>The schema that it fills.</summary>
    public Schema Schema { get; }

    /// <summary>An object that is left out is null and not unknown.</summary>
    public bool MissingObjectsAreNull { get; }

    /// <summary>The slots that make the key where it is made of several; empty where one property holds it.</summary>
    public ImmutableArray<int> KeyParts { get; init; } = [];

    /// <summary>The plan of the outermost object.</summary>
    public JsonNodePlan Root => _root;
}

/// <summary>The plan of one object: each member is a value for a slot, or an object of its own.</summary>
internal sealed class JsonNodePlan
{
    private readonly FrozenDictionary<string, JsonMember>.AlternateLookup<ReadOnlySpan<char>> _byName;

    private JsonNodePlan(ImmutableArray<JsonMember> members, ImmutableArray<int> slots)
    {
        (Members, Slots) = (members, slots);
        _byName = members.ToFrozenDictionary(m => m.Name, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The members, in the order of the schema.</summary>
    public ImmutableArray<JsonMember> Members { get; }

    /// <summary>Every slot at or below this object.</summary>
    public ImmutableArray<int> Slots { get; }

    /// <summary>The member of a name, written exactly; null for one that the schema lacks.</summary>
    public JsonMember? Find(ReadOnlySpan<char> name) => _byName.TryGetValue(name, out var member) ? member : null;

    internal static JsonNodePlan Of(JsonPlan plan, string prefix, List<(string Steps, int Slot)> paths)
    {
        var members = paths.GroupBy(p => p.Steps.Split('.', 2)[0]).Select(group =>
        {
            var path = prefix + group.Key;
            var own = group.FirstOrDefault(p => p.Steps == group.Key, (Steps: "", Slot: -1)).Slot;
            var below = group.Where(p => p.Steps != group.Key).Select(p => (p.Steps[(group.Key.Length + 1)..], p.Slot)).ToList();
            var element = own >= 0 && plan.Schema.Properties[own].Element is { } schema ? new JsonPlan(schema, plan.MissingObjectsAreNull) : null;
            return new JsonMember(group.Key, path, own, below.Count == 0 ? null : Of(plan, path + ".", below), element);
        });
        return new JsonNodePlan([.. members], [.. paths.Select(p => p.Slot)]);
    }
}

/// <summary>One member of a JSON object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its whole path from the record's root.</param>
/// <param name="Slot">The slot that it fills, or -1 for an object.</param>
/// <param name="Below">The plan of the object, or null for a value.</param>
/// <param name="Element">The plan of the elements, for a list.</param>
internal sealed record JsonMember(string Name, string Path, int Slot, JsonNodePlan? Below, JsonPlan? Element);
