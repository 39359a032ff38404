namespace SesamTalk.Engine.Documents.Reading;

/// <summary>A section's place: its heading, where its known part ends (at a heading that names no pair, if one comes), and where the next section begins.</summary>
internal sealed record Extent(int Start, int KnownEnd, int End, (string X, string Y) Names);

/// <summary>Cuts a document into the head and its sections.</summary>
internal static class Extents
{
    /// <summary>The sections in order, and where the head's known part and the whole head end.</summary>
    internal static (List<Extent> Sections, int KnownHead, int Head) Of(string[] lines, Outline outline)
    {
        List<(int Line, (string, string)? Names)> found = [];
        var introduced = false;
        for (var i = 0; i < outline.Headings.Count; i++)
        {
            var line = outline.Headings[i];
            if (!introduced && found.Count == 0 && HeadReader.IsIntroduction(lines[line]))
            {
                introduced = true;
                continue;
            }
            var end = i + 1 < outline.Headings.Count ? outline.Headings[i + 1] : lines.Length;
            found.Add((line, NameFinder.Find(lines[line].TrimEnd(), lines.AsSpan(line + 2, end - line - 2))));
        }
        return (Sections(found, lines.Length), First(found, any: true, lines.Length), First(found, any: false, lines.Length));
    }

    private static List<Extent> Sections(List<(int Line, (string, string)? Names)> found, int length)
    {
        List<Extent> sections = [];
        for (var i = 0; i < found.Count; i++)
        {
            if (found[i].Names is not { } names) continue;
            var known = i + 1 < found.Count ? found[i + 1].Line : length;
            var next = i + 1;
            while (next < found.Count && found[next].Names is null) next++;
            sections.Add(new(found[i].Line, known, next < found.Count ? found[next].Line : length, names));
            i = next - 1;
        }
        return sections;
    }

    private static int First(List<(int Line, (string, string)? Names)> found, bool any, int length)
    {
        foreach (var (line, names) in found)
            if (any || names is not null) return line;
        return length;
    }
}
