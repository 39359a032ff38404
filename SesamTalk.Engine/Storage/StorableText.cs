using System.Text;

namespace SesamTalk.Engine.Storage;

/// <summary>
/// Text that both databases take: PostgreSQL refuses the character 0 and halves of surrogate pairs, and one strange label must
/// not keep a whole batch from being recorded. Values themselves are packed and kept exactly.
/// </summary>
internal static class StorableText
{
    /// <summary>The text, with what cannot be stored replaced by the mark for that.</summary>
    public static string Of(string text) =>
        !text.Contains('\0') && text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text : Mended(text);

    /// <inheritdoc cref="Of"/>
    public static string? OrNull(string? text) => text is null ? null : Of(text);

    private static string Mended(string text)
    {
        var mended = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) mended.Append((rune.Value == 0 ? Rune.ReplacementChar : rune).ToString());
        return mended.ToString();
    }
}
