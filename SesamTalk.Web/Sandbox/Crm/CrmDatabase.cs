using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace SesamTalk.Web.Sandbox.Crm;

/// <summary>The CRM's own way into its database, opened for each use: SesamTalk stands at the same file.</summary>
internal sealed class CrmDatabase(string file)
{
    public string File => file;

    /// <summary>Makes the file with its tables, and what fills it, where there is none yet. A start that is killed leaves no half database.</summary>
    public void Make(Action<CrmDatabase>? fill)
    {
        if (System.IO.File.Exists(file)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var growing = new CrmDatabase(file + ".new");
        System.IO.File.Delete(growing.File);
        using (var connection = Open(growing.File, SqliteOpenMode.ReadWriteCreate)) Run(connection, null, CrmTables.Schema);
        fill?.Invoke(growing);
        System.IO.File.Move(growing.File, file);
    }

    public List<JsonObject> Rows(CrmTable table, long? id = null)
    {
        using var connection = Open(file, SqliteOpenMode.ReadOnly);
        using var command = Command(connection, null, $"SELECT id, {string.Join(", ", table.Columns)}, updated_at FROM {table.Name} WHERE deleted_at IS NULL AND (@id IS NULL OR id = @id) ORDER BY id", ("@id", id));
        using var row = command.ExecuteReader();
        var rows = new List<JsonObject>();
        while (row.Read())
        {
            var values = new JsonObject();
            for (var at = 0; at < row.FieldCount; at++) values[row.GetName(at)] = Shown(row.GetName(at), row.GetValue(at));
            rows.Add(values);
        }

        return rows;
    }

    /// <summary>Many rows at once; gives their ids.</summary>
    public List<long> Insert(IEnumerable<(CrmTable Table, JsonObject Values)> rows)
    {
        using var connection = Open(file, SqliteOpenMode.ReadWrite);
        using var transaction = connection.BeginTransaction();
        var ids = new List<long>();
        foreach (var (table, values) in rows)
        {
            var names = values.Select(pair => pair.Key).ToList();
            var places = names.Select((_, at) => $"@v{at}");
            var text = names.Count == 0 ? "DEFAULT VALUES" : $"({string.Join(", ", names)}) VALUES ({string.Join(", ", places)})";
            using var command = Command(connection, transaction, $"INSERT INTO {table.Name} {text} RETURNING id", Numbered(values));
            ids.Add(Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture));
        }

        transaction.Commit();
        return ids;
    }

    /// <summary>Changes a row that is not deleted; whether there was one.</summary>
    public bool Change(CrmTable table, long id, JsonObject values)
    {
        using var connection = Open(file, SqliteOpenMode.ReadWrite);
        var set = string.Join(", ", values.Select((pair, at) => $"{pair.Key} = @v{at}"));
        return Run(connection, null, $"UPDATE {table.Name} SET {set} WHERE id = @id AND deleted_at IS NULL", [.. Numbered(values), ("@id", id)]) == 1;
    }

    public bool Delete(CrmTable table, long id)
    {
        using var connection = Open(file, SqliteOpenMode.ReadWrite);
        return Run(connection, null, $"UPDATE {table.Name} SET deleted_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = @id AND deleted_at IS NULL", ("@id", id)) == 1;
    }

    private static JsonNode? Shown(string column, object value) => value switch
    {
        DBNull => null,
        long number when column == "is_person" => number != 0,
        long number => number,
        double number => number,
        _ => value.ToString(),
    };

    private static (string, object?)[] Numbered(JsonObject values) => [.. values.Select((pair, at) => ($"@v{at}", Kept(pair.Value)))];

    private static object? Kept(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => null,
        JsonValueKind.True => 1L,
        JsonValueKind.False => 0L,
        JsonValueKind.Number when value.AsValue().TryGetValue<long>(out var whole) => whole,
        JsonValueKind.Number => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture),
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.Array or JsonValueKind.Object or JsonValueKind.Undefined => throw new JsonException("A column takes a text, a number or yes and no."),
        _ => throw new JsonException("A column takes a text, a number or yes and no."),
    };

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, ForeignKeys = true, Pooling = false, DefaultTimeout = 10 }.ToString());
        connection.Open();
        return connection;
    }

    private static int Run(SqliteConnection connection, SqliteTransaction? transaction, string text, params (string, object?)[] values)
    {
        using var command = Command(connection, transaction, text, values);
        return command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction? transaction, string text, params (string Name, object? Value)[] values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Tables and columns are those of CrmTables; values are parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        command.Transaction = transaction;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
