using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Decisions;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Links;

/// <summary>What can be done with several links at once: those that are ticked, or all that fit the filter, whose real number is asked for first.</summary>
public sealed partial class LinkBulk(Reader reader, IStringLocalizer<LinkTexts> t, CarryingOut carrying, RecordVerbs records, Toasts toasts, IDbContextFactory<TalkDb> databases, TimeProvider clock) : ComponentBase
{
    /// <summary>Each is read in both systems before anything is written, so that every write can be shown.</summary>
    internal const int Most = 200;

    private Asking _asks;
    private long? _whole;

    private enum Asking { Nothing, Sync, Again }

    [Parameter, EditorRequired] public required LinkFilter Filter { get; set; }

    /// <summary>The links on show.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<Link> Rows { get; set; } = [];

    /// <summary>The links that are ticked.</summary>
    [Parameter, EditorRequired] public HashSet<Guid> Picked { get; set; } = [];

    /// <summary>Raised when the ticks changed here.</summary>
    [Parameter, EditorRequired] public EventCallback OnPicked { get; set; }

    [Parameter, EditorRequired] public EventCallback<Receipt> OnDone { get; set; }

    /// <summary>Raised when something changed without a write.</summary>
    [Parameter, EditorRequired] public EventCallback OnChanged { get; set; }

    private long Number => _whole ?? Picked.Count;

    protected override void OnParametersSet()
    {
        if (!Rows.All(row => Picked.Contains(row.Id))) _whole = null;
    }

    private Task PickPageAsync(bool yes)
    {
        _whole = null;
        if (yes) Picked.UnionWith(Rows.Select(row => row.Id));
        else Picked.Clear();
        return OnPicked.InvokeAsync();
    }

    // Counted to the last one, however many: what is said here is what would be done.
    private async Task PickWholeAsync()
    {
        await using var db = await databases.CreateDbContextAsync();
        var (links, _) = await Filter.FittingAsync(db, clock.GetUtcNow());
        _whole = await links.LongCountAsync();
        Picked.UnionWith(Rows.Select(row => row.Id));
        await OnPicked.InvokeAsync();
    }

    private async Task<List<Link>> ChosenAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (_whole is null) return await db.Links.AsNoTracking().Where(link => Picked.Contains(link.Id)).OrderBy(link => link.Id).Take(Most).ToListAsync(ct);
        var (links, _) = await Filter.FittingAsync(db, clock.GetUtcNow(), ct);
        return await links.OrderBy(link => link.Id).Take(Most).ToListAsync(ct);
    }

    private async Task<Proposal> ProposeAsync(CancellationToken ct)
    {
        List<ProposedPart> parts = [];
        foreach (var ofFlow in (await ChosenAsync(ct)).GroupBy(link => link.DataflowId))
            parts.AddRange((await carrying.ProposeLinksAsync(ofFlow.Key, [.. ofFlow.Select(link => link.Id)], ct)).Parts);
        return new(parts, []);
    }

    private async Task AgainAsync()
    {
        var done = 0;
        foreach (var link in await ChosenAsync(default))
            if (await records.TryAgainAsync(link.Id, reader.As(Act.ChangeLinks))) done++;
        Close();
        toasts.Show(new(t.Count("SaidAgain", done)));
        await OnChanged.InvokeAsync();
    }

    private void Close() => _asks = Asking.Nothing;

    private async Task DoneAsync(Receipt receipt)
    {
        Close();
        _whole = null;
        await OnDone.InvokeAsync(receipt);
    }
}
