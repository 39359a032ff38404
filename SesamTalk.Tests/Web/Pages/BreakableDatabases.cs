using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Tests.Web.Pages;

/// <summary>Databases that can be made to fail, with something in the message that nobody may see.</summary>
internal sealed class BreakableDatabases(IDbContextFactory<TalkDb> databases) : IDbContextFactory<TalkDb>
{
    /// <summary>What a page must never show.</summary>
    public const string Hidden = "hunter2-in-a-message";

    private const int DiskFailed = 10;

    public bool IsBroken { get; set; }

    public TalkDb CreateDbContext() => IsBroken ? throw new SqliteException(Hidden, DiskFailed) : databases.CreateDbContext();

    public Task<TalkDb> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
        IsBroken ? Task.FromException<TalkDb>(new SqliteException(Hidden, DiskFailed)) : databases.CreateDbContextAsync(cancellationToken);
}
