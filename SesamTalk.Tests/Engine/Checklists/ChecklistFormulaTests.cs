using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using SesamTalk.Tests.Scenarios;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Checklists;

/// <summary>A round over the five shipped dataflows has as many lines as pairs and rows times directions times cases come to, counted here by hand.</summary>
public sealed class ChecklistFormulaTests
{
    [Fact]
    public async Task A_round_over_all_five_has_pairs_and_rows_times_directions_times_cases()
    {
        await using var world = await FlowWorld.StartAsync(ShippedDataflows.All, null);
        var counted = new Dictionary<string, (int Lines, int Formula)>();
        foreach (var dataflow in await world.Get<SesamTalk.Engine.Storage.DataflowStore>().AllAsync())
        {
            var lines = await world.Get<RoundVerbs>().LinesAsync(dataflow.Id, TestContext.Current.CancellationToken);
            var (a, b) = await world.Get<SesamTalk.Engine.Sync.ReadinessLook>().DescribeAsync(dataflow, null, TestContext.Current.CancellationToken);
            var ready = Readiness.Check(dataflow, a, b).Ready;
            counted[dataflow.Id] = (lines.Length, ready.Select(pair => PartAsRecord.Of(pair, ready)).Sum(pair => OfPair(dataflow, pair) + Rows(pair).Sum(OfRow)));
            lines.Select(line => line.Id).ShouldBeUnique();
        }

        counted.ShouldAllBe(flow => flow.Value.Lines == flow.Value.Formula);
        counted.OrderBy(flow => flow.Key).Select(flow => $"{flow.Key} {flow.Value.Lines}").ShouldBe(
            ["custom-crm-powerofficego 292", "custom-pms-poweroffice-go 270", "poweroffice-go-custom-webshop 332", "poweroffice-opensesam 190", "powerofficego-unnamed 234"]);
    }

    // Every pair creates both ways and is kept in sync both ways; each key is tried both ways; each side with filters or an aspect leaves something alone.
    private static int OfPair(Dataflow dataflow, ReadyPair pair) => 2 + 2 + (2 * KeysInForce.Of(dataflow, pair).Pair.Keys.Length)
        + new[] { Written(dataflow, pair).A, Written(dataflow, pair).B }.Count(side => side.Aspect is not null || !side.Filters.IsEmpty);

    private static Pair Written(Dataflow dataflow, ReadyPair pair) => dataflow.Pairs.Single(written => written.Id == pair.Pair.Id);

    private static IEnumerable<MappedRow> Rows(ReadyPair pair) => MappedRows.Of(pair).Where(row => row.Rule.Id != PartAsRecord.OwnerRow);

    // An identity both ways; a copied key once, on create; every other row for each way that it carries: create, and unless it is fixed after that, update, clear, the edge of its kind, and both at once.
    private static int OfRow(MappedRow row) => row.Kind switch
    {
        RowKind.Identity => 2,
        RowKind.ExternalIdInA or RowKind.ExternalIdInB => 1,
        RowKind.Plain or RowKind.Reference => new[] { Side.A, Side.B }.Where(from => row.Carries(from.Other())).Sum(_ => 1 + (IsFixed(row) ? 0 : 1 + Clear(row) + Edges(row) + Both(row))),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static bool IsFixed(MappedRow row) => new[] { row.A, row.B }.Any(property => property.IsReadOnly || property.IsCreateOnly || property.IsKey);

    private static int Clear(MappedRow row) => new[] { row.A, row.B }.Any(property => property.IsRequired || property.Type == PropertyType.Boolean) ? 0 : 1;

    private static int Both(MappedRow row) => ValueForms.Of(row.A, row.B) == ValueForm.Flag ? 0 : 1;

    private static int Edges(MappedRow row) => row.Kind == RowKind.Reference ? 0 : ValueForms.Of(row.A, row.B) switch
    {
        ValueForm.Free => row.A.MaxLength is null && row.B.MaxLength is null ? 1 : 2,
        ValueForm.Whole or ValueForm.Amount or ValueForm.Day or ValueForm.Moment or ValueForm.Listed => 1,
        _ => 0,
    };
}
