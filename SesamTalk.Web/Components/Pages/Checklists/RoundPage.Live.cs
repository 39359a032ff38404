using System.Data.Common;
using SesamTalk.Engine.Checklists;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Checklists;

/// <summary>What other testers, and the machine, give to the round while it is open here.</summary>
public sealed partial class RoundPage
{
    private IDisposable? _hearing;
    private Guid _heard;

    protected override void OnAfterRender(bool firstRender)
    {
        if (_heard == Id) return;
        _hearing?.Dispose();
        _heard = Id;
        var language = new OwnLanguage();
        _hearing = feed.Listen(Id, news => _ = InvokeAsync(() =>
        {
            language.Speak();
            return HearAsync(news);
        }));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _hearing?.Dispose();
        base.Dispose(disposing);
    }

    private async Task HearAsync(RoundNews news)
    {
        if (_state is null || news.RoundId != Id || Leaving.IsCancellationRequested) return;
        try
        {
            if (news.IsWhole) await ReloadAsync();
            else if (news.IsElsewhere && await rounds.FindAsync(Id, Leaving) is { } read) Keep(read);
            else Hear(news, news.Shown.Count == 0 ? NoEvidence : await rounds.PiecesAsync(Id, [.. news.Shown.Distinct()], Leaving));
        }
        catch (Exception error) when (error is DbException or OperationCanceledException)
        {
            return; // The next look reads it.
        }

        StateHasChanged();
    }

    private void Hear(RoundNews news, IReadOnlyDictionary<string, int> evidence)
    {
        var me = reader.May(Act.TickLines) ? reader.As(Act.TickLines) : null;
        var mine = _state!.Lines.Where(line => line.Result is { IsMachine: false } result && result.By == me && line.Verdict != LineVerdict.NotTested).ToDictionary(line => line.Line.Id, line => line.Result!.Number);
        foreach (var other in news.Results.Where(result => !result.IsMachine && result.By != me && mine.TryGetValue(result.LineId, out var number) && result.Number > number).DistinctBy(result => result.By))
            toasts.Show(new(t["OverYours", other.By]));
        Keep(_state.With(news.Results, evidence));
    }

    // No row moves while somebody points at it: a line that does not fit the filter any more stays until the reader's own next step.
    private void Keep(RoundState state)
    {
        _state = state.Against(_now.Values);
        var now = _state.Lines.ToDictionary(line => line.Line.Id);
        _fitting = [.. _fitting.Select(line => now[line.Line.Id])];
        _shown = [.. _shown.Select(line => now[line.Line.Id])];
    }
}
