using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Engine.Sync;
using SesamTalk.Tests.Web.Jobs;
using SesamTalk.Web.Operations;
using Shouldly;

namespace SesamTalk.Tests.Web.Operations;

public sealed class HousekeepingTests : IAsyncLifetime
{
    private readonly HandClock _clock = new();
    private readonly OperationsOptions _options = new() { Keep = { RunDays = 30, HistoryDays = 60, AtHour = 3 } };
    private TwoSystems _world = null!;

    public async ValueTask InitializeAsync() => _world = await TwoSystems.StartAsync(_clock, [Shop.Dataflow], Shop.SystemA, Shop.SystemB);

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task What_is_old_goes_and_what_is_open_or_the_audit_stays()
    {
        var old = await RunAsync(WriteState.Done, -40);
        var open = await RunAsync(WriteState.Unknown, -40);
        var young = await RunAsync(WriteState.Done, -10);
        await ConflictAsync(settledDaysAgo: 40);
        await ConflictAsync(settledDaysAgo: null);
        var kept = await Keeper().KeepAsync(CancellationToken.None);
        (kept.Runs, kept.Writes, kept.Conflicts).ShouldBe((1, 1, 1));
        await using var db = await _world.Databases.CreateDbContextAsync();
        (await db.Runs.Select(run => run.Id).ToListAsync()).ShouldBe([open, young], ignoreOrder: true);
        (await db.Writes.Select(write => write.RunId).ToListAsync()).ShouldBe([open, young], ignoreOrder: true);
        (await db.Conflicts.CountAsync()).ShouldBe(1);
        (await db.Audit.CountAsync()).ShouldBeGreaterThan(0);
        old.ShouldNotBe(Guid.Empty);
    }

    [Fact]
    public async Task The_house_is_kept_once_a_day_and_its_backups_do_not_pile_up()
    {
        _options.Backup.Folder = Path.Combine(_world.Folder, "backups");
        _options.Backup.Keep = 3;
        for (var hour = 0; hour < 24 * 6; hour++)
        {
            await Keeper().LookAsync(CancellationToken.None); // another process at each look
            _clock.Advance(TimeSpan.FromHours(1));
        }

        var backups = Directory.GetFiles(_options.Backup.Folder).Select(Path.GetFileName).Order().ToList();
        backups.ShouldBe(["sesamtalk-20260305-030000.backup.zip", "sesamtalk-20260306-030000.backup.zip", "sesamtalk-20260307-030000.backup.zip"]);
        await using (var db = await _world.Databases.CreateDbContextAsync())
            (await db.Audit.Where(entry => entry.Act == "backup.made" && entry.Who == "SesamTalk").OrderBy(entry => entry.At).Select(entry => entry.Sentence).ToListAsync())[^1].ShouldEndWith(backups[^1]!);
        using var folder = new TempFolder();
        await Restores.BringBackAsync(Path.Combine(_options.Backup.Folder, backups[0]!), folder.Path, TalkMigrations.Known(), _clock, CancellationToken.None);
        File.Exists(Path.Combine(folder.Path, StorageOptions.FileName)).ShouldBeTrue();
    }

    private Housekeeping Keeper() => new(
        _world.Databases, _world.Get<SettingStore>(), _world.Get<Leases>(), new Backups(_world.Databases, Options.Create(new StorageOptions { DataFolder = _world.Folder }), _world.Get<AuditLog>(), _clock), [], Options.Create(_options),
        Options.Create(new StorageOptions { DataFolder = _world.Folder }), _clock, NullLogger<Housekeeping>.Instance);

    private async Task<Guid> RunAsync(WriteState state, int days)
    {
        var (at, run) = (_clock.GetUtcNow().AddDays(days), Guid.CreateVersion7());
        await using var db = await _world.Databases.CreateDbContextAsync();
        db.Runs.Add(new Run { Id = run, DataflowId = "shop", DefinitionVersion = 1, Kind = RunKind.Changes, Trigger = RunTrigger.Schedule, StartedAt = at, EndedAt = at, Outcome = RunOutcome.Done });
        db.Writes.Add(new WriteEntry { Id = Guid.CreateVersion7(), RunId = run, DataflowId = "shop", PairId = "customers", LinkId = Guid.CreateVersion7(), Side = Side.B, Act = WriteAct.Update, Source = new RecordId("1"), Because = Reason.None, State = state, IntendedAt = at });
        await db.SaveChangesAsync();
        return run;
    }

    private async Task ConflictAsync(int? settledDaysAgo)
    {
        var at = _clock.GetUtcNow().AddDays(-50);
        await using var db = await _world.Databases.CreateDbContextAsync();
        db.Conflicts.Add(new OpenConflict
        {
            Id = Guid.CreateVersion7(), DataflowId = "shop", PairId = "customers", LinkId = Guid.CreateVersion7(), Subject = "Name", Kind = ConflictKind.BothChanged, Sentence = Reason.None, OpenedAt = at, ChangedAt = at,
            SettledAt = settledDaysAgo is { } days ? _clock.GetUtcNow().AddDays(-days) : null,
        });
        await db.SaveChangesAsync();
    }
}
