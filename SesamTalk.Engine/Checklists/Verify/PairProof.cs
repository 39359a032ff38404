using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>Proves the lines of one pair. What keeps some of them from being tested does not keep the others.</summary>
internal sealed class PairProof(Bench bench, PairRules pair, CoupleMaker maker, ProofDiary diary, TestValues values)
{
    private static readonly Side[] Ways = [Side.A, Side.B];
    private static readonly LineCase[] Edits = [LineCase.Update, LineCase.Special, LineCase.Longest, LineCase.Boundary, LineCase.ListEdge, LineCase.Clear];
    private readonly Dictionary<string, LineProof> _proofs = [];

    /// <summary>The proofs, in the order of the lines.</summary>
    public async Task<List<LineProof>> ProveAsync(IReadOnlyList<ChecklistLine> lines, CancellationToken cancellation)
    {
        var linking = new LinkingProof(bench, pair, maker, diary, values);
        foreach (var from in Ways)
        {
            await GuardedAsync(Lines(lines, from, LineCase.Created, LineCase.Create), some => new CreateProof(bench, pair, maker, values).ProveAsync(from, some, cancellation));
            foreach (var line in Lines(lines, from, LineCase.LinkedByKey, LineCase.NotCreated, LineCase.Condition, LineCase.Aspect))
                await GuardedAsync([line], async _ => [await linking.ProveAsync(line, cancellation)]);
        }

        await GuardedAsync([.. lines.Where(line => !_proofs.ContainsKey(line.Id))], some => EditsAsync(some, cancellation));
        return [.. lines.Select(line => _proofs.GetValueOrDefault(line.Id) ?? new LineProof(line, LineVerdict.Blocked, Said.ByPerson))];
    }

    private async Task<List<LineProof>> EditsAsync(ImmutableArray<ChecklistLine> lines, CancellationToken cancellation)
    {
        if (lines.IsEmpty) return [];
        var couples = await maker.SeveralAsync(pair, 1, cancellation);
        if (couples.Count == 0) throw new ProofStop(Said.NoCouple(Reason.None));
        var stage = new Stage(bench, couples[0]);
        await GuardedAsync(Lines(lines, null, LineCase.Identity), some => IdentityAsync(stage, some, cancellation));
        foreach (var from in Ways)
        {
            foreach (var of in Edits)
                await GuardedAsync(Lines(lines, from, of), some => new EditProof(stage, values, maker).ProveAsync(of, from, Tests(some), cancellation));
            await GuardedAsync(Lines(lines, from, LineCase.KeptInSync), some => KeptInSyncAsync(stage, from, some, cancellation));
        }

        await GuardedAsync(Lines(lines, null, LineCase.EditedOnBoth), some => new BothSidesProof(stage, values, maker).ProveAsync(Tests(some), cancellation));
        return [];
    }

    private static async Task<List<LineProof>> IdentityAsync(Stage stage, ImmutableArray<ChecklistLine> lines, CancellationToken cancellation)
    {
        var began = stage.Bench.Now;
        var seen = await stage.LookAsync(cancellation);
        var holds = seen.A.Id == stage.Couple.A && seen.B.Id == stage.Couple.B;
        return [.. lines.Select(line => new LineProof(line, holds ? LineVerdict.Pass : LineVerdict.Fail, holds ? Reason.None : Said.LinkedOtherwise) { Records = stage.Couple.Text, Times = (began, stage.Bench.Now) })];
    }

    // One row that travelled is enough; where rows were tested anyway, they say it.
    private async Task<List<LineProof>> KeptInSyncAsync(Stage stage, Side from, ImmutableArray<ChecklistLine> lines, CancellationToken cancellation)
    {
        var tested = _proofs.Values.Where(proof => proof.Line.Case == LineCase.Update && proof.Line.From == from && proof.Verdict is LineVerdict.Pass or LineVerdict.Fail).ToList();
        if (tested.Count == 0) tested = await new EditProof(stage, values, maker).ProveAsync(LineCase.Update, from, Simple(lines[0], from), cancellation);
        if (tested.Count == 0) return [];
        var shown = tested.Find(proof => proof.Verdict == LineVerdict.Pass) ?? tested[0];
        return [.. lines.Select(line => shown with { Line = line, Because = shown.Verdict == LineVerdict.Fail ? Said.NothingTravelled : shown.Because })];
    }

    private ImmutableArray<RowTest> Simple(ChecklistLine line, Side from) =>
        [.. pair.Mapper.Rows.Select((row, at) => new RowTest(line with { RowId = row.Rule.Id, Case = LineCase.Update }, row, at))
            .Where(test => test.Row.Kind == RowKind.Plain && test.Row.Elements is null && RowCases.Of(test.Row, from, creates: false).Contains(LineCase.Update) && !Waves.IsGate(pair, test.Row)).Take(1)];

    private ImmutableArray<RowTest> Tests(ImmutableArray<ChecklistLine> lines) => [.. RowTests.Of(pair, lines)];

    private static ImmutableArray<ChecklistLine> Lines(IEnumerable<ChecklistLine> lines, Side? from, params ReadOnlySpan<LineCase> cases)
    {
        var wanted = cases.ToArray();
        return [.. lines.Where(line => (from is null || line.From == from) && wanted.Contains(line.Case))];
    }

    private async Task GuardedAsync(ImmutableArray<ChecklistLine> lines, Func<ImmutableArray<ChecklistLine>, Task<List<LineProof>>> prove)
    {
        if (lines.IsEmpty) return;
        try
        {
            foreach (var proof in await prove(lines)) _proofs[proof.Line.Id] = proof;
        }
        catch (ProofStop stop)
        {
            foreach (var line in lines) _proofs.TryAdd(line.Id, new LineProof(line, LineVerdict.Blocked, stop.Reason) { RunId = bench.LastRun?.Id, Times = (bench.Now, bench.Now) });
        }
    }
}

/// <summary>Finds the rows that lines are about. Rows over lists of values, and rows that the engine does not map, are for a person.</summary>
internal static class RowTests
{
    public static IEnumerable<RowTest> Of(PairRules pair, IEnumerable<ChecklistLine> lines)
    {
        foreach (var line in lines)
        {
            var at = pair.Mapper.Rows.Select((row, index) => (row, index)).Where(row => row.row.Rule.Id == line.RowId && row.row.Elements is null).Select(row => row.index).FirstOrDefault(-1);
            if (at >= 0) yield return new RowTest(line, pair.Mapper.Rows[at], at);
        }
    }
}
