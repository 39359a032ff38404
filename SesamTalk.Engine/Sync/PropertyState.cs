namespace SesamTalk.Engine.Sync;

/// <summary>How one property group of two linked records stands now.</summary>
public enum PropertyState
{
    /// <summary>Both say the same.</summary>
    Equal,

    /// <summary>B is behind and will be written to.</summary>
    ToB,

    /// <summary>A is behind and will be written to.</summary>
    ToA,

    /// <summary>Both will be written to.</summary>
    ToBoth,

    /// <summary>It waits for another record.</summary>
    WaitsForRecord,

    /// <summary>A person is asked.</summary>
    Conflict,

    /// <summary>The system refused the value.</summary>
    Rejected,

    /// <summary>Only A has a value, and that was agreed.</summary>
    OnlyA,

    /// <summary>Only B has a value, and that was agreed.</summary>
    OnlyB,

    /// <summary>They differ, and a rule says that this way nothing travels.</summary>
    NotSynced,

    /// <summary>They differ, and a system lets nobody write it.</summary>
    ReadOnly,

    /// <summary>They differ as they did when they were last agreed on: a rounded number, a list in another order.</summary>
    Allowed,

    /// <summary>A side has not been read.</summary>
    NotRead,
}
