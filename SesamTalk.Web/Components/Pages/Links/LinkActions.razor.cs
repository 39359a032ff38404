using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Decisions;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Links;

/// <summary>What a person may do about a link: bring it over now, take it apart, give it another partner, pause it, try again.</summary>
public sealed partial class LinkActions(Reader reader, IStringLocalizer<LinkTexts> t, CarryingOut carrying, RecordVerbs records, Toasts toasts) : ComponentBase
{
    private Asking _asks;
    private string _because = "";

    private enum Asking { Nothing, Sync, Unlink, Relink, Pause }

    [Parameter, EditorRequired] public required Link Link { get; set; }

    [Parameter] public Dataflow? Dataflow { get; set; }

    [Parameter, EditorRequired] public EventCallback<Receipt> OnDone { get; set; }

    /// <summary>Raised when the link's state changed without a write.</summary>
    [Parameter, EditorRequired] public EventCallback OnChanged { get; set; }

    private string Label => Sees.Name(Link, Side.A);

    private bool CanPause => Link.State is Population.InSync or Population.Waiting or Population.Failing or Population.Conflict;

    private Task<Proposal> ProposeSync(CancellationToken ct) => carrying.ProposeLinksAsync(Link.DataflowId, [Link.Id], ct);

    private Task<Proposal> ProposeUnlink(CancellationToken ct) => carrying.ProposeAsync([new Wish(Link.DataflowId, Label, (verbs, token) => verbs.UnlinkAsync(Link.Id, reader.As(Act.ChangeLinks), token))], ct);

    private void Close() => _asks = Asking.Nothing;

    private async Task DoneAsync(Receipt receipt)
    {
        Close();
        await OnDone.InvokeAsync(receipt);
    }

    private Task PauseAsync() => SayAsync(records.PauseAsync(Link.Id, _because.Trim(), reader.As(Act.ChangeLinks)), "Paused");

    private Task ResumeAsync() => SayAsync(records.ResumeAsync(Link.Id, reader.As(Act.ChangeLinks)), "Resumed");

    private Task TryAgainAsync() => SayAsync(records.TryAgainAsync(Link.Id, reader.As(Act.ChangeLinks)), "TriedAgain");

    private async Task SayAsync(Task<bool> act, string said)
    {
        var done = await act;
        Close();
        toasts.Show(new(done ? t["Said" + said] : t["SaidMoved"]));
        await OnChanged.InvokeAsync();
    }
}
