using System.Data.Common;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Storage.Rows;

internal static class UnlinkedRows
{
    public static readonly TableShape<UnlinkedRecord> Shape = new("UnlinkedRecords", ["DataflowId", "PairId", "Side", "Id"],
    [
        Column.Text("DataflowId"), Column.Text("PairId"), Column.Text("Side"), Column.Text("Id"), Column.Text("Label"),
        Column.Text("State"), Column.Text("Reason"), Column.Flag("AsksPerson"), Column.Text("Keys"), Column.Moment("SeenAt"),
        Column.Number("Tries"), Column.Moment("NextTryAt"), Column.Text("Tried"),
    ], Fill);

    public static UnlinkedRecord Read(DbDataReader row) => new()
    {
        DataflowId = row.GetString(0),
        PairId = row.GetString(1),
        Side = Enum.Parse<Side>(row.GetString(2)),
        Id = new RecordId(row.GetString(3)),
        Label = row.GetString(4),
        State = Enum.Parse<Population>(row.GetString(5)),
        Reason = Reason.Read(row.GetString(6)),
        AsksPerson = row.GetBoolean(7),
        Keys = TextList.Read(row.GetString(8)),
        SeenAt = row.GetMoment(9),
        Tries = row.GetInt32(10),
        NextTryAt = row.GetMomentOrNull(11),
        Tried = row.GetStringOrNull(12),
    };

    private static void Fill(UnlinkedRecord record, object?[] row)
    {
        (row[0], row[1], row[2], row[3]) = (record.DataflowId, record.PairId, record.Side.ToString(), StorableText.Of(record.Id.Text));
        (row[4], row[5], row[6]) = (StorableText.Of(record.Label), record.State.ToString(), StorableText.Of(record.Reason.Stored));
        (row[7], row[8], row[9]) = (record.AsksPerson, TextList.Write(record.Keys), record.SeenAt.UtcTicks);
        (row[10], row[11], row[12]) = (record.Tries, record.NextTryAt?.UtcTicks, record.Tried);
    }
}
