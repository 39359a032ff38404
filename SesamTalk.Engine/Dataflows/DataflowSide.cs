using SesamTalk.Engine.Reasons;

namespace SesamTalk.Engine.Dataflows;

/// <summary>One of the two systems of a dataflow.</summary>
public sealed record DataflowSide
{
    /// <summary>The name in the document's title; may be empty.</summary>
    public required string DocumentName { get; init; }

    /// <summary>The name given to it here; null takes the document's.</summary>
    public string? GivenName { get; init; }

    /// <summary>The id of the connected system that stands for it; null while none does.</summary>
    public string? SystemId { get; init; }

    /// <summary>What people call it: the name given here, the document's, or "(unnamed system)", which reasons say in the reader's language.</summary>
    public string Name => GivenName ?? (string.IsNullOrWhiteSpace(DocumentName) ? ReasonTexts.Unnamed : DocumentName);
}
