namespace SesamTalk.Engine.Conflicts;

/// <summary>What happens when both sides changed a property differently. The most specific of property, pair and dataflow wins.</summary>
public enum ConflictPolicy
{
    /// <summary>A person decides; the other properties keep flowing. The default.</summary>
    AskPerson,

    /// <summary>The later edit wins; asks where a time is missing or both are the same.</summary>
    LatestWins,

    /// <summary>A's value wins.</summary>
    AWins,

    /// <summary>B's value wins.</summary>
    BWins,

    /// <summary>The side that has a value wins; asks where both have one.</summary>
    KeepFilled,
}
