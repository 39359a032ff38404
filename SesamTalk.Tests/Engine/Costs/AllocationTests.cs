using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Simulation;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using Shouldly;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Costs;

/// <summary>What the hot path allocates for a record of six properties, counted on the test's own thread: guards against a factor, not against a byte.</summary>
public sealed class AllocationTests
{
    private const int Times = 500;
    private static readonly string[] Paths = ["Name", "Email", "City", "Street", "Zip", "Phone"];
    private static readonly EntityDescription Customers = ShapeParts.Entity("Customers", PropertyType.Text, "Name", [.. Paths.Select(path => ShapeParts.Text(path))]);
    private static readonly EntityDescription People = ShapeParts.Entity("People", PropertyType.Text, "Name", [.. Paths.Select(path => ShapeParts.Text(path))]);
    private static readonly Record One = Record.Of(Customers.Schema, new RecordId("1"), Paths.Select((path, number) => KeyValuePair.Create(path, (object?)$"{path} {number}")));
    private static readonly PairRules Rules = Joined();

    [Fact]
    public void Packing_a_record_allocates_the_bytes_it_gives_back_and_no_more() =>
        EachOf(() => ValueCodec.Pack(One)).ShouldBeLessThanOrEqualTo(ValueCodec.Pack(One).Length + 64);

    [Fact]
    public void A_print_of_a_record_allocates_its_text_and_no_more() => EachOf(() => Prints.Of(One)).ShouldBeLessThanOrEqualTo(200);

    [Fact]
    public void Mapping_a_record_allocates_its_row_of_values_and_no_more() => EachOf(() => Rules.Mapper.Map(One, Side.B, new ReferenceBook())).ShouldBeLessThan(600);

    [Fact]
    public void A_merge_key_allocates_its_text_twice_at_most() => EachOf(() => MatchKey.Of(One, Side.A, Rules.Pair.Keys)).ShouldBeLessThan(500);

    [Fact]
    public void Two_records_at_rest_are_planned_for_less_than_a_kilobyte()
    {
        var planning = new LinkedPlanning(Rules, new ReferenceBook(), Identifiers.Fresh(TimeProvider.System), DateTimeOffset.UnixEpoch, SafetyPieces.All);
        var linked = AtRest();
        planning.Plan(linked).IsQuiet.ShouldBeTrue();
        EachOf(() => planning.Plan(linked)).ShouldBeLessThan(1_000);
    }

    [Fact]
    public void An_edit_is_planned_for_a_few_kilobytes()
    {
        var planning = new LinkedPlanning(Rules, new ReferenceBook(), Identifiers.Fresh(TimeProvider.System), DateTimeOffset.UnixEpoch, SafetyPieces.All);
        var edited = AtRest() with { A = Upsert(One.With([KeyValuePair.Create("City", (object?)"Tromsø")])) };
        planning.Plan(edited).Writes.ShouldHaveSingleItem().Values["City"].ShouldBe("Tromsø");
        EachOf(() => planning.Plan(edited)).ShouldBeLessThan(16_000);
    }

    private static PlanCase.Linked AtRest()
    {
        var across = Record.Of(People.Schema, new RecordId("1"), One.Known());
        var link = new Link { Id = Guid.Empty, DataflowId = "cost", PairId = "people", A = new RecordId("1"), B = new RecordId("1"), LabelA = Rules.LabelOf(Side.A, One), LabelB = Rules.LabelOf(Side.B, across), Origin = LinkOrigin.Found, LinkedAt = DateTimeOffset.UnixEpoch, ChangedAt = DateTimeOffset.UnixEpoch };
        return new PlanCase.Linked(link, false, Upsert(One), Upsert(across), new Baseline(link.Id, One, across, default, default, DateTimeOffset.UnixEpoch), []);
    }

    private static Change Upsert(Record record) => new(ChangeKind.Upsert, new RecordId("1"), record, default, null);

    // The first times compile, fill what is kept, and do not count.
    private static long EachOf(Func<object> act)
    {
        for (var time = 0; time < Times; time++) act();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var time = 0; time < Times; time++) act();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Times;
    }

    private static PairRules Joined()
    {
        var pair = new Pair
        {
            Id = "people", A = ShapeParts.Side("Customers"), B = ShapeParts.Side("People"), ToB = ShapeParts.Every(), ToA = ShapeParts.Every(),
            Keys = [ShapeParts.Key("Email", "Email")], Properties = [.. Paths.Select(path => ShapeParts.Row(path, path))],
        };
        var dataflow = new Dataflow { Id = "cost", Title = "cost", A = new() { DocumentName = "A", SystemId = "a" }, B = new() { DocumentName = "B", SystemId = "b" }, Pairs = [pair] };
        return new PairRules(dataflow, new ReadyPair(pair, Customers, People));
    }
}
