using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Conflicts;

/// <summary>What a person decided.</summary>
public enum DecisionChoice
{
    /// <summary>A's value counts, and B follows.</summary>
    TakeA,

    /// <summary>B's value counts, and A follows.</summary>
    TakeB,

    /// <summary>Both sides get the value back that they last agreed on.</summary>
    TakeBase,

    /// <summary>A value of the person's own, for one side (the other follows) or for each.</summary>
    OwnValues,

    /// <summary>The record that is left is deleted too.</summary>
    Delete,

    /// <summary>The record is made anew in the other system.</summary>
    CreateAnew,

    /// <summary>The records have nothing to do with each other any more; nothing is written for them.</summary>
    KeepApart,

    /// <summary>These two records belong together.</summary>
    LinkTogether,

    /// <summary>The two linked records do not belong together; each stands alone from now on.</summary>
    Unlink,

    /// <summary>These two records never belong together. It stands until somebody takes it back.</summary>
    NeverLink,
}

/// <summary>
/// A person's decision, kept until a run has carried it out or the records have moved from what the person saw. At most one
/// waits for each subject of a link, or for each record without one.
/// </summary>
public sealed record PersonDecision
{
    /// <summary>The decision's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The dataflow.</summary>
    public required string DataflowId { get; init; }

    /// <summary>The pair.</summary>
    public required string PairId { get; init; }

    /// <summary>The link; null for a record that has none.</summary>
    public Guid? LinkId { get; init; }

    /// <summary>What it is about: the property group's key, <see cref="Deletion"/>, or the side and id of a record without a link.</summary>
    public required string Subject { get; init; }

    /// <summary>What was decided.</summary>
    public required DecisionChoice Choice { get; init; }

    /// <summary>A's values where the person gave some, in A's form.</summary>
    public ValueMap ValuesA { get; init; } = ValueMap.Empty;

    /// <summary>B's values where the person gave some, in B's form.</summary>
    public ValueMap ValuesB { get; init; } = ValueMap.Empty;

    /// <summary>A's value as the person saw it, as text; the decision holds only while it still looks so.</summary>
    public string? SeenA { get; init; }

    /// <summary>B's value as the person saw it.</summary>
    public string? SeenB { get; init; }

    /// <summary>The record across, where two are linked together.</summary>
    public RecordId? Partner { get; init; }

    /// <summary>Who decided.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The second person who approved; null where there is none.</summary>
    public string? SecondBy { get; init; }

    /// <summary>When the second person did.</summary>
    public DateTimeOffset? SecondAt { get; init; }

    /// <summary>The subject of a deleted record.</summary>
    public const string Deletion = "deletion";

    /// <summary>The subject of a link itself.</summary>
    public const string Linking = "linking";

    private const string TwoApart = "apart:";

    /// <summary>The two records that are never to be linked; null for any other decision.</summary>
    public (RecordId A, RecordId B)? Apart => Choice == DecisionChoice.NeverLink && Partner is { } b ? (new RecordId(Subject[TwoApart.Length..^(b.Text.Length + 1)]), b) : null;

    /// <summary>The side and key of the record without a link that it is about; null for a decision about a link, or about two records.</summary>
    public (Side Side, RecordId Id)? Alone() => LinkId is not null || Choice == DecisionChoice.NeverLink ? null : (Subject[0] == 'A' ? Side.A : Side.B, new RecordId(Subject[2..]));

    /// <summary>The subject of two records that are told apart.</summary>
    public static string OfTwo(RecordId a, RecordId b) => $"{TwoApart}{a}|{b}";

    /// <summary>The subject of a record without a link.</summary>
    public static string OfRecord(Side side, RecordId id) => $"{side}:{id}";
}
