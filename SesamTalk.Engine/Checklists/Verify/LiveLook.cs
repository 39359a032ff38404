using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>What both records of a link hold of a line at one moment.</summary>
/// <param name="Line">The line.</param>
/// <param name="Records">The two records, with their labels and ids.</param>
/// <param name="Values">The values; of a line about a pair, those of all its rows.</param>
/// <param name="At">When they were read.</param>
/// <param name="Trouble">Why they could not be read; none otherwise.</param>
public sealed record LiveValues(ChecklistLine Line, string Records, ImmutableArray<SeenValue> Values, DateTimeOffset At, Reason Trouble);

/// <summary>Reads two linked records now, by a fresh request to each system, for a tester to keep as evidence. Writes nothing.</summary>
public sealed class LiveLook
{
    private readonly ProofOpening _opening;
    private readonly SyncMemory _memory;
    private readonly TimeProvider _clock;

    internal LiveLook(ProofOpening opening, SyncMemory memory, TimeProvider clock) => (_opening, _memory, _clock) = (opening, memory, clock);

    /// <summary>The values; with <see cref="LiveValues.Trouble"/> where a system does not answer, a record is gone, or the link is not of the line's pair.</summary>
    public async Task<LiveValues> ReadAsync(ChecklistLine line, Guid linkId, string who, CancellationToken cancellation = default)
    {
        if (await _memory.LinksByIdAsync([linkId], cancellation) is not [var link, ..] || (link.DataflowId, link.PairId) != (line.DataflowId, line.PairId)) return Not(line, Said.NoCouple(Reason.None));
        await using var doors = new OpenDoors();
        try
        {
            var bench = await _opening.OpenAsync(line.DataflowId, null, doors, who, cancellation);
            if (bench.Pairs.FirstOrDefault(pair => pair.Pair.Id == line.PairId) is not { } pair) return Not(line, Said.NotReady(line.PairId));
            var a = await bench.ReadAsync(pair, Side.A, link.A, cancellation);
            var b = await bench.ReadAsync(pair, Side.B, link.B, cancellation);
            if (a is null || b is null) return Not(line, Reason.Of(ReasonCodes.RecordGone));
            var scene = new Scene(a, b);
            var rows = pair.Mapper.Rows.Where(row => line.RowId is null || row.Rule.Id == line.RowId);
            return new LiveValues(line, Named(bench, link), [.. rows.SelectMany(row => scene.Of(row)).Distinct()], _clock.GetUtcNow(), Reason.None);
        }
        catch (Exception stop) when (stop is ProofStop or RunEnd)
        {
            return Not(line, stop is ProofStop proof ? proof.Reason : ((RunEnd)stop).Reason);
        }
    }

    private LiveValues Not(ChecklistLine line, Reason why) => new(line, "", [], _clock.GetUtcNow(), why);

    private static string Named(Bench bench, Link link) => $"{bench.NameOf(Side.A)}: {link.LabelA} ({link.A}) ↔ {bench.NameOf(Side.B)}: {link.LabelB} ({link.B})";
}
