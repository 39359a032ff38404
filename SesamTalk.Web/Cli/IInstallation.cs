using System.Text.Json;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Cli;

/// <summary>The installation that a verb works on: opened by this process, or the server's that owns its data folder.</summary>
internal interface IInstallation : IAsyncDisposable
{
    /// <summary>Does one of <see cref="VerbWorks"/>.</summary>
    Task<VerbAnswer> DoAsync(string work, JsonElement request, CancellationToken cancellationToken);

    /// <summary>Runs a dataflow that is known to exist.</summary>
    Task<Run> SyncAsync(SyncRequest request, IProgress<RunProgress>? progress, CancellationToken cancellationToken);
}
