using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace SesamTalk.Web.Auth.Accounts;

/// <summary>
/// All accounts as they are now, in memory, so that every request and every press of a button is judged by the role of this
/// moment. Changes here are known at once; those of other nodes within <see cref="AccountPolling"/>'s pause.
/// </summary>
public sealed class AccountWatch(IDbContextFactory<AccountDb> databases, IOptions<AuthOptions> options, TimeProvider clock)
{
    /// <summary>How long the page stays from which its own session was renewed: until the browser has the answer.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Session, DateTimeOffset> _renewed = new();
    private ConcurrentDictionary<string, Known> _known = new();

    /// <summary>Raised when any account changed.</summary>
    public event Action? Changed;

    /// <summary>Whether there is anybody at all.</summary>
    public bool HasNobody => _known.IsEmpty;

    /// <summary>Reads all accounts anew, and says so where anything is different.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var read = await db.Users.AsNoTracking().Select(one => new Known(one.Id, one.UserName!, one.Role, one.IsShutOut, one.SecurityStamp!)).ToListAsync(ct);
        var before = _known;
        if (before.Count == read.Count && read.All(one => before.TryGetValue(one.Id, out var same) && same == one)) return;
        _known = new(read.Select(one => KeyValuePair.Create(one.Id, one)));
        Changed?.Invoke();
    }

    /// <summary>The sign-in as it holds now: with the role of this moment, or nobody's where the account is gone, shut out, changed its password, or the session is over.</summary>
    public ClaimsPrincipal Now(ClaimsPrincipal signedIn) => Now(signedIn, isOpenPage: false);

    /// <summary>The same for a page that is open: it holds the sign-in of before where its own session has just been renewed, and is not sent away while the browser waits for the new one.</summary>
    internal ClaimsPrincipal NowAtPage(ClaimsPrincipal signedIn) => Now(signedIn, isOpenPage: true);

    /// <summary>Says that a session goes on under a stamp of its account that is about to change.</summary>
    internal void Renews(ClaimsPrincipal session)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, until) in _renewed)
            if (until < now) _renewed.TryRemove(old, out _);
        if (Session.Of(session) is { } going) _renewed[going] = now + Grace;
    }

    private ClaimsPrincipal Now(ClaimsPrincipal signedIn, bool isOpenPage)
    {
        if (Person.Of(signedIn) is not { } person || person.Id == Person.OfDemo.Id) return signedIn;
        if (!_known.TryGetValue(person.Id, out var known) || known.IsShutOut || IsOver(signedIn)) return Person.Stranger;
        if (signedIn.FindFirstValue(Person.StampClaim) != known.Stamp && !(isOpenPage && IsRenewed(signedIn))) return Person.Stranger;
        var most = Enum.TryParse<Role>(signedIn.FindFirstValue(Person.MostClaim), out var limit) && limit < known.Role ? limit : known.Role;
        if (person.Role == most && person.Name == known.Name) return signedIn;
        return (person with { Role = most, Name = known.Name }).ToPrincipal(signedIn.Identity!.AuthenticationType!, [.. signedIn.Claims.Where(claim => claim.Type is Person.StampClaim or Person.SinceClaim or Person.MostClaim)]);
    }

    /// <summary>The account's role and stamp, for a program that acts for it; null where it may not come in.</summary>
    internal Person? Find(string accountId, out string stamp)
    {
        stamp = "";
        if (!_known.TryGetValue(accountId, out var known) || known.IsShutOut) return null;
        stamp = known.Stamp;
        return new(known.Id, known.Name, known.Role);
    }

    private bool IsRenewed(ClaimsPrincipal signedIn) => Session.Of(signedIn) is { } session && _renewed.TryGetValue(session, out var until) && clock.GetUtcNow() <= until;

    // A session that was renewed also says when it first began.
    private bool IsOver(ClaimsPrincipal signedIn) => signedIn.FindAll(Person.SinceClaim)
        .Any(since => clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(long.Parse(since.Value, CultureInfo.InvariantCulture)) > TimeSpan.FromHours(options.Value.SessionHours));

    private sealed record Session(string AccountId, string Stamp, string Since)
    {
        public static Session? Of(ClaimsPrincipal signedIn) => Person.Of(signedIn) is { } person && signedIn.FindFirstValue(Person.StampClaim) is { } stamp && signedIn.FindFirstValue(Person.SinceClaim) is { } since ? new(person.Id, stamp, since) : null;
    }

    private sealed record Known(string Id, string Name, Role Role, bool IsShutOut, string Stamp);
}
