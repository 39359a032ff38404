using System.Collections.Immutable;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Mapping;

/// <summary>
/// A reference whose target has no link yet. The record waits: it neither falls through to another row nor carries a
/// foreign id. Where the missing record is itself planned in this run, the writer fills the id in once it is known.
/// </summary>
/// <param name="From">The side that holds the reference.</param>
/// <param name="Entity">The entity it refers to, on that side.</param>
/// <param name="Id">The id it refers to, on that side.</param>
/// <param name="Targets">The entities on the other side that the partner may be.</param>
/// <param name="Path">The property, for a person.</param>
public sealed record PendingReference(Side From, string Entity, RecordId Id, ImmutableArray<string> Targets, string Path)
{
    /// <summary>Where the reference may be to a record of several entities: the others that it may be of.</summary>
    public ImmutableArray<string> Others { get; init; } = [];

    /// <summary>The reference as it can be meant: one for each entity.</summary>
    public IEnumerable<PendingReference> Readings => Others.Select(other => this with { Entity = other }).Prepend(this);
}
