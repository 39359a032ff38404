using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Conflicts;

/// <summary>One of the records that fit a record without a partner.</summary>
/// <param name="Id">Its key, in the system across from the record that asks.</param>
/// <param name="Label">What a person calls it.</param>
public sealed record MatchCandidate(RecordId Id, string Label);
