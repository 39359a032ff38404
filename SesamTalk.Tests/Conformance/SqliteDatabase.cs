using Microsoft.Data.Sqlite;
using SesamTalk.Engine;

namespace SesamTalk.Tests.Conformance;

/// <summary>A SQLite file of one test.</summary>
public sealed class SqliteDatabase(string folder) : IAsyncDisposable
{
    public const string Customers = """
        CREATE TABLE clock (frozen TEXT, ahead REAL);
        INSERT INTO clock VALUES (NULL, 0);
        CREATE VIEW now_at AS SELECT COALESCE(frozen, strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ahead || ' seconds')) AS at FROM clock;
        CREATE TABLE customers (
          id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL, org_no VARCHAR(20), address VARCHAR(200), city TEXT,
          country VARCHAR(2) CHECK (country IN ('NO', 'SE')), credit DECIMAL(12, 2), since DATE, our_ref TEXT UNIQUE, active BOOLEAN NOT NULL DEFAULT 1, updated_at TIMESTAMP);
        CREATE TRIGGER made AFTER INSERT ON customers BEGIN UPDATE customers SET updated_at = (SELECT at FROM now_at) WHERE id = NEW.id; END;
        CREATE TRIGGER edited AFTER UPDATE ON customers BEGIN UPDATE customers SET updated_at = (SELECT at FROM now_at) WHERE id = NEW.id; END;
        """;

    public string File { get; } = Path.Combine(folder, "crm.db");

    public async Task ExecuteAsync(string sql)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.RunModuleConstructor(typeof(EngineServices).Module.ModuleHandle); // it says which SQLite library is used
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync()
    {
        System.IO.File.Delete(File);
        return ValueTask.CompletedTask;
    }
}
