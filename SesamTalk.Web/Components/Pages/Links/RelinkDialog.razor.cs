using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Decisions;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Links;

/// <summary>
/// Gives one of two linked records another partner, with every value that would change shown first. A partner that is linked
/// with another is taken apart from that one before, as a step of its own, so that both are looked at.
/// </summary>
public sealed partial class RelinkDialog(Reader reader, IStringLocalizer<LinkTexts> t, CarryingOut carrying, SystemNames names, IDbContextFactory<TalkDb> databases) : ComponentBase
{
    private const int Most = 12;
    private string _query = "";
    private IReadOnlyList<Partner> _found = [];
    private Partner? _partner;
    private int _steps;

    [Parameter, EditorRequired] public required Link Link { get; set; }

    [Parameter] public Dataflow? Dataflow { get; set; }

    [Parameter, EditorRequired] public EventCallback<Receipt> OnDone { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClosed { get; set; }

    protected override Task OnInitializedAsync() => SearchAsync();

    private async Task SearchAsync()
    {
        await using var db = await databases.CreateDbContextAsync();
        _found = await Partner.FindAsync(db, Sees, Link, _query.Trim(), Most);
        _partner = _found.FirstOrDefault(record => record.Side == _partner?.Side && record.Id == _partner.Id);
    }

    private string SystemOf(Partner record) => Dataflow is { } flow ? names.Of(flow.On(record.Side)) : record.Side.ToString();

    private string Named(Side side) => $"{Sees.Name(Link, side)} ({(Dataflow is { } flow ? names.Of(flow.On(side)) : side.ToString())} {Link.On(side)})".Trim();

    // The record that stays is the one across from the new partner.
    private Task<Proposal> Propose(CancellationToken ct) => _partner switch
    {
        null => Task.FromResult(new Proposal([], [])),
        { Linked: { } other } partner => carrying.ProposeAsync([new Wish(Link.DataflowId, partner.Label, (verbs, token) => verbs.UnlinkAsync(other.Id, reader.As(Act.ChangeLinks), token))], ct),
        { } partner => carrying.ProposeAsync([new Wish(Link.DataflowId, partner.Label, (verbs, token) => verbs.LinkAsync(partner.Alone!, Link.On(partner.Side.Other()), reader.As(Act.ChangeLinks), token))], ct),
    };

    // Taken apart is half the way: the record stands alone now, and what linking it leads to is looked at.
    private async Task DoneAsync(Receipt receipt)
    {
        if (_partner?.Linked is null)
        {
            await OnDone.InvokeAsync(receipt);
            return;
        }

        _steps++;
        await SearchAsync();
    }
}
