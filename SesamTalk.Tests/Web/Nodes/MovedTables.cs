using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace SesamTalk.Tests.Web.Nodes;

/// <summary>Rows in every table of a model, made up from the model itself, so that a table that is added is moved or missed.</summary>
internal static class MovedTables
{
    private const int Rows = 2;

    /// <summary>The tables of a model.</summary>
    public static IReadOnlyList<ITable> Of(DbContext db) => [.. db.Model.GetRelationalModel().Tables];

    /// <summary>Puts rows into every table; those that refer to others refer to rows that are there.</summary>
    public static async Task FillAsync(SqliteConnection file, DbContext postgres)
    {
        await ExecuteAsync(file, "PRAGMA foreign_keys=OFF");
        foreach (var table in Of(postgres))
        {
            for (var row = 1; row <= Rows; row++)
            {
                await using var insert = file.CreateCommand();
                var columns = table.Columns.ToList();
                insert.CommandText = $"INSERT INTO \"{table.Name}\" ({string.Join(", ", columns.Select(column => $"\"{column.Name}\""))}) VALUES ({string.Join(", ", columns.Select((_, at) => $"$p{at}"))})";
                foreach (var (at, column) in columns.Index()) insert.Parameters.AddWithValue($"$p{at}", Value(Root(column), row, column.IsNullable) ?? DBNull.Value);
                await insert.ExecuteNonQueryAsync();
            }
        }
    }

    /// <summary>Every value of a table in words, row by row, the same from both databases.</summary>
    public static async Task<IReadOnlyList<string>> SaidAsync(System.Data.Common.DbConnection connection, ITable table)
    {
        var columns = table.Columns.OrderBy(column => column.Name, StringComparer.Ordinal).ToList();
        await using var read = connection.CreateCommand();
        read.CommandText = $"SELECT {string.Join(", ", columns.Select(column => $"\"{column.Name}\""))} FROM \"{table.Name}\"";
        await using var rows = await read.ExecuteReaderAsync();
        List<string> said = [];
        while (await rows.ReadAsync()) said.Add(string.Join(", ", columns.Select((column, at) => $"{column.Name}={(rows.IsDBNull(at) ? "null" : Word(rows.GetValue(at), column.StoreType))}")));
        return [.. said.Order(StringComparer.Ordinal)];
    }

    /// <summary>The columns whose numbers PostgreSQL gives out, each with the number that comes next.</summary>
    public static async Task<IReadOnlyList<(string Column, long Next)>> NextAsync(NpgsqlConnection connection, ITable table)
    {
        List<(string, long)> next = [];
        foreach (var column in table.Columns)
        {
            await using var ask = new NpgsqlCommand($"SELECT CASE WHEN pg_get_serial_sequence('\"{table.Name}\"', '{column.Name}') IS NOT NULL THEN nextval(pg_get_serial_sequence('\"{table.Name}\"', '{column.Name}')) END", connection);
            if (await ask.ExecuteScalarAsync() is long number) next.Add(($"{table.Name}.{column.Name}", number));
        }

        return next;
    }

    // What refers to another table's row has that row's value.
    private static IColumn Root(IColumn column)
    {
        var key = column.Table.ForeignKeyConstraints.FirstOrDefault(one => one.Columns.Contains(column) && one.PrincipalTable != column.Table);
        return key is null ? column : Root((IColumn)key.PrincipalColumns[key.Columns.ToList().IndexOf(column)]);
    }

    // The last row leaves out what may be left out.
    private static object? Value(IColumn column, int row, bool mayBeNull)
    {
        if (mayBeNull && row == Rows) return null;
        var number = (column.Table.Name + column.Name).Sum(letter => letter) + row;
        return column.StoreType.Split('(')[0] switch
        {
            "uuid" => new Guid(number, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8).ToString().ToUpperInvariant(),
            "boolean" => row % 2,
            "bigint" or "integer" => (long)number,
            "double precision" => number + 0.25,
            "bytea" => new byte[] { 0, 255, (byte)row },
            "interval" => TimeSpan.FromMilliseconds(number).ToString(),
            "jsonb" => $$"""{"n": {{number}}}""",
            "text" or "character varying" => Short($"{column.Name} {row} æ\n'\"", column.StoreType),
            _ => throw new NotSupportedException($"{column.Table.Name}.{column.Name} is a {column.StoreType}: say here how to make one up."),
        };
    }

    private static string Short(string text, string type) => type.Split('(', ')') is [_, var most, ..] && int.Parse(most, CultureInfo.InvariantCulture) is var length && length < text.Length ? text[^length..] : text;

    private static string Word(object value, string type) => type.Split('(')[0] switch
    {
        "uuid" => Guid.Parse(value.ToString()!).ToString(),
        "boolean" => Convert.ToBoolean(value, CultureInfo.InvariantCulture).ToString(),
        "interval" => (value as TimeSpan? ?? TimeSpan.Parse((string)value, CultureInfo.InvariantCulture)).ToString(),
        "bytea" => Convert.ToHexString((byte[])value),
        "double precision" => Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static async Task ExecuteAsync(SqliteConnection file, string sql)
    {
        await using var command = file.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
