using System.Collections.Immutable;
using System.Globalization;

namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>
/// The turns of one key that were given lately, or for later: an entry is a moment by which its requests have left, and how
/// many they are. In no second do more leave than the rate says, since an entry counts until a second after that moment.
/// </summary>
/// <param name="Given">Moments as ticks, the earliest first.</param>
/// <param name="HeldUntil">Before this moment nothing leaves.</param>
internal sealed record GivenTurns(ImmutableArray<(long Until, int Count)> Given, long HeldUntil)
{
    /// <summary>For how long a turn is good. A process that stands still for longer asks again.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(40);

    /// <summary>Nothing given, nothing held.</summary>
    public static readonly GivenTurns None = new([], 0);

    // A little long, since requests bunch up on their way and the other side counts arrivals.
    private static readonly TimeSpan Second = TimeSpan.FromMilliseconds(1030);

    // What lies further ahead was written by a clock that was wrong: nobody waits for it.
    private static readonly TimeSpan Believable = TimeSpan.FromMinutes(10);

    /// <summary>Gives turns at the first moment that has room for one.</summary>
    /// <param name="now">The moment, as ticks.</param>
    /// <param name="turns">How many are wanted.</param>
    /// <param name="perSecond">Requests a second; more than zero.</param>
    public (GivenTurns After, RateTurns Turns) Take(long now, int turns, double perSecond)
    {
        var most = Math.Max(1, (int)perSecond);
        var window = (long)(Second.Ticks * (most / perSecond));
        var counted = Given.Where(one => one.Until + window > now && one.Until < now + Believable.Ticks).OrderBy(one => one.Until).ToImmutableArray();
        var at = HeldUntil < now + Believable.Ticks ? Math.Max(now, HeldUntil) : now;
        var recent = counted.Where(one => one.Until + window > at).ToList();
        var room = most - recent.Sum(one => one.Count);
        foreach (var (until, count) in recent)
        {
            if (room > 0) break;
            (at, room) = (until + window, room + count);
        }

        var given = Math.Min(turns, room);
        var after = this with { Given = counted.Add((at + Grace.Ticks, given)) };
        return (after, new RateTurns(given, TimeSpan.FromTicks(at - now), Grace));
    }

    /// <summary>The same, with nothing leaving before a moment.</summary>
    public GivenTurns Held(long until) => this with { HeldUntil = Math.Max(HeldUntil, until) };

    /// <summary>As one short text, to be stored.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{HeldUntil};{string.Join(',', Given.Select(one => FormattableString.Invariant($"{one.Until}*{one.Count}")))}");

    /// <summary>Reads such a text; what is no such text is nothing given.</summary>
    public static GivenTurns Of(string? text)
    {
        if (text?.Split(';') is not [var held, var given] || !long.TryParse(held, CultureInfo.InvariantCulture, out var until)) return None;
        return new([.. given.Split(',').Select(Entry).Where(entry => entry.Count > 0)], until);
    }

    private static (long Until, int Count) Entry(string text) =>
        text.Split('*') is [var moment, var count] && long.TryParse(moment, CultureInfo.InvariantCulture, out var until) && int.TryParse(count, CultureInfo.InvariantCulture, out var number) ? (until, number) : (0, 0);
}
