using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Scenarios;

/// <summary>SesamTalk's own database fills up, at the beginning of a run or in the middle of its writes.</summary>
public sealed class FullStoreTests
{
    private const int Customers = 60;

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(20)]
    public async Task A_run_whose_records_find_no_room_ends_by_name_and_the_next_goes_on_without_making_anything_twice(int pages)
    {
        Bounded? store = null;
        await using var world = await FolderAndDatabase.StartAsync(Customers, more: services =>
        {
            var inner = services.Last(service => service.ServiceType == typeof(IDbContextFactory<TalkDb>));
            services.AddSingleton<IDbContextFactory<TalkDb>>(provider => store ??= new Bounded((IDbContextFactory<TalkDb>)ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!)));
        });

        store!.Most = store.Pages() + pages;
        var full = await world.SyncAsync();
        full.Outcome.ShouldBe(RunOutcome.Interrupted, full.Reason.ToString());
        full.Reason.ToString().ShouldContain("own database cannot be used (the disk is full)");

        store.Most = null;
        for (var run = 0; run < 3; run++) (await world.SyncAsync()).Outcome.ShouldBeOneOf(RunOutcome.Done, RunOutcome.NothingToDo);
        var lines = (await File.ReadAllLinesAsync(world.Customers)).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(';')[2]).ToList();
        lines.Order().ShouldBe(Enumerable.Range(0, Customers).Select(number => $"9{number:00000000}"), "each customer once");
        (await world.SyncAsync()).Outcome.ShouldBe(RunOutcome.NothingToDo);
        await using var db = store.CreateDbContext();
        (await db.Runs.CountAsync(run => run.Outcome == RunOutcome.Running)).ShouldBe(0, "what could not be closed then is closed now");
    }

    /// <summary>A database that may have so many pages and no more, as on a disk that is full.</summary>
    private sealed class Bounded(IDbContextFactory<TalkDb> inner) : IDbContextFactory<TalkDb>
    {
        private const long Endless = 1_073_741_823;

        public long? Most { get; set; }

        public TalkDb CreateDbContext()
        {
            var db = inner.CreateDbContext();
            db.Database.OpenConnection();
#pragma warning disable EF1002 // A number of ours; a pragma takes no parameter.
            db.Database.ExecuteSqlRaw($"PRAGMA max_page_count={Most ?? Endless}");
#pragma warning restore EF1002
            return db;
        }

        public long Pages()
        {
            using var db = inner.CreateDbContext();
            db.Database.OpenConnection();
            using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "PRAGMA page_count";
            return (long)command.ExecuteScalar()!;
        }
    }
}
