using System.Collections.Concurrent;

namespace SesamTalk.Web.Auth.Accounts;

/// <summary>Codes of authenticator apps that were tried, and answers of passkeys that were taken, while they are still good: whoever looked over a shoulder comes too late.</summary>
public sealed class UsedCodes(TimeProvider clock)
{
    /// <summary>Longer than any code or question is good for (five minutes), with the clocks of phones allowed for.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Account, string Code), DateTimeOffset> _used = new();

    /// <summary>Takes a code; false where it was taken before.</summary>
    public bool Take(string account, string code)
    {
        var now = clock.GetUtcNow();
        foreach (var (key, at) in _used)
            if (now - at > Kept) _used.TryRemove(key, out _);
        return _used.TryAdd((account, code), now);
    }
}
