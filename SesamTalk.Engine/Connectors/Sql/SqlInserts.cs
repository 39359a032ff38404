using System.Collections.Immutable;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>The commands that create rows of one table. Rows that give the same columns have one text, made once.</summary>
internal sealed class SqlInserts(SqlDialect dialect, SqlTable table)
{
    private readonly string _returning = string.Join(", ", table.Keys.Select(SqlDialect.Selected));
    private Insert? _last;

    /// <summary>The text and the values of a create, whose keys come back; null where the id that was chosen for it can be no key of this table.</summary>
    public (string Text, (string, object?)[] Parameters)? Of(Write write)
    {
        var (columns, values) = (new List<SqlColumn>(table.Columns.Length), new List<object?>(table.Columns.Length));
        for (var slot = 0; slot < table.Columns.Length; slot++)
        {
            var (column, value) = (table.Columns[slot], write.Values[table.Columns[slot].Name]);
            if (value is Absent || table.Schema.Properties[slot].IsReadOnly || (value is null && column.HasDefault)) continue;
            columns.Add(column);
            values.Add(value);
        }

        if (!table.IsKeyGenerated && write.Id is { } id)
        {
            if (table.KeysOf(id) is not { } chosen) return null;
            for (var place = 0; place < chosen.Count; place++) Put(table.Keys[place], chosen[place]);
        }

        if (table.Description.Capabilities.ReferenceProperty is { } reference && write.Reference is { } ours) Put(table.Columns.First(column => column.Name == reference), ours);
        var insert = IsAsLast(columns) ? _last! : _last = new Insert([.. columns], [.. columns.Select((_, number) => $"@p{number}")], Text(columns));
        var parameters = new (string, object?)[columns.Count];
        for (var number = 0; number < parameters.Length; number++) parameters[number] = (insert.Names[number], values[number] is { } value ? dialect.ToDriver(columns[number], value) : null);
        return (insert.Text, parameters);

        void Put(SqlColumn column, object? value)
        {
            var known = columns.IndexOf(column);
            if (known >= 0) values[known] = value;
            else
            {
                columns.Add(column);
                values.Add(value);
            }
        }
    }

    private bool IsAsLast(List<SqlColumn> columns)
    {
        if (_last is not { } last || last.Columns.Length != columns.Count) return false;
        for (var number = 0; number < columns.Count; number++)
        {
            if (!ReferenceEquals(columns[number], last.Columns[number])) return false;
        }

        return true;
    }

    private string Text(List<SqlColumn> columns)
    {
        var given = columns.Count == 0
            ? "DEFAULT VALUES"
            : $"({string.Join(", ", columns.Select(column => SqlDialect.Quote(column.Name)))}) VALUES ({string.Join(", ", columns.Select((column, number) => SqlDialect.Placed(column, $"@p{number}")))})";
        return $"INSERT INTO {table.Quoted} {given} RETURNING {_returning}";
    }

    private sealed record Insert(ImmutableArray<SqlColumn> Columns, ImmutableArray<string> Names, string Text);
}
