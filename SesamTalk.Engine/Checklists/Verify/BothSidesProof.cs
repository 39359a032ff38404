using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>Proves what happens to a property that was edited on both sides at once: the policy decides, and who loses is asked or told, never passed over.</summary>
internal sealed class BothSidesProof(Stage stage, TestValues values, CoupleMaker maker)
{
    /// <summary>The proofs of the lines, which may be of both directions: one edit on each side shows both.</summary>
    public async Task<List<LineProof>> ProveAsync(IReadOnlyCollection<RowTest> tests, CancellationToken cancellation)
    {
        var proofs = new List<LineProof>();
        var byRow = tests.GroupBy(test => test.At).ToDictionary(same => same.Key, same => same.ToList());
        foreach (var wave in Waves.Of(stage.Pair, [.. byRow.Values.Select(same => same[0])]))
            proofs.AddRange(await WaveAsync(wave, byRow, cancellation));
        return proofs;
    }

    private async Task<List<LineProof>> WaveAsync(ImmutableArray<RowTest> wave, Dictionary<int, List<RowTest>> byRow, CancellationToken cancellation)
    {
        var began = stage.Bench.Now;
        await stage.RenewAsync(maker, cancellation);
        var before = await stage.LookAsync(cancellation);
        var (a, b) = (new Dictionary<string, object?>(), new Dictionary<string, object?>());
        var lacking = new List<RowTest>();
        foreach (var test in wave)
            if (!await ChosenAsync(test, before, a, b, cancellation)) lacking.Add(test);
        var asked = wave.Except(lacking).ToImmutableArray();
        var proofs = lacking.SelectMany(test => byRow[test.At]).Select(test => new LineProof(test.Line, LineVerdict.Blocked, Said.TooFew) { Times = (began, stage.Bench.Now) }).ToList();
        if (asked.IsEmpty) return proofs;
        var refused = await stage.EditAsync(Side.A, before, a, cancellation) ?? await stage.EditAsync(Side.B, before, b, cancellation);
        if (refused is not null && asked.Length == 1) proofs.AddRange(byRow[asked[0].At].Select(test => new LineProof(test.Line, LineVerdict.NotRelevant, Said.RefusedAtSource("", refused.Because)) { Times = (began, stage.Bench.Now) }));
        if (refused is null) proofs.AddRange(await JudgedAsync(asked, byRow, before, (a, b), began, cancellation));
        await stage.PutBackAsync(before, [.. asked.SelectMany(test => new[] { (Side.A, test.Row.A.Path), (Side.B, test.Row.B.Path) }.Concat(Waves.Rivals(stage.Pair, test).Select(path => (Side.A, path))))], cancellation);
        var again = refused is null ? asked.Where(test => proofs.Exists(proof => proof.Line == byRow[test.At][0].Line && proof.Verdict == LineVerdict.Fail)).ToImmutableArray() : asked;
        if (asked.Length == 1 || again.IsEmpty) return proofs;
        foreach (var test in again)
        {
            proofs.RemoveAll(proof => byRow[test.At].Exists(same => same.Line == proof.Line));
            proofs.AddRange(await WaveAsync([test], byRow, cancellation));
        }

        return proofs;
    }

    // Two values that do not say the same, one for each side.
    private async Task<bool> ChosenAsync(RowTest test, Scene before, Dictionary<string, object?> a, Dictionary<string, object?> b, CancellationToken cancellation)
    {
        var (inA, inB) = (before.A.Record![test.Row.A.Path], before.B.Record![test.Row.B.Path]);
        if (test.Row.Kind != RowKind.Reference)
        {
            a[test.Row.A.Path] = values.Of(test.Row, Side.A, inA);
            b[test.Row.B.Path] = ValueForms.Of(test.Row.A, test.Row.B) == ValueForm.Flag ? null : Different(test, a[test.Row.A.Path], inB);
            return b[test.Row.B.Path] is not null;
        }

        var others = new List<(RecordId A, RecordId B)>();
        for (var at = 0; at < 3; at++)
            if (await maker.PartnerAsync(test.Row, Side.A, at, cancellation) is { } one && await maker.PartnerAsync(test.Row, Side.B, at, cancellation) is { } other && RecordId.From(inA) != one) others.Add((one, other));
        if (others.Count < 2) return false;
        (a[test.Row.A.Path], b[test.Row.B.Path]) = (ReferenceValue.Of(others[0].A, test.Row.A.Type), ReferenceValue.Of(others[1].B, test.Row.B.Type));
        foreach (var rival in Waves.Rivals(stage.Pair, test).Where(path => !Values.IsBlank(before.A.Record![path]))) a[rival] = null;
        return true;
    }

    private object? Different(RowTest test, object? other, object? present)
    {
        for (var tried = 0; tried < 8; tried++)
            if (values.Of(test.Row, Side.B, present, other) is { } value && !Values.Same(Scene.Text(value), Scene.Text(other)) && !Values.Same(value, present)) return value;
        return null;
    }

    private async Task<List<LineProof>> JudgedAsync(ImmutableArray<RowTest> asked, Dictionary<int, List<RowTest>> byRow, Scene before, (Dictionary<string, object?> A, Dictionary<string, object?> B) edits, DateTimeOffset began, CancellationToken cancellation)
    {
        var edited = await stage.LookAsync(cancellation);
        var run = await stage.RunAsync(cancellation);
        var after = await stage.LookAsync(cancellation);
        var open = (await stage.Bench.Memory.OpenConflictsAsync(stage.Bench.Dataflow.Id, cancellation)).Where(conflict => conflict.LinkId == stage.Couple.LinkId).Select(conflict => conflict.Subject).ToHashSet();
        var book = await stage.Bench.BookAsync(stage.Pair, edited.A.Record, edited.B.Record, cancellation);
        return [.. asked.SelectMany(test => byRow[test.At]).Select(test =>
        {
            var why = Wrong(test, edited, after, open, book);
            return new LineProof(test.Line, why.IsEmpty ? LineVerdict.Pass : LineVerdict.Fail, why)
            {
                Before = before.Of(test.Row), After = after.Of(test.Row), Records = stage.Couple.Text, RunId = run.Id, RunSaid = $"{run.Outcome} {run.Reason}".Trim(), Times = (began, stage.Bench.Now),
                Wrote = new ValueMap([.. edits.A.Where(edit => edit.Key == test.Row.A.Path), .. edits.B.Where(edit => edit.Key == test.Row.B.Path)]),
            };
        })];
    }

    private Reason Wrong(RowTest test, Scene edited, Scene after, HashSet<string> open, ReferenceBook book)
    {
        var (from, to) = (test.Line.From, test.Line.From.Other());
        var (own, found) = (edited.On(to)[test.Row.On(to).Path], after.On(to)[test.Row.On(to).Path]);
        var group = stage.Pair.Mapper.Groups.First(group => group.Rows.Contains(test.At));
        var winner = test.Row.Carries(from) ? Winner(test, edited, group) : from;
        if (winner is null && !open.Contains(group.Key)) return Said.ConflictLost;
        if (winner is null || winner == to) return Values.Agree(own, found) ? Reason.None : Said.NotAsExpected(Scene.Text(own) ?? "", Scene.Text(found) ?? "");
        var expected = Judge.Of(stage.Pair, test, edited.On(from), to, book);
        return expected.IsMetBy(found) ? Reason.None : expected.Not.IsEmpty ? Said.NotAsExpected(Scene.Text(expected.Value) ?? "", Scene.Text(found) ?? "") : expected.Not;
    }

    // Null where a person is asked.
    private Side? Winner(RowTest test, Scene edited, RowGroup group)
    {
        var policy = stage.Pair.Policies.OfGroup(group.Key);
        var decision = ConflictResolver.Decide(policy, new PropertyConflict(edited.A.Record![test.Row.A.Path], edited.B.Record![test.Row.B.Path], edited.A.At, edited.B.At));
        return decision.Winner switch { ConflictWinner.Nobody => null, ConflictWinner.A => Side.A, ConflictWinner.B => Side.B };
    }
}
