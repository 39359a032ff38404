using System.Text.Json;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Conflicts;

/// <summary>Somebody looks at a conflict, or keeps it for themselves for a while. It tells others, and locks nothing.</summary>
/// <param name="ConflictId">The conflict.</param>
/// <param name="Who">Who.</param>
/// <param name="At">Since when.</param>
/// <param name="IsKept">Kept, and not only looked at.</param>
/// <param name="IsMine">By this reader: kept under this name, or looked at in this window.</param>
public sealed record Claim(Guid ConflictId, string Who, DateTimeOffset At, bool IsKept, bool IsMine);

/// <summary>Rings in this process when a claim came or went, so that open lists say so at once.</summary>
public sealed class ClaimBell
{
    /// <summary>Raised on any thread.</summary>
    public event Action? Rang;

    internal void Ring() => Rang?.Invoke();
}

/// <summary>Who looks at which conflict and who keeps which: stored, so that every node knows, and over after a quarter of an hour.</summary>
public sealed class Claims(Reader reader, SettingStore settings, ClaimBell bell, TimeProvider clock)
{
    /// <summary>So long a claim lasts, however it ended.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(15);

    private const string Looks = "looking.", Keeps = "claim.";
    private readonly string _window = References.New();

    /// <summary>This window shows the conflict from now on.</summary>
    public Task LookAsync(Guid conflict) => SayAsync(Look(conflict), Stamp(Act.Look));

    /// <summary>This window shows it no more.</summary>
    public Task LeaveAsync(Guid conflict) => SayAsync(Look(conflict), null);

    /// <summary>The reader keeps it; whoever kept it before does no longer.</summary>
    public Task KeepAsync(Guid conflict) => SayAsync(Keep(conflict), Stamp(Act.SettleConflicts));

    /// <summary>Nobody keeps it.</summary>
    public Task LetGoAsync(Guid conflict)
    {
        reader.As(Act.SettleConflicts);
        return SayAsync(Keep(conflict), null);
    }

    /// <summary>All claims that stand; what is over is cleared away.</summary>
    public async Task<IReadOnlyList<Claim>> AllAsync(CancellationToken ct)
    {
        List<Claim> all = [];
        foreach (var prefix in new[] { Looks, Keeps })
        {
            foreach (var (key, value) in await settings.StartingAsync(prefix, ct))
            {
                if (Read(key, value) is { } claim && claim.At > clock.GetUtcNow() - Lasts) all.Add(claim);
                else await settings.SetAsync(key, null, ct);
            }
        }

        return all;
    }

    private async Task SayAsync(string key, string? value)
    {
        await settings.SetAsync(key, value);
        bell.Ring();
    }

    private string Look(Guid conflict) => $"{Looks}{conflict:N}.{_window}";

    private static string Keep(Guid conflict) => $"{Keeps}{conflict:N}";

    private string Stamp(Act act) => JsonSerializer.Serialize(new Stamped(reader.As(act), clock.GetUtcNow()));

    private Claim? Read(string key, string json)
    {
        try
        {
            var parts = key.Split('.');
            return parts.Length > 1 && Guid.TryParse(parts[1], out var id) && JsonSerializer.Deserialize<Stamped>(json) is { } stamp
                ? new(id, stamp.Who, stamp.At, parts.Length == 2, parts.Length == 2 ? stamp.Who == reader.Person?.Name : parts[2] == _window)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Stamped(string Who, DateTimeOffset At);
}
