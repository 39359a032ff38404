using SesamTalk.Engine.Storage.Tables;

namespace SesamTalk.Engine.Storage.Rows;

internal static class LinkWordRows
{
    public static readonly TableShape<StoredLinkWord> Shape = new("LinkWords", ["Word", "LinkId"], [Column.Text("Word"), Column.Id("LinkId")],
        (word, row) => (row[0], row[1]) = (StorableText.Of(word.Word), word.LinkId));

    /// <summary>The word, unless it is there.</summary>
    public static string Add => Shape.Insert + " ON CONFLICT (\"Word\", \"LinkId\") DO NOTHING";
}
