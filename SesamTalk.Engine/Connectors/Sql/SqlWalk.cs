namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>Goes through a table page by page in the order of its key, or of stamp and key behind a cursor: each page is a read of its own, so that nothing is held in between.</summary>
internal class SqlWalk(SqlDialect dialect, SqlRows rows, string? since, int size) : IAsyncDisposable
{
    private object[]? _behind;

    /// <summary>How the database is spoken to.</summary>
    protected SqlDialect Dialect => dialect;

    /// <summary>The selects of the table.</summary>
    protected SqlRows Rows => rows;

    /// <summary>Rows in a page.</summary>
    protected int Size => size;

    /// <summary>The next page; one that is not full is the last.</summary>
    public virtual async Task<SqlPage> NextAsync(CancellationToken cancellation)
    {
        await using var connection = await dialect.OpenAsync(cancellation);
        await using var session = dialect.Session(connection);
        var page = await rows.PageAsync(session, since, _behind, size, cancellation);
        _behind = page.Last;
        return page;
    }

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
