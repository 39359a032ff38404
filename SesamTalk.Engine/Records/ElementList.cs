using System.Collections.Immutable;

namespace SesamTalk.Engine.Records;

/// <summary>The elements of a list property, in the order in which their system gave them; equal by content and order.</summary>
public sealed class ElementList(ImmutableArray<Record> elements) : IEquatable<ElementList>
{
    /// <summary>The elements; each is a record of the list property's own schema.</summary>
    public ImmutableArray<Record> Elements { get; } = elements;

    /// <inheritdoc/>
    public bool Equals(ElementList? other) =>
        other is not null && Elements.Length == other.Elements.Length && Elements.Zip(other.Elements).All(pair => pair.First.SameValues(pair.Second));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ElementList);

    /// <inheritdoc/>
    public override int GetHashCode() => Elements.Length;
}
