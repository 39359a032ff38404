using System.Data.Common;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Storage.Rows;

internal static class WriteRows
{
    public static readonly TableShape<WriteEntry> Shape = new("Writes", ["Id"],
    [
        Column.Id("Id"), Column.Id("RunId"), Column.Text("DataflowId"), Column.Text("PairId"), Column.Id("LinkId"), Column.Text("Side"),
        Column.Text("Act"), Column.Text("Target"), Column.Text("Source"), Column.Text("Label"), Column.Text("Because"),
        Column.Bytes("Before"), Column.Bytes("Sent"), Column.Bytes("Basis"), Column.Bytes("Accepted"), Column.Text("Reference"),
        Column.Text("State"), Column.Text("Message"), Column.Moment("IntendedAt"), Column.Moment("AnsweredAt"),
    ], Fill);

    /// <summary>What an answer changes of an intent; nothing else of it can be changed afterwards.</summary>
    public static readonly TableShape<WriteEntry> Answer = new("Writes", ["Id"],
    [
        Column.Id("Id"), Column.Text("Target"), Column.Text("Label"), Column.Bytes("Accepted"), Column.Text("State"), Column.Text("Message"), Column.Moment("AnsweredAt"),
    ], FillAnswer);

    public static WriteEntry Read(DbDataReader row) => new()
    {
        Id = row.GetGuid(0),
        RunId = row.GetGuid(1),
        DataflowId = row.GetString(2),
        PairId = row.GetString(3),
        LinkId = row.GetGuid(4),
        Side = Enum.Parse<Side>(row.GetString(5)),
        Act = Enum.Parse<WriteAct>(row.GetString(6)),
        Target = row.GetStringOrNull(7) is { } target ? new RecordId(target) : null,
        Source = new RecordId(row.GetString(8)),
        Label = row.GetString(9),
        Because = Reason.Read(row.GetString(10)),
        Before = ValueCodec.UnpackMap(row.GetBytes(11)),
        Sent = ValueCodec.UnpackMap(row.GetBytes(12)),
        Basis = ValueCodec.UnpackMap(row.GetBytes(13)),
        Accepted = ValueCodec.UnpackMap(row.GetBytes(14)),
        Reference = row.GetStringOrNull(15),
        State = Enum.Parse<WriteState>(row.GetString(16)),
        Message = Reason.Read(row.GetString(17)),
        IntendedAt = row.GetMoment(18),
        AnsweredAt = row.GetMomentOrNull(19),
    };

    private static void Fill(WriteEntry write, object?[] row)
    {
        (row[0], row[1], row[2], row[3], row[4]) = (write.Id, write.RunId, write.DataflowId, write.PairId, write.LinkId);
        (row[5], row[6]) = (write.Side.ToString(), write.Act.ToString());
        (row[7], row[8]) = (StorableText.OrNull(write.Target?.Text), StorableText.Of(write.Source.Text));
        (row[9], row[10]) = (StorableText.Of(write.Label), StorableText.Of(write.Because.Stored));
        (row[11], row[12]) = (ValueCodec.Pack(write.Before), ValueCodec.Pack(write.Sent));
        (row[13], row[14]) = (ValueCodec.Pack(write.Basis), ValueCodec.Pack(write.Accepted));
        (row[15], row[16], row[17]) = (write.Reference, write.State.ToString(), StorableText.Of(write.Message.Stored));
        (row[18], row[19]) = (write.IntendedAt.UtcTicks, write.AnsweredAt?.UtcTicks);
    }

    private static void FillAnswer(WriteEntry write, object?[] row)
    {
        (row[0], row[1], row[2]) = (write.Id, StorableText.OrNull(write.Target?.Text), StorableText.Of(write.Label));
        (row[3], row[4]) = (ValueCodec.Pack(write.Accepted), write.State.ToString());
        (row[5], row[6]) = (StorableText.Of(write.Message.Stored), write.AnsweredAt?.UtcTicks);
    }
}
