namespace SesamTalk.Engine.Mapping;

/// <summary>Which way a property row carries edits.</summary>
public enum RuleFlow
{
    /// <summary>Whichever side is edited; what documents mean.</summary>
    Both,

    /// <summary>From A to B only.</summary>
    ToB,

    /// <summary>From B to A only.</summary>
    ToA,

    /// <summary>Neither way: the row is kept, and nothing goes by it. A document's row is turned off so, since the document still has it.</summary>
    Off,
}

/// <summary>What a value that was cleared since the baseline does to the other side.</summary>
public enum BlankRule
{
    /// <summary>Clearing is an edit like any other and travels.</summary>
    Clear,

    /// <summary>Clearing is not carried over, and the next edit there does not come back as a conflict.</summary>
    Skip,

    /// <summary>The older value is put back where it was cleared.</summary>
    KeepOlder,
}
