using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>A couple on the bench: looked at, edited on one side, and put back.</summary>
internal sealed class Stage(Bench bench, Couple first)
{
    private Couple _couple = first;
    private bool _isSpoilt;

    public Bench Bench => bench;

    public Couple Couple => _couple;

    public PairRules Pair => _couple.Pair;

    /// <summary>Both records now; stops the proof where one is gone.</summary>
    public async Task<Scene> LookAsync(CancellationToken cancellation)
    {
        var a = await bench.ReadAsync(_couple.Pair, Side.A, _couple.A, cancellation);
        var b = await bench.ReadAsync(_couple.Pair, Side.B, _couple.B, cancellation);
        return a is null || b is null ? throw new ProofStop(Said.NoCouple(Reason.Of(ReasonCodes.RecordGone))) : new Scene(a, b);
    }

    /// <summary>Somebody edits one of the two; null, or why the system does not take it.</summary>
    public async Task<ConnectorError?> EditAsync(Side side, Scene now, IReadOnlyDictionary<string, object?> edits, CancellationToken cancellation)
    {
        var (entity, change) = (_couple.Pair.Ready.On(side), now.ChangeOn(side));
        if (edits.Count == 0) return null;
        var values = Record.Of(entity.Schema, change.Id, edits);
        var write = new Write(entity.Name, WriteKind.Update, change.Id, _couple.Pair.Mapper.ToSend(values, change.Record, side), change.Record, change.Version, null);
        var answer = await bench.WriteAsync(side, write, cancellation);
        return answer.Error is ConnectorError.Unreachable or ConnectorError.NotAllowed or ConnectorError.Unknown or ConnectorError.Garbled
            ? throw new ProofStop(Reason.Of(ReasonCodes.NotAsked, bench.NameOf(side), $"{entity.Name} {change.Id}", answer.Error.Because))
            : answer.Error;
    }

    /// <summary>The ordinary engine looks at this link and no other.</summary>
    public Task<Runs.Run> RunAsync(CancellationToken cancellation) => bench.RunAsync([_couple.LinkId], [], cancellation);

    /// <summary>Puts back what these paths held, on both sides, and lets the engine see it.</summary>
    public async Task PutBackAsync(Scene before, IReadOnlyCollection<(Side Side, string Path)> paths, CancellationToken cancellation)
    {
        var (now, moved) = (await LookAsync(cancellation), false);
        foreach (var side in new[] { Side.A, Side.B })
        {
            var edits = paths.Where(path => path.Side == side && now.On(side).Schema.Find(path.Path) is { IsReadOnly: false, IsCreateOnly: false, IsKey: false } && !Values.Same(now.On(side)[path.Path], before.On(side)[path.Path]))
                .DistinctBy(path => path.Path).ToDictionary(path => path.Path, path => before.On(side)[path.Path]);
            moved |= edits.Count > 0;
            await EditAsync(side, now, edits, cancellation);
        }

        if (!moved) return;
        await RunAsync(cancellation);
        var after = await LookAsync(cancellation);
        var link = await bench.LinkAsync(_couple.LinkId, cancellation);
        _isSpoilt = link is not { State: Population.InSync } || paths.Any(path => !Values.Agree(after.On(path.Side)[path.Path], before.On(path.Side)[path.Path]));
    }

    /// <summary>Takes other records where these could not be put back: what is wrong with one line must not tell against another.</summary>
    public async Task RenewAsync(CoupleMaker maker, CancellationToken cancellation)
    {
        if (!_isSpoilt) return;
        _isSpoilt = false;
        _couple = await maker.AnotherAsync(Pair, cancellation) ?? _couple;
    }
}
