using System.Text.RegularExpressions;

namespace SesamTalk.Web.Components.Shared;

/// <summary>Which stretches of a text are new, word by word, against what it was before.</summary>
public static partial class WordDiff
{
    private const int Most = 300;

    /// <summary>For each character whether it stands in a word that <paramref name="from"/> lacks at that place. Nothing is new where nothing was before.</summary>
    public static bool[] Changed(string? from, string to)
    {
        var marks = new bool[to.Length];
        if (from is null || from == to) return marks;
        string[] was = [.. Words().Matches(from).Select(word => word.Value)], now = [.. Words().Matches(to).Select(word => word.Value)];
        var kept = was.Length > Most || now.Length > Most ? new bool[now.Length] : Kept(was, now);
        var at = 0;
        for (var word = 0; word < now.Length; word++)
        {
            if (!kept[word]) Array.Fill(marks, true, at, now[word].Length);
            at += now[word].Length;
        }

        return marks;
    }

    /// <summary>The value cut where words begin or cease to be new, with what cannot be seen drawn as marks.</summary>
    public static IReadOnlyList<(string Text, HiddenCharacter? Hidden, bool IsNew)> Parts(string? from, string value)
    {
        var marks = Changed(from, value);
        var parts = new List<(string, HiddenCharacter?, bool)>();
        var at = 0;
        foreach (var part in VisibleText.Of(value))
        {
            for (var start = at; start < at + part.Text.Length;)
            {
                var end = start;
                while (end < at + part.Text.Length && marks[end] == marks[start]) end++;
                parts.Add((part.Text[(start - at)..(end - at)], part.Hidden, marks[start]));
                start = end;
            }

            at += part.Text.Length;
        }

        return parts;
    }

    // The longest common run of words, read back from the table's end.
    private static bool[] Kept(string[] was, string[] now)
    {
        var length = new int[was.Length + 1, now.Length + 1];
        for (var i = was.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--) length[i, j] = was[i] == now[j] ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
        }

        var kept = new bool[now.Length];
        for (int i = 0, j = 0; i < was.Length && j < now.Length;)
        {
            if (was[i] == now[j]) (kept[j], i, j) = (true, i + 1, j + 1);
            else if (length[i + 1, j] >= length[i, j + 1]) i++;
            else j++;
        }

        return kept;
    }

    [GeneratedRegex(@"\w+|\s+|[^\w\s]")]
    private static partial Regex Words();
}
