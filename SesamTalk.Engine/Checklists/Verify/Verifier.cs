using System.Collections.Immutable;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>What is to be proved.</summary>
/// <param name="Lines">The lines, of one or more dataflows; each is judged by the version of the definition that it was made from.</param>
/// <param name="Who">Who asks.</param>
/// <param name="HasConsent">Systems that are neither demo nor test may be written to.</param>
public sealed record ProofRequest(IReadOnlyList<ChecklistLine> Lines, string Who, bool HasConsent = false);

/// <summary>How far a verification has come.</summary>
public sealed record ProofProgress(int Done, int Total, string DataflowId, string PairId);

/// <summary>
/// Proves checklist lines by machine, through the ordinary engine: writes tagged values on one side, runs those records only, reads
/// the other side back by a fresh request, judges by the flow's own mapping, and leaves both systems as they were.
/// </summary>
public sealed class Verifier
{
    private const string Letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private readonly ProofOpening _opening;
    private readonly TestRecordStore _records;
    private readonly RunJournal _journal;
    private readonly Identifiers _ids;
    private readonly TimeProvider _clock;

    internal Verifier(ProofOpening opening, TestRecordStore records, RunJournal journal, Identifiers ids, TimeProvider clock) =>
        (_opening, _records, _journal, _ids, _clock) = (opening, records, journal, ids, clock);

    /// <summary>Proves the lines. What could not be tested is blocked, with the reason; a system that was not left as it was is told in <see cref="ProofReport.Left"/>.</summary>
    public async Task<ProofReport> VerifyAsync(ProofRequest request, IProgress<ProofProgress>? progress = null, CancellationToken cancellation = default)
    {
        var (id, began) = (_ids.New(), _clock.GetUtcNow());
        var seed = id.ToByteArray();
        var values = new TestValues("ST-" + string.Concat(seed[^4..].Select(part => Letters[part % Letters.Length])), BitConverter.ToUInt16(seed, 10) * 13);
        var proofs = new Dictionary<string, LineProof>();
        var left = new List<TestRecord>();
        foreach (var flow in request.Lines.GroupBy(line => (line.DataflowId, line.Version)))
        {
            var proved = await FlowAsync(id, [.. flow], request, values, new Counted(progress, request.Lines.Count, proofs.Count), cancellation);
            foreach (var proof in proved.Proofs) proofs[proof.Line.Id] = proof;
            left.AddRange(proved.Left);
        }

        return new ProofReport(id, values.Tag, [.. request.Lines.Select(line => proofs[line.Id])], [.. left], _clock.GetUtcNow() - began);
    }

    /// <summary>Cleans up what verifications have left behind, because their process was killed or a system was away. Gives what still cannot be.</summary>
    public async Task<IReadOnlyList<TestRecord>> CleanUpAsync(string who, CancellationToken cancellation = default)
    {
        var left = new List<TestRecord>();
        foreach (var flow in (await _records.OpenAsync(null, cancellation)).GroupBy(record => record.DataflowId))
        {
            // What another verification is working with right now is not left behind.
            await using var held = await _opening.HoldAsync(flow.Key, _ids.New(), waits: false, cancellation);
            if (held is not null) left.AddRange(await CleanAsync(flow.Key, [.. flow], who, cancellation));
        }

        return left;
    }

    private async Task<IReadOnlyList<TestRecord>> CleanAsync(string dataflowId, IReadOnlyList<TestRecord> records, string who, CancellationToken cancellation)
    {
        await using var doors = new OpenDoors();
        try
        {
            var bench = await _opening.OpenAsync(dataflowId, null, doors, who, cancellation);
            // What a run of ours left unsettled is settled first: it may have made a record that nobody has written down.
            await bench.RunAsync([], [], cancellation);
            return await new Cleaner(bench, _records, _journal).CleanAsync(records, cancellation);
        }
        catch (Exception stop) when (stop is ProofStop or RunEnd)
        {
            return [.. records.Select(record => record with { State = TestRecordState.Left, Message = stop is ProofStop proof ? proof.Reason : ((RunEnd)stop).Reason })];
        }
    }

    private async Task<(IReadOnlyList<LineProof> Proofs, IReadOnlyList<TestRecord> Left)> FlowAsync(
        Guid id, ImmutableArray<ChecklistLine> lines, ProofRequest request, TestValues values, Counted counted, CancellationToken cancellation)
    {
        await using var doors = new OpenDoors();
        var proofs = new List<LineProof>();
        var flow = lines[0].DataflowId;
        try
        {
            await _opening.PermitAsync(flow, lines[0].Version, request.HasConsent, cancellation);
            await using var held = await _opening.HoldAsync(flow, id, waits: true, cancellation) ?? throw new ProofStop(Reason.Of(ReasonCodes.AnotherRun));
            if ((await _records.OpenAsync(null, cancellation)).Where(record => record.DataflowId == flow).ToList() is { Count: > 0 } old) await CleanAsync(flow, old, request.Who, cancellation);
            var bench = await _opening.OpenAsync(flow, lines[0].Version, doors, request.Who, cancellation);
            try
            {
                var diary = new ProofDiary(_records, id, flow, _ids, _clock);
                var maker = new CoupleMaker(bench, diary, values);
                foreach (var pair in bench.Pairs.Where(pair => lines.Any(line => line.PairId == pair.Pair.Id)))
                {
                    await held.StayAsync(cancellation);
                    counted.Tell(proofs.Count, flow, pair.Pair.Id);
                    proofs.AddRange(await new PairProof(bench, pair, maker, diary, values).ProveAsync([.. lines.Where(line => line.PairId == pair.Pair.Id)], cancellation));
                }

                proofs.AddRange(lines.Where(line => proofs.TrueForAll(proof => proof.Line != line)).Select(line => new LineProof(line, LineVerdict.Blocked, Said.NotReady(line.PairId))).ToList());
            }
            finally
            {
                await PutAwayAsync(bench, id, cancellation.IsCancellationRequested);
            }
        }
        catch (Exception stop) when (stop is ProofStop or RunEnd)
        {
            var why = stop is ProofStop proof ? proof.Reason : ((RunEnd)stop).Reason;
            proofs.AddRange(lines.Where(line => proofs.TrueForAll(known => known.Line != line)).Select(line => new LineProof(line, LineVerdict.Blocked, why)).ToList());
        }

        counted.Tell(proofs.Count, flow, "");
        return (proofs, [.. (await _records.OpenAsync(id, CancellationToken.None)).Where(record => record.DataflowId == flow)]);
    }

    // Also when it was stopped: nothing of ours stays. A run that was cut short may have made a record that nobody has written down, so it is settled first.
    private async Task PutAwayAsync(Bench bench, Guid id, bool wasStopped)
    {
        if (wasStopped || bench.LastRun?.Outcome is RunOutcome.Interrupted or RunOutcome.Failed) await bench.RunAsync([], [], CancellationToken.None);
        await new Cleaner(bench, _records, _journal).CleanAsync(await _records.OpenAsync(id, CancellationToken.None), CancellationToken.None);
    }

    private sealed class Counted(IProgress<ProofProgress>? progress, int total, int before)
    {
        public void Tell(int done, string dataflowId, string pairId) => progress?.Report(new ProofProgress(before + done, total, dataflowId, pairId));
    }
}
