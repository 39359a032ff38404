using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Pages.Decisions;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Links;

/// <summary>Links, searched and paged by the server; of all dataflows or of one.</summary>
public sealed partial class LinkTable(IStringLocalizer<LinkTexts> t, SystemNames names, IDbContextFactory<TalkDb> databases, TimeProvider clock) : TalkPage
{
    private LinkListPage? _page;
    private LinkQuery? _loaded;
    private long? _counted;
    private Receipt? _receipt;
    private readonly HashSet<Guid> _picked = [];
    private static readonly string[] Ages = ["1", "24", "168"];

    /// <summary>The dataflows whose links can be here, for their names.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<Dataflow> Dataflows { get; set; } = [];

    [Parameter, EditorRequired] public required LinkQuery Query { get; set; }

    private LinkFilter Filter => Query.Filter;

    private Dataflow? ChosenDataflow => Dataflows.Count == 1 ? Dataflows[0] : Dataflows.FirstOrDefault(flow => flow.Id == Filter.Dataflow);

    private ListPage? Pager => _page is { Rows: [var first, ..] rows } page
        ? new(rows.Count, _counted ?? page.Total, page.HasBefore ? first.Id.ToString() : null, page.HasAfter ? rows[^1].Id.ToString() : null) { IsMore = page.IsMore && _counted is null }
        : null;

    private IReadOnlyList<(string, string)> DataflowOptions => [("", t["AllDataflows"]), .. Dataflows.Select(flow => (flow.Id, names.Of(flow)))];

    private IReadOnlyList<(string, string)> PairOptions => [("", t["AllPairs"]), .. ChosenDataflow!.Pairs.Select(pair => (pair.Id, NameOf(pair)))];

    private IReadOnlyList<(string, string)> StateOptions => [("", t["AllStates"]), .. Enum.GetValues<Population>().Select(state => (state.ToString(), t["State" + state].Value))];

    private IReadOnlyList<(string, string)> AgeOptions => [("", t["AnyAge"]), .. Ages.Select(age => (age, t["Age-" + age].Value))];

    private IReadOnlyList<FilterChip> Chips
    {
        get
        {
            List<FilterChip> chips = [];
            if (Dataflows.Count > 1 && ChosenDataflow is { } flow) chips.Add(new("dataflow", names.Of(flow)));
            if (ChosenDataflow?.Pairs.FirstOrDefault(pair => pair.Id == Filter.Pair) is { } chosen) chips.Add(new("pair", NameOf(chosen)));
            if (Enum.TryParse<Population>(Filter.State, out var state)) chips.Add(new("state", t["State" + state]));
            if (Ages.Contains(Filter.Age)) chips.Add(new("age", t["Age-" + Filter.Age]));
            return chips;
        }
    }

    protected override Task OnParametersSetAsync()
    {
        if (Query == _loaded) return Task.CompletedTask;
        if (Filter != _loaded?.Filter)
        {
            _picked.Clear();
            _counted = null;
        }

        _loaded = Query;
        return ReloadAsync();
    }

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        _page = await Query.ReadAsync(db, clock.GetUtcNow(), ct);
    });

    private async Task CountAsync()
    {
        var filter = Filter;
        await using var db = await databases.CreateDbContextAsync(Leaving);
        var counted = await Query.CountAsync(db, clock.GetUtcNow(), Leaving);
        if (filter == Filter) _counted = counted;
    }

    private void Pick(Link link, bool yes)
    {
        if (yes) _picked.Add(link.Id);
        else _picked.Remove(link.Id);
    }

    private async Task DoneAsync(Receipt receipt)
    {
        _receipt = receipt;
        _picked.Clear();
        await ReloadAsync();
    }

    // What is typed may be more than a name: the reader sees what it is taken for.
    private IReadOnlyList<string> Meanings => [.. LinkSearch.FormsOf(Filter.Text).Select(form => t["Meaning", Filter.Text!.Trim(), t["Meaning" + form].Value].Value)];

    private string PairName(Link link) =>
        Dataflows.FirstOrDefault(flow => flow.Id == link.DataflowId)?.Pairs.FirstOrDefault(pair => pair.Id == link.PairId) is { } found ? NameOf(found) : link.PairId;

    private static string NameOf(Pair pair) => $"{pair.A.Entity} ↔ {pair.B.Entity}";

    internal static Status StatusOf(Link link) => link.State switch
    {
        Population.InSync => Status.InSync,
        Population.Waiting => Status.Waiting,
        Population.Conflict => Status.Conflict,
        Population.Failing => Status.Failed,
        Population.OutOfScope => Status.OutOfScope,
        Population.Unlinked => link.AsksPerson ? Status.NeedsYou : Status.Waiting,
        Population.Ambiguous => Status.NeedsYou,
        Population.Paused => Status.Paused,
        Population.Deleted => link.AsksPerson ? Status.NeedsYou : Status.OutOfScope,
    };
}
