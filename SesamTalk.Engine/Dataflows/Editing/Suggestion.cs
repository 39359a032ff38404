using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;

namespace SesamTalk.Engine.Dataflows.Editing;

/// <summary>How sure a suggestion is.</summary>
public enum Confidence
{
    /// <summary>Name or values leave little doubt.</summary>
    Sure,

    /// <summary>It fits, and a person should look.</summary>
    Likely,

    /// <summary>Something speaks for it.</summary>
    Guess,
}

/// <summary>What speaks for a suggestion.</summary>
public enum SuggestionReason
{
    /// <summary>The names are the same but for case, blanks and punctuation.</summary>
    SameName,

    /// <summary>The names mean the same, or share words.</summary>
    LikeName,

    /// <summary>Both hold the same kind of value.</summary>
    SameType,

    /// <summary>Both refer to records that a pair joins.</summary>
    JoinedReference,

    /// <summary>Linked records say the same in both.</summary>
    SampleMatch,
}

/// <summary>Two fields that may belong together, with what speaks for it.</summary>
/// <param name="A">The path in A.</param>
/// <param name="B">The path in B.</param>
/// <param name="Confidence">How sure it is.</param>
/// <param name="Reasons">What speaks for it, the strongest first.</param>
/// <param name="Match">How linked records compare.</param>
public sealed record Suggestion(string A, string B, Confidence Confidence, ImmutableArray<SuggestionReason> Reasons, SampleMatch Match)
{
    /// <summary>The id of the row that it would become; rejections are remembered by it.</summary>
    public string Id => PropertyRule.IdOf(A, B);
}
