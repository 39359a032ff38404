using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>Fills the reference book with the links that the records of a pair's cases refer to.</summary>
internal sealed class BookKeeping(OpenRun run, SyncMemory memory)
{
    public async Task FillAsync(ReferenceBook book, PairCases cases, CancellationToken cancellation)
    {
        var records = cases.Cases.SelectMany(RecordsOf).ToList();
        foreach (var (row, list) in References(cases.Rules.Mapper))
        {
            foreach (var side in new[] { Side.A, Side.B })
            {
                var property = row.On(side);
                var path = list is null ? property.Path : $"{list.On(side).Path}.{property.Path}";
                var ids = records.Where(r => r.Side == side).SelectMany(r => PathReader.Read(r.Record, path)).Select(value => RecordId.From(value)).OfType<RecordId>().Distinct().ToList();
                foreach (var entity in property.References) await NoteAsync(book, side, entity, ids, cancellation);
            }
        }
    }

    // References of the record itself, and those of the elements of its lists.
    private static IEnumerable<(MappedRow Row, MappedRow? List)> References(PropertyMapper mapper) =>
        mapper.Rows.Where(row => row.Kind == RowKind.Reference).Select(row => (row, (MappedRow?)null))
            .Concat(mapper.Rows.Where(row => row.Elements is not null).SelectMany(list => list.Elements!.Rows.Where(row => row.Kind == RowKind.Reference).Select(row => (row, (MappedRow?)list))));

    /// <summary>Notes the links of some records of an entity, in every pair that has it; those of other dataflows after our own.</summary>
    public async Task NoteAsync(ReferenceBook book, Side side, string entity, IReadOnlyCollection<RecordId> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0) return;
        foreach (var pair in run.Pairs.Where(pair => pair.Ready.On(side).Name == entity))
        {
            foreach (var link in (await memory.LinksAsync(run.Dataflow.Id, pair.Pair.Id, side, ids, cancellation)).Values.Where(IsThere))
                book.Add(pair.Ready.A.Name, link.A, pair.Ready.B.Name, link.B);
        }

        foreach (var other in run.Elsewhere.Where(other => (side == Side.A ? other.EntityA : other.EntityB) == entity))
        {
            foreach (var link in (await memory.LinksAsync(other.DataflowId, other.PairId, other.IsTurned ? side.Other() : side, ids, cancellation)).Values.Where(link => link.State != Population.Deleted && IsThere(link)))
                book.Add(other.EntityA, other.IsTurned ? link.B : link.A, other.EntityB, other.IsTurned ? link.A : link.B);
        }
    }

    // What was deleted, and its id given again, is nothing that can be referred to.
    private static bool IsThere(Link link) => !FormerId.Is(link.A) && !FormerId.Is(link.B);

    private static IEnumerable<(Side Side, Record Record)> RecordsOf(PlanCase planCase) => planCase switch
    {
        PlanCase.Linked linked => new[] { (Side.A, linked.A?.Record), (Side.B, linked.B?.Record) }.Where(r => r.Item2 is not null).Select(r => (r.Item1, r.Item2!)),
        PlanCase.Alone alone => [(alone.Side, alone.Record.Record!)],
        _ => [],
    };
}
