using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Conformance;
using Shouldly;

namespace SesamTalk.Tests.Engine.Connectors.PowerOfficeGo;

/// <summary>Two hosts, each with an engine of its own, on one database and with one subscription key.</summary>
public sealed class SharedRateTests
{
    [Fact]
    public async Task Two_hosts_with_one_key_keep_to_ten_a_second_together_and_both_come_through()
    {
        await using var go = await GoClient.StartAsync();
        var made = await go.CreateAsync("Departments", ("Name", "Drift"));
        using var door = new SandboxDoor(go.Root);
        using var folder = new TempFolder();
        await using var one = await HostAsync(folder.Path);
        await using var other = await HostAsync(folder.Path);
        var system = PowerOfficeGoConformance.Demo(go.Root, [("requestsPerSecond", "10"), ("patienceSeconds", "0")]);
        var connectors = new[] { one, other }.Select(host => host.GetRequiredService<ConnectorCatalog>().Open(system)).ToList();
        // Two that each keep to ten alone would ask twenty times a second; what a slow machine sends late comes closer together than it was meant.
        await door.DialAsync(new() { ["requestsPerSecond"] = 15 });

        // With no patience, a single request too many would be an answer “wait”.
        var answers = await Task.WhenAll(Enumerable.Range(0, 26).Select(i => connectors[i % 2].ReadAsync("Departments", made.Id!.Value, default)));

        answers.Select(answer => answer.Error).OfType<ConnectorError>().ShouldBeEmpty();
        foreach (var connector in connectors) await connector.DisposeAsync();
        await using var db = one.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContext();
        var share = await db.RateShares.SingleAsync();
        share.Stamp.ShouldBeInRange(4, 40, "turns are taken some at a time");
        share.Name.ShouldNotContain("subscription");
        SqliteConnection.ClearAllPools();
    }

    private static async Task<ServiceProvider> HostAsync(string folder)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<ISecretProtector, ConformanceConnection.OpenProtector>();
        services.AddSesamTalkEngine();
        services.Configure<StorageOptions>(storage => (storage.DataFolder, storage.Connection) = (folder, $"Data Source={Path.Combine(folder, "both.db")}"));
        var host = services.BuildServiceProvider();
        await TalkMigrations.MigrateAsync(host);
        return host;
    }
}
