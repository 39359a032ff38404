using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Components.Pages.Conflicts;

/// <summary>One property of the record on show: what was agreed, both values, and what comes of it.</summary>
/// <param name="Key">The property group's key.</param>
/// <param name="Name">Its name.</param>
/// <param name="Looked">How it stands now; null where the systems could not be asked.</param>
/// <param name="Conflict">The conflict; null for a property that needs nobody.</param>
/// <param name="Choice">What is chosen; null where nothing is.</param>
/// <param name="Waiting">What somebody decided and no run has carried out yet.</param>
public sealed record ConflictLine(string Key, string Name, LookedProperty? Looked, OpenConflict? Conflict, TrayChoice? Choice, PersonDecision? Waiting)
{
    /// <summary>A person is asked, and nothing is chosen yet.</summary>
    public bool IsUndecided => Conflict is not null && Choice is null && Waiting is null;

    /// <summary>Both have agreed on it before.</summary>
    public bool HasBase => Looked?.HasBase ?? Conflict is { Kind: not ConflictKind.FirstMeeting };

    /// <summary>What both last agreed on, in A's form.</summary>
    public string? Base => Looked is null ? Conflict?.Base : Looked.BaseA;

    /// <summary>A's value; as it is now where that is known.</summary>
    public string? A => Looked is null ? Conflict?.A : Looked.A;

    /// <summary>B's value.</summary>
    public string? B => Looked is null ? Conflict?.B : Looked.B;

    /// <summary>A value has changed since the conflict was written down: what is chosen now would not fit.</summary>
    public bool HasMoved => Conflict is { } conflict && Looked is { } looked && (conflict.A, conflict.B) != (looked.A, looked.B);

    /// <summary>The next run will write it without asking anybody.</summary>
    public bool Flows => Conflict is null && Looked?.State is PropertyState.ToA or PropertyState.ToB or PropertyState.ToBoth;

    /// <summary>Something differs, or was on its way to differ.</summary>
    public bool Differs => Conflict is not null || Looked is { State: not (PropertyState.Equal or PropertyState.NotRead) };

    /// <summary>The side that one's own value can be typed for, and its property; null where none can.</summary>
    public (Side Side, SchemaProperty Property)? Editable => Looked switch
    {
        { EditableA: { } a } => (Side.A, a),
        { EditableB: { } b } => (Side.B, b),
        _ => null,
    };

    /// <summary>What both will hold, as far as it is decided; null where it is not.</summary>
    public string? Result => Choice?.Choice switch
    {
        DecisionChoice.TakeA => A,
        DecisionChoice.TakeB => B,
        DecisionChoice.TakeBase => Base,
        DecisionChoice.OwnValues => Choice.OwnText,
        _ => Flows ? Looked!.State == PropertyState.ToA ? Looked.AfterA : Looked.AfterB : null,
    };
}
