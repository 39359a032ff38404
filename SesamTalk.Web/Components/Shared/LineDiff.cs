namespace SesamTalk.Web.Components.Shared;

/// <summary>One place where two texts differ.</summary>
/// <param name="Before">The line as it was; null where it is new.</param>
/// <param name="After">The line as it is; null where it is gone.</param>
/// <param name="At">The number of the line as it is; of the one that took its place, where it is gone.</param>
public sealed record TextDifference(string? Before, string? After, int At);

/// <summary>How two texts differ, line by line.</summary>
public static class LineDiff
{
    private const int MostSteps = 4_000_000;

    /// <summary>
    /// The differences in the order of the text as it is; none where both say the same, however their lines end. What differs
    /// over so many lines that looking for what they share would take seconds is told as gone and new.
    /// </summary>
    public static IReadOnlyList<TextDifference> Of(string before, string after)
    {
        string[] was = before.ReplaceLineEndings("\n").Split('\n'), now = after.ReplaceLineEndings("\n").Split('\n');
        var start = 0;
        while (start < was.Length && start < now.Length && was[start] == now[start]) start++;
        int wasEnd = was.Length, nowEnd = now.Length;
        while (wasEnd > start && nowEnd > start && was[wasEnd - 1] == now[nowEnd - 1]) (wasEnd, nowEnd) = (wasEnd - 1, nowEnd - 1);
        return Walk(was[start..wasEnd], now[start..nowEnd], start, now.Length);
    }

    // The longest common run of lines; what lies between two shared lines changed, as far as there is a line on both sides.
    private static List<TextDifference> Walk(string[] was, string[] now, int first, int lines)
    {
        var differences = new List<TextDifference>();
        int i = 0, j = 0;
        foreach (var (sharedWas, sharedNow) in Shared(was, now).Append((was.Length, now.Length)))
        {
            for (; i < sharedWas || j < sharedNow; i++, j++)
            {
                differences.Add(new(i < sharedWas ? was[i] : null, j < sharedNow ? now[j] : null, Math.Min(first + Math.Min(j, sharedNow) + 1, lines)));
            }

            (i, j) = (sharedWas + 1, sharedNow + 1);
        }

        return differences;
    }

    private static IEnumerable<(int Was, int Now)> Shared(string[] was, string[] now)
    {
        if ((long)was.Length * now.Length > MostSteps) yield break;
        var length = new int[was.Length + 1, now.Length + 1];
        for (var i = was.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--) length[i, j] = was[i] == now[j] ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
        }

        for (int i = 0, j = 0; i < was.Length && j < now.Length;)
        {
            if (was[i] == now[j]) yield return (i++, j++);
            else if (length[i + 1, j] >= length[i, j + 1]) i++;
            else j++;
        }
    }
}
