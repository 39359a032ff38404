namespace SesamTalk.Engine.Checklists;

/// <summary>What was found about a line.</summary>
public enum LineVerdict
{
    /// <summary>Nothing yet; also a result that was taken back.</summary>
    NotTested,

    /// <summary>It is as the document says.</summary>
    Pass,

    /// <summary>It is not.</summary>
    Fail,

    /// <summary>It could not be tested.</summary>
    Blocked,

    /// <summary>It cannot happen here.</summary>
    NotRelevant,
}

/// <summary>One result of one line, in the order they were given: nothing is ever overwritten, and the last one counts.</summary>
public sealed record LineResult
{
    /// <summary>Its number, given when it is stored.</summary>
    public long Number { get; init; }

    /// <summary>The round.</summary>
    public required Guid RoundId { get; init; }

    /// <summary>The line, which is of one direction.</summary>
    public required string LineId { get; init; }

    /// <summary>What was found.</summary>
    public required LineVerdict Verdict { get; init; }

    /// <summary>Who says so.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The machine tested it, and not a person.</summary>
    public bool IsMachine { get; init; }

    /// <summary>What there is to say about it.</summary>
    public string Note { get; init; } = "";

    /// <summary>The mark of the line's words when it was tested.</summary>
    public required string Mark { get; init; }

    /// <summary>The version of the definition that it was tested with.</summary>
    public required int Version { get; init; }

    /// <summary>The run in which the machine saw it; null otherwise.</summary>
    public Guid? RunId { get; init; }

    /// <summary>How long the machine took.</summary>
    public TimeSpan? Took { get; init; }
}

/// <summary>What became of giving a result.</summary>
/// <param name="Stored">The results as stored; empty where the round is locked or gone.</param>
/// <param name="Others">Results that somebody else had given meanwhile for the same lines, which the giver had not seen.</param>
public sealed record Given(IReadOnlyList<LineResult> Stored, IReadOnlyList<LineResult> Others);
