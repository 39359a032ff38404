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

/// <summary>
/// Gives one of two linked records another partner, with what the partner now and the new one hold beside each other, and every
/// write shown first. A new partner that is linked with another leaves that one in the same step.
/// </summary>
public sealed partial class RelinkDialog(Reader reader, IStringLocalizer<LinkTexts> t, CarryingOut carrying, LinkLooks looks, RawLooks raw, SystemNames names, IDbContextFactory<TalkDb> databases) : ComponentBase, IDisposable
{
    private const int Most = 12;
    private readonly CancellationTokenSource _closing = new();
    private string _query = "";
    private IReadOnlyList<Partner> _found = [];
    private IReadOnlyList<(string Name, string? Stays, string? Now, string? New)>? _three;
    private Partner? _partner;

    [Parameter, EditorRequired] public required Link Link { get; set; }

    [Parameter] public Dataflow? Dataflow { get; set; }

    [Parameter, EditorRequired] public EventCallback<Receipt> OnDone { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClosed { get; set; }

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    protected override Task OnInitializedAsync() => SearchAsync();

    private async Task SearchAsync()
    {
        await using var db = await databases.CreateDbContextAsync();
        _found = await Partner.FindAsync(db, Sees, Link, _query.Trim(), Most);
        _partner = _found.FirstOrDefault(record => record.Side == _partner?.Side && record.Id == _partner.Id);
    }

    private async Task ChooseAsync(Partner partner)
    {
        (_partner, _three) = (partner, null);
        StateHasChanged();
        try
        {
            var three = await ThreeAsync(partner, _closing.Token);
            if (_partner == partner) _three = three;
        }
        catch (OperationCanceledException)
        {
            // Closed meanwhile.
        }
    }

    // Where the partner now and the new one differ. What a system does not tell is left out: the writes are shown all the same.
    private async Task<IReadOnlyList<(string, string?, string?, string?)>> ThreeAsync(Partner partner, CancellationToken ct)
    {
        if ((await looks.OfAsync(Link.Id, ct)).Link is not { } now) return [];
        var (side, stays) = (partner.Side, partner.Side.Other());
        var held = await HeldAsync(partner, ct);
        return [.. now.Properties.Where(one => held.ContainsKey(one.Key)).Select(one => (one.NameOn(side), On(one, stays), On(one, side), held[one.Key])).Where(one => one.Item3 != one.Item4)];
    }

    private async Task<Dictionary<string, string?>> HeldAsync(Partner partner, CancellationToken ct)
    {
        if (partner.Linked is { } other) return (await looks.OfAsync(other.Id, ct)).Link?.Properties.ToDictionary(one => one.Key, one => On(one, partner.Side)) ?? [];
        if (Dataflow?.Pairs.FirstOrDefault(pair => pair.Id == Link.PairId) is not { } pair) return [];
        var record = await raw.OfAsync(Dataflow, pair, partner.Side, partner.Id, ct);
        if (!record.IsThere) return [];
        var values = record.Values.ToLookup(value => FoldedName.Of(value.Path), value => value.Value);
        return pair.Properties.DistinctBy(rule => rule.Id).ToDictionary(rule => rule.Id, rule => values[FoldedName.Of(partner.Side == Side.A ? rule.A : rule.B)].FirstOrDefault());
    }

    private static string? On(LookedProperty property, Side side) => side == Side.A ? property.A : property.B;

    private string SystemOf(Partner record) => Dataflow is { } flow ? names.Of(flow.On(record.Side)) : record.Side.ToString();

    private string Named(Side side) => $"{Sees.Name(Link, side)} · {(Dataflow is { } flow ? names.Of(flow.On(side)) : side.ToString())} {Link.On(side)}";

    // The record that stays is the one across from the new partner.
    private Task<Proposal> Propose(CancellationToken ct) => _partner switch
    {
        null => Task.FromResult(new Proposal([], [])),
        { Linked: not null } partner => carrying.ProposeAsync([new Wish(Link.DataflowId, partner.Label, (verbs, token) => verbs.RelinkAsync(Link.Id, partner.Side.Other(), partner.Id, reader.As(Act.ChangeLinks), token))], ct),
        { } partner => carrying.ProposeAsync([new Wish(Link.DataflowId, partner.Label, (verbs, token) => verbs.LinkAsync(partner.Alone!, Link.On(partner.Side.Other()), reader.As(Act.ChangeLinks), token))], ct),
    };
}
