using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Decisions;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Links;

/// <summary>Records that have no partner, with the reason, and what a person may do about each: have it created across, leave it alone, or look for a partner again.</summary>
public sealed partial class AloneTable(
    Reader reader, IStringLocalizer<LinkTexts> t, SystemNames names, CarryingOut carrying, RecordVerbs records, Toasts toasts, IDbContextFactory<TalkDb> databases) : TalkPage
{
    private static readonly Population[] States = [Population.Unlinked, Population.Ambiguous, Population.Waiting, Population.Failing, Population.Conflict, Population.OutOfScope, Population.Paused];
    private AlonePage? _page;
    private AloneQuery? _loaded;
    private Receipt? _receipt;
    private (UnlinkedRecord Record, bool Create)? _asks;
    private (IReadOnlyList<UnlinkedRecord> Records, int Number)? _asksAll;

    // Each leaves an entry in the audit.
    private const int Most = 1000;

    /// <summary>The dataflows, for their names.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<Dataflow> Dataflows { get; set; } = [];

    [Parameter, EditorRequired] public required AloneQuery Query { get; set; }

    private ListPage? Pager => _page is { Rows: [var first, ..] rows } page
        ? new(rows.Count, page.Total, page.HasBefore ? AloneQuery.PlaceOf(first) : null, page.HasAfter ? AloneQuery.PlaceOf(rows[^1]) : null) { IsMore = page.IsMore }
        : null;

    private IReadOnlyList<(string, string)> DataflowOptions => [("", t["AllDataflows"]), .. Dataflows.Select(flow => (flow.Id, names.Of(flow)))];

    private IReadOnlyList<(string, string)> StateOptions => [("", t["AllStates"]), .. States.Select(state => (state.ToString(), t["State" + state].Value))];

    private IReadOnlyList<FilterChip> Chips =>
    [
        .. Dataflows.Where(flow => flow.Id == Query.Filter.Dataflow).Select(flow => new FilterChip("dataflow", names.Of(flow))),
        .. States.Where(state => state.ToString() == Query.Filter.State).Select(state => new FilterChip("state", t["State" + state])),
    ];

    protected override Task OnParametersSetAsync()
    {
        if (Query == _loaded) return Task.CompletedTask;
        _loaded = Query;
        return ReloadAsync();
    }

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        _page = await Query.ReadAsync(db, ct);
    });

    private Dataflow? FlowOf(UnlinkedRecord record) => Dataflows.FirstOrDefault(flow => flow.Id == record.DataflowId);

    private string SystemOf(UnlinkedRecord record, Side side) => FlowOf(record) is { } flow ? names.Of(flow.On(side)) : side.ToString();

    private string PairOf(UnlinkedRecord record) => FlowOf(record)?.Pairs.FirstOrDefault(pair => pair.Id == record.PairId) is { } pair ? $"{pair.A.Name} ↔ {pair.B.Name}" : record.PairId;

    private static Status StatusOf(UnlinkedRecord record) => record.State switch
    {
        Population.InSync => Status.InSync,
        Population.Waiting => Status.Waiting,
        Population.Conflict => Status.Conflict,
        Population.Failing => Status.Failed,
        Population.OutOfScope or Population.Deleted => Status.OutOfScope,
        Population.Unlinked => record.AsksPerson ? Status.NeedsYou : Status.Waiting,
        Population.Ambiguous => Status.NeedsYou,
        Population.Paused => Status.Paused,
    };

    private Task<Proposal> Propose(CancellationToken ct)
    {
        var (record, create) = _asks!.Value;
        return carrying.ProposeAsync([new Wish(record.DataflowId, Sees.Name(record), (verbs, token) => verbs.NoneFitsAsync(record, create, reader.As(Act.ChangeLinks), token))], ct);
    }

    private async Task DoneAsync(Receipt receipt)
    {
        (_asks, _receipt) = (null, receipt);
        await ReloadAsync();
    }

    private async Task AskAllAsync()
    {
        await using var db = await databases.CreateDbContextAsync(Leaving);
        _asksAll = await Query.WholeAsync(db, Most, Leaving);
    }

    // Those that were counted when it was asked, whatever fits by now.
    private async Task MatchAllAsync()
    {
        if (_asksAll is not { } all || all.Number > Most) return;
        var who = reader.As(Act.ChangeLinks);
        foreach (var record in all.Records)
            if (record.State == Population.Paused) await records.ResumeAsync(record, who, Leaving);
            else await records.TryAgainAsync(record, who, Leaving);
        _asksAll = null;
        toasts.Show(new(t.Count("SaidMatchAll", all.Number)));
        await ReloadAsync();
    }

    // The next run takes it up again as if it were new.
    private async Task MatchAgainAsync(UnlinkedRecord record)
    {
        var done = record.State == Population.Paused ? await records.ResumeAsync(record, reader.As(Act.ChangeLinks)) : await records.TryAgainAsync(record, reader.As(Act.ChangeLinks));
        toasts.Show(new(t[done || record.State == Population.Unlinked ? "SaidMatchAgain" : "SaidMoved"]));
        await ReloadAsync();
    }
}
