using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Decisions;
using SesamTalk.Web.Components.Shared;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Components.Pages.Conflicts;

/// <summary>The inbox: what waits for a person, decided into a tray by click or key, and written only when the tray is applied; and what rules settled by themselves.</summary>
public sealed partial class ConflictsPage(
    Reader reader, IStringLocalizer<ConflictTexts> t, ConflictWords words, SystemNames names, Tray tray, Claims claims, ClaimBell bell, CarryingOut carrying, DataflowStore dataflows, IDbContextFactory<TalkDb> databases, IJSRuntime js, TimeProvider clock) : LivePage
{
    private IReadOnlyList<Dataflow> _dataflows = [];
    private ConflictListPage? _page;
    private IReadOnlyList<ConflictGroup> _groups = [];
    private IReadOnlyList<ConflictRow> _trayRows = [];
    private IReadOnlyDictionary<Guid, TrayChoice> _choices = new Dictionary<Guid, TrayChoice>();
    private IReadOnlyList<string> _cleared = [];
    private PastDecisions _past = new([]);
    private ConflictQuery? _loaded;
    private Receipt? _receipt;
    private OpenConflict? _putBack;
    private ConflictRow? _rule;
    private readonly OwnLanguage _language = new();
    private IReadOnlyList<Claim> _claims = [];
    private IReadOnlyDictionary<Guid, int> _behind = new Dictionary<Guid, int>();
    private Guid? _at;
    private bool _reviews;
    private int _trayBegun, _trayShown;
    private (int New, int Gone)? _news;
    private OpenConflict? _lastSettled;

    [SupplyParameterFromQuery] private string? Q { get; set; }

    [SupplyParameterFromQuery(Name = "status")] private string? State { get; set; }

    [SupplyParameterFromQuery] private string? Dataflow { get; set; }

    [SupplyParameterFromQuery] private string? Pair { get; set; }

    [SupplyParameterFromQuery] private string? Property { get; set; }

    [SupplyParameterFromQuery] private string? Kind { get; set; }

    [SupplyParameterFromQuery] private string? Age { get; set; }

    [SupplyParameterFromQuery] private string? Mine { get; set; }

    [SupplyParameterFromQuery] private string? Sel { get; set; }

    [SupplyParameterFromQuery] private string? After { get; set; }

    [SupplyParameterFromQuery] private string? Before { get; set; }

    private ConflictQuery Query => new(Q, State, Dataflow, Pair, Property, Kind, Age, After, Before, Mine == "1") { IsExact = Sees.IsHidden };

    // The row whose preview stands beside the list; the first where none is chosen.
    private ConflictRow? Selected => _page?.Rows.FirstOrDefault(row => row.Conflict.Id == (_at ?? (Guid.TryParse(Sel, out var id) ? id : null))) ?? (_page is { Rows: [var first, ..] } ? first : null);

    private string Chosen => State is "rule" or "settled" ? State : "";

    private string? Sentence => _page is null ? null : Chosen switch
    {
        "rule" => t.Count("SentenceRule", _page.Total),
        "settled" => t.Count("SentenceSettled", _page.Total),
        _ => t.Count(IsFiltered ? "SentenceFiltered" : "SentenceOpen", _page.Total),
    };

    private bool IsFiltered => Chips.Count > 0 || !string.IsNullOrEmpty(Q);

    private ListPage? Pager => _page is { Rows: [var first, ..] rows } page
        ? new(rows.Count, page.Total, page.HasBefore ? first.Conflict.Id.ToString() : null, page.HasAfter ? rows[^1].Conflict.Id.ToString() : null)
        : null;

    private List<FilterChip> Chips
    {
        get
        {
            List<FilterChip> chips = [];
            if (FlowOf(Dataflow) is { } flow) chips.Add(new("dataflow", names.Of(flow)));
            if (!string.IsNullOrEmpty(Pair)) chips.Add(new("pair", ConflictWords.PairName(Pair, FlowOf(Dataflow))));
            if (!string.IsNullOrEmpty(Property)) chips.Add(new("property", ConflictWords.Property(Pair ?? "", Property, FlowOf(Dataflow))));
            if (Enum.TryParse<ConflictKind>(Kind, out var kind)) chips.Add(new("kind", words.Kind(kind)));
            if (!string.IsNullOrEmpty(Age) && Ages.Contains(Age)) chips.Add(new("age", t["Age-" + Age]));
            if (Mine == "1") chips.Add(new("mine", t["Mine"]));
            return chips;
        }
    }

    private static readonly string[] Ages = ["1", "24", "168"];

    private IReadOnlyList<(string, string)> TabItems => [("", t["Tab-open"]), ("rule", t["Tab-rule"]), ("settled", t["Tab-settled"])];

    private IReadOnlyList<(string, string)> DataflowOptions => [("", t["AllDataflows"]), .. _dataflows.Select(flow => (flow.Id, names.Of(flow)))];

    private IReadOnlyList<(string, string)> KindOptions => [("", t["AllKinds"]), .. Enum.GetValues<ConflictKind>().Select(kind => (kind.ToString(), words.Kind(kind)))];

    private IReadOnlyList<(string, string)> AgeOptions => [("", t["AnyAge"]), .. Ages.Select(age => (age, t["Age-" + age].Value))];

    private IReadOnlyList<(string, string)> MineOptions => [("", t["Everybodys"]), ("1", t["Mine"])];

    protected override void OnInitialized() => bell.Rang += Rang;

    protected override void Dispose(bool disposing)
    {
        if (disposing) bell.Rang -= Rang;
        base.Dispose(disposing);
    }

    private void Rang() => _ = HeardAsync(_language, async () =>
    {
        if (Leaving.IsCancellationRequested) return;
        _claims = await claims.AllAsync(Leaving);
        StateHasChanged();
    });

    protected override Task OnParametersSetAsync()
    {
        if (Query == _loaded) return Task.CompletedTask;
        _loaded = Query;
        return ReloadAsync();
    }

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        (_news, _dataflows) = (null, await dataflows.AllAsync(ct));
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        _claims = await claims.AllAsync(ct);
        var query = Mine == "1" ? Query with { Own = await OwnAsync(ct) } : Query;
        _page = await query.ReadAsync(db, Sees, now, ct);
        _groups = query.IsOpen ? await ConflictGroup.OfAsync(db, query, now, ct) : [];
        _behind = query.IsOpen ? await Behind.OfAsync(db, _page.Rows, ct) : new Dictionary<Guid, int>();
        _past = Query.IsOpen ? await PastDecisions.SinceAsync(db, now, [.. _page.Rows.Select(row => row.Conflict.Subject).Distinct()], ct) : new([]);
        _lastSettled = _page.Rows.Count > 0 ? null : await db.Conflicts.AsNoTracking().Where(c => c.SettledAt != null).OrderByDescending(c => c.SettledAt).FirstOrDefaultAsync(ct);
        await ReadTrayAsync(db, ct);
    });

    private async Task<IReadOnlyCollection<Guid>> OwnAsync(CancellationToken ct) =>
        [.. _claims.Where(claim => claim is { IsKept: true, IsMine: true }).Select(claim => claim.ConflictId), .. (await tray.ReadAsync(ct)).Keys];

    // A choice about what was settled, or has moved since, says nothing any more: it is cleared, and said. Of reads that overtake
    // each other the one that began last counts, among those that came to an end: a load that is cancelled shows nothing.
    private async Task ReadTrayAsync(TalkDb db, CancellationToken ct)
    {
        var mine = ++_trayBegun;
        var choices = await tray.ReadAsync(ct);
        var ids = choices.Keys.ToList();
        var rows = await ConflictRow.OfAsync(db, Sees, await db.Conflicts.AsNoTracking().Where(c => ids.Contains(c.Id)).OrderBy(c => c.Id).ToListAsync(ct), ct);
        var stands = rows.Where(row => row.Conflict.SettledAt is null && row.Waiting is null && choices[row.Conflict.Id] is var choice && (choice.SeenA, choice.SeenB) == (row.Conflict.A, row.Conflict.B)).ToList();
        if (mine < _trayShown) return;
        _trayShown = mine;
        var over = choices.Keys.Except(stands.Select(row => row.Conflict.Id)).ToList();
        if (over.Count > 0) await tray.TakeOutAsync(over, ct);
        _cleared = [.. _cleared, .. rows.Where(row => over.Contains(row.Conflict.Id)).Select(NameOf)];
        _trayRows = stands;
        _choices = stands.ToDictionary(row => row.Conflict.Id, row => choices[row.Conflict.Id]);
    }

    // Rows never move under the pointer while a run goes on; its end may have settled some.
    protected override async Task HearAsync(RunProgress progress)
    {
        if (progress.Step != RunStep.Ended || _reviews || _putBack is not null || _rule is not null) return;
        if (await NewsAsync() is { } news) _news = news;
        else await ReloadAsync();
        StateHasChanged();
    }

    // Rows that would come or go are told of, so that none moves from under the pointer; where none would, the list is read anew.
    private async Task<(int New, int Gone)?> NewsAsync()
    {
        if (_page is not { Rows.Count: > 0 } shown) return null;
        await using var db = await databases.CreateDbContextAsync(Leaving);
        var query = Mine == "1" ? Query with { Own = await OwnAsync(Leaving) } : Query;
        var now = (await query.ReadAsync(db, Sees, clock.GetUtcNow(), Leaving)).Rows.Select(row => row.Conflict.Id).ToHashSet();
        var there = shown.Rows.Select(row => row.Conflict.Id).ToHashSet();
        return now.SetEquals(there) ? null : (now.Except(there).Count(), there.Except(now).Count());
    }

    private Dataflow? FlowOf(string? id) => _dataflows.FirstOrDefault(flow => flow.Id == id);

    private string NameOf(ConflictRow row) => t["RecordProperty", row.Label, words.About(row.Conflict, FlowOf(row.Conflict.DataflowId))];

    private async Task ChooseAsync(ConflictRow row, DecisionChoice choice)
    {
        _cleared = [];
        var id = row.Conflict.Id;
        if (_choices.TryGetValue(id, out var there) && there.Choice == choice) await tray.TakeOutAsync([id], Leaving);
        else await tray.PutAsync(new(id, choice, row.Conflict.A, row.Conflict.B), Leaving);
        await TrayChangedAsync();
        if (_choices.ContainsKey(id) && NextAfter(id) is { } next) await js.InvokeVoidAsync("talk.focus", Leaving, RowId(next));
    }

    // Written into the address by the browser alone: a navigation from here could overtake the click that the focus came with.
    private async Task SelectAsync(ConflictRow row)
    {
        if (_at == row.Conflict.Id) return;
        _at = row.Conflict.Id;
        await js.InvokeVoidAsync("talk.note", Leaving, TalkUrls.Conflicts, "sel", row.Conflict.Id.ToString());
    }

    private Guid? NextAfter(Guid id) => _page!.Rows.SkipWhile(row => row.Conflict.Id != id).Concat(_page.Rows)
        .FirstOrDefault(row => row.IsOfProperty && row.Waiting is null && !_choices.ContainsKey(row.Conflict.Id))?.Conflict.Id;

    private async Task ChooseAllAsync((ConflictGroup Group, DecisionChoice Choice) all)
    {
        await using var db = await databases.CreateDbContextAsync(Leaving);
        var query = Query with { Dataflow = all.Group.DataflowId, Pair = all.Group.PairId, Property = all.Group.Subject, Kind = all.Group.Kind.ToString(), After = null, Before = null };
        foreach (var conflict in await query.Fitting(db, clock.GetUtcNow()).OrderBy(c => c.Id).Take(500).ToListAsync(Leaving))
            await tray.PutAsync(new(conflict.Id, all.Choice, conflict.A, conflict.B), Leaving);
        await TrayChangedAsync();
    }

    private async Task TakeBackLastAsync()
    {
        if (_choices.Values.MaxBy(choice => choice.At) is not { } last) return;
        await tray.TakeOutAsync([last.ConflictId], Leaving);
        await TrayChangedAsync();
        await js.InvokeVoidAsync("talk.focus", Leaving, RowId(last.ConflictId));
    }

    private async Task EmptyTrayAsync()
    {
        await tray.TakeOutAsync(_choices.Keys.ToList(), Leaving);
        await TrayChangedAsync();
    }

    private async Task TrayChangedAsync()
    {
        await using var db = await databases.CreateDbContextAsync(Leaving);
        await ReadTrayAsync(db, Leaving);
    }

    private Task<Proposal> ProposeTray(CancellationToken ct) => carrying.ProposeAsync([.. _trayRows.Select(row => _choices[row.Conflict.Id].AsWish(row.Conflict, NameOf(row), reader))], ct);

    private Task<Proposal> ProposePutBack(CancellationToken ct) =>
        carrying.ProposeAsync([new Wish(_putBack!.DataflowId, words.About(_putBack, FlowOf(_putBack.DataflowId)), (verbs, token) => verbs.PutBackAsync(_putBack.Id, reader.As(Act.SettleConflicts), token))], ct);

    private async Task DoneAsync(Receipt receipt)
    {
        // What moved since it was shown stays in the tray if it still looks the same, and is cleared with a word if it does not.
        var left = receipt.Parts.SelectMany(part => part.LeftOut).Select(item => item.LinkId).ToHashSet();
        if (_reviews) await tray.TakeOutAsync([.. _trayRows.Where(row => row.Conflict.LinkId is not { } link || !left.Contains(link)).Select(row => row.Conflict.Id)], Leaving);
        (_reviews, _putBack, _rule, _receipt) = (false, null, null, receipt);
        await ReloadAsync();
    }

    private async Task CloseAsync()
    {
        (_reviews, _putBack, _rule) = (false, null, null);
        await ReloadAsync();
    }

    internal static string RowId(Guid conflict) => "c-" + conflict.ToString("N");
}
