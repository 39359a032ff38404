namespace SesamTalk.Engine.Mapping;

/// <summary>Who says so: what stands in a document and what was added here are always told apart.</summary>
public enum RuleOrigin
{
    /// <summary>The document says it.</summary>
    Document,

    /// <summary>It was added in SesamTalk, by a person or by a shipped definition.</summary>
    Added,
}
