using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>One element of two lists, to be taken or left.</summary>
/// <param name="Text">What it says.</param>
/// <param name="IsInA">A's list has it.</param>
/// <param name="IsInB">B's list has it.</param>
public sealed record PickableItem(string Text, bool IsInA, bool IsInB)
{
    /// <summary>The element in A's form.</summary>
    public required Record Element { get; init; }
}

/// <summary>The elements of both sides' lists: what a person takes of them becomes A's list, and B's follows by the same rules as ever.</summary>
/// <param name="Path">The list's path in A.</param>
/// <param name="Items">A's elements in their order, then those that only B has.</param>
public sealed record PickableList(string Path, ImmutableArray<PickableItem> Items)
{
    /// <summary>A's list with the elements at these places alone, as a value of a person's own.</summary>
    public ValueMap Picked(IEnumerable<int> places) => new([KeyValuePair.Create(Path, (object?)new ElementList([.. places.Distinct().Order().Select(place => Items[place].Element)]))]);

    /// <summary>The elements of a group that is one list on each side; null for any other group, and where B's elements cannot be told in A.</summary>
    internal static PickableList? Of(PairRules rules, ReferenceBook book, RowGroup group, Record a, Record b)
    {
        if (group.Rows is not [var row] || rules.Mapper.Rows[row] is not { Elements: not null, A.IsReadOnly: false }) return null;
        if (new GroupMapping(rules.Mapper, book).ToA(group, rules.Mapper.Map(b, Side.A, book), b, a, group.PathsB) is not GroupMap.Says said) return null;
        var path = group.PathsA[0];
        var theirs = ElementsOf(said.Values.Where(value => value.Key == path).Select(value => value.Value).FirstOrDefault()).ToList();
        var items = ImmutableArray.CreateBuilder<PickableItem>();
        foreach (var element in ElementsOf(a[path]))
        {
            var same = theirs.FindIndex(other => other.Known().All(value => Values.Agree(element[value.Key], value.Value)));
            if (same >= 0) theirs.RemoveAt(same);
            items.Add(new(Values.Text(element), true, same >= 0) { Element = element });
        }

        items.AddRange(theirs.Select(element => new PickableItem(Values.Text(element), false, true) { Element = element }));
        return new(path, items.ToImmutable());
    }

    private static ImmutableArray<Record> ElementsOf(object? value) => value is ElementList list ? list.Elements : [];
}
