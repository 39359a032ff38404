namespace SesamTalk.Engine.Sync;

/// <summary>
/// The pieces that keep a run safe, each of which the simulation can take out to see that it notices. Production has them
/// all: nothing that is configured reaches this, and only the simulation's own container holds another one.
/// </summary>
internal sealed record SafetyPieces
{
    /// <summary>All of them: what every container but the simulation's holds.</summary>
    public static readonly SafetyPieces All = new();

    /// <summary>Intents are stored before their requests leave.</summary>
    public bool IntentJournal { get; init; } = true;

    /// <summary>Unknown writes are looked up before anything new.</summary>
    public bool RecoveryLookUp { get; init; } = true;

    /// <summary>Nothing is created for a record whose earlier create is not settled.</summary>
    public bool UnsettledCreateGuard { get; init; } = true;

    /// <summary>A record missing from a full read is looked up before it counts as deleted.</summary>
    public bool LookUpBeforeDelete { get; init; } = true;

    /// <summary>Equal values of both sides move the baseline.</summary>
    public bool BaselineOnEquality { get; init; } = true;

    /// <summary>A baseline holds what the system accepted and not what was sent.</summary>
    public bool AcceptedForm { get; init; } = true;

    /// <summary>One runner for each dataflow.</summary>
    public bool Lease { get; init; } = true;

    /// <summary>A record is read again, and compared, before it is written to.</summary>
    public bool ReadBeforeWrite { get; init; } = true;

    /// <summary>Several candidates are for a person.</summary>
    public bool AmbiguousNeverGuessed { get; init; } = true;

    /// <summary>A blank key matches nothing.</summary>
    public bool BlankNeverMatches { get; init; } = true;

    /// <summary>A list without its end ends the run.</summary>
    public bool PartialNeverComplete { get; init; } = true;

    /// <summary>Cursors move after everything before them is recorded.</summary>
    public bool CursorMovesLast { get; init; } = true;

    /// <summary>A list is asked again for a while before its cursor; taken out in the simulated systems.</summary>
    public bool CursorOverlap { get; init; } = true;

    /// <summary>A conflict that is open stays the same conflict.</summary>
    public bool ConflictStability { get; init; } = true;

    /// <summary>Both sides changed: a person decides, and nobody's edit is overwritten.</summary>
    public bool BothChangedAsks { get; init; } = true;

    /// <summary>A record edited across is not deleted.</summary>
    public bool EditSurvivesDelete { get; init; } = true;

    /// <summary>A plan that is too large is held back for a person.</summary>
    public bool Brakes { get; init; } = true;

    /// <summary>What refers to a record without a link waits for that link.</summary>
    public bool ParentsFirst { get; init; } = true;

    /// <summary>A system that answers as another than it was is neither read nor written to.</summary>
    public bool SameTenant { get; init; } = true;

    /// <summary>A record that one pair has linked, or created, is nothing new for a sibling pair of its entity.</summary>
    public bool SiblingGuard { get; init; } = true;
}
