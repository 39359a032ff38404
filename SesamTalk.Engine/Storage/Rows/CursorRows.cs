namespace SesamTalk.Engine.Storage.Rows;

internal static class CursorRows
{
    public static readonly TableShape<CursorMove> Shape = new("Cursors", ["DataflowId", "Side", "Entity"],
    [
        Column.Text("DataflowId"), Column.Text("Side"), Column.Text("Entity"), Column.Text("Cursor"),
    ], (move, row) => (row[0], row[1], row[2], row[3]) = (move.DataflowId, move.Side.ToString(), move.Entity, move.Cursor));
}
