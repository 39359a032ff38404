using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Simulation;
using SesamTalk.Engine.Sync;
using Shouldly;
using Xunit;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Sync;

public sealed class DefaultTests
{
    private static readonly EntityDescription Customers = ShapeParts.Entity("Customers", PropertyType.Text, "Name", ShapeParts.Text("Name"), ShapeParts.Text("City"));
    private static readonly EntityDescription People = ShapeParts.Entity("People", PropertyType.Text, "Label", ShapeParts.Text("Label"), ShapeParts.Text("Town"));

    [Theory]
    [InlineData(null, "Bodø")]
    [InlineData("", "Bodø")]
    [InlineData("  ", "Bodø")]
    [InlineData("Molde", "Molde")]
    public void A_new_record_gets_the_default_where_the_other_side_is_blank(string? city, string town)
    {
        var record = Record.Of(Customers.Schema, new RecordId("1"), KeyValuePair.Create("Name", (object?)"Kari"), KeyValuePair.Create("City", (object?)city));
        var alone = new PlanCase.Alone(Side.A, new Change(ChangeKind.Upsert, new RecordId("1"), record, default, null), null, new Match.None(), Guid.Empty, null, false);
        var item = new AlonePlanning(Rules(), new ReferenceBook(), DateTimeOffset.UnixEpoch, _ => null, (_, _) => true, (_, _) => false, new AloneQuestions(Rules(), Identifiers.Fresh(TimeProvider.System), DateTimeOffset.UnixEpoch)).Plan(alone);
        item.Writes.ShouldHaveSingleItem().Values["Town"].ShouldBe(town);
    }

    [Fact]
    public void A_value_that_is_cleared_later_is_cleared_and_gets_no_default()
    {
        var (a, b) = (Record.Of(Customers.Schema, null, KeyValuePair.Create("Name", (object?)"Kari"), KeyValuePair.Create("City", (object?)"Molde")), Record.Of(People.Schema, null, KeyValuePair.Create("Label", (object?)"Kari"), KeyValuePair.Create("Town", (object?)"Molde")));
        var merger = new SesamTalk.Engine.Merging.Merger(Rules().Mapper, new ReferenceBook(), Rules().Policies);
        var merged = merger.Merge(new(a.With([KeyValuePair.Create("City", (object?)null)]), b, a, b, null, null));
        merged.Groups.Select(g => g.Outcome).OfType<SesamTalk.Engine.Merging.GroupOutcome.Write>().ShouldHaveSingleItem().Values.ShouldBe([KeyValuePair.Create("Town", (object?)null)]);
    }

    private static PairRules Rules()
    {
        var pair = new Pair
        {
            Id = "people", A = ShapeParts.Side("Customers"), B = ShapeParts.Side("People"), ToB = ShapeParts.Every(),
            Properties = [ShapeParts.Row("Name", "Label"), ShapeParts.Row("City", "Town") with { DefaultToB = "Bodø" }],
        };
        var dataflow = new Dataflow { Id = "default", Title = "default", A = new() { DocumentName = "A", SystemId = "a" }, B = new() { DocumentName = "B", SystemId = "b" }, Pairs = [pair] };
        return new PairRules(dataflow, new ReadyPair(pair, Customers, People));
    }
}
