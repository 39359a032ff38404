using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Storage.Rows;

internal static class HistoryRows
{
    public static readonly TableShape<HistoryEntry> Shape = new("History", ["Id"],
    [
        Column.Id("Id"), Column.Text("DataflowId"), Column.Text("PairId"), Column.Id("LinkId"), Column.Id("RunId"), Column.Number("DefinitionVersion"),
        Column.Moment("At"), Column.Text("Because"), Column.Text("Rules"), Column.Bytes("SeenA"), Column.Bytes("SeenB"), Column.Bytes("WrittenA"), Column.Bytes("WrittenB"),
    ], Fill);

    private static void Fill(HistoryEntry entry, object?[] row)
    {
        (row[0], row[1], row[2], row[3], row[4]) = (entry.Id, entry.DataflowId, entry.PairId, entry.LinkId, entry.RunId);
        (row[5], row[6], row[7], row[8]) = (entry.DefinitionVersion, entry.At.UtcTicks, StorableText.Of(entry.Because.Stored), StorableText.Of(TextList.Write(entry.Rules)));
        (row[9], row[10]) = (ValueCodec.Pack(entry.SeenA), ValueCodec.Pack(entry.SeenB));
        (row[11], row[12]) = (ValueCodec.Pack(entry.WrittenA), ValueCodec.Pack(entry.WrittenB));
    }
}
