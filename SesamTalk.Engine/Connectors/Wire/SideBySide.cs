using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>
/// Asks a system that serves several requests at the same time for many records, never more than it allows. Records are
/// independent of each other: what one is answered holds no other, unless the system takes nothing any more.
/// </summary>
/// <param name="most">Records under way at the same time.</param>
internal sealed class SideBySide(int most)
{
    /// <summary>What is said of a write that was never sent because the run was stopped first.</summary>
    private const string NeverSent = "The run was stopped before this was sent.", Broken = "The run was stopped while this was under way.";

    /// <summary>All findings together; the first error where one could not be asked for.</summary>
    public async Task<Answer<Findings>> LookAsync<T>(IReadOnlyCollection<T> asked, Func<T, Task<Answer<Findings>>> look)
    {
        var (all, found, error) = (asked.ToList(), new Findings?[asked.Count], (ConnectorError?)null);
        await EachAsync(all.Count, () => error is not null, async place =>
        {
            if ((await look(all[place])).Is(out var findings, out var trouble)) found[place] = findings;
            else error ??= trouble;
        });
        return error is { } first ? first : new Findings([.. found.SelectMany(one => one!.Changes)]);
    }

    /// <summary>
    /// Carries out writes and answers each, in their order. Where the system says that it takes nothing now, or the run is
    /// stopped, no further one is sent; what is under way is waited for, and what it did is told.
    /// </summary>
    public async Task<IReadOnlyList<Answer<Written>>> WriteAsync(IReadOnlyList<Write> writes, Func<Write, Task<Answer<Written>>> send, Func<Task> stillOurs, CancellationToken cancellation)
    {
        var (answers, over) = (new Answer<Written>?[writes.Count], (ConnectorError?)null);
        await EachAsync(writes.Count, () => over is not null || cancellation.IsCancellationRequested, async place =>
        {
            await stillOurs();
            answers[place] = await OneAsync(writes[place], send, cancellation);
            if (answers[place]!.Error is ConnectorError.Throttled or ConnectorError.Unreachable or ConnectorError.NotAllowed) over ??= answers[place]!.Error;
        });
        return [.. answers.Select(answer => answer ?? over ?? new ConnectorError.Unreachable(NeverSent))];
    }

    // Whether a request that is broken off took effect, only the system knows.
    private static async Task<Answer<Written>> OneAsync(Write write, Func<Write, Task<Answer<Written>>> send, CancellationToken cancellation)
    {
        try
        {
            return await send(write);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new ConnectorError.Unknown(Broken);
        }
    }

    // Each of a few takes the next one as soon as it is done with its own. A mistake ends them all, when the others are done.
    private async Task EachAsync(int count, Func<bool> isOver, Func<int, Task> one)
    {
        var (next, isBroken) = (-1, false);
        async Task GoOnAsync()
        {
            while (!Volatile.Read(ref isBroken) && !isOver() && Interlocked.Increment(ref next) is var place && place < count)
            {
                try
                {
                    await one(place);
                }
                catch
                {
                    Volatile.Write(ref isBroken, true);
                    throw;
                }
            }
        }

        await Task.WhenAll([.. Enumerable.Range(0, Math.Min(most, count)).Select(_ => GoOnAsync())]);
    }
}
