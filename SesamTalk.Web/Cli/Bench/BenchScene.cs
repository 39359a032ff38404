using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SesamTalk.Engine;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Sql;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>Two invented customer databases and an installation of their own, in a folder that goes with them.</summary>
internal sealed class BenchScene : IAsyncDisposable
{
    /// <summary>The dataflow between the two.</summary>
    public const string DataflowId = "bench";

    /// <summary>The pair of it.</summary>
    public const string PairId = "customers";

    private const string Table = """
        CREATE TABLE customers (
            id TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(16)))), name TEXT, email TEXT, phone TEXT, address1 TEXT, address2 TEXT, zip TEXT, city TEXT, country TEXT,
            vat TEXT, credit DECIMAL, changed DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')));
        CREATE INDEX customers_changed ON customers (changed);
        CREATE INDEX customers_vat ON customers (vat);
        CREATE INDEX customers_email ON customers (email);
        CREATE TRIGGER customers_moved AFTER UPDATE ON customers WHEN new.changed IS old.changed
            BEGIN UPDATE customers SET changed = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE rowid = new.rowid; END;
        """;

    private readonly ServiceProvider _services;
    private readonly DirectoryInfo _folder;

    private BenchScene(DirectoryInfo folder, BenchState state, ServiceProvider services) => (_folder, State, _services) = (folder, state, services);

    /// <summary>The columns that are kept the same, as SQL writes them.</summary>
    public static IReadOnlyList<string> Kept { get; } = ["name", "email", "phone", "address1", "address2", "zip", "city", "country", "vat", "credit"];

    /// <summary>Where side A is.</summary>
    public string A => Path.Combine(_folder.FullName, "a.db");

    /// <summary>Where side B is.</summary>
    public string B => Path.Combine(_folder.FullName, "b.db");

    /// <summary>The state that the engine keeps.</summary>
    public BenchState State { get; }

    /// <summary>Both sides with these many records, numbered from 0: the same on both where both have them.</summary>
    /// <param name="ask">Where the state is kept.</param>
    /// <param name="inA">Records in A.</param>
    /// <param name="inB">Records in B; left alone where B is a server.</param>
    /// <param name="b">The system that is B; null for a database.</param>
    /// <param name="clock">The engine's clock; null for the wall's.</param>
    public static async Task<BenchScene> MakeAsync(BenchAsk ask, int inA, int inB, ConnectedSystem? b = null, TimeProvider? clock = null)
    {
        var cancellation = ask.Stop;
        var folder = Directory.CreateTempSubdirectory("sesamtalk-bench-");
        var services = new ServiceCollection();
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.None));
        services.AddSingleton<ISecretProtector, NoSecrets>();
        services.AddSesamTalkEngine();
        if (clock is not null) services.AddSingleton(clock);
        var state = await BenchState.MakeAsync(folder.FullName, ask.Connection, cancellation);
        services.Configure<StorageOptions>(options => options.DataFolder = folder.FullName);
        services.Configure<StorageOptions>(state.Configure);
        var scene = new BenchScene(folder, state, services.BuildServiceProvider());
        await state.BeginAsync(cancellation);
        await TalkMigrations.MigrateAsync(scene._services, cancellation);
        await state.RememberAsync(cancellation);
        await FillAsync(scene.A, inA, cancellation);
        if (b is null) await FillAsync(scene.B, inB, cancellation);
        var systems = scene._services.GetRequiredService<SystemStore>();
        await systems.SaveAsync(System("a", scene.A), "bench", cancellation);
        await systems.SaveAsync(b ?? System("b", scene.B), "bench", cancellation);
        await scene._services.GetRequiredService<DataflowStore>().SaveAsync(Flow(), "bench", "", cancellation);
        return scene;
    }

    /// <summary>A part of the engine.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A connector of its own to one of the two systems.</summary>
    public IConnector Connector(string system) => Get<ConnectorCatalog>().Open(System(system, system == "a" ? A : B));

    /// <summary>A run of the engine, which must end well.</summary>
    public async Task<Run> SyncAsync(RunKind kind, CancellationToken cancellation)
    {
        var run = await _services.GetRequiredService<SyncRunner>().RunAsync(new SyncRequest(DataflowId, kind, RunTrigger.CommandLine), null, cancellation);
        return run.Outcome is RunOutcome.Done or RunOutcome.NothingToDo or RunOutcome.DoneWithConflicts ? run : throw new InvalidDataException($"A run of the measurement ended {run.Outcome}: {run.Reason.Stored}");
    }

    /// <summary>How many items a dry run planned.</summary>
    public async Task<int> PlannedAsync(Run run, CancellationToken cancellation) =>
        (await _services.GetRequiredService<PlanStore>().OfRunAsync(run.Id, cancellation))?.Body.Items.Length ?? 0;

    /// <summary>Somebody edits a property of some records of a side, found by their number.</summary>
    public static async Task EditAsync(string file, string column, string value, int from, int count, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(file, cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = $"UPDATE customers SET {column} = @value || @number WHERE vat = @vat";
        var (number, vat) = (command.Parameters.Add("@number", SqliteType.Integer), command.Parameters.Add("@vat", SqliteType.Text));
        command.Parameters.AddWithValue("@value", value);
        for (var at = from; at < from + count; at++)
        {
            (number.Value, vat.Value) = (at, Vat(at));
            await command.ExecuteNonQueryAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    /// <summary>A connection of its own, as the engine's are: a commit is on the disk when it returns.</summary>
    public static async Task<SqliteConnection> OpenAsync(string file, CancellationToken cancellation)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=10000; PRAGMA temp_store=MEMORY";
        await command.ExecuteNonQueryAsync(cancellation);
        return connection;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        await State.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task FillAsync(string file, int records, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(file, cancellation);
        await using (var create = connection.CreateCommand())
        {
            create.CommandText = Table;
            await create.ExecuteNonQueryAsync(cancellation);
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO customers ({string.Join(", ", Kept)}) VALUES ({string.Join(", ", Kept.Select(column => "@" + column))})";
        foreach (var column in Kept) command.Parameters.Add("@" + column, SqliteType.Text);
        for (var number = 0; number < records; number++)
        {
            var values = Values(number);
            for (var at = 0; at < values.Length; at++) command.Parameters[at].Value = values[at];
            await command.ExecuteNonQueryAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    /// <summary>The organisation number of a record's number.</summary>
    public static string Vat(int number) => (900_000_000 + number).ToString(CultureInfo.InvariantCulture);

    /// <summary>The values of a record's number, in the order of <see cref="Kept"/>.</summary>
    public static object[] Values(int number) =>
    [
        $"Fjordheim Handel {number} AS", $"post{number}@fjordheim.example", $"+47 {22_000_000 + number}", $"Storgata {number % 300}", "Bygg B, 3. etasje", $"{1000 + (number % 9000)}", "Bodø", "NO", Vat(number), number % 1000 * 100,
    ];

    private static ConnectedSystem System(string id, string file) => new()
    {
        Id = id, Name = id.ToUpperInvariant(), Connector = SqlConnector.Key,
        Settings = ImmutableDictionary<string, string>.Empty.Add("provider", "sqlite").Add("file", file).Add("pageSize", "5000")
            .Add("entities", "- { entity: Customers, table: customers, change: changed, label: [name] }"),
    };

    /// <summary>The dataflow.</summary>
    public static Dataflow Flow() => new()
    {
        Id = DataflowId, Title = "A to B Dataflow", A = new DataflowSide { DocumentName = "A", SystemId = "a" }, B = new DataflowSide { DocumentName = "B", SystemId = "b" }, FirstMeeting = ConflictPolicy.AWins,
        Pairs = [ShippedPair.Of("A", "Customers", "B", "Customers").Adds("for the measurement", string.Join('\n', Kept.Select(column => $"{column} {column} {(column == "credit" ? "float" : "string")}"))).Key("vat = vat").Key("email = email").Build() with { Id = PairId }],
        Limits = new SafetyLimits { ChangedShare = 1, DeletedShare = 1, WritesPerRun = int.MaxValue },
    };

    // The databases of the measurement have no secrets.
    private sealed class NoSecrets : ISecretProtector
    {
        public string Protect(string secret) => secret;

        public string Reveal(string stored) => stored;
    }
}
