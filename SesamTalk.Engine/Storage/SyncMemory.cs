using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage.Rows;
using SesamTalk.Engine.Storage.Tables;

namespace SesamTalk.Engine.Storage;

/// <summary>What a run remembers of the runs before it. Reads only; each answer is of one moment.</summary>
public sealed class SyncMemory(IDbContextFactory<TalkDb> databases)
{
    /// <summary>How many links of a pair are read at a time.</summary>
    private const int PageSize = 5_000;

    private static readonly string SelectLinks = $"SELECT {LinkRows.Shape.List} FROM \"Links\" WHERE \"DataflowId\" = @DataflowId";

    /// <summary>The links of some records of a side, by the record's id; those without a link are missing.</summary>
    public async Task<IReadOnlyDictionary<RecordId, Link>> LinksAsync(string dataflowId, string pairId, Side side, IReadOnlyCollection<RecordId> ids, CancellationToken ct = default)
    {
        var links = new Dictionary<RecordId, Link>(ids.Count);
        if (ids.Count == 0) return links;
        await using var db = await databases.BorrowAsync(ct);
        var where = $"{SelectLinks} AND \"PairId\" = @PairId AND \"{side}\"";
        (Column, object)[] pair = [(Column.Text("DataflowId"), dataflowId), (Column.Text("PairId"), pairId)];
        await foreach (var row in db.ByKeysAsync(where, Column.Text(""), [.. ids.Select(id => id.Text).Distinct()], pair, ct))
        {
            var link = LinkRows.Read(row);
            links[link.On(side)] = link;
        }

        return links;
    }

    /// <summary>Some links by their own ids; those that are gone are missing.</summary>
    public async Task<IReadOnlyList<Link>> LinksByIdAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct = default)
    {
        if (ids.Count == 0) return [];
        await using var db = await databases.BorrowAsync(ct);
        var select = $"SELECT {LinkRows.Shape.List} FROM \"Links\" WHERE \"Id\"";
        return await db.ByKeysAsync(select, Column.Id(""), [.. ids.Distinct().Cast<object>()], [], ct).Select(LinkRows.Read).ToListAsync(ct);
    }

    /// <summary>The links that a run looks at again although neither record changed: all but those in sync.</summary>
    public async Task<IReadOnlyList<Link>> LinksNotInSyncAsync(string dataflowId, CancellationToken ct = default)
    {
        await using var db = await databases.BorrowAsync(ct);
        // By name and not "<>", so that the index on the state is used.
        var states = string.Join(", ", Enum.GetValues<Population>().Where(state => state != Population.InSync).Select(state => $"'{state}'"));
        return await db.RowsAsync($"{SelectLinks} AND \"State\" IN ({states}) ORDER BY \"Id\"", [(Column.Text("DataflowId"), dataflowId)], ct)
            .Select(LinkRows.Read).ToListAsync(ct);
    }

    /// <summary>All links of a pair, by A's id. Links made while it reads may or may not come.</summary>
    public IAsyncEnumerable<Link> AllLinksAsync(string dataflowId, string pairId, CancellationToken ct = default) =>
        PagesAsync(LinkRows.Shape.List, dataflowId, pairId, LinkRows.Read, link => link.A.Text, ct);

    /// <summary>Which records the links of a pair join, by A's id, as far as they are not both gone. Links made while it reads may or may not come.</summary>
    internal IAsyncEnumerable<(Guid LinkId, RecordId A, RecordId B)> LinkEndsAsync(string dataflowId, string pairId, CancellationToken ct = default) =>
        PagesAsync("\"Id\", \"A\", \"B\", \"State\"", dataflowId, pairId, row => (Id: row.GetGuid(0), A: row.GetString(1), B: row.GetString(2), IsDeleted: row.GetString(3) == nameof(Population.Deleted)), ends => ends.A, ct)
            .Where(ends => !ends.IsDeleted).Select(ends => (ends.Id, new RecordId(ends.A), new RecordId(ends.B)));

    // Page by page from where the page before ended, each by a connection of its own: no transaction stays open while whoever asks works.
    private async IAsyncEnumerable<T> PagesAsync<T>(string columns, string dataflowId, string pairId, Func<DbDataReader, T> read, Func<T, string> placeOf, [EnumeratorCancellation] CancellationToken ct)
    {
        var sql = $"SELECT {columns} FROM \"Links\" WHERE \"DataflowId\" = @DataflowId AND \"PairId\" = @PairId AND \"A\" > @A ORDER BY \"A\" LIMIT {PageSize}";
        var (after, count) = ("", PageSize);
        while (count == PageSize)
        {
            (Column, object)[] values = [(Column.Text("DataflowId"), dataflowId), (Column.Text("PairId"), pairId), (Column.Text("A"), after)];
            var page = await AllAsync(sql, values, read, ct);
            count = page.Count;
            foreach (var one in page) yield return one;
            if (count > 0) after = placeOf(page[^1]);
        }
    }

    /// <summary>How many links a pair has; at most so many are counted.</summary>
    public async Task<int> LinkCountAsync(string dataflowId, string pairId, int most = int.MaxValue, CancellationToken ct = default)
    {
        await using var db = await databases.BorrowAsync(ct);
        (Column, object)[] pair = [(Column.Text("DataflowId"), dataflowId), (Column.Text("PairId"), pairId), (Column.Number("Most"), most)];
        return await db.RowsAsync("SELECT COUNT(*) FROM (SELECT 1 FROM \"Links\" WHERE \"DataflowId\" = @DataflowId AND \"PairId\" = @PairId LIMIT @Most) AS counted", pair, ct).Select(row => (int)row.GetInt64(0)).SingleAsync(ct);
    }

    /// <summary>The baselines of some links, in the schemas given; links without one are missing.</summary>
    public async Task<IReadOnlyDictionary<Guid, Baseline>> BaselinesAsync(IReadOnlyCollection<Guid> linkIds, Schema a, Schema b, CancellationToken ct = default)
    {
        var baselines = new Dictionary<Guid, Baseline>(linkIds.Count);
        if (linkIds.Count == 0) return baselines;
        await using var db = await databases.BorrowAsync(ct);
        var select = $"SELECT {BaselineRows.Shape.List} FROM \"Baselines\" WHERE \"LinkId\"";
        await foreach (var row in db.ByKeysAsync(select, Column.Id(""), [.. linkIds.Distinct().Cast<object>()], [], ct))
        {
            var baseline = BaselineRows.Read(row, a, b);
            baselines[baseline.LinkId] = baseline;
        }

        return baselines;
    }

    /// <summary>The records without a partner.</summary>
    public Task<IReadOnlyList<UnlinkedRecord>> UnlinkedAsync(string dataflowId, CancellationToken ct = default) =>
        AllAsync($"SELECT {UnlinkedRows.Shape.List} FROM \"UnlinkedRecords\" WHERE \"DataflowId\" = @DataflowId ORDER BY \"PairId\", \"Side\", \"Id\"", dataflowId, UnlinkedRows.Read, ct);

    /// <summary>The conflicts that wait for a person, oldest first.</summary>
    public Task<IReadOnlyList<OpenConflict>> OpenConflictsAsync(string dataflowId, CancellationToken ct = default) =>
        AllAsync($"SELECT {ConflictRows.Shape.List} FROM \"Conflicts\" WHERE \"DataflowId\" = @DataflowId AND \"SettledAt\" IS NULL ORDER BY \"OpenedAt\", \"Id\"", dataflowId, ConflictRows.Read, ct);

    /// <summary>The writes whose outcome is not known, oldest first: intended before a crash, or without an answer.</summary>
    public Task<IReadOnlyList<WriteEntry>> UnsettledAsync(string dataflowId, CancellationToken ct = default) =>
        AllAsync($"SELECT {WriteRows.Shape.List} FROM \"Writes\" WHERE \"DataflowId\" = @DataflowId AND {WriteTable.Unsettled} ORDER BY \"IntendedAt\", \"Id\"", dataflowId, WriteRows.Read, ct);

    /// <summary>Some entries of the journal by their ids; those that are not there are missing.</summary>
    public async Task<IReadOnlyList<WriteEntry>> WritesAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct = default)
    {
        if (ids.Count == 0) return [];
        await using var db = await databases.BorrowAsync(ct);
        return await db.ByKeysAsync($"SELECT {WriteRows.Shape.List} FROM \"Writes\" WHERE \"Id\"", Column.Id(""), [.. ids.Distinct().Cast<object>()], [], ct).Select(WriteRows.Read).ToListAsync(ct);
    }

    /// <summary>The updates of some links that took effect, by link; links without any are missing.</summary>
    public async Task<ILookup<Guid, WriteEntry>> UpdatesAsync(IReadOnlyCollection<Guid> linkIds, CancellationToken ct = default)
    {
        if (linkIds.Count == 0) return Enumerable.Empty<WriteEntry>().ToLookup(entry => entry.LinkId);
        await using var db = await databases.BorrowAsync(ct);
        var where = $"SELECT {WriteRows.Shape.List} FROM \"Writes\" WHERE \"State\" = 'Done' AND \"Act\" = 'Update' AND \"LinkId\"";
        return (await db.ByKeysAsync(where, Column.Id(""), [.. linkIds.Distinct().Cast<object>()], [], ct).Select(WriteRows.Read).ToListAsync(ct)).ToLookup(entry => entry.LinkId);
    }

    /// <summary>The creates with a reference that were not made, of the runs that began since a moment.</summary>
    public async Task<IReadOnlyList<WriteEntry>> CreatesNotMadeAsync(string dataflowId, DateTimeOffset since, CancellationToken ct = default)
    {
        await using var db = await databases.BorrowAsync(ct);
        var sql = $"""
            SELECT {WriteRows.Shape.List} FROM "Writes"
            WHERE "RunId" IN (SELECT "Id" FROM "Runs" WHERE "DataflowId" = @DataflowId AND "StartedAt" >= @Since) AND "Act" = 'Create' AND "State" = 'NotDone' AND "Reference" IS NOT NULL
            """;
        return await db.RowsAsync(sql, [(Column.Text("DataflowId"), dataflowId), (Column.Moment("Since"), since.UtcTicks)], ct).Select(WriteRows.Read).ToListAsync(ct);
    }

    /// <summary>The records that were written to since a moment, by link and side, with the moment of the last answer.</summary>
    public async Task<IReadOnlyDictionary<(Guid LinkId, Side Side), DateTimeOffset>> WrittenSinceAsync(string dataflowId, DateTimeOffset since, CancellationToken ct = default)
    {
        await using var db = await databases.BorrowAsync(ct);
        const string Sql = """
            SELECT "LinkId", "Side", MAX("AnsweredAt") FROM "Writes"
            WHERE "RunId" IN (SELECT "Id" FROM "Runs" WHERE "DataflowId" = @DataflowId AND ("EndedAt" IS NULL OR "EndedAt" >= @Since)) AND "State" = 'Done' AND "AnsweredAt" IS NOT NULL
            GROUP BY "LinkId", "Side"
            """;
        return await db.RowsAsync(Sql, [(Column.Text("DataflowId"), dataflowId), (Column.Moment("Since"), since.UtcTicks)], ct)
            .Select(row => (LinkId: row.GetGuid(0), Side: Enum.Parse<Side>(row.GetString(1)), At: row.GetMoment(2))).ToDictionaryAsync(write => (write.LinkId, write.Side), write => write.At, cancellationToken: ct);
    }

    /// <summary>The links whose sides agreed on something since a moment, with the moment.</summary>
    public async Task<IReadOnlyDictionary<Guid, DateTimeOffset>> AgreedSinceAsync(string dataflowId, DateTimeOffset since, CancellationToken ct = default)
    {
        await using var db = await databases.BorrowAsync(ct);
        const string Sql = """SELECT "LinkId", "AgreedAt" FROM "Baselines" WHERE "AgreedAt" >= @Since AND EXISTS (SELECT 1 FROM "Links" WHERE "Links"."Id" = "LinkId" AND "Links"."DataflowId" = @DataflowId)""";
        return await db.RowsAsync(Sql, [(Column.Text("DataflowId"), dataflowId), (Column.Moment("Since"), since.UtcTicks)], ct)
            .Select(row => (LinkId: row.GetGuid(0), At: row.GetMoment(1))).ToDictionaryAsync(agreed => agreed.LinkId, agreed => agreed.At, cancellationToken: ct);
    }

    /// <summary>How far an entity of a side has been read; null before the first complete read.</summary>
    public async Task<string?> CursorAsync(string dataflowId, Side side, string entity, CancellationToken ct = default)
    {
        await using var db = await databases.BorrowAsync(ct);
        (Column, object)[] values = [(Column.Text("DataflowId"), dataflowId), (Column.Text("Side"), side.ToString()), (Column.Text("Entity"), entity)];
        return await db.RowsAsync("SELECT \"Cursor\" FROM \"Cursors\" WHERE \"DataflowId\" = @DataflowId AND \"Side\" = @Side AND \"Entity\" = @Entity", values, ct).Select(row => row.GetStringOrNull(0)).SingleOrDefaultAsync(ct);
    }

    private async Task<IReadOnlyList<T>> AllAsync<T>(string sql, string dataflowId, Func<DbDataReader, T> read, CancellationToken ct) =>
        await AllAsync(sql, [(Column.Text("DataflowId"), dataflowId)], read, ct);

    private async Task<List<T>> AllAsync<T>(string sql, (Column, object)[] values, Func<DbDataReader, T> read, CancellationToken ct)
    {
        await using var db = await databases.BorrowAsync(ct);
        return await db.RowsAsync(sql, values, ct).Select(read).ToListAsync(ct);
    }
}
