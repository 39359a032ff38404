using System.Data.Common;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>Writes one row in one transaction: looked at under a lock, written, read again, kept.</summary>
internal sealed class SqlWriter(SqlSettings settings, SqlTable table, TimeProvider clock)
{
    private readonly SqlRows _rows = new(settings.Dialect, table);
    private readonly SqlInserts _inserts = new(settings.Dialect, table);

    /// <summary>Carries out a write. A connection that is lost once it was sent leaves it unknown.</summary>
    public async Task<Answer<Written>> WriteAsync(Write write, CancellationToken cancellation)
    {
        if (Refusal(write) is { } refusal) return refusal;
        var sent = new Sent();
        try
        {
            await using var connection = await settings.Dialect.OpenAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await using var session = settings.Dialect.Session(connection, transaction);
            var answer = await CarryOutAsync(new Place(session, sent, cancellation), write);
            // Whether a commit that is broken off took effect, nobody could say.
            if (answer.Error is null) await transaction.CommitAsync(CancellationToken.None);
            return answer;
        }
        catch (FormatException wrong)
        {
            return new ConnectorError.Rejected([], $"{table.Description.Name}: {UnfitException.WordsOf(wrong)}");
        }
        catch (DbException failure)
        {
            return settings.Dialect.Error(failure, table, sent.Is);
        }
    }

    /// <summary>
    /// Carries out many writes in one transaction. A row that the database refuses undoes the whole transaction; the writes are
    /// then done in two halves, and so on, until the refused one stands alone.
    /// </summary>
    public async Task<IReadOnlyList<Answer<Written>>> WriteManyAsync(IReadOnlyList<Write> writes, Func<Task> stillOurs, CancellationToken cancellation)
    {
        if (writes.Count == 0) return [];
        if (writes.Count == 1)
        {
            await stillOurs();
            return [await WriteAsync(writes[0], cancellation)];
        }

        var sent = new Sent();
        try
        {
            await using var connection = await settings.Dialect.OpenAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await using var session = settings.Dialect.Session(connection, transaction);
            if (await AllAsync(new Place(session, sent, cancellation), writes) is { } answers)
            {
                await stillOurs();
                await transaction.CommitAsync(CancellationToken.None);
                return answers;
            }
        }
        catch (DbException failure)
        {
            var error = settings.Dialect.Error(failure, table, sent.Is);
            if (error is not ConnectorError.Rejected) return [.. writes.Select(write => Refusal(write) is { } refusal ? (Answer<Written>)refusal : error)];
        }

        return [.. await WriteManyAsync([.. writes.Take(writes.Count / 2)], stillOurs, cancellation), .. await WriteManyAsync([.. writes.Skip(writes.Count / 2)], stillOurs, cancellation)];
    }

    // Null where one cannot be kept, and so nothing of the transaction.
    private async Task<List<Answer<Written>>?> AllAsync(Place place, IReadOnlyList<Write> writes)
    {
        var answers = new List<Answer<Written>>(writes.Count);
        foreach (var write in writes)
        {
            var before = place.Sent.Times;
            try
            {
                answers.Add(Refusal(write) is { } refusal ? refusal : await CarryOutAsync(place, write));
            }
            catch (FormatException)
            {
                return null;
            }

            if (answers[^1].Error is ConnectorError.Rejected && place.Sent.Times > before) return null;
        }

        return answers;
    }

    private Task<Answer<Written>> CarryOutAsync(Place place, Write write) => write.Kind == WriteKind.Create ? CreateAsync(place, write) : ChangeAsync(place, write);

    private ConnectorError.Rejected? Refusal(Write write)
    {
        var able = table.Description.Capabilities;
        var can = write.Kind switch { WriteKind.Create => able.CanCreate, WriteKind.Delete => able.CanDelete, WriteKind.Update or WriteKind.Archive => able.CanUpdate };
        if (!can) return new([], $"{table.Description.Name} takes no {write.Kind}.");
        List<(string Path, Reason Why)>? misfits = null;
        foreach (var column in table.Columns)
        {
            var value = write.Values[column.Name];
            if (value is Absent || (value is null && column.HasDefault) || column.Misfit(value) is not { } why) continue;
            (misfits ??= []).Add((column.Name, why));
        }

        return misfits is null ? null : new([.. misfits.Select(misfit => new RejectedProperty(misfit.Path, misfit.Why.ToString()))], $"{table.Description.Name} refuses {Reason.All(misfits.Select(misfit => (Reason)(Wording)$"{misfit.Path} ({misfit.Why})"))}");
    }

    private async Task<Answer<Written>> CreateAsync(Place place, Write write)
    {
        if (_inserts.Of(write) is not { } insert) return new ConnectorError.Rejected([.. table.Keys.Select(key => new RejectedProperty(key.Name, "The id does not fit the key."))], $"{table.Description.Name} can have no record {write.Id}.");
        var keys = await place.ReturningAsync(insert.Text, insert.Parameters, table);
        return await AfterAsync(place, keys);
    }

    private async Task<Answer<Written>> ChangeAsync(Place place, Write write)
    {
        var id = write.Id!.Value;
        if (table.KeysOf(id) is not { } keys || await _rows.OneAsync(place.Session, keys, place.Cancellation) is not { } present || table.IsDeleted(present))
            return new ConnectorError.Stale($"{table.Description.Name} {id} is gone.");
        if (write.Expected != RecordVersion.None && write.Expected != table.VersionOf(present))
            return new ConnectorError.Stale($"{table.Description.Name} {id} was edited meanwhile.");
        if (write.Kind == WriteKind.Delete && table.SoftDelete is null)
        {
            var (where, parameters) = _rows.ByKey(keys);
            await place.ExecuteAsync($"DELETE FROM {table.Quoted} WHERE {where}", parameters);
            return new Written(id, null, RecordVersion.None);
        }

        var values = Edits.In(table.Schema, Wanted(write));
        var changed = Edits.Changed(values, present);
        if (Edits.Closed(table.Schema, changed) is { } closed) return closed;
        if (changed.Count == 0) return new Written(id, present, table.VersionOf(present));
        await UpdateAsync(place, keys, present, [.. table.Columns.Where(column => changed.Contains(column.Name)).Select(column => KeyValuePair.Create(column, values[column.Name]))]);
        if (write.Kind == WriteKind.Delete) return new Written(id, null, RecordVersion.None);
        return await AfterAsync(place, keys);
    }

    private Record Wanted(Write write)
    {
        if (write.Kind == WriteKind.Update) return write.Values;
        var empty = Record.Empty(table.Schema, write.Id);
        if (write.Kind == WriteKind.Archive && table.Description.Capabilities.Archive is { } archive) return empty.With([new(archive.Path, archive.Value)]);
        return table.SoftDelete is { } mark
            ? empty.With([new(mark.Column.Name, mark.Value ?? clock.GetUtcNow())])
            : throw new UnfitException("nothing is declared that puts a record out of use");
    }

    private async Task UpdateAsync(Place place, IReadOnlyList<object> keys, Record present, List<KeyValuePair<SqlColumn, object?>> pairs)
    {
        if (table.Version is { Type: PropertyType.Integer } version) pairs.Add(new(version, (present[version.Name] as long? ?? 0) + 1));
        var (where, parameters) = _rows.ByKey(keys);
        var set = string.Join(", ", pairs.Select((pair, number) => $"{SqlDialect.Quote(pair.Key.Name)} = {SqlDialect.Placed(pair.Key, $"@p{number}")}"));
        await place.ExecuteAsync($"UPDATE {table.Quoted} SET {set} WHERE {where}", [.. parameters, .. Parameters(pairs)]);
    }

    private IEnumerable<(string, object?)> Parameters(List<KeyValuePair<SqlColumn, object?>> pairs) =>
        pairs.Select((pair, number) => ($"@p{number}", pair.Value is null ? null : (object?)settings.Dialect.ToDriver(pair.Key, pair.Value)));

    // Read again, since defaults and triggers may have had their say.
    private async Task<Answer<Written>> AfterAsync(Place place, IReadOnlyList<object> keys) =>
        await _rows.OneAsync(place.Session, keys, place.Cancellation) is { } row
            ? new Written(row.Id!.Value, row, table.VersionOf(row))
            : new ConnectorError.Rejected([], $"{table.Description.Name} took the values and shows no such record; nothing was kept.");

    private sealed class Sent
    {
        public int Times { get; set; }

        public bool Is => Times > 0;
    }

    private sealed record Place(SqlSession Session, Sent Sent, CancellationToken Cancellation)
    {
        public Task ExecuteAsync(string sql, IReadOnlyList<(string, object?)> parameters)
        {
            Sent.Times++;
            return Session.ExecuteAsync(sql, parameters, Cancellation);
        }

        public async Task<IReadOnlyList<object>> ReturningAsync(string sql, IReadOnlyList<(string, object?)> parameters, SqlTable table)
        {
            Sent.Times++;
            var keys = await Session.ValuesAsync(sql, parameters, table.Keys.Length, Cancellation);
            for (var number = 0; number < keys.Length; number++) keys[number] = SqlValues.FromDriver(table.Keys[number], keys[number])!;
            return keys;
        }
    }
}
