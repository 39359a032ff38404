using System.Text;

namespace SesamTalk.Engine.Documents.Reading;

/// <summary>Compares wordings with the latitude that documents need: runs of blanks, "an" for "a", the length of an underline.</summary>
internal static class Wording
{
    /// <summary>The text with single blanks, none at its ends, and "a" wherever it has "an".</summary>
    internal static string Flat(ReadOnlySpan<char> text)
    {
        var flat = new StringBuilder(text.Length);
        foreach (var range in text.SplitAny(WhiteSpace))
        {
            var word = text[range];
            if (word.Length == 0) continue;
            if (flat.Length > 0) flat.Append(' ');
            flat.Append(word is "an" or "An" ? word[..1] : word);
        }
        return flat.ToString();
    }

    /// <summary>Whether the lines, as written, say no more and no less than the others.</summary>
    internal static bool Same(ReadOnlySpan<string> written, ReadOnlySpan<string> form)
    {
        var at = 0;
        foreach (var line in written)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            while (at < form.Length && string.IsNullOrWhiteSpace(form[at])) at++;
            if (at == form.Length || !SameLine(line, form[at++])) return false;
        }
        while (at < form.Length && string.IsNullOrWhiteSpace(form[at])) at++;
        return at == form.Length;
    }

    /// <summary>Whether the line is made of this mark alone, at least three of them.</summary>
    internal static bool IsUnderline(string line, char mark)
    {
        var text = line.AsSpan().TrimEnd();
        return text.Length > 2 && text.TrimStart(mark).Length == 0;
    }

    private static bool SameLine(string written, string form) =>
        Flat(written) == Flat(form) || (form.Length > 0 && form[0] is '-' or '=' && IsUnderline(written, form[0]) && form.AsSpan().TrimStart(form[0]).Length == 0);

    private static readonly System.Buffers.SearchValues<char> WhiteSpace = System.Buffers.SearchValues.Create(" \t\r\f\v\u00a0");
}
