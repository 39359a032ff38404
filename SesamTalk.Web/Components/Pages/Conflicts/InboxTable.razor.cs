using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Decisions;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Conflicts;

/// <summary>The open conflicts, each with both values and what was agreed, to be chosen by a click or a key.</summary>
public sealed partial class InboxTable(Reader reader, IStringLocalizer<ConflictTexts> t, ConflictWords words, DecisionWords decided, DecisionVerbs decisions, SystemNames names) : ComponentBase
{
    [Parameter, EditorRequired] public IReadOnlyList<ConflictRow> Rows { get; set; } = [];

    [Parameter] public ListPage? Pager { get; set; }

    [Parameter, EditorRequired] public IReadOnlyList<Dataflow> Dataflows { get; set; } = [];

    /// <summary>What lies in the tray.</summary>
    [Parameter, EditorRequired] public required IReadOnlyDictionary<Guid, TrayChoice> Choices { get; set; }

    /// <summary>What persons decided before.</summary>
    [Parameter, EditorRequired] public required PastDecisions Past { get; set; }

    /// <summary>Who looks at what, and keeps what.</summary>
    [Parameter] public IReadOnlyList<Claim> Claims { get; set; } = [];

    /// <summary>How many records wait for each conflict.</summary>
    [Parameter] public IReadOnlyDictionary<Guid, int> Behind { get; set; } = new Dictionary<Guid, int>();

    /// <summary>Raised with the row that has the focus.</summary>
    [Parameter] public EventCallback<ConflictRow> OnLook { get; set; }

    [Parameter] public bool IsFiltered { get; set; }

    /// <summary>The conflict that was settled last, to be told of where none waits; null where none ever was.</summary>
    [Parameter] public OpenConflict? LastSettled { get; set; }

    [Parameter, EditorRequired] public EventCallback<(ConflictRow Row, DecisionChoice Choice)> OnChoose { get; set; }

    [Parameter, EditorRequired] public EventCallback<ConflictRow> OnRule { get; set; }

    /// <summary>Raised when something that waited was taken back.</summary>
    [Parameter, EditorRequired] public EventCallback OnChanged { get; set; }

    private Dataflow? FlowOf(ConflictRow row) => Dataflows.FirstOrDefault(flow => flow.Id == row.Conflict.DataflowId);

    private string SystemOf(ConflictRow row, SesamTalk.Engine.Records.Side side) => FlowOf(row) is { } flow ? names.Of(flow.On(side)) : side.ToString();

    private string? Usual(ConflictRow row) => words.Usual(Past.Of(row.Conflict.DataflowId, row.Conflict.PairId, row.Conflict.Subject), FlowOf(row));

    private string? Chosen(ConflictRow row, DecisionChoice choice) => Choices.TryGetValue(row.Conflict.Id, out var there) && there.Choice == choice ? "true" : "false";

    private string ChosenWords(ConflictRow row) => words.Choice(Choices[row.Conflict.Id].Choice, FlowOf(row));

    private string Property(ConflictRow row) => words.About(row.Conflict, FlowOf(row));

    private Task ChooseAsync(ConflictRow row, DecisionChoice choice) => OnChoose.InvokeAsync((row, choice));

    private async Task TakeBackAsync(PersonDecision waiting)
    {
        await decisions.TakeBackAsync(waiting, reader.As(Act.SettleConflicts));
        await OnChanged.InvokeAsync();
    }

    private string Waits(ConflictRow row) => t["Waits", row.Waiting!.By, decided.When(row.Waiting.At), words.Choice(row.Waiting.Choice, FlowOf(row))];

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
}
