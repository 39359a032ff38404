using System.Collections.Immutable;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors;

/// <summary>An entity of a system: its schema, what can be done with it and what documents call it.</summary>
public sealed record EntityDescription(Schema Schema, EntityCapabilities Capabilities)
{
    /// <summary>Other names that documents use for it (<c>Product</c> for <c>Products</c>); compared folded.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>The paths whose values, joined by blanks, name a record for a person (<c>Name</c>, or first and last name).</summary>
    public ImmutableArray<string> Label { get; init; } = [];

    /// <summary>Where a person finds a record in the system itself, with <c>{id}</c> in place of its key; null where that is not known.</summary>
    public string? Page { get; init; }

    /// <summary>The entity's name as its system writes it.</summary>
    public string Name => Schema.Entity;

    /// <summary>The page of one record in the system itself; null where that is not known.</summary>
    public Uri? PageOf(RecordId id) =>
        Page is not null && Uri.TryCreate(Page.Replace("{id}", Uri.EscapeDataString(id.Text), StringComparison.Ordinal), UriKind.Absolute, out var page) && page is { Scheme: "http" or "https" } ? page : null;
}

/// <summary>All that is known of a system before any record is read.</summary>
public sealed record SystemDescription(ImmutableArray<EntityDescription> Entities)
{
    /// <summary>The entity of a name, compared folded and through the aliases; null where none or several fit.</summary>
    public EntityDescription? Find(string name)
    {
        var folded = FoldedName.Of(name);
        var hits = Entities.Where(e => FoldedName.Of(e.Name) == folded).ToList();
        if (hits.Count == 0) hits = [.. Entities.Where(e => e.Aliases.Any(alias => FoldedName.Of(alias) == folded))];
        return hits.Count == 1 ? hits[0] : null;
    }
}
