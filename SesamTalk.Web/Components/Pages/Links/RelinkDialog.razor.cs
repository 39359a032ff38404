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

/// <summary>Gives one of two linked records another partner: searched for among those without one, with every value that would change shown first.</summary>
public sealed partial class RelinkDialog(Reader reader, IStringLocalizer<LinkTexts> t, CarryingOut carrying, SystemNames names, IDbContextFactory<TalkDb> databases) : ComponentBase
{
    private const int Most = 12;
    private string _query = "";
    private IReadOnlyList<UnlinkedRecord> _found = [];
    private UnlinkedRecord? _partner;

    [Parameter, EditorRequired] public required Link Link { get; set; }

    [Parameter] public Dataflow? Dataflow { get; set; }

    [Parameter, EditorRequired] public EventCallback<Receipt> OnDone { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClosed { get; set; }

    protected override Task OnInitializedAsync() => SearchAsync();

    private async Task SearchAsync()
    {
        await using var db = await databases.CreateDbContextAsync();
        var alone = db.UnlinkedRecords.AsNoTracking().Where(record => record.DataflowId == Link.DataflowId && record.PairId == Link.PairId);
        var asked = _query.Trim();
        if (asked.Length > 0)
        {
            var (id, lower) = (new RecordId(asked), asked.ToLowerInvariant());
#pragma warning disable CA1304, CA1311, CA1862 // The database lowers the label: it has no culture to be told.
            alone = alone.Where(record => record.Id == id || record.Label.ToLower().Contains(lower));
#pragma warning restore CA1304, CA1311, CA1862
        }

        _found = await alone.OrderBy(record => record.Label).Take(Most).ToListAsync();
    }

    private string SystemOf(UnlinkedRecord record) => Dataflow is { } flow ? names.Of(flow.On(record.Side)) : record.Side.ToString();

    private string Named(Side side) => $"{(side == Side.A ? Link.LabelA : Link.LabelB)} ({(Dataflow is { } flow ? names.Of(flow.On(side)) : side.ToString())} {Link.On(side)})".Trim();

    private static string LabelOf(UnlinkedRecord record) => record.Label.Length > 0 ? record.Label : record.Id.Text;

    // The record that stays is the one across from the new partner.
    private Task<Proposal> Propose(CancellationToken ct)
    {
        if (_partner is not { } partner) return Task.FromResult(new Proposal([], []));
        return carrying.ProposeAsync([new Wish(Link.DataflowId, LabelOf(partner), (verbs, token) => verbs.LinkAsync(partner, Link.On(partner.Side.Other()), reader.As(Act.ChangeLinks), token))], ct);
    }
}
