namespace SesamTalk.Engine.Documents.Reading;

/// <summary>Where the title and the headings stand.</summary>
/// <param name="Title">The line of the title's text; null without a title.</param>
/// <param name="TitleStart">The first line of the title's block, its overline.</param>
/// <param name="Headings">The lines of the headings underlined with dashes, after the title.</param>
internal sealed record Outline(int? Title, int TitleStart, IReadOnlyList<int> Headings)
{
    internal static Outline Of(string[] lines)
    {
        var title = FindTitle(lines, out var start);
        List<int> headings = [];
        for (var i = title is null ? lines.Length : title.Value + 2; i + 1 < lines.Length; i++)
        {
            if (!IsHeading(lines, i)) continue;
            headings.Add(i);
            i++;
        }
        return new(title, start, headings);
    }

    /// <summary>The line after the title's block.</summary>
    internal int AfterTitle => Title!.Value + 2;

    private static int? FindTitle(string[] lines, out int start)
    {
        for (start = 0; start + 1 < lines.Length; start++)
        {
            var overlined = start + 2 < lines.Length && Wording.IsUnderline(lines[start], '=');
            var at = overlined ? start + 1 : start;
            if (!string.IsNullOrWhiteSpace(lines[at]) && !Wording.IsUnderline(lines[at], '=') && Wording.IsUnderline(lines[at + 1], '=')) return at;
        }
        return null;
    }

    private static bool IsHeading(string[] lines, int at) =>
        Wording.IsUnderline(lines[at + 1], '-') && !string.IsNullOrWhiteSpace(lines[at]) && !Wording.IsUnderline(lines[at], '-')
        && !lines[at].StartsWith("..", StringComparison.Ordinal);
}
