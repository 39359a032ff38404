using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace SesamTalk.Web.Sandbox.Kit;

/// <summary>The SQLite file of one sandbox: records, counters, settings and the journal, written in one transaction per request.</summary>
internal sealed class SandboxFile : IDisposable
{
    private const string Tables = """
        PRAGMA locking_mode = EXCLUSIVE;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        CREATE TABLE IF NOT EXISTS records (position INTEGER PRIMARY KEY AUTOINCREMENT, entity TEXT NOT NULL, id TEXT NOT NULL, parent TEXT,
            body TEXT NOT NULL, UNIQUE (entity, id));
        CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS journal (sequence INTEGER PRIMARY KEY AUTOINCREMENT, time TEXT NOT NULL, entity TEXT NOT NULL,
            id TEXT NOT NULL, operation TEXT NOT NULL, changes TEXT NOT NULL, by TEXT NOT NULL);
        DELETE FROM settings WHERE name = '';
        """;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _keep, _drop, _count, _log, _set;

    public SandboxFile(string file)
    {
        RuntimeHelpers.RunModuleConstructor(typeof(SesamTalk.Engine.NativeSetup).Module.ModuleHandle);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 1 }.ToString());
        Open(file);
        _keep = Command("""
            INSERT INTO records (entity, id, parent, body) VALUES ($entity, $id, $parent, $body)
            ON CONFLICT (entity, id) DO UPDATE SET body = $body
            """, "$entity", "$id", "$parent", "$body");
        _drop = Command("DELETE FROM records WHERE entity = $entity AND id = $id", "$entity", "$id");
        _count = Command("INSERT INTO counters VALUES ($name, $value) ON CONFLICT (name) DO UPDATE SET value = $value", "$name", "$value");
        _log = Command("INSERT INTO journal (time, entity, id, operation, changes, by) VALUES ($time, $entity, $id, $operation, $changes, $by)",
            "$time", "$entity", "$id", "$operation", "$changes", "$by");
        _set = Command("INSERT INTO settings VALUES ($name, $value) ON CONFLICT (name) DO UPDATE SET value = $value", "$name", "$value");
    }

    /// <summary>The file belongs to one process, since the records are held in its memory; the last statement takes the lock.</summary>
    private void Open(string file)
    {
        try
        {
            _connection.Open();
            foreach (var statement in Tables.Split(";\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                using var command = Command(statement);
                command.ExecuteNonQuery();
            }
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode is 5 or 6)
        {
            _connection.Dispose();
            throw new IOException($"The sandbox file {file} is in use by another process, so the sandboxes were not started. Stop that process, or take another data folder.", busy);
        }
    }

    public IEnumerable<(string Entity, string Id, string? Parent, JsonObject Body)> Records()
    {
        using var command = Command("SELECT entity, id, parent, body FROM records ORDER BY position");
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return (reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2),
                JsonNode.Parse(reader.GetString(3))!.AsObject());
    }

    public IEnumerable<(string Name, long Value)> Counters()
    {
        using var command = Command("SELECT name, value FROM counters");
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return (reader.GetString(0), reader.GetInt64(1));
    }

    public void Write(IReadOnlyDictionary<string, long> counters, IEnumerable<(Pending Write, JournalEntry Entry)> writes)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var (write, entry) in writes)
        {
            if (write.Body is null) Run(_drop, transaction, write.Entity, write.Id);
            else Run(_keep, transaction, write.Entity, write.Id, write.Parent, write.Body.ToJsonString());
            Run(_log, transaction, entry.Time, entry.Entity, entry.Id, entry.Operation, entry.Changes.ToJsonString(), entry.By);
        }
        foreach (var (name, value) in counters) Run(_count, transaction, name, value);
        transaction.Commit();
    }

    public List<JournalEntry> Journal(long after, int limit)
    {
        using var command = Command("SELECT sequence, time, entity, id, operation, changes, by FROM journal WHERE sequence > $after LIMIT $limit",
            "$after", "$limit");
        command.Parameters[0].Value = after;
        command.Parameters[1].Value = limit;
        using var reader = command.ExecuteReader();
        var entries = new List<JournalEntry>();
        while (reader.Read())
            entries.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                JsonNode.Parse(reader.GetString(5))!.AsObject(), reader.GetString(6)));
        return entries;
    }

    public string? Setting(string name)
    {
        using var command = Command("SELECT value FROM settings WHERE name = $name", "$name");
        command.Parameters[0].Value = name;
        return command.ExecuteScalar() as string;
    }

    public void Setting(string name, string value) => Run(_set, null, name, value);

    public void Dispose()
    {
        foreach (var command in new[] { _keep, _drop, _count, _log, _set }) command.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Command(string text, params string[] parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of this file.
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }

    private static void Run(SqliteCommand command, SqliteTransaction? transaction, params object?[] values)
    {
        command.Transaction = transaction;
        for (var at = 0; at < values.Length; at++) command.Parameters[at].Value = values[at] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }
}
