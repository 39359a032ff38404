namespace SesamTalk.Engine.Sync;

/// <summary>The one place where a run waits for a clock: a system said when it may be asked again.</summary>
internal static class Patience
{
    /// <summary>Waits until a moment; returns at once when it is over.</summary>
    public static async Task UntilAsync(DateTimeOffset moment, TimeProvider clock, CancellationToken cancellation)
    {
        var wait = moment - clock.GetUtcNow();
        if (wait <= TimeSpan.Zero) return;
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = clock.CreateTimer(_ => over.TrySetResult(), null, wait, Timeout.InfiniteTimeSpan);
        await using var stop = cancellation.Register(() => over.TrySetCanceled(cancellation));
        await over.Task;
    }
}
