using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;
using Shouldly;
using Xunit;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>Each brake holds from the first record above its limit, and not before. What a run does that is held back is in <see cref="StoredPlanTests"/>.</summary>
public sealed class BrakesTests
{
    private static readonly Schema Schema = new("People", [new SchemaProperty("Id", PropertyType.Text) { IsKey = true }]);

    [Theory]
    [InlineData(WriteAct.Delete, 100, 5, null)]
    [InlineData(WriteAct.Delete, 100, 6, ReasonCodes.TooManyDeletes)]
    [InlineData(WriteAct.Archive, 100, 5, null)]
    [InlineData(WriteAct.Archive, 100, 6, ReasonCodes.TooManyDeletes)]
    [InlineData(WriteAct.Delete, 50, 2, null)]
    [InlineData(WriteAct.Delete, 50, 3, ReasonCodes.TooManyDeletes)]
    [InlineData(WriteAct.Delete, 49, 49, null)]
    [InlineData(WriteAct.Update, 100, 50, null)]
    [InlineData(WriteAct.Update, 100, 51, ReasonCodes.TooManyChanges)]
    [InlineData(WriteAct.Update, 49, 49, null)]
    [InlineData(WriteAct.Create, 0, 200, null)]
    [InlineData(WriteAct.Create, 0, 201, ReasonCodes.TooManyWrites)]
    [InlineData(WriteAct.Update, 1000, 201, ReasonCodes.TooManyWrites)]
    public void A_plan_is_held_back_above_its_limit(WriteAct act, int links, int writes, string? held) =>
        Brakes.Hold(Plan(links, Enumerable.Repeat(Write(act), writes)), new SafetyLimits { WritesPerRun = 200 }).ShouldSatisfyAllConditions(reason => reason?.Code.ShouldBe(held), reason => (reason is null).ShouldBe(held is null));

    [Fact]
    public void The_reason_names_the_pair_and_the_figures() =>
        Brakes.Hold(Plan(100, Enumerable.Repeat(Write(WriteAct.Delete), 6)), new SafetyLimits())!.ToString().ShouldSatisfyAllConditions(said => said.ShouldContain("6"), said => said.ShouldContain("100"), said => said.ShouldContain("people"), said => said.ShouldContain("5"));

    [Fact]
    public void What_two_persons_approved_is_not_for_the_brake() =>
        Brakes.Hold(Plan(100, Enumerable.Repeat(Write(WriteAct.Delete) with { ApprovedBy = "Kari", SecondBy = "Ola" }, 60)), new SafetyLimits()).ShouldBeNull();

    [Fact]
    public void One_pair_above_its_share_holds_the_whole_run()
    {
        var (quiet, loud) = (Plan(1000, [Write(WriteAct.Update)]), Plan(100, Enumerable.Repeat(Write(WriteAct.Delete), 6)));
        Brakes.Hold(new SyncPlan([.. quiet.Pairs, .. loud.Pairs]), new SafetyLimits())!.Code.ShouldBe(ReasonCodes.TooManyDeletes);
    }

    private static SyncPlan Plan(int links, IEnumerable<PlannedWrite> writes) => new([new PairPlan("people", links, [.. writes.Select(write => new PlanItem { PairId = "people", Writes = [write] })])]);

    private static PlannedWrite Write(WriteAct act) => new()
    {
        PairId = "people", LinkId = Guid.Empty, Side = Side.B, Act = act, Entity = "People", Source = new("1"), Label = "one", Because = Reason.None, Values = Record.Empty(Schema), Basis = ValueMap.Empty,
    };
}
