namespace SesamTalk.Web.Auth;

/// <summary>Everything that can be done here, by page, by address or by a button. Who may is said in <see cref="Acts"/>, once.</summary>
public enum Act
{
    /// <summary>The way in: signing in, the first set-up, what every stranger may see.</summary>
    ComeIn,

    /// <summary>Looking at what is synchronised.</summary>
    Look,

    /// <summary>One's own settings, password, second factor, passkeys.</summary>
    KeepOwnAccount,

    /// <summary>A run's writes as a file.</summary>
    Download,

    /// <summary>Filling in a checklist's lines.</summary>
    TickLines,

    /// <summary>Letting the machine verify a line, by writing to test systems.</summary>
    VerifyLines,

    /// <summary>Signing a round off.</summary>
    SignOff,

    /// <summary>Personal values in full.</summary>
    SeePersonal,

    /// <summary>Deciding a conflict, or taking that back.</summary>
    SettleConflicts,

    /// <summary>Unlinking, linking anew, pausing or trying again one record.</summary>
    ChangeLinks,

    /// <summary>Approving deletes that wait, or keeping the record.</summary>
    DecideDeletes,

    /// <summary>Starting, retrying and cancelling runs, and carrying out a plan.</summary>
    Run,

    /// <summary>Undoing what a run wrote.</summary>
    Undo,

    /// <summary>Pausing a dataflow, and letting it go on.</summary>
    PauseDataflows,

    /// <summary>When a dataflow runs by itself.</summary>
    Schedule,

    /// <summary>Trying a system's connection, and reading anew what it has.</summary>
    TestSystems,

    /// <summary>Letting a plan that the brakes held back go.</summary>
    ReleasePlans,

    /// <summary>Property tables, rules and names of a dataflow.</summary>
    ChangeDataflows,

    /// <summary>Bringing in documents, and bringing back what was there before.</summary>
    Import,

    /// <summary>Connecting systems, their keys and settings, and taking them out.</summary>
    ConnectSystems,

    /// <summary>The clock and the faults of a demo's system.</summary>
    TurnDials,

    /// <summary>Letting the machine write test values into production systems, for one round.</summary>
    ConsentToTests,

    /// <summary>The installation's own settings.</summary>
    ChangeSettings,

    /// <summary>Who may do what.</summary>
    KeepUsers,

    /// <summary>Who did what, when.</summary>
    SeeAudit,

    /// <summary>One person's data: giving it out, and erasing it.</summary>
    KeepPersons,
}
