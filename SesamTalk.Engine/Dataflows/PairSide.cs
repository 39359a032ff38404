using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;

namespace SesamTalk.Engine.Dataflows;

/// <summary>One side of a pair: an entity, or an aspect of one, as the document names it.</summary>
public sealed record PairSide
{
    /// <summary>The full name as the document writes it, system included (<c>Custom PMS Customer</c>); a blank system leaves a leading blank out.</summary>
    public required string Name { get; init; }

    /// <summary>The system's name as this section writes it.</summary>
    public string SystemName { get; init; } = "";

    /// <summary>The entity as the document writes it, without the system; meets the system's schema folded and through aliases.</summary>
    public required string Entity { get; init; }

    /// <summary>The aspect (<c>human data</c>), or null: a projection of the same record with links of its own.</summary>
    public string? Aspect { get; init; }

    /// <summary>
    /// What tells this pair's records from its siblings' in the same entity: all must hold for a record to be in scope, and
    /// all are written as constants to a record that we create. Always added here; documents do not say it.
    /// </summary>
    public ImmutableArray<Dependency> Filters { get; init; } = [];

    /// <summary>Constants written to a record that we create and not looked at otherwise. Always added here.</summary>
    public ImmutableArray<Dependency> Constants { get; init; } = [];
}
