using System.Runtime.CompilerServices;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>Tables and views of an SQL database. Schemas are read once from the database and kept while the connector is open.</summary>
internal sealed class SqlConnector(SqlSettings settings, TimeProvider clock) : IConnector, ITellsIdentity, IManyAtOnce
{
    /// <summary>The key in the catalog.</summary>
    public const string Key = "sql";

    private SqlTableList? _tables;

    /// <inheritdoc/>
    public async Task<CheckReport> CheckAsync(CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        _tables = null;
        var tables = await TablesAsync(cancellation);
        CheckStep Step(string name, ConnectorError? error, Wording fine) => new(name, error is null, error?.Because ?? fine, clock.GetElapsedTime(start));
        if (tables.Error is ConnectorError.Unreachable) return new([Step("address", tables.Error, "")]);
        var address = Step("address", null, $"{settings.Dialect.Place} answers.");
        if (!tables.Is(out var known, out var refused)) return new([address, Step("rights", refused, "")]);
        var rights = Step("rights", null, $"{known.Tables.Length} tables were found.");
        start = clock.GetTimestamp();
        var first = known.Tables[0];
        ConnectorError? error = null;
        await foreach (var page in new SqlReader(settings, first).ReadChangesAsync(null, cancellation))
        {
            error = page.Error;
            break;
        }

        return new([address, rights, Step("read", error, $"Rows of {first.Description.Name} were read.")]);
    }

    /// <inheritdoc/>
    public async Task<Answer<SystemIdentity>> WhoAsync(CancellationToken cancellation)
    {
        if (settings.Dialect.Name is not { } question) return SystemIdentity.Unknown;
        try
        {
            await using var connection = await settings.Dialect.OpenAsync(cancellation);
            await using var command = SqlDialect.Command(connection, question);
            return await command.ExecuteScalarAsync(cancellation) is string name ? new SystemIdentity(name, name) : SystemIdentity.Unknown;
        }
        catch (System.Data.Common.DbException failure)
        {
            return settings.Dialect.Error(failure, null, wasSent: false);
        }
    }

    /// <inheritdoc/>
    public async Task<Answer<SystemDescription>> DescribeAsync(CancellationToken cancellation) =>
        (await TablesAsync(cancellation)).Is(out var tables, out var error) ? new SystemDescription([.. tables.Tables.Select(table => table.Description)]) : error;

    /// <inheritdoc/>
    public async IAsyncEnumerable<Answer<ChangePage>> ReadChangesAsync(string entity, string? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!(await TablesAsync(cancellation)).Is(out var tables, out var error))
        {
            yield return error;
            yield break;
        }

        await foreach (var page in new SqlReader(settings, Of(tables, entity)).ReadChangesAsync(since, cancellation)) yield return page;
    }

    /// <inheritdoc/>
    public async Task<Answer<Reading>> ReadAsync(string entity, RecordId id, CancellationToken cancellation) =>
        (await TablesAsync(cancellation)).Is(out var tables, out var error) ? await new SqlReader(settings, Of(tables, entity)).ReadAsync(id, cancellation) : error;

    /// <inheritdoc/>
    public async Task<Answer<Findings>> FindAsync(string entity, string path, object value, CancellationToken cancellation) =>
        (await TablesAsync(cancellation)).Is(out var tables, out var error) ? await new SqlReader(settings, Of(tables, entity)).FindAsync(path, value, cancellation) : error;

    /// <inheritdoc/>
    public async Task<Answer<Written>> WriteAsync(Write write, CancellationToken cancellation) =>
        (await TablesAsync(cancellation)).Is(out var tables, out var error) ? await new SqlWriter(settings, Of(tables, write.Entity), clock).WriteAsync(write, cancellation) : error;

    /// <inheritdoc/>
    public int Most => 5_000;

    /// <inheritdoc/>
    public async Task<Answer<Findings>> ReadManyAsync(string entity, IReadOnlyCollection<RecordId> ids, CancellationToken cancellation) =>
        (await TablesAsync(cancellation)).Is(out var tables, out var error) ? await new SqlReader(settings, Of(tables, entity)).ReadManyAsync(ids, cancellation) : error;

    /// <inheritdoc/>
    public async Task<Answer<Findings>> FindManyAsync(string entity, string path, IReadOnlyCollection<object> values, CancellationToken cancellation) =>
        (await TablesAsync(cancellation)).Is(out var tables, out var error) ? await new SqlReader(settings, Of(tables, entity)).FindManyAsync(path, values, cancellation) : error;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Answer<Written>>> WriteManyAsync(IReadOnlyList<Write> writes, Func<Task> stillOurs, CancellationToken cancellation)
    {
        if (!(await TablesAsync(cancellation)).Is(out var tables, out var error)) return [.. writes.Select(_ => (Answer<Written>)error)];
        var answers = new Answer<Written>[writes.Count];
        foreach (var entity in writes.Select((write, place) => (write, place)).GroupBy(one => one.write.Entity))
        {
            var written = await new SqlWriter(settings, Of(tables, entity.Key), clock).WriteManyAsync([.. entity.Select(one => one.write)], stillOurs, cancellation);
            foreach (var (one, answer) in entity.Zip(written)) answers[one.place] = answer;
        }

        return answers;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => settings.Dialect.DisposeAsync();

    // Two that ask at once read the same twice, and either is right.
    private async Task<Answer<SqlTableList>> TablesAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_tables is { } known) return known;
        var read = await SqlTables.ReadAsync(settings, cancellation);
        _tables = read.Value;
        return read;
    }

    private static SqlTable Of(SqlTableList tables, string entity) => tables.Tables.FirstOrDefault(table => table.Description.Name == entity)
        ?? throw new ArgumentException($"The database has no entity {entity}.", nameof(entity));
}
