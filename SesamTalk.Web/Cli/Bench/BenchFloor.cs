using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>
/// The same work by nothing but ADO.NET: commits of 5,000 records, no mapping, no rules, no safety. It writes the rows that the
/// targets are promised against (link, baseline, journal entry, history entry; for conflicts their questions) and, where asked, all
/// that the engine writes: the words by which links are found, and with a question its history and the link's state.
/// </summary>
/// <param name="scene">The world.</param>
/// <param name="isWhole">Whether all rows are written that the engine writes.</param>
/// <param name="isBulk">Whether the state is written the fastest way that its database has.</param>
internal sealed class BenchFloor(BenchScene scene, bool isWhole = false, bool isBulk = false)
{
    private const int Commit = 5_000;
    private static readonly string List = string.Join(", ", BenchScene.Kept);
    private static readonly string Places = string.Join(", ", BenchScene.Kept.Select(column => "@" + column));

    /// <summary>Everything of A is copied into an empty B, and remembered.</summary>
    public async Task InitialAsync(CancellationToken cancellation)
    {
        await using var a = await BenchScene.OpenAsync(scene.A, cancellation);
        await using var b = await BenchScene.OpenAsync(scene.B, cancellation);
        await using var state = await scene.State.OpenAsync(cancellation);
        await using var read = Command(a, $"SELECT id, {List} FROM customers");
        await using var rows = await read.ExecuteReaderAsync(cancellation);
        var isMore = true;
        while (isMore)
        {
            await using var memory = Memory(state);
            await using var copies = await b.BeginTransactionAsync(cancellation);
            await using var insert = Command(b, $"INSERT INTO customers ({List}) VALUES ({Places}) RETURNING id", BenchScene.Kept);
            for (var at = 0; at < Commit && (isMore = rows.Read()); at++)
            {
                var (source, values, name) = (rows.GetString(0), Packed(rows, 1), rows.GetString(1));
                for (var column = 0; column < BenchScene.Kept.Count; column++) insert.Parameters[column].Value = rows.GetValue(column + 1);
                var target = (string)insert.ExecuteScalar()!;
                var link = memory.Link(source, target, name, values);
                if (isWhole) memory.Find(link, Words(rows, 1));
                memory.Wrote(link, "Create", source, target, name, values);
                memory.Remember(link, values, values);
            }

            await copies.CommitAsync(cancellation);
            await memory.CommitAsync(cancellation);
        }
    }

    /// <summary>Two full sides of the same records are joined by a key and remembered.</summary>
    public async Task MatchAsync(CancellationToken cancellation)
    {
        await using var a = await BenchScene.OpenAsync(scene.A, cancellation);
        await using var b = await BenchScene.OpenAsync(scene.B, cancellation);
        await using var state = await scene.State.OpenAsync(cancellation);
        var partners = new Dictionary<string, string>();
        await using (var read = Command(b, $"SELECT id, {List} FROM customers"))
        await using (var rows = await read.ExecuteReaderAsync(cancellation))
            while (rows.Read()) partners[rows.GetString(9)] = rows.GetString(0);
        await using var left = Command(a, $"SELECT id, {List} FROM customers");
        await using var all = await left.ExecuteReaderAsync(cancellation);
        var isMore = true;
        while (isMore)
        {
            await using var memory = Memory(state);
            for (var at = 0; at < Commit && (isMore = all.Read()); at++)
            {
                var values = Packed(all, 1);
                var link = memory.Link(all.GetString(0), partners[all.GetString(9)], all.GetString(1), values);
                if (isWhole) memory.Find(link, Words(all, 1));
                memory.Remember(link, values, []);
            }

            await memory.CommitAsync(cancellation);
        }
    }

    /// <summary>Both sides are asked for what changed since the stamp that was seen last.</summary>
    public async Task<int> DeltaAsync(CancellationToken cancellation)
    {
        var changed = 0;
        foreach (var file in (string[])[scene.A, scene.B])
        {
            await using var connection = await BenchScene.OpenAsync(file, cancellation);
            await using var newest = Command(connection, "SELECT MAX(changed) FROM customers");
            await using var read = Command(connection, $"SELECT id, {List} FROM customers WHERE changed > @since", ["since"]);
            read.Parameters[0].Value = await newest.ExecuteScalarAsync(cancellation);
            await using var rows = await read.ExecuteReaderAsync(cancellation);
            while (rows.Read()) changed++;
        }

        return changed;
    }

    /// <summary>Both sides are read whole, and the hash of each record is compared with that of the baseline.</summary>
    public async Task<int> ScanAsync(CancellationToken cancellation)
    {
        var (differing, hash) = (0, new byte[SHA256.HashSizeInBytes]);
        var known = new Dictionary<string, byte[]>();
        await using var state = await scene.State.OpenAsync(cancellation);
        await using (var read = FloorLooks.Command(state, "SELECT l.\"A\", l.\"B\", b.\"A\" FROM \"Links\" l JOIN \"Baselines\" b ON b.\"LinkId\" = l.\"Id\""))
        await using (var rows = await read.ExecuteReaderAsync(cancellation))
            while (rows.Read()) known[rows.GetString(0)] = known[rows.GetString(1)] = SHA256.HashData(rows.GetFieldValue<byte[]>(2));
        foreach (var file in (string[])[scene.A, scene.B])
        {
            await using var connection = await BenchScene.OpenAsync(file, cancellation);
            await using var read = Command(connection, $"SELECT id, {List} FROM customers");
            await using var rows = await read.ExecuteReaderAsync(cancellation);
            while (rows.Read())
            {
                SHA256.HashData(Packed(rows, 1), hash);
                if (!known.TryGetValue(rows.GetString(0), out var before) || !before.AsSpan().SequenceEqual(hash)) differing++;
            }
        }

        return differing;
    }

    /// <summary>What changed since a moment goes to the other side, and is remembered.</summary>
    public async Task ChangesAsync(string since, CancellationToken cancellation)
    {
        await using var a = await BenchScene.OpenAsync(scene.A, cancellation);
        await using var b = await BenchScene.OpenAsync(scene.B, cancellation);
        await using var state = await scene.State.OpenAsync(cancellation);
        var (fromA, fromB) = (await ChangedAsync(a, since, cancellation), await ChangedAsync(b, since, cancellation));
        await using var memory = Memory(state);
        await CopyAsync(fromA, b, state, memory, "A", cancellation);
        await CopyAsync(fromB, a, state, memory, "B", cancellation);
        await memory.CommitAsync(cancellation);
    }

    /// <summary>What changed on both sides is read, and a question stored for each.</summary>
    public async Task ConflictsAsync(string since, CancellationToken cancellation)
    {
        await using var a = await BenchScene.OpenAsync(scene.A, cancellation);
        await using var b = await BenchScene.OpenAsync(scene.B, cancellation);
        await using var state = await scene.State.OpenAsync(cancellation);
        var (fromA, fromB) = (await ChangedAsync(a, since, cancellation), await ChangedAsync(b, since, cancellation));
        var partners = fromB.ToDictionary(row => (string)row.Values[8], row => row);
        await using var memory = Memory(state);
        var links = await FloorLooks.PartnersAsync(state, "A", fromA.ConvertAll(row => row.Id), cancellation);
        foreach (var row in fromA)
        {
            var (link, other) = (links[row.Id].Link, partners[(string)row.Values[8]]);
            memory.Ask(link, "city~city", "Bodø", row.Values[6].ToString(), other.Values[6].ToString());
            if (!isWhole) continue;
            memory.Waits(link);
            memory.Remember(link, row.Packed, other.Packed);
        }

        await memory.CommitAsync(cancellation);
    }

    private async Task CopyAsync(List<Row> changed, SqliteConnection to, DbConnection state, FloorMemory memory, string from, CancellationToken cancellation)
    {
        await using var transaction = await to.BeginTransactionAsync(cancellation);
        var links = await FloorLooks.PartnersAsync(state, from, changed.ConvertAll(row => row.Id), cancellation);
        await using var update = Command(to, $"UPDATE customers SET {string.Join(", ", BenchScene.Kept.Select(column => $"{column} = @{column}"))} WHERE id = @id", [.. BenchScene.Kept, "id"]);
        foreach (var row in changed)
        {
            var (link, target) = links[row.Id];
            for (var column = 0; column < row.Values.Length; column++) update.Parameters[column].Value = row.Values[column];
            update.Parameters[^1].Value = target;
            update.ExecuteNonQuery();
            memory.Agree(link, row.Packed);
            if (isWhole) memory.Find(link, [PhoneWord((string)row.Values[2])]);
            memory.Wrote(link, "Update", row.Id, target, (string)row.Values[0], row.Packed);
            memory.Remember(link, row.Packed, row.Packed);
        }

        await transaction.CommitAsync(cancellation);
    }

    private static async Task<List<Row>> ChangedAsync(SqliteConnection connection, string since, CancellationToken cancellation)
    {
        var changed = new List<Row>();
        await using var read = Command(connection, $"SELECT id, {List} FROM customers WHERE changed >= @since", ["since"]);
        read.Parameters[0].Value = since;
        await using var rows = await read.ExecuteReaderAsync(cancellation);
        while (rows.Read()) changed.Add(new(rows.GetString(0), [.. Enumerable.Range(1, BenchScene.Kept.Count).Select(rows.GetValue)], Packed(rows, 1)));
        return changed;
    }

    private FloorMemory Memory(DbConnection state) => (isBulk ? scene.State.Bulk(state) : null) ?? scene.State.Commands(state);

    // As the engine has it: the words of the label, the e-mail address and the telephone.
    private static IEnumerable<string> Words(DbDataReader row, int from) => [.. row.GetString(from).ToLowerInvariant().Split(' '), "@" + row.GetString(from + 1), PhoneWord(row.GetString(from + 2))];

    private static string PhoneWord(string phone) => "#" + phone[(phone.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    private static byte[] Packed(DbDataReader row, int from)
    {
        var text = new StringBuilder(160);
        for (var at = from; at < from + BenchScene.Kept.Count; at++) text.Append(row.GetString(at)).Append('\u0001');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params IReadOnlyList<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters) command.Parameters.AddWithValue("@" + name, DBNull.Value);
        return command;
    }

    private sealed record Row(string Id, object[] Values, byte[] Packed);
}
