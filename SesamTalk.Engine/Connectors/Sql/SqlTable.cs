using System.Collections.Immutable;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>An entity with the table behind it. The slots of its schema are its columns in order, and behind them the joined key where there are several.</summary>
internal sealed record SqlTable
{
    /// <summary>The entity.</summary>
    public required EntityDescription Description { get; init; }

    /// <summary>What was declared of it.</summary>
    public required SqlDeclaration Declared { get; init; }

    /// <summary>The table's name, quoted.</summary>
    public required string Quoted { get; init; }

    /// <summary>The columns that can be carried, in order.</summary>
    public required ImmutableArray<SqlColumn> Columns { get; init; }

    /// <summary>The key columns, in order.</summary>
    public required ImmutableArray<SqlColumn> Keys { get; init; }

    /// <summary>The database makes the key.</summary>
    public bool IsKeyGenerated { get; init; }

    /// <summary>The column that moves up with every write.</summary>
    public SqlColumn? Change { get; init; }

    /// <summary>The column that moves with every write.</summary>
    public SqlColumn? Version { get; init; }

    /// <summary>What marks a row as deleted; a null value is any moment.</summary>
    public (SqlColumn Column, object? Value)? SoftDelete { get; init; }

    /// <summary>The columns of each constraint, by its name.</summary>
    public required IReadOnlyDictionary<string, ImmutableArray<string>> Constraints { get; init; }

    /// <summary>The schema.</summary>
    public Schema Schema => Description.Schema;

    /// <summary>The key values that an id means; null where it can be no key of this table.</summary>
    public IReadOnlyList<object>? KeysOf(RecordId id)
    {
        if (JoinedKeys.Split(id, Keys.Length) is not { } parts) return null;
        var values = Keys.Zip(parts, (key, part) => SqlValues.Key(key, part)).OfType<object>().ToList();
        return values.Count == Keys.Length ? values : null;
    }

    /// <summary>The record of a row, its values in the order of the columns.</summary>
    public Record Record(object?[] values)
    {
        var id = JoinedKeys.Join([.. Keys.Select(key => values[Columns.IndexOf(key)])]);
        return new Record(Schema, id, Keys.Length == 1 ? values : [.. values, id.Text]);
    }

    /// <summary>The record as a change; a row that is marked as deleted is a deletion.</summary>
    public Change AsChange(Record record)
    {
        var at = Change is { Type: PropertyType.DateTime } ? record[Change.Name] as DateTimeOffset? : null;
        return IsDeleted(record)
            ? new Change(ChangeKind.Deletion, record.Id!.Value, null, VersionOf(record), at)
            : new Change(ChangeKind.Upsert, record.Id!.Value, record, VersionOf(record), at);
    }

    /// <summary>Whether a row is marked as deleted.</summary>
    public bool IsDeleted(Record record) => SoftDelete is { } mark
        && (mark.Value is null ? record[mark.Column.Name] is not null : Values.Same(record[mark.Column.Name], mark.Value));

    /// <summary>The version column's value, or a print of the whole row where there is none: both tell an edit by anybody.</summary>
    public RecordVersion VersionOf(Record record) => new(new RowStamp(record, Version?.Name));

    // Only a write asks for it: of a row that is read and rests, no print is ever made.
    private sealed class RowStamp(Record record, string? version) : LateStamp
    {
        protected override string? Make() => version is null ? Prints.Of(record) : Prints.Text(record[version]);
    }
}
