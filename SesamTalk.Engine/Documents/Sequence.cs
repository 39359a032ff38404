using System.Collections;
using System.Runtime.CompilerServices;

namespace SesamTalk.Engine.Documents;

/// <summary>An unchanging list that equals another with equal items in the same order, so that documents compare by what they say.</summary>
[CollectionBuilder(typeof(Sequence), nameof(Sequence.Of))]
public sealed class Sequence<T> : IReadOnlyList<T>, IEquatable<Sequence<T>>
{
    private readonly T[] _items;

    internal Sequence(T[] items) => _items = items;

    public int Count => _items.Length;
    public T this[int index] => _items[index];
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
    public bool Equals(Sequence<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);
    public override bool Equals(object? obj) => Equals(obj as Sequence<T>);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items) hash.Add(item);
        return hash.ToHashCode();
    }
}

/// <summary>Makes sequences from collection expressions and from other lists.</summary>
public static class Sequence
{
    /// <summary>A sequence of these items, in this order.</summary>
    public static Sequence<T> Of<T>(ReadOnlySpan<T> items) => new(items.ToArray());

    /// <summary>A sequence of what the list holds now.</summary>
    public static Sequence<T> ToSequence<T>(this IEnumerable<T> items) => new([.. items]);
}
