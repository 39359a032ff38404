using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Auth.Accounts;

/// <summary>Looks for what other nodes changed about accounts; on SQLite there are none.</summary>
internal sealed partial class AccountPolling(AccountWatch accounts, OpenHouse house, IOptions<StorageOptions> storage, TimeProvider clock, ILogger<AccountPolling> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (house.IsOpen || storage.Value.Provider != "Postgres") return;
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await accounts.RefreshAsync(stoppingToken);
            }
            catch (Exception away) when (away is not OperationCanceledException)
            {
                Away(away.GetBaseException().Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Accounts could not be read and are taken as they were: {Why}")]
    private partial void Away(string why);
}
