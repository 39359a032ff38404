using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;
using SesamTalk.Tests.Engine.Sync;
using SesamTalk.Tests.Web.Jobs;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Issues;

/// <summary>A create without an answer stood as failing, for a person to mend, although it was only too soon to look for it.</summary>
public sealed class CreateTooFreshToTellTests
{
    [Fact]
    public async Task It_waits_until_a_look_can_tell_and_asks_nobody()
    {
        var clock = new HandClock();
        await using var world = await TwoSystems.StartAsync(clock, [Shop.Dataflow], Shop.SystemA, time =>
        {
            var system = Shop.SystemB(time);
            var people = system.Description.Entities.Single(entity => entity.Name == "People");
            return system.With(people with { Capabilities = people.Capabilities with { ReadLag = TimeSpan.FromSeconds(10) } });
        });
        world.A.Insert("Customers", KeyValuePair.Create("Name", (object?)"Kari"));
        world.B.Trouble = call => call.Verb == MemoryVerb.Write ? new MemoryTrouble(new ConnectorError.Unknown("No answer.")) : null;
        await world.SyncAsync();
        world.B.Trouble = _ => null;
        clock.Advance(TimeSpan.FromSeconds(2));
        (await world.SyncAsync()).Outcome.ShouldNotBe(RunOutcome.DoneWithConflicts);
        var waits = (await world.Memory.UnlinkedAsync("shop")).ShouldHaveSingleItem();
        (waits.State, waits.Reason.Code).ShouldBe((Population.Waiting, ReasonCodes.CreateTooFresh));
        // Also a dry run plans nothing for it.
        (await world.SyncAsync(RunKind.DryRun)).Outcome.ShouldNotBe(RunOutcome.Failed);
        clock.Advance(TimeSpan.FromMinutes(1));
        (await world.SyncAsync()).Counts.CreatedB.ShouldBe(1);
        world.B.Records("People").Count.ShouldBe(1);
    }
}
