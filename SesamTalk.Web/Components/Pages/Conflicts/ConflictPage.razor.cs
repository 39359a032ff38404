using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Dataflows;
using SesamTalk.Web.Components.Pages.Decisions;
using SesamTalk.Web.Components.Pages.Links;
using SesamTalk.Web.Components.Shared;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Components.Pages.Conflicts;

/// <summary>One record decided with full information: what was agreed, both sides, the result, and exactly what will be written, before any of it is.</summary>
public sealed partial class ConflictPage(
    Reader reader, IStringLocalizer<ConflictTexts> t, SystemNames names, Tray tray, Claims claims, ClaimBell bell, CarryingOut carrying, LinkLooks looks, DataflowStore dataflows, IDbContextFactory<TalkDb> databases, IJSRuntime js) : LivePage, IAsyncDisposable
{
    private ConflictRow? _row;
    private Dataflow? _dataflow;
    private LookAnswer? _look;
    private ReferredRecords _refers = ReferredRecords.None;
    private IReadOnlyList<ConflictLine> _lines = [];
    private IReadOnlyList<string> _typing = [];
    private Proposal? _proposal;
    private Receipt? _receipt;
    private Guid? _next;
    private Guid _loaded, _lookedAt;
    private readonly OwnLanguage _language = new();
    private IReadOnlyList<Claim> _claims = [];
    private bool _isMissing, _rules, _busy;
    private CancellationTokenSource? _looking;

    [Parameter] public Guid Id { get; set; }

    [SupplyParameterFromQuery] private string? Show { get; set; }

    private string A => _dataflow is null ? "A" : names.Of(_dataflow.A);

    private string B => _dataflow is null ? "B" : names.Of(_dataflow.B);

    private string Title => _row?.Label ?? t["Conflict"];

    private string? Sentence => _row is null ? null
        : IsOver ? t["IsSettled", Sees.Said(_row.Conflict.Settlement ?? Reason.None, _row.Conflict)]
        : _lines.Count(line => line.Conflict is not null) is > 1 and var many ? t.Count("SentenceMany", many, string.Join(", ", _lines.Where(line => line.Conflict is not null).Select(line => line.Name)))
        : Sees.Said(_row.Conflict);

    private bool IsOver => _row is { Conflict.SettledAt: not null } && _lines.All(line => line.Conflict is null);

    private IReadOnlyList<ConflictLine> Undecided => [.. _lines.Where(line => line.IsUndecided)];

    private int Decided => _lines.Count(line => line.Choice is not null);

    private IReadOnlyList<ConflictLine> Shown => [.. _lines.Where(line => Show == "all" || line.Differs).OrderBy(line => line.Conflict is null ? 2 : line.IsUndecided ? 0 : 1)];

    private bool CanApply => !_busy && Decided > 0 && Undecided.Count == 0 && _typing.Count == 0 && _proposal?.Parts.Any(part => part.CanBeDone) == true;

    private string WhyNot => Undecided.Count > 0 ? t["StillUndecided", string.Join(", ", Undecided.Select(line => line.Name))]
        : _typing.Count > 0 ? t["TypedWrong", string.Join(", ", _typing)]
        : _proposal is null && Decided > 0 ? t["Looking"] : "";

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == Id) return Task.CompletedTask;
        (_loaded, _receipt, _proposal, _look, _lines) = (Id, null, null, null, []);
        return ReloadAsync();
    }

    protected override void OnInitialized() => bell.Rang += Rang;

    // A picture of the page, drawn before it answers, is nobody who looks.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_lookedAt == Id || _row is null) return;
        var before = _lookedAt;
        _lookedAt = Id;
        if (before != Guid.Empty) await claims.LeaveAsync(before);
        await claims.LookAsync(Id);
    }

    public async ValueTask DisposeAsync()
    {
        var lookedAt = _lookedAt;
        Dispose();
        if (lookedAt != Guid.Empty) await claims.LeaveAsync(lookedAt);
    }

    private void Rang() => _ = HeardAsync(_language, async () =>
    {
        if (Leaving.IsCancellationRequested) return;
        _claims = [.. (await claims.AllAsync(Leaving)).Where(claim => claim.ConflictId == Id)];
        StateHasChanged();
    });

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            bell.Rang -= Rang;
            _looking?.Cancel();
            _looking?.Dispose();
        }

        base.Dispose(disposing);
    }

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        await using (var db = await databases.CreateDbContextAsync(ct))
        {
            var conflict = await db.Conflicts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == Id, ct);
            _isMissing = conflict is null;
            if (conflict is null) return;
            _row = (await ConflictRow.OfAsync(db, Sees, [conflict], ct))[0];
            _dataflow = await dataflows.FindAsync(conflict.DataflowId, ct);
            _next = await db.Conflicts.Where(c => c.SettledAt == null && c.Id != Id && (c.LinkId == null || c.LinkId != conflict.LinkId)).OrderBy(c => c.Id.CompareTo(Id) > 0 ? 0 : 1).ThenBy(c => c.Id).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(ct);
            await ReadLinesAsync(db, ct);
        }

        if (!Answers) return;
        StateHasChanged();
        if (_row is { IsOfProperty: true, Link: { } link }) _look = await looks.OfAsync(link.Id, ct);
        await LinesChangedAsync(ct);
    });

    private async Task LinesChangedAsync(CancellationToken ct)
    {
        await using (var db = await databases.CreateDbContextAsync(ct))
        {
            await ReadLinesAsync(db, ct);
            _refers = await ReferredRecords.OfAsync(db, _row!.Conflict.DataflowId, _look?.Link?.Properties ?? [], ct);
        }

        await ProposeAsync();
    }

    private async Task ReadLinesAsync(TalkDb db, CancellationToken ct)
    {
        if (_row is not { IsOfProperty: true, Conflict.LinkId: { } link }) return;
        var open = await ConflictRow.OfAsync(db, Sees, await db.Conflicts.AsNoTracking().Where(c => c.LinkId == link && c.SettledAt == null).OrderBy(c => c.Id).ToListAsync(ct), ct);
        var choices = await tray.ReadAsync(ct);
        var looked = _look?.Link?.Properties ?? [];
        ConflictLine Line(string key, LookedProperty? property)
        {
            var row = open.FirstOrDefault(one => one.Conflict.Subject == key);
            return new(key, ConflictWords.Property(_row!.Conflict.PairId, key, _dataflow), property, row?.Conflict, row is null ? null : Standing(choices, row.Conflict), row?.Waiting);
        }

        _lines = [.. looked.Select(property => Line(property.Key, property)), .. open.Where(row => row.IsOfProperty && looked.All(property => property.Key != row.Conflict.Subject)).Select(row => Line(row.Conflict.Subject, null))];
    }

    private static TrayChoice? Standing(IReadOnlyDictionary<Guid, TrayChoice> choices, OpenConflict conflict) =>
        choices.TryGetValue(conflict.Id, out var choice) && (choice.SeenA, choice.SeenB) == (conflict.A, conflict.B) ? choice : null;

    protected override async Task HearAsync(RunProgress progress)
    {
        if (progress.Step != RunStep.Ended || _busy || _row is null || progress.DataflowId != _row.Conflict.DataflowId) return;
        await ReloadAsync();
        StateHasChanged();
    }

    private async Task ChooseAsync(TrayChoice choice)
    {
        await tray.PutAsync(choice, Leaving);
        await LinesChangedAsync(Leaving);
        if (Undecided is [var next, ..] && choice.Choice != DecisionChoice.OwnValues) await js.InvokeVoidAsync("talk.focus", Leaving, ConflictTable.LineId(next.Key));
    }

    private async Task ClearAsync(ConflictLine line)
    {
        await tray.TakeOutAsync([line.Conflict!.Id], Leaving);
        await LinesChangedAsync(Leaving);
    }

    private async Task TakeRestAsync(DecisionChoice choice)
    {
        foreach (var line in Undecided) await tray.PutAsync(new(line.Conflict!.Id, choice, line.Conflict.A, line.Conflict.B), Leaving);
        await LinesChangedAsync(Leaving);
    }

    private void Typing(IReadOnlyList<string> wrong) => _typing = wrong;

    // The newest choice counts: a look that is under way for an older one is let go.
    private async Task ProposeAsync()
    {
        _looking?.Cancel();
        _looking?.Dispose();
        _looking = CancellationTokenSource.CreateLinkedTokenSource(Leaving);
        var mine = _looking.Token;
        _proposal = null;
        if (Decided == 0) return;
        StateHasChanged();
        try
        {
            _proposal = await carrying.ProposeAsync([.. _lines.Where(line => line.Choice is not null).Select(line => line.Choice!.AsWish(line.Conflict!, line.Name, reader))], mine);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            // A newer look is under way.
        }
    }

    private async Task ApplyAsync()
    {
        if (!CanApply) return;
        _busy = true;
        StateHasChanged();
        try
        {
            var applied = _lines.Where(line => line.Choice is not null).Select(line => line.Conflict!.Id).ToList();
            await DoneAsync(await carrying.ApplyAsync(_proposal!, Leaving), applied);
        }
        finally
        {
            _busy = false;
        }
    }

    private Task RuleDoneAsync(Receipt receipt) => DoneAsync(receipt, []);

    // What was left out keeps its choice, so that it can be looked at and applied again.
    private async Task DoneAsync(Receipt receipt, IReadOnlyList<Guid> applied)
    {
        if (receipt.Parts.All(part => part.LeftOut.Count == 0)) await tray.TakeOutAsync(applied, Leaving);
        (_receipt, _rules) = (receipt, false);
        await ReloadAsync();
    }
}
