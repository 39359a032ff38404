namespace SesamTalk.Engine.Storage;

/// <summary>One prepared statement that changes rows, run once for each row in the transaction it was made in.</summary>
internal interface IRowStatement : IAsyncDisposable
{
    /// <summary>The values of the next execution, in the order of the columns.</summary>
    object?[] Row { get; }

    /// <summary>Runs the statement for the row, or takes it up to be run with others; how many rows that has changed by now.</summary>
    ValueTask<int> ExecuteAsync(CancellationToken ct);

    /// <summary>Runs what was taken up and is not run yet; how many rows that changed.</summary>
    ValueTask<int> FinishAsync(CancellationToken ct);
}
