using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Conflicts;
using SesamTalk.Web.Components.Pages.Decisions;
using SesamTalk.Web.Components.Shared;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Components.Pages.Deletes;

/// <summary>Deletes that wait: what is gone where, what hangs on it, and what would happen, approved or kept after a look at both systems.</summary>
public sealed partial class DeletesPage(
    Reader reader, IStringLocalizer<DeleteTexts> t, DecisionWords words, SystemNames names, CarryingOut carrying, DecisionVerbs decisions, DataflowStore dataflows, IDbContextFactory<TalkDb> databases, TimeProvider clock) : LivePage
{
    private static readonly string[] Ages = ["1", "24", "168"];
    private readonly HashSet<Guid> _chosen = [];
    private IReadOnlyList<Dataflow> _dataflows = [];
    private DeleteListPage? _page;
    private IReadOnlyList<Link>? _withdrawn;
    private DeleteQuery? _loaded;
    private string? _shown;
    private Receipt? _receipt;
    private Asking? _asks;

    /// <summary>What is asked before it is done.</summary>
    private sealed record Asking(string Title, string Text, IReadOnlyList<DeleteRow> Rows, Func<DecisionVerbs, Guid, CancellationToken, Task<DecisionAnswer>> Ask);

    [SupplyParameterFromQuery] private string? Q { get; set; }

    [SupplyParameterFromQuery] private string? Dataflow { get; set; }

    [SupplyParameterFromQuery] private string? Pair { get; set; }

    [SupplyParameterFromQuery] private string? Age { get; set; }

    [SupplyParameterFromQuery] private string? Show { get; set; }

    [SupplyParameterFromQuery] private string? After { get; set; }

    [SupplyParameterFromQuery] private string? Before { get; set; }

    private DeleteQuery Query => new(Q, Dataflow, Pair, Age, After, Before) { IsExact = Sees.IsHidden };

    private string? Sentence => _page is null ? null : t.Count("Sentence", _page.Total);

    private ListPage? Pager => _page is { Rows: [var first, ..] rows } page
        ? new(rows.Count, page.Total, page.HasBefore ? first.Link.Id.ToString() : null, page.HasAfter ? rows[^1].Link.Id.ToString() : null)
        : null;

    private IReadOnlyList<DeleteRow> Chosen => [.. _page!.Rows.Where(row => _chosen.Contains(row.Link.Id))];

    private IReadOnlyList<(string, string)> DataflowOptions => [("", t["AllDataflows"]), .. _dataflows.Select(flow => (flow.Id, names.Of(flow)))];

    private IReadOnlyList<(string, string)> AgeOptions => [("", t["AnyAge"]), .. Ages.Select(age => (age, t["Age-" + age].Value))];

    private List<FilterChip> Chips
    {
        get
        {
            List<FilterChip> chips = [];
            if (_dataflows.FirstOrDefault(flow => flow.Id == Dataflow) is { } flow) chips.Add(new("dataflow", names.Of(flow)));
            if (!string.IsNullOrEmpty(Pair)) chips.Add(new("pair", ConflictWords.PairName(Pair, _dataflows.FirstOrDefault(one => one.Id == Dataflow))));
            if (Ages.Contains(Age)) chips.Add(new("age", t["Age-" + Age]));
            return chips;
        }
    }

    protected override Task OnParametersSetAsync()
    {
        if (Query == _loaded && Show == _shown) return Task.CompletedTask;
        (_loaded, _shown) = (Query, Show);
        return ReloadAsync();
    }

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        _dataflows = await dataflows.AllAsync(ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        _page = await Query.ReadAsync(db, _dataflows, clock.GetUtcNow(), ct);
        _withdrawn = Show == "withdrawn" ? await Withdrawn.SinceAsync(db, clock.GetUtcNow(), ct) : null;
        _chosen.IntersectWith(_page.Rows.Where(row => row.Waiting is null || row.NeedsSecond).Select(row => row.Link.Id));
    });

    protected override async Task HearAsync(RunProgress progress)
    {
        if (progress.Step != RunStep.Ended || _asks is not null) return;
        await ReloadAsync();
        StateHasChanged();
    }

    private void Choose(DeleteRow row, bool yes)
    {
        if (yes) _chosen.Add(row.Link.Id);
        else _chosen.Remove(row.Link.Id);
    }

    private void ChooseAll(bool yes)
    {
        foreach (var row in _page!.Rows.Where(CanChoose)) Choose(row, yes);
    }

    private static bool CanChoose(DeleteRow row) => row.Waiting is null || row.NeedsSecond;

    private void AskApproval(IReadOnlyList<DeleteRow> rows) =>
        _asks = new(t.Count("ApproveTitle", rows.Count, Sees.Name(rows[0].Link)), t["ApproveText"], rows, (verbs, link, ct) => verbs.ApproveDeleteAsync(link, reader.As(Act.DecideDeletes), ct));

    private void AskKeep(DeleteRow row, bool makeAnew) => _asks = new(t[makeAnew ? "AnewTitle" : "ApartTitle", Sees.Name(row.Link)], t[makeAnew ? "AnewText" : "ApartText"], [row], (verbs, link, ct) => verbs.KeepInsteadAsync(link, makeAnew, reader.As(Act.DecideDeletes), ct));

    private Task<Proposal> Propose(CancellationToken ct)
    {
        var asks = _asks!;
        return carrying.ProposeAsync([.. asks.Rows.Select(row => new Wish(row.Link.DataflowId, Sees.Name(row.Link), (verbs, token) => asks.Ask(verbs, row.Link.Id, token)))], ct);
    }

    private async Task DoneAsync(Receipt receipt)
    {
        (_asks, _receipt) = (null, receipt);
        await ReloadAsync();
    }

    private async Task TakeBackAsync(DeleteRow row)
    {
        await decisions.TakeBackAsync(row.Waiting!, reader.As(Act.DecideDeletes));
        await ReloadAsync();
    }

    private string SystemOf(DeleteRow row, SesamTalk.Engine.Records.Side side) => row.Dataflow is { } flow ? names.Of(flow.On(side)) : side.ToString();

    private string Waits(DeleteRow row) => t["Waits", row.Waiting!.By, words.When(row.Waiting.At), words.Choice(row.Waiting.Choice, SystemOf(row, SesamTalk.Engine.Records.Side.A), SystemOf(row, SesamTalk.Engine.Records.Side.B))];
}
