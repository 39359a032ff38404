namespace SesamTalk.Engine.Documents;

/// <summary>What one of the fixed sentences of a section says. The two names it repeats stand in the section.</summary>
public abstract record Sentence;

/// <summary>"Every X will be synchronized with a Y.": a source record without a link gets a target record.</summary>
public sealed record EverySentence : Sentence;

/// <summary>"Before any synchronization can take place, a link … must be established.": nothing is created by itself.</summary>
public sealed record BeforeSentence : Sentence;

/// <summary>A text in prose, then ", it  will be synchronized with a Y.": a condition, or a remark that took its place.</summary>
public sealed record ConditionSentence(string Text) : Sentence
{
    /// <summary>A text that begins with "When " states a condition; any other is a remark.</summary>
    public bool IsCondition => Text.StartsWith("When ", StringComparison.Ordinal);
}

/// <summary>"A new Y will be created from a X if it is connected to a S E1, or E2 that is synchronized into T."</summary>
/// <param name="ConnectedSystem">The system of the connected entities; null when the text does not tell it apart.</param>
/// <param name="Entities">The connected entities, as written.</param>
/// <param name="TargetSystem">The system they must be synchronised into.</param>
public sealed record CreationSentence(string? ConnectedSystem, Sequence<string> Entities, string TargetSystem) : Sentence;

/// <summary>"If a matching Y already exists, the X will be merged with the existing one."</summary>
public sealed record MergeIfExistsSentence : Sentence;

/// <summary>"If no matching Y is found, a new Y will be created."</summary>
public sealed record CreateIfNoMatchSentence : Sentence;

/// <summary>"A X will merge with a Y if one of the following property combinations match:" stands over the merge table.</summary>
public sealed record MergeIntroSentence : Sentence;

/// <summary>"Once a link … is established, it will keep in sync …": linked records follow each other both ways.</summary>
public sealed record OnceSentence : Sentence;

/// <summary>"The following properties are synchronized between a X and a Y:" stands over the property table.</summary>
public sealed record PropertiesIntroSentence : Sentence;
