using System.Globalization;
using System.Text;

namespace SesamTalk.Engine.Storage;

/// <summary>
/// How labels are compared when a person searches: lower case, accents dropped, everything else than letters and digits one
/// blank. The letters æ, ø and å are letters of their own; <c>aa</c> is the older spelling of å and counts as it.
/// </summary>
public static class FoldedLabel
{
    /// <summary>The folded form.</summary>
    public static string Of(string label)
    {
        var text = StorableText.Of(label).Normalize(NormalizationForm.FormC).ToLowerInvariant();
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is 'æ' or 'ø' or 'å') folded.Append(c);
            else if (char.IsAsciiLetterOrDigit(c)) folded.Append(c);
            else if (char.IsLetterOrDigit(c)) AppendBare(folded, c);
            else if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
        }

        return folded.Replace("aa", "å").ToString().TrimEnd();
    }

    private static void AppendBare(StringBuilder folded, char c)
    {
        foreach (var part in c.ToString().Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark) folded.Append(part);
    }
}
