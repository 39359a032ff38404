using System.Collections.Immutable;

namespace SesamTalk.Engine.Matching;

/// <summary>A path in A and the path in B that must hold the same value.</summary>
public sealed record KeyPart(string A, string B);

/// <summary>
/// One row of a merge table. The rows of a pair are alternatives, tried in order; the parts of one row must all agree.
/// Blank never matches.
/// </summary>
/// <param name="Parts">The parts, paired by position.</param>
/// <param name="IsAdded">Added here; the document does not have this row.</param>
public sealed record MergeKey(ImmutableArray<KeyPart> Parts, bool IsAdded = false);
