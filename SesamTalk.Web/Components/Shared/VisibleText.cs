namespace SesamTalk.Web.Components.Shared;

/// <summary>Characters that look like nothing, or like another, and make equal-looking values differ.</summary>
public enum HiddenCharacter { LeadingSpace, TrailingSpace, NoBreakSpace, Tab, LineBreak, ZeroWidth, CombiningMark }

/// <summary>A stretch of a value: plain text, or one character that needs a mark to be seen.</summary>
public sealed record VisiblePart(string Text, HiddenCharacter? Hidden);

/// <summary>Splits a value so that what cannot be seen is drawn: outer blanks, no-break spaces, tabs, zero-width and combining marks.</summary>
public static class VisibleText
{
    /// <summary>The parts of <paramref name="value"/> in order; only the drawn marks replace characters.</summary>
    public static IReadOnlyList<VisiblePart> Of(string value)
    {
        var parts = new List<VisiblePart>();
        var start = value.Length - value.TrimStart(' ').Length;
        var end = value.TrimEnd(' ').Length;
        var plain = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (Hidden(value[i], i < start, i >= end) is not { } hidden) continue;
            if (i > plain) parts.Add(new(value[plain..i], null));
            parts.Add(new(Mark(hidden), hidden));
            plain = i + 1;
        }
        if (plain < value.Length) parts.Add(new(value[plain..], null));
        return parts;
    }

    /// <summary>How it may be broken over lines: within its words where one is too long for a narrow column, not at all where it is short.</summary>
    public static string? Length(string value) => value.Split(' ', '-').Any(word => word.Length > 16) ? "long" : value.Length <= 16 ? "short" : null;

    private static HiddenCharacter? Hidden(char c, bool leading, bool trailing) => c switch
    {
        ' ' when leading => HiddenCharacter.LeadingSpace,
        ' ' when trailing => HiddenCharacter.TrailingSpace,
        '\u00A0' or '\u202F' => HiddenCharacter.NoBreakSpace,
        '\t' => HiddenCharacter.Tab,
        '\n' or '\r' => HiddenCharacter.LineBreak,
        '\u200B' or '\u200C' or '\u200D' or '\uFEFF' => HiddenCharacter.ZeroWidth,
        >= '\u0300' and <= '\u036F' => HiddenCharacter.CombiningMark,
        _ => null,
    };

    private static string Mark(HiddenCharacter hidden) => hidden switch
    {
        HiddenCharacter.LeadingSpace or HiddenCharacter.TrailingSpace => "·",
        HiddenCharacter.NoBreakSpace => "⍽",
        HiddenCharacter.Tab => "→",
        HiddenCharacter.LineBreak => "↵",
        HiddenCharacter.ZeroWidth => "¦",
        HiddenCharacter.CombiningMark => "◌",
    };
}
