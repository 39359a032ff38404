using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Web.Jobs;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;
using Shouldly;

namespace SesamTalk.Tests.Issues;

/// <summary>
/// A PostgreSQL that went away for a moment ended every node: its trouble comes wrapped as an invalid operation, which two services of
/// the site did not take for trouble.
/// </summary>
public sealed class DatabaseThatGoesAwayTests
{
    private readonly HandClock _clock = new();

    [Fact]
    public Task The_audit_is_sealed_at_the_next_try() => ShouldTryAgainAsync((talk, accounts) =>
        new AuditSealing(new AuditChain(talk, accounts, new EphemeralDataProtectionProvider(), _clock), new OpenHouse(), _clock, NullLogger<AuditSealing>.Instance));

    [Fact]
    public Task Accounts_are_looked_for_at_the_next_try() => ShouldTryAgainAsync((_, accounts) =>
        new AccountPolling(new AccountWatch(accounts, Options.Create(new AuthOptions()), _clock), new HeldKeys(() => throw new InvalidOperationException()), accounts, new OpenHouse(), Options.Create(new StorageOptions { Provider = "Postgres" }), _clock, NullLogger<AccountPolling>.Instance));

    private async Task ShouldTryAgainAsync(Func<Away<TalkDb>, Away<AccountDb>, BackgroundService> make)
    {
        using var asked = new SemaphoreSlim(0);
        using var service = make(new(asked), new(asked));
        await service.StartAsync(CancellationToken.None);
        for (var look = 0; look < 3; look++)
        {
            // It begins beside the test: the clock moves until it has looked.
            var tries = 0;
            do _clock.Advance(TimeSpan.FromSeconds(30));
            while (!await asked.WaitAsync(TimeSpan.FromMilliseconds(100)) && ++tries < 600);
            tries.ShouldBeLessThan(600, $"look {look}");
        }

        service.ExecuteTask!.IsFaulted.ShouldBeFalse();
        await service.StopAsync(CancellationToken.None);
    }

    // As the driver says it through the context: wrapped.
    private sealed class Away<T>(SemaphoreSlim asked) : IDbContextFactory<T>
        where T : DbContext
    {
        public T CreateDbContext()
        {
            asked.Release();
            throw new InvalidOperationException("An exception has been raised that is likely due to a transient failure.", new TimeoutException());
        }
    }
}
