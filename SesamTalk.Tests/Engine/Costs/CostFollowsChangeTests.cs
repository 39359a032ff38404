using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Engine.Sync;
using Shouldly;

namespace SesamTalk.Tests.Engine.Costs;

/// <summary>With a change cursor a run costs what changed, not what there is: counted in statements, steps of the database and calls, never in time.</summary>
public sealed class CostFollowsChangeTests
{
    private const int Few = 200, Many = 10 * Few, Changed = 10, QuietStatements = 34;

    [Fact]
    public async Task A_quiet_run_over_ten_times_the_records_costs_the_same()
    {
        var (few, many) = (await CostAsync(Few, changed: 0), await CostAsync(Many, changed: 0));
        many.Statements.ShouldBe(few.Statements);
        few.Statements.ShouldBeLessThanOrEqualTo(QuietStatements);
        many.Calls.ShouldBe(few.Calls);
        many.Steps.ShouldBeLessThan(few.Steps + few.Steps / 2);
    }

    [Fact]
    public async Task Ten_changes_among_ten_times_the_records_cost_the_same()
    {
        var (few, many) = (await CostAsync(Few, Changed), await CostAsync(Many, Changed));
        many.Statements.ShouldBe(few.Statements);
        many.Calls.ShouldBe(few.Calls);
        many.Steps.ShouldBeLessThan(few.Steps + few.Steps / 2);
    }

    [Fact]
    public async Task Each_change_more_costs_a_few_statements_more()
    {
        var (one, two) = (await CostAsync(Few, Changed), await CostAsync(Few, 2 * Changed));
        ((two.Statements - one.Statements) / Changed).ShouldBeInRange(1, 12);
        ((two.Calls - one.Calls) / Changed).ShouldBeInRange(1, 4);
    }

    [Fact]
    public async Task A_look_at_everything_asks_for_each_page_what_was_agreed_and_loads_nothing_of_what_rests()
    {
        const int Page = 100;
        var (few, many) = (await CostAsync(Few, changed: 0, RunKind.Everything), await CostAsync(Many, changed: 0, RunKind.Everything));
        (many.Statements - few.Statements).ShouldBeLessThanOrEqualTo(2 * (Many - Few) / Page);
        many.BaselineLoads.ShouldBe(0);
        (await CostAsync(Few, Changed, RunKind.Everything)).BaselineLoads.ShouldBe(1);
    }

    /// <summary>What one run costs after so many records were joined and so many of them edited in A.</summary>
    private static async Task<Cost> CostAsync(int records, int changed, RunKind kind = RunKind.Changes)
    {
        CountedDatabase? database = null;
        await using var world = await TwoSystems.StartAsync(TimeProvider.System, [Shop.Dataflow with { Pairs = [Shop.Dataflow.Pairs[0]] }], [Shop.SystemA, Shop.SystemB], (services, folder) =>
        {
            database = new CountedDatabase(folder);
            services.AddSingleton<IDbContextFactory<TalkDb>>(database);
        });
        for (var number = 0; number < records; number++)
        {
            world.A.Insert("Customers", [new("Name", $"Kunde {number}"), new("Email", $"k{number}@fjord.example"), new("Address.City", "Bodø")]);
            world.B.Insert("People", [new("Label", $"Kunde {number}"), new("Mail", $"k{number}@fjord.example"), new("City", "Bodø"), new("Kind", "customer")]);
        }

        await world.SettleAsync();
        foreach (var record in world.A.Records("Customers").Take(changed)) world.A.Edit("Customers", record.Id!.Value, "Address.City", "Tromsø");
        var calls = 0;
        foreach (var system in new[] { world.A, world.B }) system.Trouble = _ => Counted(ref calls);
        database!.Reset();
        var run = await world.SyncAsync(kind);
        (run.Counts.Writes, run.Outcome).ShouldBe((changed, changed == 0 ? RunOutcome.NothingToDo : RunOutcome.Done));
        return new Cost(database.Statements, database.Steps, calls, database.BaselineLoads);
    }

    private static MemoryTrouble? Counted(ref int calls)
    {
        calls++;
        return null;
    }

    private sealed record Cost(int Statements, long Steps, int Calls, int BaselineLoads);
}
