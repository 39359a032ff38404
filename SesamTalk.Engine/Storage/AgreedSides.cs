using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage.Rows;

namespace SesamTalk.Engine.Storage;

/// <summary>One side of a link at which nothing is open, as both last agreed on it.</summary>
/// <param name="LinkId">The link.</param>
/// <param name="Id">The side's record.</param>
/// <param name="Label">What a person calls it, as it is stored with the link.</param>
/// <param name="Packed">The agreed values, as <see cref="ValueCodec"/> packs them.</param>
internal readonly record struct AgreedSide(Guid LinkId, RecordId Id, string Label, byte[] Packed);

/// <summary>Reads what was agreed on one side for many records at a time: less than a link and a baseline, for what a full read mostly finds unchanged.</summary>
internal sealed class AgreedSides(IDbContextFactory<TalkDb> databases)
{
    /// <summary>Those of some records whose links are in sync and wait for nothing; all others are missing.</summary>
    public async Task<List<AgreedSide>> OfAsync(string dataflowId, string pairId, Side side, IReadOnlyCollection<RecordId> ids, CancellationToken ct)
    {
        var select = $"""
            SELECT l."Id", l."{side}", l."Label{side}", b."{side}", l."State", l."Reason", l."AsksPerson", l."NextTryAt"
            FROM "Links" l JOIN "Baselines" b ON b."LinkId" = l."Id" WHERE l."DataflowId" = @DataflowId AND l."PairId" = @PairId AND l."{side}"
            """;
        (Column, object)[] pair = [(Column.Text("DataflowId"), dataflowId), (Column.Text("PairId"), pairId)];
        var agreed = new List<AgreedSide>(ids.Count);
        await using var db = await databases.CreateDbContextAsync(ct);
        await foreach (var row in db.ByKeysAsync(select, Column.Text(""), [.. ids.Select(id => id.Text)], pair, ct))
        {
            if (row.GetString(4) != nameof(Population.InSync) || row.GetString(5).Length > 0 || row.GetBoolean(6) || !row.IsDBNull(7)) continue;
            agreed.Add(new AgreedSide(row.GetGuid(0), new RecordId(row.GetString(1)), row.GetString(2), row.GetBytes(3)));
        }

        return agreed;
    }

    /// <summary>The records of a side that a pair remembers as being without a partner.</summary>
    public async Task<HashSet<RecordId>> RememberedAloneAsync(string dataflowId, string pairId, Side side, CancellationToken ct)
    {
        const string Select = """SELECT "Id" FROM "UnlinkedRecords" WHERE "DataflowId" = @DataflowId AND "PairId" = @PairId AND "Side" = @Side""";
        (Column, object)[] place = [(Column.Text("DataflowId"), dataflowId), (Column.Text("PairId"), pairId), (Column.Text("Side"), side.ToString())];
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.RowsAsync(Select, place, ct).Select(row => new RecordId(row.GetString(0))).ToHashSetAsync(cancellationToken: ct);
    }
}
