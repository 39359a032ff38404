using System.Text;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Sqlite;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>
/// Rows of one table as records that stay packed until somebody opens them. Every value is looked at as <see cref="SqlValues"/> looks at
/// it, so that one of another kind than its column is found here and not later.
/// </summary>
internal sealed class SqlitePacking(SqlTable table)
{
    private readonly int[] _keys = [.. table.Keys.Select(key => table.Columns.IndexOf(key))];
    private readonly bool _isPlainKey = table.Keys is [{ Type: PropertyType.Text }];

    /// <summary>The table.</summary>
    public SqlTable Table => table;

    /// <summary>The record of the row that the statement stands at; it selects the table's columns first, in their order.</summary>
    public Record Record(SqlitePrepared row)
    {
        var writer = ValueWriter.Fresh();
        for (var place = 0; place < table.Columns.Length; place++) Pack(writer, row, place);
        var id = Id(row);
        if (_keys.Length > 1) writer.Value(id.Text);
        return new Record(table.Schema, id, writer.ToArray());
    }

    private void Pack(ValueWriter writer, SqlitePrepared row, int place)
    {
        var column = table.Columns[place];
        switch (row.KindOf(place), column.Type)
        {
            case (SqliteKind.Null, _): writer.Value(null); break;
            case (SqliteKind.Text, PropertyType.Text): writer.Utf8(row.Text(place)); break;
            case (SqliteKind.Number, PropertyType.Integer): writer.Number(row.Number(place)); break;
            case (SqliteKind.Number, PropertyType.Decimal): writer.Number((decimal)row.Number(place)); break;
            case (SqliteKind.Text, PropertyType.DateTime) when Moments.TryUtc(row.Text(place), out var utc): writer.Moment(utc); break;
            default: writer.Value(Value(row, place)); break;
        }
    }

    private RecordId Id(SqlitePrepared row) => _isPlainKey && row.KindOf(_keys[0]) == SqliteKind.Text
        ? RecordId.From(Encoding.UTF8.GetString(row.Text(_keys[0]))) ?? new RecordId("")
        : JoinedKeys.Join([.. _keys.Select(place => Value(row, place))]);

    private object? Value(SqlitePrepared row, int place) => SqlValues.FromDriver(table.Columns[place], row.Value(place));
}
