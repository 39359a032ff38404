using System.Data.Common;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage.Tables;

namespace SesamTalk.Engine.Storage.Rows;

internal static class LinkRows
{
    public static readonly TableShape<Link> Shape = new("Links", ["Id"],
    [
        Column.Id("Id"), Column.Text("DataflowId"), Column.Text("PairId"), Column.Text("A"), Column.Text("B"),
        Column.Text("LabelA"), Column.Text("LabelB"), Column.Text("Origin"), Column.Text("Because"), Column.Text("State"),
        Column.Text("Reason"), Column.Flag("AsksPerson"), Column.Moment("LinkedAt"), Column.Moment("ChangedAt"), Column.Text(LinkTable.Search),
        Column.Number("Tries"), Column.Moment("NextTryAt"), Column.Text("Tried"),
    ], Fill);

    public static Link Read(DbDataReader row) => new()
    {
        Id = row.GetGuid(0),
        DataflowId = row.GetString(1),
        PairId = row.GetString(2),
        A = new RecordId(row.GetString(3)),
        B = new RecordId(row.GetString(4)),
        LabelA = row.GetString(5),
        LabelB = row.GetString(6),
        Origin = Enum.Parse<LinkOrigin>(row.GetString(7)),
        Because = Reason.Read(row.GetString(8)),
        State = Enum.Parse<Population>(row.GetString(9)),
        Reason = Reason.Read(row.GetString(10)),
        AsksPerson = row.GetBoolean(11),
        LinkedAt = row.GetMoment(12),
        ChangedAt = row.GetMoment(13),
        Tries = row.GetInt32(15),
        NextTryAt = row.GetMomentOrNull(16),
        Tried = row.GetStringOrNull(17),
    };

    private static void Fill(Link link, object?[] row)
    {
        (row[0], row[1], row[2]) = (link.Id, link.DataflowId, link.PairId);
        (row[3], row[4]) = (StorableText.Of(link.A.Text), StorableText.Of(link.B.Text));
        (row[5], row[6]) = (StorableText.Of(link.LabelA), StorableText.Of(link.LabelB));
        (row[7], row[8]) = (link.Origin.ToString(), StorableText.Of(link.Because.Stored));
        (row[9], row[10], row[11]) = (link.State.ToString(), StorableText.Of(link.Reason.Stored), link.AsksPerson);
        (row[12], row[13]) = (link.LinkedAt.UtcTicks, link.ChangedAt.UtcTicks);
        row[14] = LinkSearch.TextOf(link);
        (row[15], row[16], row[17]) = (link.Tries, link.NextTryAt?.UtcTicks, link.Tried);
    }
}
