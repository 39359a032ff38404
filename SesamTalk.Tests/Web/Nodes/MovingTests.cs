using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Conformance;
using SesamTalk.Tests.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;
using SesamTalk.Web.Operations;
using Shouldly;

namespace SesamTalk.Tests.Web.Nodes;

/// <summary>An installation that outgrows its file.</summary>
public sealed class MovingTests(PostgresServer server)
{
    [Fact]
    public async Task Everything_that_stood_in_the_file_stands_in_PostgreSQL_and_is_moved_only_once()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "PostgreSQL is not installed (apt-get install postgresql).");
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        for (var number = 1; number <= 12; number++)
            world.A.Insert("Customers", new("Name", $"Kunde {number} æøå"), new("Email", $"c{number}@x.example"), new("Address.City", "Oslo"), new("Limit", 1.25m * number));
        await world.SettleAsync();
        world.A.Edit("Customers", world.A.Records("Customers")[0].Id!.Value, "Name", "A");
        world.B.Edit("People", world.B.Records("People").Single(one => (string?)one["Mail"] == "c1@x.example").Id!.Value, "Label", "B");
        await world.SyncAsync();
        var accounts = new AccountDatabases(Options.Create(new StorageOptions { DataFolder = world.Folder }));
        await using (var db = accounts.CreateDbContext())
        {
            db.Users.Add(new Account { UserName = "kari", NormalizedUserName = "KARI", Role = Role.Operator, AddedBy = "test", AddedAt = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero), LockoutEnd = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), LockoutEnabled = true });
            await db.SaveChangesAsync();
        }

        await using var database = await PostgresDatabase.MakeAsync(server);
        var moved = await Moving.MoveAsync(world.Folder, database.Connection, CancellationToken.None);
        (moved["Links"], moved["Conflicts"], moved["Accounts"]).ShouldBe((12, 1, 1));
        var there = Options.Create(new StorageOptions { Provider = "Postgres", Connection = database.Connection, DataFolder = world.Folder });
        await using var before = await world.Databases.CreateDbContextAsync();
        await using var after = new TalkDbFactory(there).CreateDbContext();
        foreach (var (from, to) in new (IEnumerable<object> From, IEnumerable<object> To)[]
        {
            (await before.Links.AsNoTracking().OrderBy(one => one.Id).ToListAsync(), await after.Links.AsNoTracking().OrderBy(one => one.Id).ToListAsync()),
            (await before.Runs.AsNoTracking().OrderBy(one => one.Id).ToListAsync(), await after.Runs.AsNoTracking().OrderBy(one => one.Id).ToListAsync()),
            (await before.Writes.AsNoTracking().OrderBy(one => one.Id).ToListAsync(), await after.Writes.AsNoTracking().OrderBy(one => one.Id).ToListAsync()),
            (await before.Conflicts.AsNoTracking().OrderBy(one => one.Id).ToListAsync(), await after.Conflicts.AsNoTracking().OrderBy(one => one.Id).ToListAsync()),
            (await before.Audit.AsNoTracking().OrderBy(one => one.Id).ToListAsync(), await after.Audit.AsNoTracking().OrderBy(one => one.Id).ToListAsync()),
            (await before.Cursors.AsNoTracking().OrderBy(one => one.DataflowId).ThenBy(one => one.Side).ThenBy(one => one.Entity).ToListAsync(), await after.Cursors.AsNoTracking().OrderBy(one => one.DataflowId).ThenBy(one => one.Side).ThenBy(one => one.Entity).ToListAsync()),
        }) to.ShouldBe(from);
        await using var people = new AccountDatabases(there).CreateDbContext();
        var kari = await people.Users.SingleAsync();
        (kari.UserName, kari.Role, kari.LockoutEnd, kari.LockoutEnabled).ShouldBe(("kari", Role.Operator, new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), true));
        (await Should.ThrowAsync<InvalidDataException>(() => Moving.MoveAsync(world.Folder, database.Connection, CancellationToken.None))).Message.ShouldContain("is not empty");
    }

    [Fact]
    public async Task Every_column_of_every_table_comes_along_and_numbers_that_are_given_out_go_on()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "PostgreSQL is not installed (apt-get install postgresql).");
        using var folder = new TempFolder();
        await using var database = await PostgresDatabase.MakeAsync(server);
        var (here, there) = (Options.Create(new StorageOptions { DataFolder = folder.Path }), Options.Create(new StorageOptions { Provider = "Postgres", Connection = database.Connection }));
        await TalkMigrations.MigrateAsync(new TalkDbFactory(here));
        await using (var accounts = new AccountDatabases(here).CreateDbContext()) (await accounts.Users.CountAsync()).ShouldBe(0);
        await using var talk = new TalkDbFactory(there).CreateDbContext();
        await using var people = new PostgresAccountDb(new DbContextOptionsBuilder<PostgresAccountDb>().UseNpgsql(database.Connection).Options);
        await using var file = new SqliteConnection(TalkDbFactory.SqliteConnection(here.Value));
        await file.OpenAsync(TestContext.Current.CancellationToken);
        await MovedTables.FillAsync(file, talk);
        await MovedTables.FillAsync(file, people);

        var moved = await Moving.MoveAsync(folder.Path, database.Connection, CancellationToken.None);
        await using var target = new NpgsqlConnection(database.Connection);
        await target.OpenAsync(TestContext.Current.CancellationToken);
        var tables = MovedTables.Of(talk).Concat(MovedTables.Of(people)).ToList();
        moved.Keys.ShouldBe(tables.Select(table => table.Name), ignoreOrder: true);
        List<(string Column, long Next)> next = [];
        foreach (var table in tables)
        {
            (await MovedTables.SaidAsync(target, table)).ShouldBe(await MovedTables.SaidAsync(file, table), table.Name);
            next.AddRange(await MovedTables.NextAsync(target, table));
        }

        // Results of checklists and claims: the next one takes no number that is taken.
        next.Select(one => one.Column).ShouldBe(["LineResults.Number", "AccountClaims.Id"], ignoreOrder: true);
        foreach (var (column, number) in next)
        {
            await using var most = new NpgsqlCommand($"SELECT MAX(\"{column.Split('.')[1]}\") FROM \"{column.Split('.')[0]}\"", target);
            number.ShouldBeGreaterThan(Convert.ToInt64(await most.ExecuteScalarAsync(TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture), column);
        }
    }

    [Fact]
    public async Task Keys_that_nodes_share_are_sealed_and_open_with_the_same_secret_alone()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "PostgreSQL is not installed (apt-get install postgresql).");
        await using var database = await PostgresDatabase.MakeAsync(server);
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "key-1.xml"), "<key id=\"1\"><secret>inner</secret></key>", TestContext.Current.CancellationToken);
        var accounts = new AccountDatabases(Options.Create(new StorageOptions { Provider = "Postgres", Connection = database.Connection }));
        var (secret, other) = (new string('s', 40), new string('o', 40));
        // The keys of the node that was alone come along; another node, with no folder, finds them.
        new SharedKeys(accounts, secret, folder.Path).GetAllElements().Single().Value.ShouldBe("inner");
        var found = new SharedKeys(accounts, secret, "/nowhere").GetAllElements();
        found.Single().Attribute("id")!.Value.ShouldBe("1");
        await using var db = accounts.CreateDbContext();
        (await db.Keys.SingleAsync()).Value.ShouldNotContain("inner");
        Should.Throw<System.Security.Cryptography.CryptographicException>(() => new SharedKeys(accounts, other, "/nowhere").GetAllElements()).Message.ShouldContain("Auth:KeySecret");
    }
}
