using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;

namespace SesamTalk.Engine.Dataflows;

/// <summary>What a record without a link does towards the other side; from the section's opening.</summary>
public enum CreationRule
{
    /// <summary>Nothing is created this way; linked records still follow.</summary>
    Never,

    /// <summary>"Every X will be synchronized with a Y."</summary>
    Every,

    /// <summary>"Before any synchronization can take place, a link … must be established": linked if found, never created.</summary>
    OnlyLinked,

    /// <summary>"A new Y will be created from a X if it is connected to a …": created when something synchronised refers to it.</summary>
    WhenConnected,
}

/// <summary>What a record deleted on the source side does to its partner.</summary>
public enum DeleteRule
{
    /// <summary>It is planned, looked up, and waits for a person's approval. The default.</summary>
    AskPerson,

    /// <summary>The partner stays.</summary>
    Ignore,

    /// <summary>The partner is put out of use.</summary>
    Archive,

    /// <summary>The partner is deleted, behind look-up and brakes.</summary>
    CarryOut,
}

/// <summary>What holds one way only: from one side's records towards the other side.</summary>
public sealed record Direction
{
    /// <summary>What a record without a link does.</summary>
    public CreationRule Creation { get; init; } = CreationRule.Never;

    /// <summary>The condition in the document's words ("When a … is …"); null for none.</summary>
    public string? Condition { get; init; }

    /// <summary>What the condition means, all of which must hold; given here. A condition without it keeps the pair from running.</summary>
    public ImmutableArray<Dependency> Predicate { get; init; } = [];

    /// <summary>The entities of the creation rule, as written; a record of one of them must refer to the new one.</summary>
    public ImmutableArray<string> ConnectedTo { get; init; } = [];

    /// <summary>The document says "If a matching … already exists" and "If no matching … is found".</summary>
    public bool StatesMatching { get; init; }

    /// <summary>What a deletion on the source side does to the partner.</summary>
    public DeleteRule Deletes { get; init; } = DeleteRule.AskPerson;

    /// <summary>Who says so: a document for this direction, or this installation.</summary>
    public RuleOrigin Origin { get; init; } = RuleOrigin.Added;
}
