namespace SesamTalk.Engine.Documents;

/// <summary>How a line of a definition differs after an import.</summary>
public enum LineChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It says something else.</summary>
    Changed,

    /// <summary>It stands in another place and says the same.</summary>
    Moved,

    /// <summary>One of its two paths, or one of the pair's entities, seems to have another name now.</summary>
    Renamed,

    /// <summary>It had been added here; now the document says it.</summary>
    TakenOver,
}

/// <summary>What kind of line it is.</summary>
public enum LinePart
{
    /// <summary>A pair.</summary>
    Pair,

    /// <summary>What happens to records of A without a link.</summary>
    TowardsB,

    /// <summary>What happens to records of B without a link.</summary>
    TowardsA,

    /// <summary>A merge key.</summary>
    Key,

    /// <summary>A property row.</summary>
    Property,
}

/// <summary>One difference between a definition and what it would be after an import.</summary>
/// <param name="Kind">How it differs.</param>
/// <param name="Part">What it is.</param>
/// <param name="PairId">The pair it belongs to, by its id after the import (before it, where it is gone).</param>
/// <param name="Line">The line's id; empty for pairs and directions.</param>
/// <param name="Before">What it said; empty where it is new.</param>
/// <param name="After">What it says; empty where it is gone.</param>
public sealed record LineChange(LineChangeKind Kind, LinePart Part, string PairId, string Line, string Before, string After);
