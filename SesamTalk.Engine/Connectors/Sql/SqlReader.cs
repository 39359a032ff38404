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
    public async IAsyncEnumerable<Answer<ChangePage>> ReadChangesAsync(string? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (table.Change is null) since = null;
        if (!(await TryAsync(async connection => new Cursor(await _rows.NewestAsync(connection, cancellation)), cancellation)).Is(out var newest, out var error))
        {
            yield return error;
            yield break;
        }

        object[]? behind = null;
        var isLast = false;
        while (!isLast)
        {
            if (!(await TryAsync(connection => PageAsync(connection, since, behind, cancellation), cancellation)).Is(out var page, out error))
            {
                yield return error;
                yield break;
            }

            (behind, isLast) = (page.Last, page.Rows.Count < settings.PageSize);
            // A full read lists what is there; only a cursor can have to tell what is gone.
            var changes = page.Rows.Select(table.AsChange).Where(change => since is not null || change.Kind == ChangeKind.Upsert).ToList();
            yield return new ChangePage(changes, isLast, isLast ? newest.Text ?? since : null);
        }
    }

    /// <summary>The row of an id, or none.</summary>
    public Task<Answer<Reading>> ReadAsync(RecordId id, CancellationToken cancellation) => TryAsync(async connection =>
    {
        await using var session = new SqlSession(connection);
        return new Reading(await OneAsync(session, id, cancellation));
    }, cancellation);

    /// <summary>The rows of many ids that are there.</summary>
    public Task<Answer<Findings>> ReadManyAsync(IReadOnlyCollection<RecordId> ids, CancellationToken cancellation) => TryAsync(async connection =>
    {
        await using var session = new SqlSession(connection);
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
        await foreach (var answer in ReadChangesAsync(null, cancellation))
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

    private Task<Answer<Findings>> WhereAsync(SqlColumn column, IReadOnlyCollection<object> values, CancellationToken cancellation) => TryAsync(async connection =>
    {
        await using var session = new SqlSession(connection);
        var found = new List<Change>();
        foreach (var value in values)
            found.AddRange((await _rows.WhereAsync(session, column, value, cancellation)).Where(row => !table.IsDeleted(row)).Select(table.AsChange));
        return new Findings(found);
    }, cancellation);

    private async Task<Change?> OneAsync(SqlSession session, RecordId id, CancellationToken cancellation) =>
        table.KeysOf(id) is { } keys && await _rows.OneAsync(session, keys, cancellation) is { } row && !table.IsDeleted(row) ? table.AsChange(row) : null;

    private async Task<Answer<T>> TryAsync<T>(Func<DbConnection, Task<T>> ask, CancellationToken cancellation)
        where T : class
    {
        try
        {
            await using var connection = await settings.Dialect.OpenAsync(cancellation);
            return await ask(connection);
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

    private async Task<Page> PageAsync(DbConnection connection, string? since, object[]? behind, CancellationToken cancellation)
    {
        var (rows, last) = await _rows.PageAsync(connection, since, behind, settings.PageSize, cancellation);
        return new Page(rows, last);
    }

    private sealed record Cursor(string? Text);

    private sealed record Page(List<Record> Rows, object[]? Last);
}
