using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Components.Pages.Links;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Conflicts;

/// <summary>Property by property: what was agreed, A, B and the result, each a choice of one group.</summary>
public sealed partial class ConflictTable(IStringLocalizer<ConflictTexts> t) : ComponentBase
{
    private readonly Dictionary<string, (string Text, string Wrong)> _typed = [];

    [Parameter, EditorRequired] public IReadOnlyList<ConflictLine> Lines { get; set; } = [];

    /// <summary>The records that values refer to.</summary>
    [Parameter] public ReferredRecords Refers { get; set; } = ReferredRecords.None;

    [Parameter, EditorRequired] public string A { get; set; } = "";

    [Parameter, EditorRequired] public string B { get; set; } = "";

    [Parameter, EditorRequired] public EventCallback<TrayChoice> OnChoose { get; set; }

    /// <summary>Raised with the line whose choice is taken out again.</summary>
    [Parameter, EditorRequired] public EventCallback<ConflictLine> OnClear { get; set; }

    /// <summary>Raised with the names of the properties for which something is typed that cannot be written.</summary>
    [Parameter, EditorRequired] public EventCallback<IReadOnlyList<string>> OnTyping { get; set; }

    internal static string LineId(string key) => "line-" + key;

    private static string GroupOf(ConflictLine line) => "choice-" + line.Key;

    private static bool Is(ConflictLine line, DecisionChoice choice) => line.Choice?.Choice == choice;

    private string Typed(ConflictLine line) => _typed.TryGetValue(line.Key, out var typed) ? typed.Text : Is(line, DecisionChoice.OwnValues) ? line.Choice!.OwnText ?? "" : "";

    private string? Wrong(ConflictLine line) => _typed.TryGetValue(line.Key, out var typed) ? typed.Wrong : null;

    private async Task ChooseAsync(ConflictLine line, DecisionChoice choice)
    {
        if (_typed.Remove(line.Key)) await SayWrongAsync();
        await OnChoose.InvokeAsync(new(line.Conflict!.Id, choice, line.Conflict.A, line.Conflict.B));
    }

    private async Task TypeAsync(ConflictLine line, string text)
    {
        if (line.Editable is not { } editable) return;
        var wrong = WrongWith(line, editable.Side, editable.Property, text);
        if (wrong is null) _typed.Remove(line.Key);
        else _typed[line.Key] = (text, wrong);
        await SayWrongAsync();
        if (wrong is not null) return;
        if (text.Length == 0 && Is(line, DecisionChoice.OwnValues)) await OnClear.InvokeAsync(line);
        else if (text.Length > 0)
            await OnChoose.InvokeAsync(new(line.Conflict!.Id, DecisionChoice.OwnValues, line.Conflict.A, line.Conflict.B) { OwnSide = editable.Side, OwnPath = editable.Property.Path, OwnType = editable.Property.Type, OwnText = text });
    }

    // A text must fit both systems before it is tried in either; other types are converted, and the preview shows what comes of it.
    private string? WrongWith(ConflictLine line, Side side, SchemaProperty property, string text)
    {
        if (text.Length == 0) return null;
        var system = side == Side.A ? A : B;
        if (TypedText.Read(property, text).Trouble is not TypedTrouble.None and var trouble) return Words(trouble, system, property);
        var across = side == Side.A ? line.Looked!.EditableB : line.Looked!.EditableA;
        return across is { Type: PropertyType.Text } && property.Type == PropertyType.Text && TypedText.Trouble(across, text) is not TypedTrouble.None and var other ? Words(other, side == Side.A ? B : A, across) : null;
    }

    private string? Words(TypedTrouble trouble, string system, SchemaProperty property) => trouble switch
    {
        TypedTrouble.None => null,
        TypedTrouble.WrongType => t["WrongType", system, t["Type" + property.Type].Value].Value,
        TypedTrouble.TooLong => t["TooLong", system, property.MaxLength!.Value].Value,
        TypedTrouble.NotAllowed => t["NotAllowed", system, string.Join(", ", property.AllowedValues.Take(12))].Value,
    };

    private Task SayWrongAsync() => OnTyping.InvokeAsync([.. Lines.Where(line => _typed.ContainsKey(line.Key)).Select(line => line.Name)]);

    private string StateWords(ConflictLine line) => line.Looked is null ? t["State" + PropertyState.Conflict] : line.Looked.State switch
    {
        PropertyState.ToB => t["OnlyChanged", A],
        PropertyState.ToA => t["OnlyChanged", B],
        var state => t["State" + state],
    };
}
