using System.Globalization;

namespace SesamTalk.Engine.Documents.Reading;

/// <summary>Reads what stands before the first section: the title, the stamp and the introduction.</summary>
internal static class HeadReader
{
    /// <summary>The title's names; null when it is not the title of a dataflow document.</summary>
    internal static TitleBlock? Title(Draft draft, Outline outline)
    {
        var text = draft.Lines[outline.Title!.Value].TrimEnd();
        if (!text.EndsWith(Form.TitleEnd, StringComparison.Ordinal)) return null;
        var names = text[..^Form.TitleEnd.Length];
        // An editor may have taken the second blank where the target's name is empty.
        var splits = NameFinder.Splits(names.EndsWith(" to", StringComparison.Ordinal) ? names + " " : names);
        if (splits.Count == 0) return null;
        var (source, target) = splits.Count == 1 ? splits[0] : Likeliest(draft, outline, splits);
        return new(text, source.Trim(), target.Trim());
    }

    /// <summary>Reads up to the first section, which begins on the line.</summary>
    internal static void Read(Draft draft, TitleBlock title, Outline outline, int end)
    {
        for (var i = 0; i < outline.TitleStart; i++) Other(draft, i);
        draft.Add(title, outline.TitleStart, outline.AfterTitle);
        var introduced = false;
        for (var at = outline.AfterTitle; at < end; at++)
        {
            var line = draft.Lines[at];
            if (line.StartsWith(Form.GeneratedStart, StringComparison.Ordinal) && !draft.Blocks.Any(b => b is GeneratedBlock))
            {
                Generated(draft, at);
            }
            else if (!introduced && IsIntroduction(line) && at + 1 < end && Wording.IsUnderline(draft.Lines[at + 1], '-'))
            {
                introduced = true;
                draft.Add(new IntroductionHeading(line.TrimEnd()), at, at + 2);
                at = Paragraph(draft, at + 2, end) - 1;
            }
            else
            {
                Other(draft, at);
            }
        }
        if (!draft.Blocks.Any(b => b is GeneratedBlock)) draft.Report(DiagnosticKind.GeneratedMissing, outline.Title!.Value);
        if (!draft.Blocks.Any(b => b is IntroductionText)) draft.Report(DiagnosticKind.IntroductionMissing, outline.Title!.Value);
    }

    internal static bool IsIntroduction(string heading) => heading.AsSpan().Trim() is "Introduction" or "Introduction.";

    private static void Generated(Draft draft, int at)
    {
        var stamp = draft.Lines[at][Form.GeneratedStart.Length..].Trim();
        if (!DateTime.TryParseExact(stamp, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            draft.Report(DiagnosticKind.GeneratedDamaged, at, stamp);
        draft.Add(new GeneratedBlock(stamp), at, at + 1);
    }

    // One paragraph: the lines up to the next blank one. It gives the line after it.
    private static int Paragraph(Draft draft, int from, int end)
    {
        var start = from;
        while (start < end && string.IsNullOrWhiteSpace(draft.Lines[start])) start++;
        var after = start;
        while (after < end && !string.IsNullOrWhiteSpace(draft.Lines[after])) after++;
        if (after == start || draft.Lines[start].StartsWith("..", StringComparison.Ordinal)) return from;
        draft.Add(new IntroductionText(Sequence.Of<string>(draft.Lines.AsSpan(start, after - start))), start, after);
        return after;
    }

    private static void Other(Draft draft, int at)
    {
        if (string.IsNullOrWhiteSpace(draft.Lines[at])) return;
        Directives.Report(draft, at);
        draft.AddUnknown(at);
    }

    // Where a system's name holds " to ", the sections' headers name the target.
    private static (string, string) Likeliest(Draft draft, Outline outline, List<(string X, string Y)> splits)
    {
        var system = NameFinder.TargetSystem(draft.Lines.AsSpan(outline.AfterTitle));
        return splits.Where(s => s.Y.Trim() == system).Append(splits[0]).First();
    }
}
