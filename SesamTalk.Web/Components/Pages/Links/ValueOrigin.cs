using System.Collections.Immutable;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Web.Components.Pages.Links;

/// <summary>Where the value that one side of a link has comes from, as far as the history tells.</summary>
/// <param name="Entry">The entry at which it became what it is; null where no run has noted it.</param>
/// <param name="IsWritten">SesamTalk wrote it; else its system had it by itself.</param>
/// <param name="Rule">What decided it; none where nothing had to be decided.</param>
public sealed record ValueOrigin(HistoryEntry? Entry, bool IsWritten, Reason Rule)
{
    private static readonly string[] Ways = [ReasonCodes.At, ReasonCodes.ToSide, ReasonCodes.ToBoth, ReasonCodes.Asks, ReasonCodes.Waits, ReasonCodes.BothAgree];

    /// <summary>The origin of a property group's value on a side: the last entry, oldest first, that has another value than the one before it.</summary>
    public static ValueOrigin Of(IReadOnlyList<HistoryEntry> history, string key, ImmutableArray<string> paths, Side side)
    {
        var known = new Dictionary<string, object?>();
        var origin = new ValueOrigin(null, false, Reason.None);
        foreach (var entry in history)
        {
            foreach (var (values, isWritten) in new[] { (side == Side.A ? entry.SeenA : entry.SeenB, false), (side == Side.A ? entry.WrittenA : entry.WrittenB, true) })
            {
                var isNew = false;
                foreach (var (path, value) in values.Pairs.Where(value => paths.Contains(value.Key)))
                {
                    isNew |= !known.TryGetValue(path, out var before) || !Values.Same(before, value);
                    known[path] = value;
                }

                if (isNew) origin = new(entry, isWritten, RuleOf(entry, key));
            }
        }

        return origin;
    }

    // What was decided for the group, without the way that its value took.
    private static Reason RuleOf(HistoryEntry entry, string key) =>
        entry.Rules.FirstOrDefault(rule => rule.Code == ReasonCodes.At && rule.Arguments[0] == key)?.Within().FirstOrDefault(reason => !Ways.Contains(reason.Code)) ?? Reason.None;
}
