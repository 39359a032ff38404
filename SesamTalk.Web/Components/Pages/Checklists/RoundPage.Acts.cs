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
    private readonly List<LineState> _waiting = [];
    private int _proved;

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

    /// <summary>Pair by pair, so that stopping loses nothing that was proved; what is asked for meanwhile waits its turn.</summary>
    private async Task VerifyAsync(IReadOnlyList<LineState> lines)
    {
        var who = reader.As(Act.VerifyLines);
        _waiting.AddRange(lines.Where(line => !_waiting.Exists(waiting => waiting.Line.Id == line.Line.Id)));
        if (_stop is not null || _waiting.Count == 0) return;
        using var stop = new CancellationTokenSource();
        (_stop, _left, _trouble, _proved) = (stop, [], null, 0);
        try
        {
            while (_waiting.Count > 0 && !Leaving.IsCancellationRequested) await ProveAsync(who, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _trouble = t["Stopped"];
        }
        finally
        {
            _stop = null;
            _waiting.Clear();
        }
    }

    private async Task ProveAsync(string who, CancellationToken stop)
    {
        var (language, leaving, first) = (new OwnLanguage(), Leaving, _waiting[0].Line);
        var part = new RoundPart { Lines = [.. _waiting.Where(state => (state.Line.DataflowId, state.Line.PairId) == (first.DataflowId, first.PairId)).Select(state => state.Line.Id)] };
        StateHasChanged();
        // Off the page's own thread, so that Stop and the other lines answer meanwhile.
        var report = await Task.Run(() => verbs.VerifyAsync(Id, part, who, null, stop), stop);
        if (leaving.IsCancellationRequested) return;
        language.Speak();
        _waiting.RemoveAll(state => part.Lines.Contains(state.Line.Id));
        if (report is null) _trouble = t["NotKept"];
        _left = _left.AddRange(report?.Left ?? []);
        _proved += part.Lines.Count;
        await RefreshAsync();
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
