using System.Collections.Immutable;

namespace SesamTalk.Engine.Runs;

/// <summary>Who changed what in SesamTalk itself. Never holds a secret or a record's values.</summary>
/// <param name="Id">The entry's id; time-ordered.</param>
/// <param name="At">When.</param>
/// <param name="Who">Who; the command line and schedules have names too.</param>
/// <param name="Act">What was done, as a word of the field (<c>dataflow.saved</c>).</param>
/// <param name="Subject">What it was done to (<c>dataflow/poweroffice-go-custom-webshop</c>).</param>
/// <param name="Sentence">One sentence for a person.</param>
public sealed record AuditEntry(Guid Id, DateTimeOffset At, string Who, string Act, string Subject, string Sentence)
{
    /// <summary>What it was before and is now, thing by thing. Empty for what has no before, as a sign-in.</summary>
    public ImmutableArray<AuditChange> Changes { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(AuditEntry? other) => other is not null && (Id, At, Who, Act, Subject, Sentence) == (other.Id, other.At, other.Who, other.Act, other.Subject, other.Sentence) && Changes.SequenceEqual(other.Changes);

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();
}
