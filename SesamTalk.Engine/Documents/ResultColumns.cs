using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Documents;

/// <summary>
/// The columns and the closing comment that a test round writes into a document, and how they are taken out again: what is left is
/// the document as it was, to the byte. A document without the closing comment has none.
/// </summary>
public static class ResultColumns
{
    /// <summary>The comment's first line.</summary>
    public const string Mark = ".. SesamTalk results";

    /// <summary>The same, behind a document whose last line did not end.</summary>
    public const string MarkInLine = Mark + ", in line";

    private const string Start = "     - Result ";

    /// <summary>The head of the column of a way: with the document, or against it.</summary>
    public static string Head(Side document, Side from) => Start + (document == from ? "onwards" : "back");

    /// <summary>The cell of a row.</summary>
    public static string Cell(string words) => $"{Start}: {words.ReplaceLineEndings(" ")}";

    /// <summary>The text without results.</summary>
    public static string TakenOut(string text)
    {
        var mark = text.LastIndexOf("\n" + Mark, StringComparison.Ordinal);
        if (mark < 0) return text;
        // The line break before the comment is its own.
        var kept = text[..mark].EndsWith('\r') ? text[..(mark - 1)] : text[..mark];
        var isInLine = text.AsSpan(mark + 1).StartsWith(MarkInLine);
        if (isInLine && !kept.EndsWith('\n')) kept += "\n";
        var bare = string.Concat(Lines(kept).Where(line => !line.StartsWith(Start, StringComparison.Ordinal)));
        return isInLine ? bare[..^1] : bare;
    }

    private static IEnumerable<string> Lines(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at);
            var next = end < 0 ? text.Length : end + 1;
            yield return text[at..next];
            at = next;
        }
    }
}
