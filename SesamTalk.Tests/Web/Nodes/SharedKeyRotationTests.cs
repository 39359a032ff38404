using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SesamTalk.Engine;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Conformance;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;
using Shouldly;

namespace SesamTalk.Tests.Web.Nodes;

/// <summary>New keys on one node, and what the others do with them.</summary>
public sealed class SharedKeyRotationTests(PostgresServer server)
{
    [Fact]
    public async Task The_other_node_opens_what_the_new_key_protects_at_once_and_protects_with_it_after_its_next_look()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "PostgreSQL is not installed (apt-get install postgresql).");
        await using var database = await PostgresDatabase.MakeAsync(server);
        using var folders = new TempFolder();
        await using var one = Node(folders.File("one"), database.Connection);
        await using var other = Node(folders.File("other"), database.Connection);
        await TalkMigrations.MigrateAsync(one);
        await one.GetRequiredService<SystemStore>().SaveAsync(
            new ConnectedSystem { Id = "crm", Name = "crm", Connector = "rest", Settings = ImmutableDictionary<string, string>.Empty, ProtectedSecrets = ImmutableDictionary<string, string>.Empty.Add("password", Secrets(one).Protect("hemmelig")) }, "test");
        await one.GetRequiredService<AuditChain>().SealAsync(all: true, default);
        var account = await AccountAsync(one);
        var (polling, watch) = (Polling(other), other.GetRequiredService<AccountWatch>());
        await polling.LookAsync(default);
        var before = Key(other);
        Key(one).ShouldBe(before);
        watch.Find(account, out var stamp).ShouldNotBeNull();

        var rotated = await one.GetRequiredService<KeyRotation>().RotateAsync("kari", default);
        (rotated.Before, rotated.Secrets, rotated.Lost.Count).ShouldBe((before, 3, 0));
        Key(one).ShouldBe(rotated.Now);
        Key(other).ShouldBe(before); // held until it looks, or meets the new one
        await polling.LookAsync(default);
        Key(other).ShouldBe(rotated.Now);
        watch.Find(account, out var anew).ShouldNotBeNull();
        anew.ShouldNotBe(stamp);
        await using var third = Node(folders.File("third"), database.Connection);
        _ = Key(third);
        var again = await one.GetRequiredService<KeyRotation>().RotateAsync("kari", default);
        var kept = (await third.GetRequiredService<SystemStore>().FindAsync("crm"))!.ProtectedSecrets["password"];
        (StoredProtection.KeyOf(kept), Secrets(third).Reveal(kept), Key(third)).ShouldBe((again.Now, "hemmelig", again.Now));
        (await third.GetRequiredService<AuditChain>().VerifyAsync(default)).IsWhole.ShouldBeTrue();
    }

    private static Guid Key(IServiceProvider node) => StoredProtection.KeyOf(Secrets(node).Protect("x"));

    private static ISecretProtector Secrets(IServiceProvider node) => node.GetRequiredService<ISecretProtector>();

    private static AccountPolling Polling(IServiceProvider node) => new(
        node.GetRequiredService<AccountWatch>(), node.GetRequiredService<HeldKeys>(), node.GetRequiredService<IDbContextFactory<AccountDb>>(), new OpenHouse(), node.GetRequiredService<IOptions<StorageOptions>>(), TimeProvider.System, NullLogger<AccountPolling>.Instance);

    private static async Task<string> AccountAsync(IServiceProvider node)
    {
        await using var db = await node.GetRequiredService<IDbContextFactory<AccountDb>>().CreateDbContextAsync();
        var account = new Account { UserName = "kari", NormalizedUserName = "KARI", Role = Role.Admin, AddedBy = "test", SecurityStamp = "before" };
        db.Users.Add(account);
        await db.SaveChangesAsync();
        return account.Id;
    }

    private static ServiceProvider Node(string folder, string connection)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Auth:KeySecret"] = new string('s', 40) });
        var services = new ServiceCollection().AddLogging();
        services.AddSesamTalkEngine();
        services.Configure<StorageOptions>(options => (options.Provider, options.Connection, options.DataFolder) = ("Postgres", connection, folder));
        services.AddTalkProtection(folder, isShared: true);
        services.AddTalkAccounts(configuration);
        return services.BuildServiceProvider();
    }
}
