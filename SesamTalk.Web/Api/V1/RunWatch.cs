using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Api.V1;

/// <summary>
/// A run as server-sent events: <c>progress</c> while it goes on, <c>ended</c> as the last. Who comes late is told how it stands;
/// who listens through a silence is told so (<c>still</c>), so that a line that died is noticed.
/// </summary>
internal static class RunWatch
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    public static async Task<IResult> WatchAsync(Guid id, RunFeed feed, RunQueue queue, IDbContextFactory<TalkDb> databases, TimeProvider clock, Caller caller, CancellationToken ct)
    {
        if (await RunsApi.FindAsync(id, databases, queue, ct) is null) return Problems.NotFound("run", id.ToString());
        return TypedResults.ServerSentEvents(EventsAsync(id, feed, queue, databases, clock, caller, ct));
    }

    private static async IAsyncEnumerable<SseItem<RunEvent>> EventsAsync(Guid id, RunFeed feed, RunQueue queue, IDbContextFactory<TalkDb> databases, TimeProvider clock, Caller caller, [EnumeratorCancellation] CancellationToken ct)
    {
        var told = Channel.CreateBounded<RunProgress>(new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropOldest });
        using var listening = feed.Subscribe(progress =>
        {
            if (progress.RunId == id) told.Writer.TryWrite(progress);
        });
        while (true)
        {
            // Asked after the ear is open: an end in between is heard or read.
            if (await RunsApi.FindAsync(id, databases, queue, ct) is not { Outcome: RunOutcome.Running } run)
            {
                yield return await EndAsync(id, databases, queue, caller, ct);
                yield break;
            }

            yield return new(feed.Latest(run.DataflowId) is { } latest && latest.RunId == id ? RunEvent.Of(latest, caller) : RunEvent.Of(run, caller), "still");
            while (await NextAsync(told.Reader, clock, ct) is { } progress)
            {
                if (progress.Step == RunStep.Ended) break;
                yield return new(RunEvent.Of(progress, caller), "progress");
            }
        }
    }

    private static async Task<SseItem<RunEvent>> EndAsync(Guid id, IDbContextFactory<TalkDb> databases, RunQueue queue, Caller caller, CancellationToken ct) =>
        await RunsApi.FindAsync(id, databases, queue, ct) is { } run
            ? new(RunEvent.Of(run, caller), "ended")
            // It was cancelled before its turn: nothing of it is stored.
            : new(new RunEvent(id, "", RunStep.Ended, "", 0, null, new RunCounts(), DateTimeOffset.MinValue, RunOutcome.Interrupted, ""), "ended");

    // Null where nothing was said for a while.
    private static async Task<RunProgress?> NextAsync(ChannelReader<RunProgress> told, TimeProvider clock, CancellationToken ct)
    {
        using var soon = new CancellationTokenSource(Silence, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(soon.Token, ct);
        try
        {
            return await told.ReadAsync(both.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }
}

/// <summary>What is happening in a run.</summary>
internal sealed record RunEvent(Guid Run, string Dataflow, RunStep Step, string Pair, int Done, int? Total, RunCounts Counts, DateTimeOffset At, RunOutcome Outcome, string Reason)
{
    public static RunEvent Of(RunProgress now, Caller caller) => new(now.RunId, now.DataflowId, now.Step, now.Pair, now.Done, now.Total, now.Counts, now.At, now.Outcome, now.Reason is { } reason ? caller.Said(reason) : "");

    public static RunEvent Of(Run run, Caller caller) => new(
        run.Id, run.DataflowId, run.EndedAt is null ? RunStep.Queued : RunStep.Ended, "", run.Counts.Writes, null, run.Counts, run.EndedAt ?? run.StartedAt, run.Outcome, caller.Said(run.Reason));
}
