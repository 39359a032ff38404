using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Storage.Rows;
using SesamTalk.Tests.Laws;
using Shouldly;

namespace SesamTalk.Tests.Conformance;

public abstract partial class StorageConformance
{
    [Fact]
    public async Task A_definition_is_kept_in_every_version_with_who_and_when()
    {
        var first = await Dataflows.SaveAsync(RichDefinition.New() with { Version = 0 }, "kari", "imported");
        _clock.Advance(TimeSpan.FromMinutes(5));
        var second = await Dataflows.SaveAsync(first with { Title = "Renamed" }, "ola", "");
        (first.Version, second.Version).ShouldBe((1, 2));
        Parts.Of(await Dataflows.FindAsync(first.Id)).ShouldBe(Parts.Of(second));
        Parts.Of((await Dataflows.AllAsync()).ShouldHaveSingleItem()).ShouldBe(Parts.Of(second));
        Parts.Of(await Dataflows.VersionAsync(first.Id, 1)).ShouldBe(Parts.Of(first));
        (await Dataflows.VersionAsync(first.Id, 3)).ShouldBeNull();
        (await Dataflows.VersionsAsync(first.Id)).ShouldBe([new(2, Noon.AddMinutes(5), "ola", ""), new(1, Noon, "kari", "imported")]);
        await using var db = await Databases.CreateDbContextAsync();
        (await db.Audit.OrderBy(entry => entry.At).Select(entry => entry.Act).ToListAsync()).ShouldBe(["dataflow.added", "dataflow.saved"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public async Task A_stale_definition_is_refused_and_nothing_is_stored(int edited)
    {
        var stored = await Dataflows.SaveAsync(await Dataflows.SaveAsync(RichDefinition.New() with { Version = 0 }, "kari", ""), "kari", "");
        var stale = await Should.ThrowAsync<StaleDefinitionException>(() => Dataflows.SaveAsync(stored with { Version = edited, Title = "Mine" }, "ola", ""));
        (stale.Edited, stale.Stored).ShouldBe((edited, 2));
        (await Dataflows.FindAsync(stored.Id))!.Title.ShouldBe(stored.Title);
        (await Dataflows.VersionsAsync(stored.Id)).Count.ShouldBe(2);
        await using var db = await Databases.CreateDbContextAsync();
        (await db.Audit.CountAsync()).ShouldBe(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Of_many_who_save_the_same_version_at_once_one_succeeds(int version)
    {
        var definition = RichDefinition.New() with { Version = 0 };
        if (version == 1) definition = await Dataflows.SaveAsync(definition, "kari", "");
        var saves = Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            try
            {
                await Dataflows.SaveAsync(definition, $"person {i}", "");
                return true;
            }
            catch (StaleDefinitionException)
            {
                return false;
            }
        }));
        (await Task.WhenAll(saves)).Count(saved => saved).ShouldBe(1);
        (await Dataflows.VersionsAsync(definition.Id)).Count.ShouldBe(version + 1);
    }

    [Fact]
    public async Task A_paused_dataflow_says_who_paused_it_and_why_until_it_is_resumed()
    {
        var running = await Dataflows.SaveAsync(RichDefinition.New() with { Version = 0, PausedBecause = null }, "kari", "");
        (await Dataflows.PauseAsync(running.Id, "moving house", "ola")).ShouldBeTrue();
        (await Dataflows.FindAsync(running.Id))!.PausedBecause.ShouldBe("ola: moving house");
        (await Dataflows.ResumeAsync(running.Id, "kari")).ShouldBeTrue();
        (await Dataflows.ResumeAsync(running.Id, "kari")).ShouldBeTrue();
        Parts.Of(await Dataflows.FindAsync(running.Id)).ShouldBe(Parts.Of(running with { Version = 3 }));
        (await Dataflows.PauseAsync("nothing", "", "ola")).ShouldBeFalse();
        (await Dataflows.ResumeAsync("nothing", "ola")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_system_reads_back_and_the_audit_names_what_changed_but_no_value()
    {
        var store = Get<SystemStore>();
        var system = new ConnectedSystem { Id = "books", Name = "Books", Connector = "rest" };
        await store.SaveAsync(system, "kari");
        var changed = system with { Environment = SystemEnvironment.Demo, Settings = system.Settings.Add("baseAddress", "http://127.0.0.1:1/"), ProtectedSecrets = system.ProtectedSecrets.Add("apiKey", "CfDJ8") };
        await store.SaveAsync(changed, "ola");
        Parts.Of(await store.FindAsync("books")).ShouldBe(Parts.Of(changed));
        Parts.Of((await store.AllAsync()).ShouldHaveSingleItem()).ShouldBe(Parts.Of(changed));
        (await store.FindAsync("none")).ShouldBeNull();
        await using var db = await Databases.CreateDbContextAsync();
        (await db.Audit.Where(entry => entry.Subject == "system/books").OrderBy(entry => entry.Id).Select(entry => entry.Sentence).ToListAsync())
            .ShouldBe(["kari added the system Books.", "ola changed the system Books: environment, baseAddress, apiKey."], ignoreOrder: true);
    }

    [Fact]
    public async Task AU_2_The_audit_is_only_added_to_whoever_asks_the_database()
    {
        await Get<SettingStore>().ChooseAsync("limit", "5", "kari");
        await Get<SettingStore>().ChooseAsync("limit", "10", "kari");
        await using var db = await Databases.CreateDbContextAsync();
        (await db.Audit.ToListAsync()).SelectMany(entry => entry.Changes).ShouldBe([new("limit", null, "5"), new("limit", "5", "10")], ignoreOrder: true);
        await Should.ThrowAsync<System.Data.Common.DbException>(() => db.Audit.ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Who, "nobody")));
        await Should.ThrowAsync<System.Data.Common.DbException>(() => db.Audit.Where(entry => entry.Who == "kari").ExecuteDeleteAsync());
        (await db.Audit.CountAsync(entry => entry.Who == "kari")).ShouldBe(2);
    }

    [Fact]
    public async Task A_setting_is_what_it_was_last_set_to()
    {
        var settings = Get<SettingStore>();
        (await settings.GetAsync("demo")).ShouldBeNull();
        await settings.SetAsync("demo", "offered");
        await settings.SetAsync("demo", "taken");
        (await settings.GetAsync("demo")).ShouldBe("taken");
        await settings.SetAsync("demo", null);
        (await settings.GetAsync("demo")).ShouldBeNull();
    }

    [Fact]
    public async Task A_lease_has_one_holder_until_it_is_released_or_its_time_is_over()
    {
        var leases = Get<Leases>();
        var minute = TimeSpan.FromMinutes(1);
        (await leases.TakeAsync("run/x", "one", minute)).ShouldBeTrue();
        (await leases.TakeAsync("run/x", "two", minute)).ShouldBeFalse();
        (await leases.TakeAsync("run/y", "two", minute)).ShouldBeTrue();
        _clock.Advance(TimeSpan.FromSeconds(50));
        (await leases.RenewAsync("run/x", "one", minute)).ShouldBeTrue();
        _clock.Advance(TimeSpan.FromSeconds(50));
        (await leases.TakeAsync("run/x", "two", minute)).ShouldBeFalse("it was renewed");
        _clock.Advance(minute);
        (await leases.TakeAsync("run/x", "two", minute)).ShouldBeTrue("its time is over");
        (await leases.RenewAsync("run/x", "one", minute)).ShouldBeFalse("it was taken over");
        await leases.ReleaseAsync("run/x", "one");
        (await leases.TakeAsync("run/x", "three", minute)).ShouldBeFalse("only its holder releases it");
        await leases.ReleaseAsync("run/x", "two");
        (await leases.TakeAsync("run/x", "three", minute)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_run_takes_its_lease_as_it_begins_and_gives_it_free_as_it_ends()
    {
        var leases = Get<Leases>();
        LeaseWish Wish(Run run) => leases.Wish("run/x", run.Id.ToString("N"), TimeSpan.FromMinutes(1));
        var (first, second) = (NewRun(), NewRun());
        await using var held = HeldDatabase.Hold(Databases);
        (await Journal.BeginAsync(first, Wish(first), default)).ShouldBeTrue();
        (await Journal.BeginAsync(second, Wish(second), default)).ShouldBeFalse("another has it");
        await Journal.EndAsync(second with { Outcome = RunOutcome.Interrupted }, Wish(second), default);
        (await leases.TakeAsync("run/x", "three", TimeSpan.FromMinutes(1))).ShouldBeFalse("only its holder gives it free");
        await Journal.EndAsync(first with { Outcome = RunOutcome.Done }, Wish(first), default);
        (await leases.TakeAsync("run/x", "three", TimeSpan.FromMinutes(1))).ShouldBeTrue();
        await using var db = await Databases.CreateDbContextAsync();
        (await db.Runs.ToDictionaryAsync(run => run.Id, run => run.Outcome)).ShouldBe(new Dictionary<Guid, RunOutcome> { [first.Id] = RunOutcome.Done, [second.Id] = RunOutcome.Interrupted }, ignoreOrder: true);
    }

    [Fact]
    public async Task Of_many_who_take_a_lease_at_once_one_gets_it()
    {
        var leases = Get<Leases>();
        var takes = Enumerable.Range(0, 16).Select(i => Task.Run(() => leases.TakeAsync("run/x", $"holder {i}", TimeSpan.FromMinutes(1))));
        (await Task.WhenAll(takes)).Count(taken => taken).ShouldBe(1);
    }
}
