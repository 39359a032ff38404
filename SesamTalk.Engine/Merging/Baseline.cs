using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Merging;

/// <summary>
/// What both sides of a link last agreed on: each side's values in its own form, as that system accepted them. A value that a
/// system rewrites (trims, rounds) is remembered as rewritten, so our own write comes back equal to it and vanishes.
/// </summary>
/// <param name="LinkId">The link.</param>
/// <param name="A">A's values: the mapped properties and what their filters look at.</param>
/// <param name="B">B's values, likewise.</param>
/// <param name="VersionA">A's stamp of that state.</param>
/// <param name="VersionB">B's stamp of that state.</param>
/// <param name="AgreedAt">When the run recorded it.</param>
public sealed record Baseline(Guid LinkId, Record A, Record B, RecordVersion VersionA, RecordVersion VersionB, DateTimeOffset AgreedAt);
