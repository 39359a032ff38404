using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Operations;

/// <summary>One thing that must be right for the site to work.</summary>
/// <param name="Name">Its name; stays the same.</param>
/// <param name="Reason">What is wrong and what to do; null where it is right. Never an address, a name or a value.</param>
public sealed record ReadyCheck(string Name, string? Reason)
{
    public bool IsFine => Reason is null;
}

/// <summary>Whether the site can do its work now, with the reason where it cannot.</summary>
public sealed class Readiness(IDbContextFactory<TalkDb> databases, ISecretProtector protector, RunQueue queue, IHostApplicationLifetime lifetime, IOptions<StorageOptions> storage, IOptions<OperationsOptions> options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<ReadyCheck>> LookAsync(CancellationToken ct) =>
    [
        new("database", await DatabaseAsync(ct)),
        new("jobs", await queue.IsTakingRunsAsync(ct) ? null : "The scheduler does not take runs: it has not begun, or the site is stopping."),
        new("keys", Keys()),
        new("disk", Disk()),
        new("stopping", lifetime.ApplicationStopping.IsCancellationRequested ? "The site is stopping." : null),
    ];

    private async Task<string?> DatabaseAsync(CancellationToken ct)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(ct);
        soon.CancelAfter(Patience);
        try
        {
            await using var db = await databases.CreateDbContextAsync(soon.Token);
            await db.Settings.AnyAsync(soon.Token);
            return null;
        }
        catch (Exception away) when (away is DbException or InvalidOperationException or TimeoutException || away is OperationCanceledException && !ct.IsCancellationRequested)
        {
            return "The database does not answer. Runs wait until it does; nothing is lost.";
        }
    }

    private string? Keys()
    {
        try
        {
            return protector.Reveal(protector.Protect("ready")) == "ready" ? null : "The keys that protect secrets do not fit.";
        }
        catch (Exception broken) when (broken is CryptographicException or SettingsException or IOException or UnauthorizedAccessException)
        {
            return "The keys that protect secrets cannot be read. Bring the folder of keys back.";
        }
    }

    private string? Disk()
    {
        try
        {
            var free = new DriveInfo(Path.GetFullPath(storage.Value.DataFolder)).AvailableFreeSpace / (1024 * 1024);
            return free >= options.Value.LeastFreeMegabytes ? null : $"The data folder has {free} MB left, less than the {options.Value.LeastFreeMegabytes} MB of Operations:LeastFreeMegabytes.";
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // a disk that does not tell is no reason not to work
        }
    }
}
