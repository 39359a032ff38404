namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>Waiting by the engine's own clock, so that a test or a simulation need not wait.</summary>
internal static class Pauses
{
    /// <summary>Completes when the clock says that the span has passed; at once for a span that is not positive.</summary>
    public static async Task PauseAsync(this TimeProvider clock, TimeSpan span, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (span <= TimeSpan.Zero) return;
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = clock.CreateTimer(_ => over.TrySetResult(), null, span, Timeout.InfiniteTimeSpan);
        await using var cancelled = cancellation.Register(() => over.TrySetCanceled(cancellation));
        await over.Task;
    }
}
