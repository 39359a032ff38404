using System.Collections.Immutable;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Mapping;

/// <summary>
/// The rows over two lists, element by element: their paths are those of the elements. With a key, the order of a list says
/// nothing; without one, the lists are compared as they stand.
/// </summary>
/// <param name="Rows">The rows, in written order.</param>
/// <param name="KeyA">The path of A's elements by which they are told apart; null where nothing tells.</param>
/// <param name="KeyB">The path of B's elements that holds the same.</param>
public sealed record ElementRows(ImmutableArray<MappedRow> Rows, string? KeyA, string? KeyB)
{
    private readonly PropertyMapper _mapper = new(Rows);

    /// <summary>The key's path on a side.</summary>
    public string? KeyOn(Side side) => side == Side.A ? KeyA : KeyB;

    /// <summary>
    /// A list of the other side in the elements of <paramref name="schema"/>, which belong to side <paramref name="to"/>. An
    /// element that waits makes the whole list wait, one that cannot be told makes the list <see cref="Unmappable"/>.
    /// </summary>
    public object Map(ElementList list, Schema schema, Side to, ReferenceBook book)
    {
        var elements = ImmutableArray.CreateBuilder<Record>(list.Elements.Length);
        foreach (var element in list.Elements)
        {
            var values = _mapper.Map(element, to, book);
            var said = new Dictionary<string, object?>();
            for (var row = 0; row < Rows.Length; row++)
            {
                if (!Rows[row].Carries(to) || values[row] is Absent) continue;
                if (values[row] is PendingReference or Unmappable) return values[row]!;
                Say(said, Rows[row], to, values[row], schema);
            }

            elements.Add(Record.Of(schema, null, said));
        }

        return Sorted(new ElementList(elements.ToImmutable()), to);
    }

    /// <summary>Of a list only what the rows speak of, in the order of the key: what a baseline holds and changes are seen by.</summary>
    public ElementList View(ElementList list, Side side)
    {
        if (list.Elements.IsEmpty) return list;
        var schema = list.Elements[0].Schema;
        var paths = Rows.Where(row => row.Kind != RowKind.Identity).Select(row => row.On(side).Path)
            .Concat(Rows.SelectMany(row => row.DependenciesOn(side)).Select(dependency => schema.Find(dependency.Path)?.Path).OfType<string>()).Append(KeyOn(side)).ToHashSet();
        return Sorted(new ElementList([.. list.Elements.Select(element => Record.Of(schema, element.Id, element.Known().Where(value => paths.Contains(value.Key))))]), side);
    }

    /// <summary>
    /// What is to be sent for a list that the rows ask for: elements that are there keep everything else they hold, new ones
    /// come last, and those that nobody asks for any more are left out.
    /// </summary>
    public ElementList Onto(ElementList asked, ElementList present, Side side)
    {
        var left = present.Elements.ToList();
        var paired = asked.Elements.Select(element => (Asked: element, Present: Take(left, element, side))).ToList();
        if (KeyOn(side) is not null) paired = [.. paired.OrderBy(pair => pair.Present is null ? int.MaxValue : IndexOf(present, pair.Present))];
        return new ElementList([.. paired.Select(pair => pair.Present is null ? pair.Asked : pair.Present.OverlaidBy(pair.Asked))]);
    }

    // By key where there is one; else the element that already says so, else the next that is left.
    private Record? Take(List<Record> left, Record asked, Side side)
    {
        var found = KeyOn(side) is { } key && !Values.IsBlank(asked[key])
            ? left.Find(element => Values.Same(element[key], asked[key]))
            : left.Find(element => asked.Known().All(value => Values.Agree(element[value.Key], value.Value))) ?? (KeyOn(side) is null ? left.FirstOrDefault() : null);
        if (found is not null) left.Remove(found);
        return found;
    }

    private static void Say(Dictionary<string, object?> said, MappedRow row, Side to, object? value, Schema schema)
    {
        var path = row.On(to).Path;
        if (said.TryGetValue(path, out var earlier) && !Values.IsBlank(earlier)) return;
        said[path] = value;
        if (Values.IsBlank(value) || row.DependenciesOn(to).IsDefaultOrEmpty) return;
        if (DependencyMeaning.Constant(schema, row.DependenciesOn(to)[0]) is { } constant) said[constant.Key] = constant.Value;
    }

    private ElementList Sorted(ElementList list, Side side) => KeyOn(side) is not { } key || list.Elements.Length < 2
        ? list
        : new ElementList([.. list.Elements.OrderBy(element => RecordId.From(element[key])?.Text ?? "", StringComparer.Ordinal)]);

    private static int IndexOf(ElementList list, Record element) => list.Elements.IndexOf(element);
}
