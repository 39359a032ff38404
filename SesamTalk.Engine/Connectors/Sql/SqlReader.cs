using System.Data.Common;
using System.Runtime.CompilerServices;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>Reads one table. A row that is marked as deleted is a deletion in a list, and none where it is looked up.</summary>
internal sealed class SqlReader(SqlSettings settings, SqlTable table)
{
    private readonly SqlRows _rows = new(settings.Dialect, table);

    /// <summary>Pages behind the cursor. The next cursor is the newest stamp from before the first page, so that no edit falls in between.</summary>
    public IAsyncEnumerable<Answer<ChangePage>> ReadChangesAsync(string? since, CancellationToken cancellation) =>
        table.Change is null || since is null ? PagesAsync(settings.Dialect.Walk(table, _rows, settings.PageSize), null, cancellation) : PagesAsync(new SqlWalk(settings.Dialect, _rows, since, settings.PageSize), since, cancellation);

    // The next page is read while this one is looked at.
    private async IAsyncEnumerable<Answer<ChangePage>> PagesAsync(SqlWalk walk, string? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var _ = walk;
        if (!(await TryAsync(async session => new Cursor(await _rows.NewestAsync(session, cancellation)), cancellation)).Is(out var newest, out var error))
        {
            yield return error;
            yield break;
        }

        var next = AheadAsync(walk, cancellation);
        try
        {
            for (var isLast = false; !isLast;)
            {
                if (!(await next).Is(out var page, out error))
                {
                    yield return error;
                    yield break;
                }

                isLast = page.Rows.Count < settings.PageSize;
                if (!isLast) next = AheadAsync(walk, cancellation);
                yield return new ChangePage(Changes(page.Rows, since is not null), isLast, isLast ? newest.Text ?? since : null);
            }
        }
        finally
        {
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A full read lists what is there; only a cursor can have to tell what is gone.
    private List<Change> Changes(List<Record> rows, bool isSince)
    {
        var changes = new List<Change>(rows.Count);
        foreach (var row in rows)
        {
            if (table.AsChange(row) is var change && (isSince || change.Kind == ChangeKind.Upsert)) changes.Add(change);
        }

        return changes;
    }

    // A file is read without ever waiting, so that it has to leave whoever looks at the page before.
    private async Task<Answer<SqlPage>> AheadAsync(SqlWalk walk, CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await TryAsync(() => walk.NextAsync(cancellation));
    }

    /// <summary>The row of an id, or none.</summary>
    public Task<Answer<Reading>> ReadAsync(RecordId id, CancellationToken cancellation) => TryAsync(async session =>
    {
        return new Reading(await OneAsync(session, id, cancellation));
    }, cancellation);

    /// <summary>The rows of many ids that are there.</summary>
    public Task<Answer<Findings>> ReadManyAsync(IReadOnlyCollection<RecordId> ids, CancellationToken cancellation) => TryAsync(async session =>
    {
        var found = new List<Change>(ids.Count);
        foreach (var id in ids)
            if (await OneAsync(session, id, cancellation) is { } change) found.Add(change);
        return new Findings(found);
    }, cancellation);

    /// <summary>The rows of a value; columns that the database compares otherwise than we do are read through.</summary>
    public async Task<Answer<Findings>> FindAsync(string path, object value, CancellationToken cancellation)
    {
        if (path == JoinedKeys.Path)
            return (await ReadAsync(new RecordId((string)value), cancellation)).Is(out var read, out var refused) ? new Findings(read.Change is { } one ? [one] : []) : refused;
        if (Searched(path) is { } asked) return await WhereAsync(asked, [value], cancellation);
        var found = new List<Change>();
        await foreach (var answer in PagesAsync(new SqlWalk(settings.Dialect, _rows, null, settings.PageSize), null, cancellation))
        {
            if (!answer.Is(out var page, out var error)) return error;
            found.AddRange(page.Changes.Where(change => Values.Same(change.Record?[path], value)));
        }

        return new Findings(found);
    }

    /// <summary>The rows of many values.</summary>
    public async Task<Answer<Findings>> FindManyAsync(string path, IReadOnlyCollection<object> values, CancellationToken cancellation)
    {
        if (Searched(path) is { } asked) return await WhereAsync(asked, values, cancellation);
        var found = new List<Change>();
        foreach (var value in values)
        {
            if (!(await FindAsync(path, value, cancellation)).Is(out var some, out var error)) return error;
            found.AddRange(some.Changes);
        }

        return new Findings(found);
    }

    private SqlColumn? Searched(string path) => table.Columns.FirstOrDefault(column => column.Name == path && settings.Dialect.CanSearch(column));

    private Task<Answer<Findings>> WhereAsync(SqlColumn column, IReadOnlyCollection<object> values, CancellationToken cancellation) => TryAsync(async session =>
    {
        var found = new List<Change>();
        foreach (var value in values)
            found.AddRange((await _rows.WhereAsync(session, column, value, cancellation)).Where(row => !table.IsDeleted(row)).Select(table.AsChange));
        return new Findings(found);
    }, cancellation);

    private async Task<Change?> OneAsync(SqlSession session, RecordId id, CancellationToken cancellation) =>
        table.KeysOf(id) is { } keys && await _rows.OneAsync(session, keys, cancellation) is { } row && !table.IsDeleted(row) ? table.AsChange(row) : null;

    private Task<Answer<T>> TryAsync<T>(Func<SqlSession, Task<T>> ask, CancellationToken cancellation)
        where T : class => TryAsync(async () =>
    {
        await using var connection = await settings.Dialect.OpenAsync(cancellation);
        await using var session = settings.Dialect.Session(connection);
        return await ask(session);
    });

    private async Task<Answer<T>> TryAsync<T>(Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return await ask();
        }
        catch (FormatException wrong)
        {
            return new ConnectorError.Garbled($"{table.Description.Name}: {UnfitException.WordsOf(wrong)}");
        }
        catch (DbException failure)
        {
            return settings.Dialect.Error(failure, table, wasSent: false);
        }
    }

    private sealed record Cursor(string? Text);
}
