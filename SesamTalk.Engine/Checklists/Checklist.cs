using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Checklists;

/// <summary>
/// Makes the lines of a dataflow's checklist from its definition: each pair, and each property row in each direction and case
/// that can happen there. The same definition gives the same lines in the same order. Pure.
/// </summary>
public static class Checklist
{
    private static readonly Side[] Ways = [Side.A, Side.B];

    /// <summary>The lines. A description is null where the system is not connected: types then come from the document alone. What other dataflows join can be referred to.</summary>
    public static ImmutableArray<ChecklistLine> Of(Dataflow dataflow, SystemDescription? a, SystemDescription? b, ImmutableArray<JoinedElsewhere> elsewhere = default)
    {
        var ready = Readiness.Check(dataflow with { PausedBecause = null }, a, b, elsewhere).Ready;
        var restated = ready.ToDictionary(pair => pair.Pair.Id, pair => PartAsRecord.Of(pair, ready));
        var places = new DocumentPlaces(dataflow);
        return [.. dataflow.Pairs.SelectMany(pair => OfPair(dataflow, pair, restated.GetValueOrDefault(pair.Id), a?.Find(pair.A.Entity), b?.Find(pair.B.Entity), places))];
    }

    /// <summary>Whether records are created from a side's records.</summary>
    public static bool Creates(Pair pair, Side from) => pair.From(from).Creation is CreationRule.Every or CreationRule.WhenConnected && !pair.InForce().IsEmpty;

    private static IEnumerable<ChecklistLine> OfPair(Dataflow dataflow, Pair pair, ReadyPair? ready, EntityDescription? a, EntityDescription? b, DocumentPlaces places)
    {
        var rows = ResolvedRows.Of(pair, ready, a, b).ToList();
        ImmutableArray<MergeKey> keys = ready is null ? pair.Keys : KeysInForce.Of(dataflow, ready).Pair.Keys;
        foreach (var from in Ways)
            foreach (var (of, key) in PairCases(pair, from, rows, keys)) yield return Line(null, key is null ? "*" : $"key-{key + 1}", from, of, key, LineMark.OfPair(pair, from, of, key is { } at ? keys[at] : null));
        foreach (var row in rows)
            foreach (var from in Ways)
                foreach (var of in RowCases.Of(row, from, Creates(pair, from))) yield return Line(row.Rule.Id, row.Rule.Id, from, of, null, LineMark.OfRow(Written(pair, row), pair.PolicyOf(row.Rule.Id, dataflow.Policy), from, of));

        ChecklistLine Line(string? rowId, string about, Side from, LineCase of, int? key, string mark)
        {
            var (document, line) = places.Of(from, pair.Id, rowId);
            var (inA, inB) = key is { } at ? (string.Join(", ", keys[at].Parts.Select(part => part.A)), string.Join(", ", keys[at].Parts.Select(part => part.B))) : rowId is null ? (pair.A.Name, pair.B.Name) : rows.Where(row => row.Rule.Id == rowId).Select(row => (Written(pair, row).A, Written(pair, row).B)).First();
            return new ChecklistLine
            {
                Id = ChecklistLine.IdOf(dataflow.Id, pair.Id, about, from, of), DataflowId = dataflow.Id, PairId = pair.Id, RowId = rowId, Key = key, Case = of, From = from,
                A = inA, B = inB, Document = document, DocumentLine = line, Version = dataflow.Version, Mark = mark,
            };
        }
    }

    private static PropertyRule Written(Pair pair, MappedRow row) => pair.Properties.First(rule => rule.Id == row.Rule.Id);

    private static IEnumerable<(LineCase Case, int? Key)> PairCases(Pair pair, Side from, List<MappedRow> rows, ImmutableArray<MergeKey> keys)
    {
        var direction = pair.From(from);
        if (Creates(pair, from)) yield return (LineCase.Created, null);
        if (direction.Creation != CreationRule.Every) yield return (LineCase.NotCreated, null);
        for (var key = 0; key < keys.Length; key++) yield return (LineCase.LinkedByKey, key);
        if (rows.Exists(row => RowCases.Of(row, from, creates: false).Contains(LineCase.Update))) yield return (LineCase.KeptInSync, null);
        if (direction.Condition is not null || !direction.Predicate.IsDefaultOrEmpty) yield return (LineCase.Condition, null);
        if (pair.On(from).Aspect is not null || !pair.On(from).Filters.IsDefaultOrEmpty) yield return (LineCase.Aspect, null);
    }
}
