namespace SesamTalk.Tests.Engine.Documents;

/// <summary>Damages a document the way editors, mail programs and half-finished downloads do, and some ways nobody does.</summary>
internal static class Mutation
{
    private static readonly string[] Pieces =
    [
        " ", "  ", "\t", "\n", "\n\n", "\r", "\r\n", "-", "----", "====", ".", ",", "\"", "[", "]", "(", ")", "*", " to ", " an ", "Every ", ".. list-table::", "   * - ", "     - ", "\n   * - a\n     - b\n     - c\n",
        "Dependant on having ", " in ", ", it  will be synchronized with a ", " Property", " Data Type", "N/A", "Introduction\n------------\n", "\n.. include:: x\n", "\n.. raw:: html\n", "\u00a0", "æ", "\U0001F600", "\\", "|x|_", "``", "::",
    ];

    public static string Of(string text, Random random)
    {
        for (var times = random.Next(1, 5); times > 0 && text.Length > 2; times--) text = Once(text, random);
        return text;
    }

    private static string Once(string text, Random random)
    {
        var at = random.Next(text.Length);
        var lines = text.Split('\n').ToList();
        var (one, other) = (random.Next(lines.Count), random.Next(lines.Count));
        switch (random.Next(9))
        {
            case 0: return text.Insert(at, Pieces[random.Next(Pieces.Length)]);
            case 1: return text.Remove(at, Math.Min(text.Length - at, random.Next(1, 30)));
            case 2: return text[..at];
            case 3: lines.RemoveAt(one); break;
            case 4: lines.Insert(one, lines[other]); break;
            case 5: (lines[one], lines[other]) = (lines[other], lines[one]); break;
            case 6: lines[one] = Pieces[random.Next(Pieces.Length)] + lines[one]; break;
            case 7: lines[one] += Pieces[random.Next(Pieces.Length)]; break;
            default: return random.Next(2) == 0 ? text.Replace("\n", "\r\n") : text.Remove(0, at) + text;
        }
        return string.Join('\n', lines);
    }
}
