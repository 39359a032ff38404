using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Decisions;
using SesamTalk.Web.Components.Shared;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Components.Pages.Links;

/// <summary>Everything about two linked records: how each property stands, what happened and how it was then, and what a person may do about them.</summary>
public sealed partial class LinkPage(
    Reader reader, IStringLocalizer<LinkTexts> t, SystemNames names, LinkLooks looks, LinkHistory history, DataflowStore dataflows, DecisionVerbs decisions, RawLooks raw, IDbContextFactory<TalkDb> databases, TimeProvider clock) : LivePage
{
    private const int MostRuns = 500;
    private Link? _link;
    private Dataflow? _dataflow;
    private LookAnswer? _look;
    private ReferredRecords _refers = ReferredRecords.None;
    private DateTimeOffset _looked;
    private IReadOnlyList<HistoryEntry> _history = [];
    private IReadOnlyDictionary<Guid, string> _starters = new Dictionary<Guid, string>();
    private (ValueMap A, ValueMap B)? _then;
    private IReadOnlyList<OpenConflict> _conflicts = [];
    private IReadOnlyList<PersonDecision> _waiting = [];
    private IReadOnlyList<Link> _elsewhere = [];
    private IReadOnlyList<Dataflow> _dataflows = [];
    private readonly Dictionary<Side, Uri> _pages = [];
    private Receipt? _receipt;
    private (Guid, string?) _loaded;
    private bool _isMissing, _hasNewer;

    [Parameter] public Guid Id { get; set; }

    [SupplyParameterFromQuery] private string? At { get; set; }

    [SupplyParameterFromQuery] private string? Show { get; set; }

    [SupplyParameterFromQuery] private string? Panel { get; set; }

    [SupplyParameterFromQuery] private string? What { get; set; }

    [SupplyParameterFromQuery] private string? Who { get; set; }

    [SupplyParameterFromQuery] private string? Property { get; set; }

    [SupplyParameterFromQuery] private string? From { get; set; }

    private PastFilter Past => new(What, Who, Property, From);

    private string A => _dataflow is null ? "A" : names.Of(_dataflow.A);

    private string B => _dataflow is null ? "B" : names.Of(_dataflow.B);

    private string Title => _link is null ? t["Link"] : Sees.Name(_link);

    private string? Sentence => _link is null ? null : Sees.Said(_link) is { Length: > 0 } why ? $"{t["State" + _link.State]}: {why}" : t["State" + _link.State] + ".";

    private DateTimeOffset? Moment => DateTimeOffset.TryParse(At, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private string PairName => _dataflow?.Pairs.FirstOrDefault(pair => pair.Id == _link!.PairId) is { } pair ? $"{pair.A.Name} ↔ {pair.B.Name}" : _link!.PairId;

    private IReadOnlyList<LookedProperty> Properties => _look?.Link?.Properties ?? [];

    private bool AnyDiffers => Properties.Any(property => property.State != PropertyState.Equal);

    private bool ShowsAll => Show == "all" || !AnyDiffers;

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == (Id, At)) return Task.CompletedTask;
        var isOther = _loaded.Item1 != Id;
        _loaded = (Id, At);
        if (isOther) (_receipt, _look) = (null, null);
        return isOther ? ReloadAsync() : LoadAsync(ThenAsync);
    }

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        _hasNewer = false;
        await ReadAsync(ct);
        await ThenAsync(ct);
        if (_link is null || !Answers) return;
        StateHasChanged();
        _look = await looks.OfAsync(Id, ct);
        _looked = clock.GetUtcNow();
        await using (var db = await databases.CreateDbContextAsync(ct)) _refers = await ReferredRecords.OfAsync(db, _link.DataflowId, Properties, ct);
        StateHasChanged();
        await ReadPagesAsync(ct);
    });

    private async Task ReadPagesAsync(CancellationToken ct)
    {
        _pages.Clear();
        if (_dataflow?.Pairs.FirstOrDefault(pair => pair.Id == _link!.PairId) is not { } pair) return;
        foreach (var side in new[] { Side.A, Side.B })
            if (await raw.PageAsync(_dataflow, pair, side, _link!.On(side), ct) is { } page) _pages[side] = page;
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        _link = await db.Links.AsNoTracking().SingleOrDefaultAsync(link => link.Id == Id, ct);
        _history = await history.OfAsync(Id, ct);
        var runs = _history.Select(entry => entry.RunId).Distinct().TakeLast(MostRuns).ToList();
        _starters = await db.Runs.AsNoTracking().Where(run => runs.Contains(run.Id) && run.StartedBy != "").ToDictionaryAsync(run => run.Id, run => run.StartedBy, ct);
        _isMissing = _link is null;
        if (_link is null) return;
        _dataflows = await dataflows.AllAsync(ct);
        _dataflow = _dataflows.FirstOrDefault(flow => flow.Id == _link.DataflowId);
        _conflicts = await db.Conflicts.AsNoTracking().Where(c => c.LinkId == Id && c.SettledAt == null).OrderBy(c => c.Id).ToListAsync(ct);
        _waiting = await db.Decisions.AsNoTracking().Where(d => d.LinkId == Id).ToListAsync(ct);
        var (a, b) = (_link.A, _link.B);
        var others = await db.Links.AsNoTracking().Where(link => link.Id != Id && (link.A == a || link.B == a || link.A == b || link.B == b)).Take(20).ToListAsync(ct);
        _elsewhere = [.. others.Where(IsSameRecord)];
    }

    // An id says which record it is only together with its system and its entity.
    private bool IsSameRecord(Link other) => _dataflows.FirstOrDefault(flow => flow.Id == other.DataflowId) is { } flow && PairOf(flow, other) is { } pair && _dataflow is { } here && PairOf(here, _link!) is { } own
        && new[] { Side.A, Side.B }.Any(mine => new[] { Side.A, Side.B }.Any(theirs => flow.On(theirs).SystemId == here.On(mine).SystemId && other.On(theirs) == _link!.On(mine) && IsSameEntity(pair.On(theirs).Entity, own.On(mine).Entity)));

    // Documents name one entity in several ways: Customers, Customer, Customers person.
    private static bool IsSameEntity(string one, string other)
    {
        var (a, b) = (FoldedName.Of(one).TrimEnd('s'), FoldedName.Of(other).TrimEnd('s'));
        return a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal);
    }

    private static Pair? PairOf(Dataflow flow, Link link) => flow.Pairs.FirstOrDefault(pair => pair.Id == link.PairId);

    private async Task ThenAsync(CancellationToken ct) => _then = Moment is { } at ? await history.AsOfAsync(Id, at, ct) : null;

    // What a run changed is offered, never put in place of what is being read.
    protected override async Task HearAsync(RunProgress progress)
    {
        if (progress.Step != RunStep.Ended || _link is null || progress.DataflowId != _link.DataflowId) return;
        await using var db = await databases.CreateDbContextAsync(Leaving);
        var changed = await db.History.Where(entry => entry.LinkId == Id).CountAsync(Leaving);
        if (changed == _history.Count) return;
        _hasNewer = true;
        StateHasChanged();
    }

    private async Task DoneAsync(Receipt receipt)
    {
        _receipt = receipt;
        await ReloadAsync();
    }

    private async Task TakeBackAsync(PersonDecision waiting)
    {
        await decisions.TakeBackAsync(waiting, reader.As(Act.SettleConflicts));
        await ReloadAsync();
    }

    private string NameOf(Link other) => _dataflows.FirstOrDefault(flow => flow.Id == other.DataflowId) is { } flow ? names.Of(flow) : other.DataflowId;
}
