using System.Text;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using Shouldly;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>One person's data: given out whole, and erased so that it stays away.</summary>
public sealed class PersonTests : IAsyncLifetime
{
    private TwoSystems _world = null!;

    public async ValueTask InitializeAsync() => _world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task What_is_given_out_holds_every_value_that_was_seen_or_written()
    {
        var (link, _) = await PersonAsync();
        var given = (await _world.Get<PersonVerbs>().ExportAsync(link, "Kari")).ShouldNotBeNull().ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        foreach (var known in new[] { "Quentin Zweifel", "quentin@zweifel.example", "Bergen", "Zürich", "People" }.Take(4)) given.ShouldContain(known);
        await using var db = await _world.Databases.CreateDbContextAsync();
        var entry = await db.Audit.SingleAsync(one => one.Act == "person.exported");
        (entry.Who, entry.Sentence.Contains("Zweifel")).ShouldBe(("Kari", false));
    }

    [Fact]
    public async Task What_was_erased_is_nowhere_in_the_state_and_no_run_brings_it_back()
    {
        var (link, customer) = await PersonAsync();
        (await HoldsAsync("zweifel")).ShouldBeTrue();
        var erased = (await _world.Get<PersonVerbs>().EraseAsync(link, "Kari")).ShouldNotBeNull();
        (erased.Links, erased.History > 0, erased.Writes > 0).ShouldBe((1, true, true));
        (await HoldsAsync("zweifel")).ShouldBeFalse();
        await _world.SettleAsync();
        _world.A.Edit("Customers", customer, "Name", "Quentin Zweifel again");
        await _world.SettleAsync();
        await _world.SyncAsync(RunKind.Everything);
        (await HoldsAsync("zweifel")).ShouldBeFalse();
        // The systems are as people left them: nothing was deleted, nothing made twice, and the edit went nowhere.
        _world.B.Records("People").Count(one => ((string?)one["Mail"])!.Contains("zweifel")).ShouldBe(1);
        _world.B.Records("People").Single(one => ((string?)one["Mail"])!.Contains("zweifel"))["Label"].ShouldBe("Quentin Zweifel");
        // Others go on.
        _world.A.Insert("Customers", new("Name", "Next"), new("Email", "next@x.example"));
        (await _world.SyncAsync()).Counts.CreatedB.ShouldBe(1);
        (await _world.Get<PersonVerbs>().EraseAsync(link, "Kari")).ShouldBeNull();
    }

    [Fact]
    public async Task An_erasure_holds_for_the_same_system_under_another_name_whenever_it_is_added()
    {
        var systems = _world.Get<SystemStore>();
        ConnectedSystem Crm(string id, string address = "https://crm.example/api") => new() { Id = id, Name = id, Connector = "rest", Settings = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("baseAddress", address) };
        foreach (var system in new[] { Crm("crm"), Crm("crm-again", "https://crm.example/api/"), Crm("other", "https://other.example/") }) await systems.SaveAsync(system, "Kari");
        var (own, flows) = (Shop.Dataflow.Pairs[0], _world.Get<DataflowStore>());
        foreach (var (id, system) in new[] { ("first", "crm"), ("third", "crm-again"), ("strange", "other") })
            await flows.SaveAsync(Shop.Dataflow with { Id = id, Version = 0, Title = id, A = Shop.Dataflow.A with { SystemId = system }, B = Shop.Dataflow.B with { SystemId = id + "-b" } }, "Kari", "");
        await using (var db = await _world.Databases.CreateDbContextAsync())
        {
            foreach (var id in new[] { "first", "third", "strange" })
                db.Links.Add(new Link { Id = Guid.CreateVersion7(), DataflowId = id, PairId = own.Id, A = new("77"), B = new(id), LabelA = "Quentin Zweifel", LabelB = "Quentin Zweifel", Origin = LinkOrigin.Found, State = Population.InSync, LinkedAt = default, ChangedAt = default });
            await db.SaveChangesAsync();
        }

        await using var look = await _world.Databases.CreateDbContextAsync();
        var link = (await look.Links.SingleAsync(one => one.DataflowId == "first")).Id;
        (await _world.Get<PersonVerbs>().EraseAsync(link, "Kari"))!.Links.ShouldBe(2);
        (await look.Links.AsNoTracking().Where(one => one.PairId == own.Id && one.LabelA == "Quentin Zweifel").Select(one => one.DataflowId).ToListAsync()).ShouldBe(["strange"]);

        // One that is added only now is the same as well; one at another address is not.
        await systems.SaveAsync(Crm("crm-late"), "Kari");
        var erased = await _world.Get<Erasures>().AllAsync();
        var entity = FoldedName.Of(own.A.Entity);
        new[] { "crm", "crm-again", "crm-late", "other" }.Select(system => erased.Has(system, entity, new("77"))).ShouldBe([true, true, true, false]);
    }

    private async Task<(Guid Link, RecordId Customer)> PersonAsync()
    {
        var customer = _world.A.Insert("Customers", new("Name", "Quentin Zweifel"), new("Email", "quentin@zweifel.example"), new("Address.City", "Bergen"));
        _world.A.Insert("Customers", new("Name", "Other"), new("Email", "other@x.example"));
        await _world.SettleAsync();
        _world.A.Edit("Customers", customer, "Address.City", "Zürich");
        await _world.SettleAsync();
        await _world.SyncAsync(RunKind.DryRun);
        await using var db = await _world.Databases.CreateDbContextAsync();
        return ((await db.Links.SingleAsync(one => one.A == customer)).Id, customer);
    }

    // Every cell of every table, as text.
    private async Task<bool> HoldsAsync(string word)
    {
        await using var db = await _world.Databases.CreateDbContextAsync();
        var connection = db.Database.GetDbConnection();
        await connection.OpenAsync();
        List<string> tables = [];
        await using (var names = connection.CreateCommand())
        {
            names.CommandText = db.Database.IsSqlite() ? "SELECT name FROM sqlite_master WHERE type = 'table'" : "SELECT tablename FROM pg_tables WHERE schemaname = 'public'";
            await using var rows = await names.ExecuteReaderAsync();
            while (await rows.ReadAsync()) tables.Add(rows.GetString(0));
        }

        foreach (var table in tables)
            if (await HoldsAsync(connection, table, word)) return true;

        return false;
    }

    private static async Task<bool> HoldsAsync(System.Data.Common.DbConnection connection, string table, string word)
    {
        await using var all = connection.CreateCommand();
        all.CommandText = $"SELECT * FROM \"{table}\"";
        await using var rows = await all.ExecuteReaderAsync();
        var row = new object[rows.FieldCount];
        while (await rows.ReadAsync())
        {
            rows.GetValues(row);
            if (row.Any(cell => (cell is byte[] packed ? Encoding.UTF8.GetString(packed) : cell.ToString() ?? "").Contains(word, StringComparison.OrdinalIgnoreCase))) return true;
        }

        return false;
    }
}
