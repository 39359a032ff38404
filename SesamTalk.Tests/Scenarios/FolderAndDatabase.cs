using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SesamTalk.Engine;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Conformance;

namespace SesamTalk.Tests.Scenarios;

/// <summary>A database (A) and a folder of files (B) with the same customers, kept the same by the whole engine and its real connectors.</summary>
internal sealed class FolderAndDatabase : IAsyncDisposable
{
    private const string Header = "id;name;org_no;address;city;country;credit;since;our_ref;active;updated_at\n";

    private readonly ServiceProvider _services;

    private FolderAndDatabase(ServiceProvider services, string systems)
    {
        (_services, Files) = (services, Path.Combine(systems, "files"));
        Database = new SqliteDatabase(systems);
    }

    public SqliteDatabase Database { get; }

    public string Files { get; }

    public string Customers => Path.Combine(Files, "customers.csv");

    /// <summary>Both systems with as many customers in the database and none in the folder; they stand in this folder where one is given.</summary>
    public static async Task<FolderAndDatabase> StartAsync(int customers, string? systems = null, Action<IServiceCollection>? more = null)
    {
        var talk = new TempFolder();
        var services = new ServiceCollection();
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.None));
        services.AddSingleton<ISecretProtector, PlainSecrets>();
        services.AddSesamTalkEngine();
        services.Configure<StorageOptions>(options => options.DataFolder = talk.Path);
        more?.Invoke(services);
        var provider = services.BuildServiceProvider();
        var world = new FolderAndDatabase(provider, systems ?? talk.Path);
        await TalkMigrations.MigrateAsync(provider);
        Directory.CreateDirectory(world.Files);
        await File.WriteAllTextAsync(world.Customers, Header);
        await world.Database.ExecuteAsync(SqliteDatabase.Customers);
        for (var number = 0; number < customers; number++) await world.Database.ExecuteAsync($"INSERT INTO customers (name, org_no, city) VALUES ('Fjordheim {number} AS', '9{number:00000000}', 'Bodø')");
        var stored = provider.GetRequiredService<SystemStore>();
        var database = SqlSubject.System("sqlite", world.Database.File, "- { entity: Customers, table: customers, change: updated_at, reference: our_ref, label: [name] }");
        await stored.SaveAsync(database with { Settings = database.Settings.SetItem("timeoutSeconds", "1") }, "test");
        await stored.SaveAsync(FileSubject.System(world.Files, $"- entity: Customers\n  file: customers.csv\n{FileSubject.Fields}", ("delimiter", ";")), "test");
        await provider.GetRequiredService<DataflowStore>().SaveAsync(Flow(), "test", "");
        return world;
    }

    public Task<Run> SyncAsync(RunKind kind = RunKind.Changes) =>
        _services.GetRequiredService<SyncRunner>().RunAsync(new SyncRequest("crm-pms", kind, RunTrigger.CommandLine), null, CancellationToken.None);

    public async Task<string> CityInDatabaseAsync(string orgNo)
    {
        await using var connection = new SqliteConnection($"Data Source={Database.File};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT city FROM customers WHERE org_no = $org";
        command.Parameters.AddWithValue("$org", orgNo);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>A person moves a customer in the file, as an editor saves it.</summary>
    public async Task MoveInFileAsync(string orgNo, string city)
    {
        var lines = (await File.ReadAllTextAsync(Customers)).Split('\n').Select(line => line.Contains($";{orgNo};") ? string.Join(';', line.Split(';').Select((cell, at) => at == 4 ? city : cell)) : line);
        await File.WriteAllTextAsync(Customers, string.Join('\n', lines));
    }

    public async ValueTask DisposeAsync()
    {
        var talk = _services.GetRequiredService<Microsoft.Extensions.Options.IOptions<StorageOptions>>().Value.DataFolder;
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (Directory.Exists(talk)) Directory.Delete(talk, true);
    }

    private static Dataflow Flow() => new()
    {
        Id = "crm-pms",
        Title = "CRM to PMS Dataflow",
        A = new DataflowSide { DocumentName = "CRM", SystemId = "crm" },
        B = new DataflowSide { DocumentName = "PMS", SystemId = "pms" },
        Pairs = [ShippedPair.Of("CRM", "Customers", "PMS", "Customers").Adds("for a test", """
            name     name     string
            org_no   org_no   string
            address  address  string
            city     city     string
            credit   credit   float
            since    since    -
            """).Key("org_no = org_no").Build()],
    };
}
