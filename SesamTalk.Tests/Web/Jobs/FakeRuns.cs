using System.Collections.Concurrent;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Tests.Web.Jobs;

/// <summary>Stands where the runner stands: every run waits until the test lets it end, and says when it began.</summary>
internal sealed class FakeRuns
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _begun = [];
    private readonly ConcurrentDictionary<RunOutcome, SemaphoreSlim> _over = [];
    private readonly ConcurrentDictionary<string, int> _now = [];
    private readonly SemaphoreSlim _mayEnd = new(0);

    public ConcurrentQueue<SyncRequest> Requests { get; } = [];

    public ConcurrentQueue<RunOutcome> Outcomes { get; } = [];

    /// <summary>The most runs of one dataflow that were ever under way at once.</summary>
    public int MostAtOnce { get; private set; }

    public Action<SyncRequest>? Throw { get; set; }

    public Task BegunAsync(string dataflowId) => ComesAsync(Of(dataflowId), $"no run of {dataflowId} began");

    /// <summary>Waits until one more run has ended so, whichever it is.</summary>
    public Task EndedAsync(RunOutcome outcome) => ComesAsync(Of(outcome), $"no run ended {outcome}");

    public void LetEnd(int howMany = 1) => _mayEnd.Release(howMany);

    public async Task<Run> RunAsync(SyncRequest request, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        var now = _now.AddOrUpdate(request.DataflowId, 1, (_, before) => before + 1);
        lock (_now) MostAtOnce = Math.Max(MostAtOnce, now);
        progress?.Report(new(request.RunId!.Value, request.DataflowId, RunStep.Reading, "", 1, null, new RunCounts(), DateTimeOffset.UnixEpoch));
        Of(request.DataflowId).Release();
        Throw?.Invoke(request);
        var outcome = RunOutcome.Done;
        try
        {
            await _mayEnd.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            outcome = RunOutcome.Interrupted;
        }
        _now.AddOrUpdate(request.DataflowId, 0, (_, before) => before - 1);
        Outcomes.Enqueue(outcome);
        Of(outcome).Release();
        return Ended(request, outcome);
    }

    public static Run Ended(SyncRequest request, RunOutcome outcome) => new()
    {
        Id = request.RunId!.Value,
        DataflowId = request.DataflowId,
        DefinitionVersion = 1,
        Kind = request.Kind,
        Trigger = request.Trigger,
        StartedBy = request.StartedBy,
        StartedAt = DateTimeOffset.UnixEpoch,
        EndedAt = DateTimeOffset.UnixEpoch,
        Outcome = outcome,
        Counts = new RunCounts { UpdatedB = 2 },
    };

    // What does not come in a minute does not come.
    private static async Task ComesAsync(SemaphoreSlim sign, string otherwise)
    {
        if (!await sign.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)) throw new TimeoutException(otherwise);
    }

    private SemaphoreSlim Of(RunOutcome outcome) => _over.GetOrAdd(outcome, _ => new(0));

    private SemaphoreSlim Of(string dataflowId) => _begun.GetOrAdd(dataflowId, _ => new(0));
}
