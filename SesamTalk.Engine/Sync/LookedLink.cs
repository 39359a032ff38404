using System.Collections.Immutable;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>One property group of two linked records as they are now; all values as text, in each side's own form.</summary>
/// <param name="Key">The group's key, the subject of its conflict.</param>
/// <param name="PathsA">Its paths in A.</param>
/// <param name="PathsB">Its paths in B.</param>
public sealed record LookedProperty(string Key, ImmutableArray<string> PathsA, ImmutableArray<string> PathsB)
{
    /// <summary>Both have agreed on it before: there is a common point to compare with.</summary>
    public bool HasBase { get; init; }

    /// <summary>A's value when both last agreed; null where it was blank, or they never did.</summary>
    public string? BaseA { get; init; }

    /// <summary>B's value when both last agreed.</summary>
    public string? BaseB { get; init; }

    /// <summary>A's value now.</summary>
    public string? A { get; init; }

    /// <summary>B's value now.</summary>
    public string? B { get; init; }

    /// <summary>What A will hold after the next run.</summary>
    public string? AfterA { get; init; }

    /// <summary>What B will hold after the next run.</summary>
    public string? AfterB { get; init; }

    /// <summary>How it stands.</summary>
    public PropertyState State { get; init; }

    /// <summary>Why, for a person; none where there is nothing to say.</summary>
    public Reason Because { get; init; } = Reason.None;

    /// <summary>A's property, where the group has one path there that can be written by hand; else null.</summary>
    public SchemaProperty? EditableA { get; init; }

    /// <summary>B's property, where the group has one path there; else null. What is typed for A must fit it too.</summary>
    public SchemaProperty? EditableB { get; init; }

    /// <summary>The elements of both lists, where the group is one list on each side and they differ; else null.</summary>
    public PickableList? List { get; init; }

    /// <summary>The entities that A's value may refer to; empty for a value that refers to no record.</summary>
    public ImmutableArray<string> EntitiesA { get; init; } = [];

    /// <summary>The entities that B's value may refer to.</summary>
    public ImmutableArray<string> EntitiesB { get; init; } = [];

    /// <summary>The pairs of the dataflow whose records A's value may refer to: their links tell what it is called.</summary>
    public ImmutableArray<string> PairsA { get; init; } = [];

    /// <summary>The pairs of the dataflow whose records B's value may refer to.</summary>
    public ImmutableArray<string> PairsB { get; init; } = [];

    /// <summary>The paths of a side, in one text.</summary>
    public string NameOn(Side side) => string.Join(", ", side == Side.A ? PathsA : PathsB);
}

/// <summary>Two linked records as they are now.</summary>
/// <param name="Link">The link.</param>
/// <param name="Properties">What the pair speaks of, in the document's order; empty where a record is gone.</param>
/// <param name="IsGoneA">A's record is gone.</param>
/// <param name="IsGoneB">B's record is gone.</param>
/// <param name="ChangedInA">When A says that its record changed; null where it does not say.</param>
/// <param name="ChangedInB">When B says that its record changed.</param>
public sealed record LookedLink(Link Link, ImmutableArray<LookedProperty> Properties, bool IsGoneA, bool IsGoneB, DateTimeOffset? ChangedInA, DateTimeOffset? ChangedInB)
{
    /// <summary>They have agreed on something before: there is a common point to compare with.</summary>
    public bool HasBase { get; init; }
}

/// <summary>Two records as they are now, or why they could not be looked at.</summary>
public sealed record LookAnswer(LookedLink? Link, Reason? Reason = null);
