using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

public sealed class RunPhasesTests
{
    [Fact]
    public async Task A_run_says_of_each_entity_and_pair_how_much_was_read_matched_planned_and_written_on_which_side()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        for (var number = 1; number <= 3; number++) world.A.Insert("Customers", KeyValuePair.Create("Name", (object?)$"Customer {number}"), KeyValuePair.Create("Email", (object?)$"c{number}@x.example"));
        world.B.Insert("People", KeyValuePair.Create("Label", (object?)"Person"), KeyValuePair.Create("Mail", (object?)"p@x.example"), KeyValuePair.Create("Kind", (object?)"customer"));
        var heard = new List<RunProgress>();
        var run = await world.TellingAsync(new Each(heard.Add));
        (run.Counts.CreatedA, run.Counts.CreatedB).ShouldBe((1, 3));
        var last = heard.Where(one => one.Step != RunStep.Ended).GroupBy(one => (one.Step, one.Pair, one.Side)).ToDictionary(phase => phase.Key, phase => (phase.Last().Done, phase.Last().Total));
        last[(RunStep.Reading, "Customers", Side.A)].ShouldBe((3, 3));
        last[(RunStep.Reading, "People", Side.B)].ShouldBe((1, 1));
        last[(RunStep.Matching, "customers", null)].ShouldBe((4, 4));
        last[(RunStep.Planning, "customers", null)].ShouldBe((4, 4));
        last[(RunStep.Writing, "customers", Side.A)].ShouldBe((1, 1));
        last[(RunStep.Writing, "customers", Side.B)].ShouldBe((3, 3));
    }

    private sealed class Each(Action<RunProgress> tell) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => tell(value);
    }
}
