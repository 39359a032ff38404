using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using NpgsqlTypes;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth.Accounts;

namespace SesamTalk.Web.Operations;

/// <summary>Moves an installation from its SQLite file to an empty PostgreSQL database: every row of every table, in one transaction. The file stays as it is.</summary>
public static class Moving
{
    /// <summary>
    /// Copies everything; gives how many rows of each table. Both databases must have this version's tables. Throws
    /// <see cref="InvalidDataException"/> where the target holds anything already; then, as after any other trouble, it is left empty.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, long>> ToPostgresAsync(DbContext[] from, DbContext[] to, CancellationToken ct)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        await using var source = from[0].Database.GetDbConnection();
        await source.OpenAsync(ct);
        await using var target = new NpgsqlConnection(to[0].Database.GetConnectionString());
        await target.OpenAsync(ct);
        await using var transaction = await target.BeginTransactionAsync(ct);
        foreach (var table in to.SelectMany(db => Ordered(db.Model.GetRelationalModel())))
        {
            if (await CountAsync(target, table.Name, ct) > 0) throw new InvalidDataException($"The PostgreSQL database is not empty: {table.Name} holds rows already. Nothing was moved.");
            counts[table.Name] = await CopyAsync(source, target, table, ct);
            await ContinueAsync(target, table, ct);
        }

        await transaction.CommitAsync(ct);
        return counts;
    }

    // Tables that others point at come first.
    private static List<ITable> Ordered(IRelationalModel model)
    {
        List<ITable> ordered = [];
        var left = model.Tables.ToList();
        while (left.Count > 0)
        {
            var ready = left.Where(table => table.ForeignKeyConstraints.All(key => key.PrincipalTable == table || !left.Contains(key.PrincipalTable))).ToList();
            if (ready.Count == 0) throw new System.Diagnostics.UnreachableException("The tables point at each other in a circle.");
            ordered.AddRange(ready);
            left.RemoveAll(ready.Contains);
        }

        return ordered;
    }

    private static async Task<long> CopyAsync(DbConnection source, NpgsqlConnection target, ITable table, CancellationToken ct)
    {
        var columns = table.Columns.ToList();
        var names = string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
        await using var read = source.CreateCommand();
        read.CommandText = $"SELECT {names} FROM \"{table.Name}\"";
        await using var rows = await read.ExecuteReaderAsync(ct);
        await using var copy = await target.BeginBinaryImportAsync($"COPY \"{table.Name}\" ({names}) FROM STDIN (FORMAT BINARY)", ct);
        var count = 0L;
        while (await rows.ReadAsync(ct))
        {
            await copy.StartRowAsync(ct);
            for (var at = 0; at < columns.Count; at++) await WriteAsync(copy, rows.IsDBNull(at) ? null : rows.GetValue(at), columns[at].StoreType, ct);
            count++;
        }

        await copy.CompleteAsync(ct);
        return count;
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, object? value, string type, CancellationToken ct)
    {
        if (value is null) return copy.WriteNullAsync(ct);
        var plain = type.Split('(')[0];
        return plain switch
        {
            "uuid" => copy.WriteAsync(Guid.Parse((string)value), NpgsqlDbType.Uuid, ct),
            "boolean" => copy.WriteAsync(Convert.ToInt64(value, CultureInfo.InvariantCulture) != 0, NpgsqlDbType.Boolean, ct),
            "bigint" => copy.WriteAsync(Convert.ToInt64(value, CultureInfo.InvariantCulture), NpgsqlDbType.Bigint, ct),
            "integer" => copy.WriteAsync(Convert.ToInt32(value, CultureInfo.InvariantCulture), NpgsqlDbType.Integer, ct),
            "double precision" => copy.WriteAsync(Convert.ToDouble(value, CultureInfo.InvariantCulture), NpgsqlDbType.Double, ct),
            "bytea" => copy.WriteAsync((byte[])value, NpgsqlDbType.Bytea, ct),
            "interval" => copy.WriteAsync(TimeSpan.Parse((string)value, CultureInfo.InvariantCulture), NpgsqlDbType.Interval, ct),
            "jsonb" => copy.WriteAsync((string)value, NpgsqlDbType.Jsonb, ct),
            "text" or "character varying" => copy.WriteAsync(Convert.ToString(value, CultureInfo.InvariantCulture)!, NpgsqlDbType.Text, ct),
            _ => throw new System.Diagnostics.UnreachableException($"A column of the type {type}."),
        };
    }

    // Numbers that the database gives out go on after those that came along.
    private static async Task ContinueAsync(NpgsqlConnection target, ITable table, CancellationToken ct)
    {
        foreach (var column in table.Columns.Where(column => column.PropertyMappings.Any(mapping => mapping.Property.ValueGenerated == ValueGenerated.OnAdd && (mapping.Property.ClrType == typeof(int) || mapping.Property.ClrType == typeof(long)))))
        {
            await using var go = target.CreateCommand();
            go.CommandText = $"SELECT setval(pg_get_serial_sequence('\"{table.Name}\"', '{column.Name}'), GREATEST((SELECT MAX(\"{column.Name}\") FROM \"{table.Name}\"), 1))";
            await go.ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task<long> CountAsync(NpgsqlConnection target, string table, CancellationToken ct)
    {
        await using var count = target.CreateCommand();
        count.CommandText = $"SELECT COUNT(*) FROM \"{table}\"";
        return (long)(await count.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Moves the installation of a data folder that nobody uses; brings both databases to this version first.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> MoveAsync(string folder, string connection, CancellationToken ct)
    {
        var (here, there) = (Microsoft.Extensions.Options.Options.Create(new StorageOptions { DataFolder = folder }), Microsoft.Extensions.Options.Options.Create(new StorageOptions { Provider = "Postgres", Connection = connection, DataFolder = folder }));
        var (fromTalk, toTalk) = (new TalkDbFactory(here), new TalkDbFactory(there));
        await TalkMigrations.MigrateAsync(fromTalk, ct);
        await TalkMigrations.MigrateAsync(toTalk, ct);
        await using var from = fromTalk.CreateDbContext();
        await using var fromAccounts = new AccountDatabases(here).CreateDbContext();
        await using var to = toTalk.CreateDbContext();
        await using var toAccounts = new AccountDatabases(there).CreateDbContext();
        return await ToPostgresAsync([from, fromAccounts], [to, toAccounts], ct);
    }
}
