using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Cli;

/// <summary>An installation whose data folder a running server owns: the work is handed over on loopback, and its answer comes back.</summary>
internal sealed class ServedInstallation : IInstallation
{
    private readonly HttpClient _server;

    public ServedInstallation(FolderOwner owner)
    {
        // Straight to loopback, past any proxy of the environment; a run may take hours.
        _server = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = owner.Address, Timeout = Timeout.InfiniteTimeSpan };
        _server.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", owner.Token);
    }

    public async Task<VerbAnswer> DoAsync(string work, JsonElement request, CancellationToken cancellationToken)
    {
        using var answer = await _server.PostAsJsonAsync($"{FolderOwner.Route}/do/{work}", request, cancellationToken);
        await EnsureTakenAsync(answer, cancellationToken);
        return await answer.Content.ReadFromJsonAsync<VerbAnswer>(cancellationToken) ?? throw new InvalidDataException("The server gave an empty answer.");
    }

    /// <summary>
    /// Follows the run as lines of JSON: progress, and at the end the run. Cancelling stops the run in the server too, where it
    /// was begun for this request, and not one that was joined.
    /// </summary>
    public async Task<Run> SyncAsync(SyncRequest request, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        request = request with { RunId = Guid.CreateVersion7() };
        await using var stop = cancellationToken.Register(() => _ = CancelAsync(request.RunId!.Value));
        using var question = new HttpRequestMessage(HttpMethod.Post, FolderOwner.Route + "/sync") { Content = JsonContent.Create(request) };
        using var answer = await _server.SendAsync(question, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await EnsureTakenAsync(answer, cancellationToken);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
        var joined = false;
        // A run of ours that is cancelled still says how it ended; one that was joined goes on without this listener.
        while (await lines.ReadLineAsync(joined ? cancellationToken : CancellationToken.None) is { } line)
        {
            using var said = JsonDocument.Parse(line);
            if (said.RootElement.TryGetProperty("run", out var run)) return run.Deserialize<Run>(JsonSerializerOptions.Web)!;
            var step = said.RootElement.GetProperty("progress").Deserialize<RunProgress>(JsonSerializerOptions.Web)!;
            joined = step.RunId != request.RunId;
            progress?.Report(step);
            if (joined) cancellationToken.ThrowIfCancellationRequested();
        }
        throw new InvalidDataException("The server stopped before the run ended. What was done is recorded; the next run goes on.");
    }

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task CancelAsync(Guid runId)
    {
        try
        {
            using var answer = await _server.PostAsync($"{FolderOwner.Route}/cancel/{runId}", null);
        }
        catch (HttpRequestException)
        {
            // The server is gone, and the run with it.
        }
    }

    private static async Task EnsureTakenAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.IsSuccessStatusCode) return;
        throw new InvalidDataException($"The server did not take the work ({(int)answer.StatusCode}): {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }
}
