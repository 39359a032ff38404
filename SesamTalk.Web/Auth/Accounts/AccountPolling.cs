using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Auth.Accounts;

/// <summary>Looks for what other nodes changed about accounts, and for keys that they made or revoked; on SQLite there are none.</summary>
internal sealed partial class AccountPolling(AccountWatch accounts, HeldKeys held, IDbContextFactory<AccountDb> databases, OpenHouse house, IOptions<StorageOptions> storage, TimeProvider clock, ILogger<AccountPolling> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private int? _keys;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (house.IsOpen || storage.Value.Provider != "Postgres") return;
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception away) when (away is not OperationCanceledException)
            {
                Away(away.GetBaseException().Message);
            }
        }
    }

    /// <summary>Looks once.</summary>
    internal async Task LookAsync(CancellationToken ct)
    {
        await accounts.RefreshAsync(ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await SharedKeys.CountAsync(db, ct);
        if (_keys != found) held.ReadAnew();
        _keys = found;
    }

    [LoggerMessage(LogLevel.Warning, "Accounts could not be read and are taken as they were: {Why}")]
    private partial void Away(string why);
}
