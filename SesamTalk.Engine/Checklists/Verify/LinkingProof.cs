using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>Proves which records get which partner, and which get none.</summary>
internal sealed class LinkingProof(Bench bench, PairRules pair, CoupleMaker maker, ProofDiary diary, TestValues values)
{
    public async Task<LineProof> ProveAsync(ChecklistLine line, CancellationToken cancellation)
    {
        var began = bench.Now;
        var proof = await (line.Case == LineCase.LinkedByKey ? ByKeyAsync(line, cancellation) : NoneAsync(line, cancellation));
        return proof with { RunId = bench.LastRun?.Id, RunSaid = $"{bench.LastRun?.Outcome} {bench.LastRun?.Reason}".Trim(), Times = (began, bench.Now) };
    }

    // A record on each side, alike in this key and in no other.
    private async Task<LineProof> ByKeyAsync(ChecklistLine line, CancellationToken cancellation)
    {
        var (from, to) = (line.From, line.From.Other());
        var key = pair.Pair.Keys[line.Key!.Value];
        var own = await maker.DraftAsync(pair, from, cancellation);
        foreach (var part in key.Parts.Where(part => Values.IsBlank(own.GetValueOrDefault(Path(from, part))))) own[Path(from, part)] = values.Of(RowOf(part), from, null);
        var across = await maker.DraftAsync(pair, to, cancellation);
        await CopyAsync(own, across, from, cancellation);
        foreach (var part in key.Parts) across[Path(to, part)] = Same(own[Path(from, part)], to, part, across.GetValueOrDefault(Path(to, part)));
        foreach (var part in pair.Pair.Keys.Where(other => other != key).SelectMany(other => other.Parts).Where(part => !key.Parts.Any(mine => Path(to, mine) == Path(to, part)) && across.ContainsKey(Path(to, part))))
            across[Path(to, part)] = values.Of(RowOf(part), to, across[Path(to, part)]);
        var ids = new Dictionary<Side, RecordId> { [from] = await maker.MakeAsync(pair, from, own, cancellation) };
        ids[to] = await maker.MakeAsync(pair, to, across, cancellation);
        await bench.RunAsync([], [.. ids.Select(one => new OnlyRecord(one.Key, pair.Ready.On(one.Key).Name, one.Value))], cancellation);
        var link = await bench.LinkAsync(pair, from, ids[from], cancellation);
        foreach (var side in new[] { from, to }) await NoteAsync(pair, side, ids[side], ids, cancellation);
        var verdict = link is null ? Said.NotLinked : link.On(to) == ids[to] ? Reason.None : Said.LinkedOtherwise;
        return new LineProof(line, verdict.IsEmpty ? LineVerdict.Pass : LineVerdict.Fail, verdict) { Records = $"{pair.Ready.A.Name} {ids[Side.A]} ↔ {pair.Ready.B.Name} {ids[Side.B]}", Wrote = new ValueMap([.. own.Where(value => key.Parts.Any(part => Path(from, part) == value.Key))]) };
    }

    // Everything else says the same on both, so that only the key decides.
    private async Task CopyAsync(Dictionary<string, object?> own, Dictionary<string, object?> across, Side from, CancellationToken cancellation)
    {
        var record = Record.Of(pair.Ready.On(from).Schema, null, own);
        var book = await bench.BookAsync(pair, from == Side.A ? record : null, from == Side.B ? record : null, cancellation);
        var said = pair.Mapper.Map(record, from.Other(), book);
        for (var at = 0; at < said.Count; at++)
        {
            var target = pair.Mapper.Rows[at].On(from.Other());
            if (target.IsKey || target.IsReadOnly || said[at] is Absent or PendingReference or Unmappable || Values.IsBlank(said[at])) continue;
            across[target.Path] = said[at];
        }
    }

    private async Task<LineProof> NoneAsync(ChecklistLine line, CancellationToken cancellation)
    {
        var from = line.From;
        if (await DraftOutsideAsync(line, cancellation) is not { } drafted) return new LineProof(line, LineVerdict.Blocked, Said.ByPerson);
        var id = await MadeAsync(drafted.By, from, drafted.Values, cancellation);
        await bench.RunAsync([], [new OnlyRecord(from, pair.Ready.On(from).Name, id)], cancellation);
        var link = await bench.LinkAsync(pair, from, id, cancellation);
        foreach (var sibling in bench.Pairs.Where(other => other.Ready.On(from).Name == pair.Ready.On(from).Name)) await NoteAsync(sibling, from, id, new Dictionary<Side, RecordId> { [from] = id }, cancellation);
        return new LineProof(line, link is null ? LineVerdict.Pass : LineVerdict.Fail, link is null ? Reason.None : Said.MadeAlthough) { Records = $"{pair.Ready.On(from).Name} {id}" };
    }

    // A record of another kind may need what no row of ours carries.
    private async Task<RecordId> MadeAsync(PairRules by, Side from, Dictionary<string, object?> drafted, CancellationToken cancellation)
    {
        try
        {
            return await maker.MakeAsync(by, from, drafted, cancellation);
        }
        catch (ProofStop)
        {
            var texts = by.Ready.On(from).Schema.Properties.Where(property => property is { Type: PropertyType.Text, IsReadOnly: false, IsKey: false, IsCreateOnly: false, IsReference: false } && ValueForms.Of(property, property) == ValueForm.Free && !drafted.ContainsKey(property.Path));
            return await maker.MakeAsync(by, from, new Dictionary<string, object?>([.. drafted, .. texts.Select(property => KeyValuePair.Create(property.Path, values.Own(property)))]), cancellation);
        }
    }

    private async Task<(PairRules By, Dictionary<string, object?> Values)?> DraftOutsideAsync(ChecklistLine line, CancellationToken cancellation)
    {
        var from = line.From;
        if (line.Case == LineCase.NotCreated) return (pair, await maker.DraftAsync(pair, from, cancellation));
        var asked = line.Case == LineCase.Condition ? pair.Pair.From(from).Predicate : pair.Pair.On(from).Filters;
        if (asked.IsDefaultOrEmpty) return null;
        if (line.Case == LineCase.Aspect && bench.Pairs.FirstOrDefault(other => other.Ready.On(from).Name == pair.Ready.On(from).Name && FilterScopes.Disjoint(other.Pair.On(from).Filters, asked)) is { } sibling)
            return (sibling, await maker.DraftAsync(sibling, from, cancellation));
        var drafted = await maker.DraftAsync(pair, from, cancellation);
        if (pair.Ready.On(from).Schema.Find(asked[0].Path) is not { IsReadOnly: false } property) return null;
        drafted[property.Path] = Broken(asked[0], property, drafted.GetValueOrDefault(property.Path));
        return (pair, drafted);
    }

    private object? Broken(Dependency asked, SchemaProperty property, object? present) => asked.Value switch
    {
        DependencyMeaning.Filled => null,
        DependencyMeaning.Blank => values.Own(property),
        _ => property.Type == PropertyType.Boolean ? present is not true : values.Own(property),
    };

    // What the engine made across is written down, so that it is cleaned up with the rest.
    private async Task NoteAsync(PairRules by, Side side, RecordId id, Dictionary<Side, RecordId> own, CancellationToken cancellation)
    {
        if (await bench.LinkAsync(by, side, id, cancellation) is not { Origin: LinkOrigin.CreatedInA or LinkOrigin.CreatedInB } link) return;
        var made = link.Origin == LinkOrigin.CreatedInA ? Side.A : Side.B;
        if (made != side && link.On(made) != own.GetValueOrDefault(made)) await diary.FollowedAsync(by.Pair.Id, made, by.Ready.On(made).Name, link.On(made), cancellation);
    }

    private static object? Same(object? value, Side to, KeyPart part, object? already) => already is not null && Comparable(part, already) == Comparable(part, value) ? already : value;

    private static string Comparable(KeyPart part, object? value) => KeyForms.Comparable(KeyForms.Of(part.A) is KeyForm.Text ? KeyForms.Of(part.B) : KeyForms.Of(part.A), value);

    private string Path(Side side, KeyPart part) => pair.Ready.On(side).Schema.Find(side == Side.A ? part.A : part.B)?.Path ?? throw new ProofStop(Said.ByPerson);

    private MappedRow RowOf(KeyPart part) => new(new PropertyRule { Id = "", A = part.A, B = part.B }, pair.Ready.A.Schema.Find(part.A)!, pair.Ready.B.Schema.Find(part.B)!);
}
