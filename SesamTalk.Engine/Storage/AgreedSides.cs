using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Sqlite;
using SesamTalk.Engine.Storage.Rows;

namespace SesamTalk.Engine.Storage;

/// <summary>One side of a link at which nothing is open, as both last agreed on it; lent for one look.</summary>
/// <param name="linkId">The link.</param>
/// <param name="id">The side's record.</param>
/// <param name="label">What a person calls it, as it is stored with the link, in UTF-8.</param>
/// <param name="packed">The agreed values, as <see cref="ValueCodec"/> packs them.</param>
internal readonly ref struct AgreedSide(Guid linkId, RecordId id, ReadOnlySpan<byte> label, ReadOnlySpan<byte> packed)
{
    public Guid LinkId { get; } = linkId;

    public RecordId Id { get; } = id;

    public ReadOnlySpan<byte> Label { get; } = label;

    public ReadOnlySpan<byte> Packed { get; } = packed;
}

/// <summary>Takes a look at what was agreed.</summary>
internal delegate void AgreedLook(AgreedSide agreed);

/// <summary>Reads what was agreed on one side for many records at a time: less than a link and a baseline, for what a full read mostly finds unchanged.</summary>
internal sealed class AgreedSides(IDbContextFactory<TalkDb> databases)
{
    private const string Columns = "l.\"Id\", l.\"State\", l.\"Reason\", l.\"AsksPerson\", l.\"NextTryAt\"";
    private const string Pair = "l.\"DataflowId\" = @DataflowId AND l.\"PairId\" = @PairId";
    private const int Chunk = 250;

    /// <summary>Shows those of some records whose links are in sync and wait for nothing, in any order; all others are not shown.</summary>
    public async Task EachAsync(string dataflowId, string pairId, Side side, IReadOnlyCollection<RecordId> ids, AgreedLook look, CancellationToken ct)
    {
        if (ids.Count == 0) return;
        await using var db = await databases.BorrowAsync(ct);
        await db.Db.Database.OpenConnectionAsync(ct);
        if (db.Db.Database.GetDbConnection() is SqliteConnection sqlite)
        {
            InChunks(sqlite, dataflowId, pairId, side, ids, look, ct);
            return;
        }

        var select = $"SELECT {Columns}, l.\"{side}\", l.\"Label{side}\", b.\"{side}\" FROM \"Links\" l JOIN \"Baselines\" b ON b.\"LinkId\" = l.\"Id\" WHERE {Pair} AND l.\"{side}\"";
        (Column, object)[] pair = [(Column.Text("DataflowId"), dataflowId), (Column.Text("PairId"), pairId)];
        await foreach (var row in db.ByKeysAsync(select, Column.Text(""), [.. ids.Select(id => id.Text)], pair, ct))
        {
            if (row.GetString(1) != nameof(Population.InSync) || row.GetString(2).Length > 0 || row.GetBoolean(3) || !row.IsDBNull(4)) continue;
            look(new AgreedSide(row.GetGuid(0), new RecordId(row.GetString(5)), Encoding.UTF8.GetBytes(row.GetString(6)), row.GetBytes(7)));
        }
    }

    // The keys come as a table that is gone through, so that each row is found by its index and nothing is sorted.
    private static void InChunks(SqliteConnection connection, string dataflowId, string pairId, Side side, IEnumerable<RecordId> ids, AgreedLook look, CancellationToken ct)
    {
        var keys = string.Join(", ", Enumerable.Range(0, Chunk).Select(number => $"({number}, @k{number})"));
        using var row = new SqlitePrepared(connection, $"SELECT {Columns}, l.\"Label{side}\", b.\"{side}\", k.column1 FROM (VALUES {keys}) k CROSS JOIN \"Links\" l CROSS JOIN \"Baselines\" b WHERE {Pair} AND l.\"{side}\" = k.column2 AND b.\"LinkId\" = l.\"Id\"");
        row.Bind(row.PositionOf("@DataflowId"), dataflowId);
        row.Bind(row.PositionOf("@PairId"), pairId);
        var first = row.PositionOf("@k0");
        foreach (var chunk in ids.Chunk(Chunk))
        {
            ct.ThrowIfCancellationRequested();
            for (var number = 0; number < Chunk; number++) row.Bind(first + number, number < chunk.Length ? chunk[number].Text : null);
            while (row.Step())
            {
                if (!row.Text(1).SequenceEqual("InSync"u8) || !row.Text(2).IsEmpty || row.Number(3) != 0 || row.KindOf(4) != SqliteKind.Null) continue;
                look(new AgreedSide(Guid.Parse(row.Text(0)), chunk[(int)row.Number(7)], row.Text(5), row.Bytes(6)));
            }
        }
    }

    /// <summary>The records of a side that a pair remembers as being without a partner.</summary>
    public async Task<HashSet<RecordId>> RememberedAloneAsync(string dataflowId, string pairId, Side side, CancellationToken ct)
    {
        const string Select = """SELECT "Id" FROM "UnlinkedRecords" WHERE "DataflowId" = @DataflowId AND "PairId" = @PairId AND "Side" = @Side""";
        (Column, object)[] place = [(Column.Text("DataflowId"), dataflowId), (Column.Text("PairId"), pairId), (Column.Text("Side"), side.ToString())];
        await using var db = await databases.BorrowAsync(ct);
        return await db.RowsAsync(Select, place, ct).Select(row => new RecordId(row.GetString(0))).ToHashSetAsync(cancellationToken: ct);
    }
}
