using SesamTalk.Engine.Conflicts;

namespace SesamTalk.Engine.Merging;

/// <summary>Which policy decides what: asked once for each group that needs a decision.</summary>
/// <param name="OfGroup">The policy of a group, by its key, when both sides changed it.</param>
/// <param name="FirstMeeting">The policy of properties that differ when two records first meet; <see cref="ConflictPolicy.KeepFilled"/> fills blanks and leaves to each what both have.</param>
public sealed record MergePolicies(Func<string, ConflictPolicy> OfGroup, ConflictPolicy FirstMeeting);
