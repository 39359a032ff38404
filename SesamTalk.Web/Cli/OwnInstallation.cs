using System.Text.Json;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Cli;

/// <summary>An installation that this process opened and owns.</summary>
/// <param name="services">The engine, ready to work.</param>
/// <param name="close">Stops what was started for it and lets the data folder go.</param>
internal sealed class OwnInstallation(IServiceProvider services, Func<ValueTask> close) : IInstallation
{
    public Task<VerbAnswer> DoAsync(string work, JsonElement request, CancellationToken cancellationToken) => VerbWorks.DoAsync(services, work, request, cancellationToken);

    public Task<Run> SyncAsync(SyncRequest request, IProgress<RunProgress>? progress, CancellationToken cancellationToken) =>
        services.GetRequiredService<RunDataflow>()(request, progress, cancellationToken);

    public ValueTask DisposeAsync() => close();
}
