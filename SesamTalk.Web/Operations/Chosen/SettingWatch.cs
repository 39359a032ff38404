namespace SesamTalk.Web.Operations.Chosen;

/// <summary>Takes over what was chosen on another node.</summary>
internal sealed partial class SettingWatch(InstallationSettings settings, TimeProvider clock, ILogger<SettingWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        try
        {
            await settings.RefreshAsync(ct);
        }
        catch (Exception away) when (away is not OperationCanceledException)
        {
            NotRead(away.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The installation's settings could not be read ({Trouble}); what was read before holds.")]
    private partial void NotRead(string trouble);
}
