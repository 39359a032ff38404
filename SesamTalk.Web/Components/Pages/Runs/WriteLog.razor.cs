using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Runs;

/// <summary>Every write of a run, record by record: what was there, what was sent, and what the system answered.</summary>
public sealed partial class WriteLog(IStringLocalizer<RunTexts> t, IDbContextFactory<TalkDb> databases) : TalkPage
{
    private WriteLogPage? _page;
    private (WriteLogQuery?, int) _loaded;

    [Parameter, EditorRequired] public required WriteLogQuery Query { get; set; }

    /// <summary>How often the page has read the run; a new number means there may be more to read.</summary>
    [Parameter] public int Seen { get; set; }

    [Parameter, EditorRequired] public string A { get; set; } = "";

    [Parameter, EditorRequired] public string B { get; set; } = "";

    /// <summary>Raised with what a person wants put back.</summary>
    [Parameter] public EventCallback<UndoScope> OnPutBack { get; set; }

    private ListPage? Pager => _page is { Rows: [var first, ..] rows } page
        ? new(rows.Count, page.Total, page.HasBefore ? first.Id.ToString() : null, page.HasAfter ? rows[^1].Id.ToString() : null)
        : null;

    private IReadOnlyList<(string, string)> StateOptions => [("", t["AllStates"]), .. Enum.GetValues<WriteState>().Select(state => (state.ToString(), t["State" + state].Value))];

    private IReadOnlyList<FilterChip> Chips => Enum.TryParse<WriteState>(Query.Outcome, out var state) ? [new("outcome", t["State" + state])] : [];

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == (Query, Seen)) return Task.CompletedTask;
        _loaded = (Query, Seen);
        return LoadAsync(async ct =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            _page = await Query.ReadAsync(db, ct);
        });
    }

    private static Status StatusOf(WriteState state) => state switch
    {
        WriteState.Intended => Status.Running,
        WriteState.Done => Status.InSync,
        WriteState.Stale or WriteState.NotDone => Status.Retrying,
        WriteState.Rejected => Status.Failed,
        WriteState.Unknown => Status.Unknown,
    };
}
