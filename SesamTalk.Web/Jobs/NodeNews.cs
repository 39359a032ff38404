using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using Npgsql;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Web.Jobs;

/// <summary>
/// What nodes on one PostgreSQL tell each other as it happens: how runs go on, that somebody wants one to stop, and that something came into a round of testing. By the database's
/// own notifications, so nothing is stored; what is missed while the line is down is made good by looking at the stored runs.
/// </summary>
internal sealed partial class NodeNews(string connection, RunFeed feed, RoundFeed rounds, RunQueue queue, TimeProvider clock, ILogger<NodeNews> log) : BackgroundService
{
    private const string Channel = "sesamtalk_runs";
    private const int Longest = 7_000, Remembered = 500;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2), Look = TimeSpan.FromSeconds(5);

    private readonly string _node = Guid.NewGuid().ToString("N");
    private readonly System.Threading.Channels.Channel<News> _outgoing = System.Threading.Channels.Channel.CreateBounded<News>(new System.Threading.Channels.BoundedChannelOptions(1_000) { FullMode = System.Threading.Channels.BoundedChannelFullMode.DropOldest });
    private readonly ConcurrentDictionary<Guid, bool> _ofOthers = new();

    /// <summary>Asks whichever node has the run to stop it.</summary>
    public void AskToStop(Guid run) => _outgoing.Writer.TryWrite(new(_node, null, run, null));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        queue.AsksOthers = AskToStop;
        using var listening = feed.Subscribe(Tell);
        using var testing = rounds.Listen(null, Tell);
        await Task.WhenAll(AgainAsync(ListenAsync, stoppingToken), AgainAsync(SendAsync, stoppingToken), AgainAsync(LookAsync, stoppingToken));
    }

    // What came from another node is not sent back.
    private void Tell(RunProgress progress)
    {
        if (!_ofOthers.ContainsKey(progress.RunId)) _outgoing.Writer.TryWrite(new(_node, progress, null, null));
    }

    private void Tell(RoundNews news)
    {
        if (!news.IsElsewhere) _outgoing.Writer.TryWrite(new(_node, null, null, news.RoundId));
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var line = new NpgsqlConnection(connection);
        await line.OpenAsync(ct);
        line.Notification += (_, news) => Hear(news.Payload);
        await using (var listen = line.CreateCommand())
        {
            listen.CommandText = $"LISTEN {Channel}";
            await listen.ExecuteNonQueryAsync(ct);
        }

        while (true) await line.WaitAsync(ct);
    }

    private async Task SendAsync(CancellationToken ct)
    {
        await using var line = new NpgsqlConnection(connection);
        await line.OpenAsync(ct);
        await foreach (var news in _outgoing.Reader.ReadAllAsync(ct))
        {
            var text = JsonSerializer.Serialize(news);
            if (text.Length > Longest) continue; // an end is found by looking
            await using var send = line.CreateCommand();
            send.CommandText = "SELECT pg_notify($1, $2)";
            send.Parameters.AddWithValue(Channel);
            send.Parameters.AddWithValue(text);
            await send.ExecuteNonQueryAsync(ct);
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Look, clock);
        while (await timer.WaitForNextTickAsync(ct)) await queue.LookElsewhereAsync(ct);
    }

    private void Hear(string payload)
    {
        if (JsonSerializer.Deserialize<News>(payload) is not { } news || news.Node == _node) return;
        if (news.Stop is { } run)
        {
            queue.Cancel(run);
            return;
        }

        if (news.Round is { } round) rounds.Tell(new RoundNews(round, [], []) { IsElsewhere = true });
        if (news.Progress is not { } progress) return;
        if (_ofOthers.Count > Remembered) _ofOthers.Clear();
        _ofOthers[progress.RunId] = true;
        feed.Publish(progress);
        queue.Heard(progress);
    }

    private async Task AgainAsync(Func<CancellationToken, Task> line, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await line(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception away) when (away is DbException or IOException or System.Net.Sockets.SocketException or InvalidOperationException or JsonException)
            {
                Away(away.GetType().Name);
            }

            using var rest = new PeriodicTimer(Rest, clock);
            try
            {
                await rest.WaitForNextTickAsync(ct);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>One piece of news.</summary>
    private sealed record News(string Node, RunProgress? Progress, Guid? Stop, Guid? Round);

    [LoggerMessage(LogLevel.Warning, "The line to the other nodes is down ({Why}) and is taken up again.")]
    private partial void Away(string why);
}
