namespace SesamTalk.Engine.Storage.Rows;

internal static class UnlinkedKeyRows
{
    public const string Delete =
        "DELETE FROM \"UnlinkedRecords\" WHERE \"DataflowId\" = @DataflowId AND \"PairId\" = @PairId AND \"Side\" = @Side AND \"Id\" = @Id";

    public static TableShape<UnlinkedKey> Of(string dataflowId) => new("UnlinkedRecords", ["DataflowId", "PairId", "Side", "Id"],
        [Column.Text("DataflowId"), Column.Text("PairId"), Column.Text("Side"), Column.Text("Id")],
        (key, row) => (row[0], row[1], row[2], row[3]) = (dataflowId, key.PairId, key.Side.ToString(), StorableText.Of(key.Id.Text)));
}
