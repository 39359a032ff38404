using System.Collections.Immutable;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Checklists;

/// <summary>What is done in a round: results by persons and by the machine, consent, signature.</summary>
public sealed partial class RoundPage
{
    private static readonly Dictionary<string, int> NoEvidence = [];
    private CancellationTokenSource? _stop;
    private ImmutableArray<TestRecord> _left = [];
    private int _proved, _toProve;

    private Task TickAsync(Ticked ticked) => GiveAsync([ticked]);

    private Task PassAsync(List<LineState> lines)
    {
        _passes = null;
        return GiveAsync([.. lines.Select(line => new Ticked(line, LineVerdict.Pass))]);
    }

    private async Task GiveAsync(IReadOnlyList<Ticked> ticked)
    {
        var who = reader.As(Act.TickLines);
        var at = clock.GetUtcNow();
        var results = ticked.Select(one => new LineResult
        {
            RoundId = Id, LineId = one.Line.Line.Id, Verdict = one.Verdict, By = who, At = at,
            Note = one.Note ?? (one.Line.Result is { IsMachine: false } before && one.Verdict == before.Verdict ? before.Note : ""),
            // A person tests what the definition says now.
            Mark = _now.GetValueOrDefault(one.Line.Line.Id)?.Mark ?? one.Line.Line.Mark, Version = _now.GetValueOrDefault(one.Line.Line.Id)?.Version ?? one.Line.Line.Version,
        }).ToList();
        var given = await rounds.GiveAsync(Id, results, ticked.ToDictionary(one => one.Line.Line.Id, one => Latest(one.Line).Result?.Number ?? 0));
        if (given.Stored.Count == 0)
        {
            _trouble = t["NotKept"];
            await ReloadAsync();
            return;
        }

        foreach (var other in given.Others.Select(result => result.By).Distinct()) toasts.Show(new(t["OtherToo", other]));
        Take(_state!.With(given.Stored, NoEvidence));
    }

    private LineState Latest(LineState state) => _state!.Lines.FirstOrDefault(one => one.Line.Id == state.Line.Id) ?? state;

    /// <summary>Pair by pair, so that stopping loses nothing that was proved.</summary>
    private async Task VerifyAsync(IReadOnlyList<LineState> lines)
    {
        if (_stop is not null || lines.Count == 0) return;
        var who = reader.As(Act.VerifyLines);
        using var stop = new CancellationTokenSource();
        var leaving = Leaving;
        (_stop, _left, _trouble, _proved, _toProve) = (stop, [], null, 0, lines.Count);
        var language = new OwnLanguage();
        try
        {
            foreach (var pair in lines.GroupBy(state => (state.Line.DataflowId, state.Line.PairId)))
            {
                if (leaving.IsCancellationRequested) return;
                StateHasChanged();
                var part = new RoundPart { Lines = [.. pair.Select(state => state.Line.Id)] };
                // Off the page's own thread, so that Stop and the other lines answer meanwhile.
                var report = await Task.Run(() => verbs.VerifyAsync(Id, part, who, null, stop.Token), stop.Token);
                if (leaving.IsCancellationRequested) return;
                language.Speak();
                if (report is null) _trouble = t["NotKept"];
                _left = _left.AddRange(report?.Left ?? []);
                _proved += pair.Count();
                await RefreshAsync();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _trouble = t["Stopped"];
        }
        finally
        {
            _stop = null;
        }
    }

    private async Task ConsentAsync()
    {
        var who = reader.As(Act.ConsentToTests);
        _consents = false;
        if (!await rounds.ConsentAsync(Id, who)) _trouble = t["NotKept"];
        await RefreshAsync();
    }

    private async Task MoveAsync()
    {
        if (await verbs.MoveAsync(Id, null, reader.As(Act.TickLines)) == 0) _trouble = t["NotKept"];
        await ReloadAsync();
    }

    private async Task SignAsync()
    {
        var who = reader.As(Act.SignOff);
        _signs = false;
        if (await rounds.SignAsync(Id, who, _statement?.Trim() ?? "") is null) _trouble = t["NotKept"];
        await RefreshAsync();
    }
}
