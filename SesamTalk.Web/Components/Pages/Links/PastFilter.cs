using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;
using SesamTalk.Web.Components.Pages.Runs;

namespace SesamTalk.Web.Components.Pages.Links;

/// <summary>What an entry of a link's history tells of; one entry may tell of several.</summary>
public enum PastKind
{
    /// <summary>The two records were linked.</summary>
    Linked,

    /// <summary>A system said something else than before.</summary>
    Changed,

    /// <summary>SesamTalk wrote.</summary>
    Written,

    /// <summary>A person was asked.</summary>
    Asked,

    /// <summary>A person decided.</summary>
    Decided,
}

/// <summary>Which part of a link's history is shown; what is null or unknown narrows nothing.</summary>
/// <param name="What">A <see cref="PastKind"/> by name.</param>
/// <param name="Who">A person: who decided, or who started the run.</param>
/// <param name="Property">A path of either system.</param>
/// <param name="From">Since when, as an address has it.</param>
public sealed record PastFilter(string? What, string? Who, string? Property, string? From)
{
    /// <summary>Everything.</summary>
    public static readonly PastFilter None = new(null, null, null, null);

    /// <summary>Whether anything may be left out.</summary>
    public bool IsOn => new[] { What, Who, Property, From }.Any(one => !string.IsNullOrEmpty(one));

    /// <summary>The entries that fit, in their order.</summary>
    public IReadOnlyList<HistoryEntry> Of(IReadOnlyList<HistoryEntry> history, IReadOnlyDictionary<Guid, string> starters, DateTimeOffset now)
    {
        var from = RunRange.Moment(From, now);
        return [.. history.Where(entry => (!Enum.TryParse<PastKind>(What, out var kind) || KindsOf(entry).Contains(kind))
            && (string.IsNullOrEmpty(Who) || PersonsOf(entry, starters).Contains(Who))
            && (string.IsNullOrEmpty(Property) || PathsOf(entry).Contains(Property))
            && (from is null || entry.At >= from))];
    }

    /// <summary>What an entry tells of.</summary>
    public static IEnumerable<PastKind> KindsOf(HistoryEntry entry)
    {
        var isLinked = Says(entry, ReasonCodes.LinkedBecause);
        if (isLinked) yield return PastKind.Linked;
        if (!isLinked && !(entry.SeenA.Pairs.IsEmpty && entry.SeenB.Pairs.IsEmpty)) yield return PastKind.Changed;
        if (!(entry.WrittenA.Pairs.IsEmpty && entry.WrittenB.Pairs.IsEmpty)) yield return PastKind.Written;
        if (Says(entry, ReasonCodes.Asks)) yield return PastKind.Asked;
        if (Says(entry, ReasonCodes.DecidedThat)) yield return PastKind.Decided;
    }

    /// <summary>Who had a hand in an entry.</summary>
    public static IEnumerable<string> PersonsOf(HistoryEntry entry, IReadOnlyDictionary<Guid, string> starters) =>
        Reasons(entry).Where(reason => reason.Code == ReasonCodes.DecidedThat).Select(reason => reason.Arguments[0])
            .Concat(starters.TryGetValue(entry.RunId, out var starter) && starter.Length > 0 ? [starter] : Array.Empty<string>()).Distinct();

    /// <summary>The paths that an entry has values of.</summary>
    public static IEnumerable<string> PathsOf(HistoryEntry entry) =>
        new[] { entry.SeenA, entry.SeenB, entry.WrittenA, entry.WrittenB }.SelectMany(values => values.Pairs).Select(value => value.Key).Distinct();

    private static bool Says(HistoryEntry entry, string code) => Reasons(entry).Any(reason => reason.Code == code);

    private static IEnumerable<Reason> Reasons(HistoryEntry entry) => entry.Rules.Prepend(entry.Because).SelectMany(reason => reason.Within());
}
