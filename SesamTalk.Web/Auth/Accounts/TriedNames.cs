using Microsoft.Extensions.Options;

namespace SesamTalk.Web.Auth.Accounts;

/// <summary>Names that nobody has are locked by wrong tries as those are that somebody has: what is answered tells nobody which is which.</summary>
public sealed class TriedNames(IOptions<AuthOptions> options, TimeProvider clock)
{
    // Whoever tries more names than this within the time finds the first ones forgotten.
    private const int Most = 10_000;

    private readonly Dictionary<string, (int Tries, DateTimeOffset Until)> _tried = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Counts a wrong try; whether the name is locked now.</summary>
    public bool Try(string name)
    {
        var (now, auth) = (clock.GetUtcNow(), options.Value);
        lock (_gate)
        {
            var (tries, until) = _tried.GetValueOrDefault(name);
            if (tries >= auth.Attempts && now < until) return true;
            if (_tried.Count >= Most) _tried.Clear();
            tries = tries >= auth.Attempts ? 1 : tries + 1;
            _tried[name] = (tries, now + TimeSpan.FromMinutes(auth.LockedMinutes));
            return tries >= auth.Attempts;
        }
    }
}
