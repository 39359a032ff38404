namespace SesamTalk.Engine.Documents.Reading;

/// <summary>Finds the two names in "X to Y", also where a name holds " to " itself: then the sentences and the table headers decide.</summary>
internal static class NameFinder
{
    // Names with many " to " are no names; without a bound a hostile heading would take quadratic time.
    private const int MostSplits = 32;

    internal static (string X, string Y)? Find(string heading, ReadOnlySpan<string> body)
    {
        var splits = Splits(heading);
        if (splits.Count < 2) return splits.Count == 0 ? null : splits[0];
        foreach (var line in body)
        {
            var text = line.TrimEnd();
            foreach (var (x, y) in splits)
                if (Names(text, x, y)) return (x, y);
        }
        return splits[0];
    }

    /// <summary>The system that the property table's header gives; null without such a table.</summary>
    internal static string? TargetSystem(ReadOnlySpan<string> body)
    {
        foreach (var line in body)
            if (line.AsSpan().TrimEnd().EndsWith(Form.TypeEnd.AsSpan(1)) && TableRows.Cell(line) is { } cell)
                return SystemOf(cell);
        return null;
    }

    /// <summary>"Fjord Helper Data Type" without its last two words.</summary>
    internal static string SystemOf(string cell) => cell.TrimEnd()[..^(Form.TypeEnd.Length - 1)].Trim();

    internal static List<(string X, string Y)> Splits(string heading)
    {
        const string to = " to ";
        List<(string, string)> splits = [];
        for (var at = heading.IndexOf(to, StringComparison.Ordinal); at >= 0 && splits.Count < MostSplits; at = heading.IndexOf(to, at + 1, StringComparison.Ordinal))
            splits.Add((heading[..at], heading[(at + to.Length)..]));
        return splits;
    }

    private static bool Names(string line, string x, string y) =>
        line == SentenceText.Of(new EverySentence(), x, y) || line == SentenceText.Of(new BeforeSentence(), x, y)
        || line == SentenceText.Of(new OnceSentence(), x, y) || line == SentenceText.Of(new PropertiesIntroSentence(), x, y)
        || line == "   * - " + x + Form.PropertyEnd;
}
