using System.Collections.Immutable;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Mapping;

/// <summary>
/// A pair's property table, compiled: for each direction one private Mapster configuration with the value conversions as its
/// rules and the record map as <c>NewConfig&lt;Record, RowValues&gt;().MapWith(expression)</c>. Rows are data; nothing is looked
/// up by name while records pass.
/// </summary>
public sealed class PropertyMapper
{
    private readonly Func<Record, RowValues> _toA;
    private readonly Func<Record, RowValues> _toB;
    private readonly bool _hasLists, _isPlain, _dependsInA, _dependsInB;

    /// <summary>Takes the rows; what was compiled of the same rows before is used again.</summary>
    public PropertyMapper(ImmutableArray<MappedRow> rows)
    {
        Rows = rows;
        _hasLists = rows.Any(row => row.Elements is not null);
        _isPlain = !_hasLists && rows.All(row => row.Kind != RowKind.Reference);
        (_dependsInA, _dependsInB) = (rows.Any(row => !row.DependenciesOn(Side.A).IsDefaultOrEmpty), rows.Any(row => !row.DependenciesOn(Side.B).IsDefaultOrEmpty));
        Groups = RowGroups.Of(rows);
        _toA = CompiledRows.Of(rows, Side.A);
        _toB = CompiledRows.Of(rows, Side.B);
    }

    /// <summary>The rows, in written order.</summary>
    public ImmutableArray<MappedRow> Rows { get; }

    /// <summary>The groups that are merged as one.</summary>
    public ImmutableArray<RowGroup> Groups { get; }

    /// <summary>Whether a row has a dependency on that side, which is written along with it.</summary>
    public bool HasDependencies(Side side) => side == Side.A ? _dependsInA : _dependsInB;

    /// <summary>
    /// What a record says towards the other side, row by row, in the other side's form. References are translated through
    /// the book; one whose target has no link is a <see cref="PendingReference"/>.
    /// </summary>
    public RowValues Map(Record record, Side to, ReferenceBook book)
    {
        var mapped = to == Side.B ? _toB(record) : _toA(record);
        if (_isPlain) return mapped;
        return new RowValues([.. Enumerable.Range(0, mapped.Count).Select(row => Translate(Rows[row], mapped[row], to, book))]);
    }

    /// <summary>A record as the rows see it: of its lists only what they speak of. The record itself where there are no lists.</summary>
    public Record View(Record record, Side side)
    {
        if (!_hasLists) return record;
        return record.With(Rows.Where(row => row.Elements is not null && record[row.On(side).Path] is ElementList)
            .Select(row => KeyValuePair.Create(row.On(side).Path, (object?)row.Elements!.View((ElementList)record[row.On(side).Path]!, side))));
    }

    /// <summary>The values to send for a record that looks so now: lists in full, with what the rows do not speak of kept.</summary>
    public Record ToSend(Record values, Record? present, Side side)
    {
        if (!_hasLists) return values;
        var lists = Rows.Where(row => row.Elements is not null && values[row.On(side).Path] is ElementList).DistinctBy(row => row.On(side).Path).ToList();
        return lists.Count == 0 || present is null ? values : values.With(lists.Select(row => row.On(side).Path is var path && present[path] is ElementList there
            ? KeyValuePair.Create(path, (object?)row.Elements!.Onto((ElementList)values[path]!, there, side))
            : KeyValuePair.Create(path, values[path])));
    }

    private static object? Translate(MappedRow row, object? value, Side to, ReferenceBook book)
    {
        if (row.Elements is { } elements) return value is ElementList list ? elements.Map(list, row.On(to).Element!, to, book) : value;
        if (row.Kind != RowKind.Reference || RecordId.From(value) is not { } id) return value;
        var (source, target) = (row.On(to.Other()), row.On(to));
        foreach (var entity in source.References)
        {
            if (book.Partner(to.Other(), entity, id, target.References) is { } partner) return ReferenceValue.Of(partner, target.Type);
        }

        return new PendingReference(to.Other(), source.References[0], id, target.References, source.Path) { Others = source.References[1..] };
    }
}
