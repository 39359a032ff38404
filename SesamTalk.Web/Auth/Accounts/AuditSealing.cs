using Microsoft.EntityFrameworkCore;

namespace SesamTalk.Web.Auth.Accounts;

/// <summary>Seals the audit while the site is up, and what is left when it stops. A demo is sealed when somebody looks.</summary>
internal sealed partial class AuditSealing(AuditChain chain, OpenHouse house, TimeProvider clock, ILogger<AuditSealing> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (house.IsOpen) return;
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await SealAsync(all: false, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            await SealAsync(all: true, CancellationToken.None);
        }
    }

    private async Task SealAsync(bool all, CancellationToken ct)
    {
        try
        {
            await chain.SealAsync(all, ct);
        }
        catch (Exception away) when (away is not OperationCanceledException)
        {
            Away(away.GetBaseException().Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The audit could not be sealed, and is sealed at the next try: {Why}")]
    private partial void Away(string why);
}
