namespace SesamTalk.Engine.Documents.Reading;

/// <summary>Reads a cell of a property table: a path, and in brackets on what it depends.</summary>
internal static class CellReader
{
    /// <summary>The cell; where it is neither form it becomes a path word for word, and is not understood.</summary>
    internal static DocumentCell Read(string text, out bool understood)
    {
        var cell = text.TrimEnd();
        understood = true;
        var open = cell.IndexOf("(" + Form.DependencyStart, StringComparison.Ordinal);
        if (open >= 0 && cell.EndsWith(')') && Dependencies(cell.AsSpan(open + 1, cell.Length - open - 2)) is { } dependencies)
            return new(cell[..open].EndsWith(' ') ? cell[..(open - 1)] : cell[..open], dependencies);
        understood = cell.AsSpan().IndexOfAny("()[]\"") < 0 && !cell.Contains("::", StringComparison.Ordinal);
        return DocumentCell.Of(Path(text));
    }

    /// <summary>A path as written, also with a blank or a tab behind it; a cell of blanks is an empty one.</summary>
    internal static string Path(string text) => string.IsNullOrWhiteSpace(text) ? "" : text.TrimEnd('\r');

    // Several are run together with nothing between them, so that each begins where the words begin again.
    private static Sequence<DocumentDependency>? Dependencies(ReadOnlySpan<char> text)
    {
        List<DocumentDependency> found = [];
        while (text.Length > 0)
        {
            if (!text.StartsWith(Form.DependencyStart)) return null;
            text = text[Form.DependencyStart.Length..];
            var next = text.IndexOf(Form.DependencyStart);
            var one = next < 0 ? text : text[..next];
            // From the right: a value may hold " in ", a path never does.
            var middle = one.LastIndexOf(Form.DependencyMiddle);
            if (middle < 0 && !one.EndsWith(" in")) return null;
            found.Add(middle < 0 ? new(one[..^3].Trim().ToString(), "")
                : new(one[..middle].Trim().ToString(), one[(middle + Form.DependencyMiddle.Length)..].Trim().ToString()));
            text = next < 0 ? [] : text[next..];
        }
        return found.Count == 0 ? null : found.ToSequence();
    }
}
