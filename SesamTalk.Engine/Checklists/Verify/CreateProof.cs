using System.Collections.Immutable;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>Proves that a new record gets a partner, and that every row brings its value into it. One record shows all rows that do not share a path.</summary>
internal sealed class CreateProof(Bench bench, PairRules pair, CoupleMaker maker, TestValues values)
{
    public async Task<List<LineProof>> ProveAsync(Side from, ImmutableArray<ChecklistLine> lines, CancellationToken cancellation)
    {
        // What is created only where something refers to it needs a story that a person tells.
        if (pair.Pair.From(from).Creation == CreationRule.WhenConnected) return [.. lines.Select(line => new LineProof(line, LineVerdict.Blocked, Said.ByPerson))];
        var tests = RowTests.Of(pair, lines).ToList();
        var proofs = await OneAsync(from, 0, [.. lines.Where(line => line.RowId is null)], [.. tests.Where(test => PlaceOf(test) == 0)], cancellation);
        foreach (var place in tests.Select(PlaceOf).Where(place => place > 0).Distinct().Order().ToList())
            proofs.AddRange(await OneAsync(from, place, [], [.. tests.Where(test => PlaceOf(test) == place)], cancellation));
        return proofs;
    }

    private int PlaceOf(RowTest test) => pair.Mapper.Groups.FirstOrDefault(group => group.Rows.Contains(test.At))?.Rows.IndexOf(test.At) ?? 0;

    private async Task<List<LineProof>> OneAsync(Side from, int place, ImmutableArray<ChecklistLine> ofPair, ImmutableArray<RowTest> tests, CancellationToken cancellation)
    {
        var began = bench.Now;
        var drafted = await maker.DraftAsync(pair, from, cancellation);
        if (place > 0)
            foreach (var test in tests) await SpeakAsync(drafted, test, from, cancellation);
        var id = await maker.MakeAsync(pair, from, drafted, cancellation);
        var couple = await maker.FollowAsync(pair, from, id, cancellation);
        if (couple is null)
        {
            var why = await bench.WhyAloneAsync(pair, from, id, cancellation);
            return [.. ofPair.Select(line => Done(new LineProof(line, LineVerdict.Fail, Said.NoPartner(why)))), .. tests.Select(test => Done(new LineProof(test.Line, LineVerdict.Blocked, Said.NoPartner(why))))];
        }

        var scene = await new Stage(bench, couple).LookAsync(cancellation);
        var book = await bench.BookAsync(pair, scene.A.Record, scene.B.Record, cancellation);
        return [.. ofPair.Select(line => Done(new LineProof(line, LineVerdict.Pass, Reason.None) { Records = couple.Text })), .. tests.Select(test => Done(Judged(test, from, drafted, scene, book, couple)))];

        LineProof Done(LineProof proof) => proof with { RunId = bench.LastRun?.Id, RunSaid = $"{bench.LastRun?.Outcome} {bench.LastRun?.Reason}".Trim(), Times = (began, bench.Now) };
    }

    // The row speaks instead of those before it.
    private async Task SpeakAsync(Dictionary<string, object?> drafted, RowTest test, Side from, CancellationToken cancellation)
    {
        if (from == Side.A)
            foreach (var rival in Waves.Rivals(pair, test)) drafted.Remove(rival);
        var property = test.Row.On(from);
        if (test.Row.Kind != RowKind.Reference) drafted[property.Path] = values.Of(test.Row, from, null);
        else if (await maker.PartnerAsync(test.Row, from, 0, cancellation) is { } id) drafted[property.Path] = ReferenceValue.Of(id, property.Type);
    }

    private LineProof Judged(RowTest test, Side from, Dictionary<string, object?> drafted, Scene scene, ReferenceBook book, Couple couple)
    {
        var (source, to) = (test.Row.On(from), from.Other());
        var proof = new LineProof(test.Line, LineVerdict.Pass, Reason.None) { After = scene.Of(test.Row), Records = couple.Text, Wrote = new ValueMap([.. drafted.Where(value => value.Key == source.Path)]) };
        if (!Values.IsBlank(drafted.GetValueOrDefault(source.Path)) && Values.IsBlank(scene.On(from)[source.Path])) return proof with { Verdict = LineVerdict.Fail, Because = Said.NotKept(bench.NameOf(from)) };
        var (expected, found) = (Judge.Of(pair, test, scene.On(from), to, book), scene.On(to)[test.Row.On(to).Path]);
        if (!expected.Not.IsEmpty) return proof with { Verdict = expected.IsFine ? LineVerdict.NotRelevant : LineVerdict.Blocked, Because = expected.Not };
        if (Values.IsBlank(expected.Value)) return Blank(proof, to, test, found);
        proof = proof with { Expected = Scene.Text(expected.Value) ?? "" };
        return expected.IsMetBy(found) ? proof : proof with { Verdict = LineVerdict.Fail, Because = Said.NotAsExpected(proof.Expected, Scene.Text(found) ?? "") };
    }

    // A blank is not sent on create: what the system then has is its own business, or the row's default.
    private static LineProof Blank(LineProof proof, Side to, RowTest test, object? found)
    {
        var meant = to == Side.B ? test.Row.Rule.DefaultToB : test.Row.Rule.DefaultToA;
        return meant is null || string.Equals(Scene.Text(found), meant, StringComparison.OrdinalIgnoreCase) ? proof : proof with { Verdict = LineVerdict.Fail, Expected = meant, Because = Said.NotAsExpected(meant, Scene.Text(found) ?? "") };
    }
}
