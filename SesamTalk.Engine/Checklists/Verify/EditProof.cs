using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>
/// Proves rows by editing one side: many rows in one edit and one run where they cannot disturb each other, and each that did not
/// come through once more by itself, so that a fault of one row is told from its neighbours'.
/// </summary>
internal sealed class EditProof(Stage stage, TestValues values, CoupleMaker maker)
{
    /// <summary>The proofs of the lines of one case and one direction.</summary>
    public async Task<List<LineProof>> ProveAsync(LineCase of, Side from, IReadOnlyCollection<RowTest> tests, CancellationToken cancellation)
    {
        var proofs = new List<LineProof>();
        foreach (var wave in Waves.Of(stage.Pair, tests))
        {
            var first = await WaveAsync(of, from, wave, isSecond: false, cancellation);
            var again = wave.Where(test => HasTwo(of, test) && first.Exists(proof => proof.Line == test.Line && proof.Verdict == LineVerdict.Pass)).ToImmutableArray();
            proofs.AddRange(first.Where(proof => !again.Any(test => test.Line == proof.Line)));
            if (!again.IsEmpty) proofs.AddRange(await WaveAsync(of, from, again, isSecond: true, cancellation));
        }

        return proofs;
    }

    // Two edges, or yes and no: one of two values may have been there anyway.
    private static bool HasTwo(LineCase of, RowTest test) => of is LineCase.Boundary or LineCase.ListEdge || of == LineCase.Update && ValueForms.Of(test.Row.A, test.Row.B) == ValueForm.Flag;

    private async Task<List<LineProof>> WaveAsync(LineCase of, Side from, ImmutableArray<RowTest> wave, bool isSecond, CancellationToken cancellation)
    {
        var began = stage.Bench.Now;
        await stage.RenewAsync(maker, cancellation);
        var (before, empty) = await FilledAsync(of, from, wave, isSecond, cancellation);
        var (edits, lacking) = await EditsAsync(of, from, [.. wave.Except(empty)], isSecond, before, cancellation);
        var proofs = lacking.Select(test => (test, Why: Said.TooFew)).Concat(empty.Select(test => (test, Why: Said.NeverThere))).Select(one => new LineProof(one.test.Line, LineVerdict.Blocked, one.Why) { Times = (began, stage.Bench.Now) }).ToList();
        var asked = wave.Except(lacking).Except(empty).ToImmutableArray();
        if (asked.IsEmpty) return proofs;
        if (await stage.EditAsync(from, before, edits, cancellation) is { } refused) return [.. proofs, .. await RefusedAsync(of, from, asked, isSecond, refused, began, cancellation)];
        var run = await stage.RunAsync(cancellation);
        var after = await SettledAsync(of, from, asked, before, edits, cancellation);
        var bad = new List<RowTest>();
        foreach (var test in asked)
        {
            var proof = (await JudgedAsync(of, from, test, before, after, edits, cancellation)) with { RunId = run.Id, RunSaid = $"{run.Outcome} {run.Reason}".Trim(), Times = (began, stage.Bench.Now) };
            if (proof.Verdict != LineVerdict.Pass) bad.Add(test);
            if (proof.Verdict == LineVerdict.Pass || asked.Length == 1) proofs.Add(proof);
        }

        var gone = of == LineCase.Clear || asked.Any(test => Waves.IsGate(stage.Pair, test.Row)) ? asked : [.. bad];
        await stage.PutBackAsync(before, PathsOf(gone), cancellation);
        // A value that stayed may be what the system puts in the place of none: cleared once more from another one, it shows.
        if (of == LineCase.Clear && asked.Length == 1 && !isSecond && proofs[^1].Verdict == LineVerdict.Fail) return await WaveAsync(of, from, asked, isSecond: true, cancellation);
        if (asked.Length > 1)
            foreach (var test in bad) proofs.AddRange(await WaveAsync(of, from, [test], isSecond, cancellation));
        return proofs;
    }

    // What is to be cleared has to be there first, on both sides; where it does not get there, nobody can see it go.
    private async Task<(Scene Now, ImmutableArray<RowTest> Empty)> FilledAsync(LineCase of, Side from, ImmutableArray<RowTest> wave, bool isSecond, CancellationToken cancellation)
    {
        var now = await stage.LookAsync(cancellation);
        if (of != LineCase.Clear) return (now, []);
        var empty = isSecond ? wave : await EmptyAsync(from, wave, now, cancellation);
        if (empty.IsEmpty) return (now, []);
        var (edits, _) = await EditsAsync(LineCase.Update, from, empty, isSecond: false, now, cancellation);
        if (await stage.EditAsync(from, now, edits, cancellation) is null) await stage.RunAsync(cancellation);
        now = await stage.LookAsync(cancellation);
        return (now, await EmptyAsync(from, wave, now, cancellation));
    }

    private async Task<ImmutableArray<RowTest>> EmptyAsync(Side from, ImmutableArray<RowTest> wave, Scene now, CancellationToken cancellation)
    {
        var book = await stage.Bench.BookAsync(stage.Pair, now.A.Record, now.B.Record, cancellation);
        return [.. wave.Where(test => Values.IsBlank(now.On(from)[test.Row.On(from).Path]) || !Judge.Of(stage.Pair, test, now.On(from), from.Other(), book).IsMetBy(now.On(from.Other())[test.Row.On(from.Other()).Path]))];
    }

    private async Task<(Dictionary<string, object?> Edits, List<RowTest> Lacking)> EditsAsync(LineCase of, Side from, ImmutableArray<RowTest> wave, bool isSecond, Scene before, CancellationToken cancellation)
    {
        var (edits, lacking) = (new Dictionary<string, object?>(), new List<RowTest>());
        foreach (var test in wave)
        {
            var path = test.Row.On(from).Path;
            if (of == LineCase.Clear) edits[path] = null;
            else if (test.Row.Kind != Mapping.RowKind.Reference) edits[path] = values.Of(test.Row, from, of, isSecond, before.On(from)[path]);
            else if (await OtherAsync(test, from, before, cancellation) is { } id) edits[path] = Mapping.ReferenceValue.Of(id, test.Row.On(from).Type);
            else lacking.Add(test);
            if (from == Side.A && edits.ContainsKey(path) && of != LineCase.Clear)
                foreach (var rival in Waves.Rivals(stage.Pair, test).Where(rival => !Values.IsBlank(before.A.Record![rival]))) edits[rival] = null;
        }

        return (edits, lacking);
    }

    // A record to refer to that neither side refers to now.
    private async Task<RecordId?> OtherAsync(RowTest test, Side side, Scene now, CancellationToken cancellation)
    {
        for (var at = 0; at < 3; at++)
            if (await maker.PartnerAsync(test.Row, side, at, cancellation) is { } id && RecordId.From(now.On(side)[test.Row.On(side).Path]) != id) return id;
        return null;
    }

    private async Task<List<LineProof>> RefusedAsync(LineCase of, Side from, ImmutableArray<RowTest> asked, bool isSecond, ConnectorError refused, DateTimeOffset began, CancellationToken cancellation)
    {
        var proofs = new List<LineProof>();
        if (asked.Length > 1)
        {
            foreach (var test in asked) proofs.AddRange(await WaveAsync(of, from, [test], isSecond, cancellation));
            return proofs;
        }

        var verdict = of == LineCase.Update ? LineVerdict.Blocked : LineVerdict.NotRelevant;
        return [new LineProof(asked[0].Line, verdict, Said.RefusedAtSource(stage.Bench.NameOf(from), refused.Because)) { Times = (began, stage.Bench.Now) }];
    }

    // A replica may show what was before for a while: a value that is not there yet is looked for until it must be.
    private async Task<Scene> SettledAsync(LineCase of, Side from, ImmutableArray<RowTest> asked, Scene before, Dictionary<string, object?> edits, CancellationToken cancellation)
    {
        var until = stage.Bench.Now + stage.Pair.Ready.On(from.Other()).Capabilities.ReadLag;
        while (true)
        {
            var scene = await stage.LookAsync(cancellation);
            if (stage.Bench.Now >= until || await AllMetAsync(of, from, asked, before, scene, edits, cancellation)) return scene;
            await stage.Bench.PauseAsync(cancellation);
        }
    }

    private async Task<bool> AllMetAsync(LineCase of, Side from, ImmutableArray<RowTest> asked, Scene before, Scene scene, Dictionary<string, object?> edits, CancellationToken cancellation)
    {
        foreach (var test in asked)
            if ((await JudgedAsync(of, from, test, before, scene, edits, cancellation)).Verdict != LineVerdict.Pass) return false;
        return true;
    }

    private async Task<LineProof> JudgedAsync(LineCase of, Side from, RowTest test, Scene before, Scene after, Dictionary<string, object?> edits, CancellationToken cancellation)
    {
        var (to, path) = (from.Other(), test.Row.On(from).Path);
        var proof = new LineProof(test.Line, LineVerdict.Pass, Reason.None)
        {
            Before = before.Of(test.Row), After = after.Of(test.Row), Records = stage.Couple.Text, Wrote = new ValueMap([.. edits.Where(edit => edit.Key == path)]),
        };
        var found = after.On(to)[test.Row.On(to).Path];
        if (of == LineCase.Clear) return await ClearedAsync(proof, test, before, after, from, cancellation);

        // An ordinary value may be written otherwise by its own system; an edge is the very value that is tested.
        var isEdge = of is LineCase.Special or LineCase.Longest or LineCase.Boundary or LineCase.ListEdge;
        if (!Values.Same(edits[path], before.On(from)[path]) && Values.Same(after.On(from)[path], before.On(from)[path]) || isEdge && !Values.Agree(edits[path], after.On(from)[path]))
            return proof with { Verdict = LineVerdict.Fail, Because = Said.NotKept(stage.Bench.NameOf(from)), Expected = Scene.Text(edits[path]) ?? "" };
        var expected = Judge.Of(stage.Pair, test, after.On(from), to, await stage.Bench.BookAsync(stage.Pair, after.A.Record, after.B.Record, cancellation));
        if (!expected.Not.IsEmpty) return proof with { Verdict = expected.IsFine && of != LineCase.Update ? LineVerdict.NotRelevant : LineVerdict.Blocked, Because = expected.Not };
        return expected.IsMetBy(found) ? proof with { Expected = Scene.Text(expected.Value) ?? "" } : await MissedAsync(proof, of, to, expected.Value, found, cancellation);
    }

    private async Task<LineProof> ClearedAsync(LineProof proof, RowTest test, Scene before, Scene after, Side from, CancellationToken cancellation)
    {
        var (target, source) = Judge.Cleared(stage.Pair, test, before, from);
        foreach (var (side, meant) in new[] { (from, source), (from.Other(), target) })
        {
            var (was, found) = (before.On(side)[test.Row.On(side).Path], after.On(side)[test.Row.On(side).Path]);
            if (Values.Agree(meant, found)) continue;
            if (Values.IsBlank(meant) && !Values.Same(was, found)) return proof with { Verdict = LineVerdict.NotRelevant, Because = Said.OwnValue(stage.Bench.NameOf(side), Scene.Text(found) ?? "") };
            return side == from ? proof with { Verdict = LineVerdict.Fail, Because = Said.NotKept(stage.Bench.NameOf(side)) } : await MissedAsync(proof, LineCase.Clear, side, meant, found, cancellation);
        }

        return proof;
    }

    // A system that refuses an edge and says so has kept no wrong value: the engine shows it to a person.
    private async Task<LineProof> MissedAsync(LineProof proof, LineCase of, Side to, object? expected, object? found, CancellationToken cancellation)
    {
        var link = await stage.Bench.LinkAsync(stage.Couple.LinkId, cancellation);
        var missed = proof with { Verdict = LineVerdict.Fail, Because = Said.NotAsExpected(Scene.Text(expected) ?? "", Scene.Text(found) ?? ""), Expected = Scene.Text(expected) ?? "" };
        return of != LineCase.Update && link is { State: Population.Failing } ? missed with { Verdict = LineVerdict.NotRelevant, Because = Said.RefusedAcross(stage.Bench.NameOf(to), link.Reason) } : missed;
    }

    private HashSet<(Side, string)> PathsOf(IEnumerable<RowTest> tests) =>
        [.. tests.SelectMany(test => Waves.Rivals(stage.Pair, test).Select(path => (Side.A, path)).Append((Side.A, test.Row.A.Path)).Append((Side.B, test.Row.B.Path)))];
}
