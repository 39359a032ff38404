using System.Data.Common;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Storage.Rows;

internal static class ConflictRows
{
    public static readonly TableShape<OpenConflict> Shape = new("Conflicts", ["Id"],
    [
        Column.Id("Id"), Column.Text("DataflowId"), Column.Text("PairId"), Column.Id("LinkId"), Column.Text("Subject"), Column.Text("Kind"),
        Column.Text("Base"), Column.Text("A"), Column.Text("B"), Column.Text("Sentence"), Column.Moment("OpenedAt"), Column.Moment("ChangedAt"),
        Column.Moment("SettledAt"), Column.Text("Settlement"), Column.Text("Overruled"), Column.Bytes("ValuesA"), Column.Bytes("ValuesB"),
    ], Fill);

    public static OpenConflict Read(DbDataReader row) => new()
    {
        Id = row.GetGuid(0),
        DataflowId = row.GetString(1),
        PairId = row.GetString(2),
        LinkId = row.IsDBNull(3) ? null : row.GetGuid(3),
        Subject = row.GetString(4),
        Kind = Enum.Parse<ConflictKind>(row.GetString(5)),
        Base = row.GetStringOrNull(6),
        A = row.GetStringOrNull(7),
        B = row.GetStringOrNull(8),
        Sentence = Reason.Read(row.GetString(9)),
        OpenedAt = row.GetMoment(10),
        ChangedAt = row.GetMoment(11),
        SettledAt = row.GetMomentOrNull(12),
        Settlement = row.GetStringOrNull(13) is { } how ? Reason.Read(how) : null,
        Overruled = row.GetStringOrNull(14) is { } side ? Enum.Parse<Side>(side) : null,
        ValuesA = ValueCodec.UnpackMap(row.GetBytes(15)),
        ValuesB = ValueCodec.UnpackMap(row.GetBytes(16)),
    };

    private static void Fill(OpenConflict conflict, object?[] row)
    {
        (row[0], row[1], row[2], row[3]) = (conflict.Id, conflict.DataflowId, conflict.PairId, conflict.LinkId);
        (row[4], row[5]) = (StorableText.Of(conflict.Subject), conflict.Kind.ToString());
        (row[6], row[7], row[8]) = (StorableText.OrNull(conflict.Base), StorableText.OrNull(conflict.A), StorableText.OrNull(conflict.B));
        (row[9], row[10], row[11]) = (StorableText.Of(conflict.Sentence.Stored), conflict.OpenedAt.UtcTicks, conflict.ChangedAt.UtcTicks);
        (row[12], row[13]) = (conflict.SettledAt?.UtcTicks, StorableText.OrNull(conflict.Settlement?.Stored));
        (row[14], row[15], row[16]) = (conflict.Overruled?.ToString(), ValueCodec.Pack(conflict.ValuesA), ValueCodec.Pack(conflict.ValuesB));
    }
}
