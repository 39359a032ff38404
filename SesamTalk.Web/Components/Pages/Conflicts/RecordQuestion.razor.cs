using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Decisions;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Conflicts;

/// <summary>A question about a whole record: a few big answers in words, each with its consequences, shown write by write before it is given.</summary>
public sealed partial class RecordQuestion(Reader reader, IStringLocalizer<ConflictTexts> t, DecisionWords words, DecisionVerbs decisions, CarryingOut carrying, SystemNames names) : ComponentBase
{
    private Answer? _answer;

    [Parameter, EditorRequired] public required ConflictRow Row { get; set; }

    [Parameter] public Dataflow? Dataflow { get; set; }

    [Parameter, EditorRequired] public EventCallback<Receipt> OnDone { get; set; }

    [Parameter, EditorRequired] public EventCallback OnChanged { get; set; }

    private sealed record Answer(string Title, string Text, Func<DecisionVerbs, CancellationToken, Task<DecisionAnswer>> Ask);

    private string A => Dataflow is null ? "A" : names.Of(Dataflow.A);

    private string B => Dataflow is null ? "B" : names.Of(Dataflow.B);

    /// <summary>The system whose record is asked about: the one that has it, or that still has it.</summary>
    private Side Here => Row.Conflict.Alone() is { } record ? record.Side : Row.Conflict.A is null ? Side.B : Side.A;

    private string HereName => Here == Side.A ? A : B;

    private string AcrossName => Here == Side.A ? B : A;

    private IReadOnlyList<Answer> Answers => Row.Conflict.Kind switch
    {
        ConflictKind.EditedAgainstDeleted =>
        [
            Of(DecisionChoice.CreateAnew, t["AnewAcross", AcrossName], t["AnewAcrossText", AcrossName, HereName]),
            Of(DecisionChoice.Delete, t["DeleteHere", HereName], t["DeleteHereText", HereName]),
            Of(DecisionChoice.KeepApart, t["LeaveHere", HereName], t["LeaveHereText"]),
        ],
        ConflictKind.TwoClaimOne =>
        [
            Of(DecisionChoice.LinkTogether, t["GiveIt", Row.Label], t["GiveItText"]),
            Of(DecisionChoice.CreateAnew, t["CreateAcross", AcrossName], t["CreateAcrossText", AcrossName]),
            Of(DecisionChoice.KeepApart, t["LeaveApart"], t["LeaveApartText"]),
        ],
        ConflictKind.AmbiguousMatch =>
        [
            .. Row.Conflict.Candidates().Select(one => new Answer(
                t["LinkWith", one.Label.Length > 0 ? Sees.Label(one.Label) : one.Id.Text], t["LinkWithText", AcrossName, one.Id.Text], (verbs, ct) => verbs.ChooseAsync(Row.Conflict, one.Id, reader.As(Act.SettleConflicts), ct))),
            Of(DecisionChoice.CreateAnew, t["CreateAcross", AcrossName], t["CreateAcrossText", AcrossName]),
            Of(DecisionChoice.KeepApart, t["LeaveApart"], t["LeaveApartText"]),
        ],
        ConflictKind.BothChanged or ConflictKind.FirstMeeting or ConflictKind.CannotBeExpressed or ConflictKind.Rejected => [],
    };

    private Answer Of(DecisionChoice choice, string title, string text) => new(title, text, (verbs, ct) => verbs.SettleAsync(Row.Conflict, choice, reader.As(Act.SettleConflicts), cancellation: ct));

    private Task<Proposal> Propose(CancellationToken ct) => carrying.ProposeAsync([new Wish(Row.Conflict.DataflowId, Row.Label, _answer!.Ask) { ConflictId = Row.Conflict.Id }], ct);

    private async Task DoneAsync(Receipt receipt)
    {
        _answer = null;
        await OnDone.InvokeAsync(receipt);
    }

    private async Task TakeBackAsync()
    {
        await decisions.TakeBackAsync(Row.Waiting!, reader.As(Act.SettleConflicts));
        await OnChanged.InvokeAsync();
    }

    private string Waits => t["Waits", Row.Waiting!.By, words.When(Row.Waiting.At), words.Choice(Row.Waiting.Choice, A, B)];
}
