using System.Text;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>
/// A text with places to fill: <c>/orders/{id}</c>. A place is a name in braces; a brace of its own is written twice.
/// What is filled in is escaped for an address unless the caller says otherwise.
/// </summary>
internal sealed class Placeholders
{
    private readonly List<(string Text, bool IsName)> _parts;

    private Placeholders(List<(string Text, bool IsName)> parts) => _parts = parts;

    /// <summary>The names, each once.</summary>
    public IEnumerable<string> Names => _parts.Where(part => part.IsName).Select(part => part.Text).Distinct();

    /// <summary>Reads a text. Throws <see cref="FormatException"/> with the reason for a brace that is not closed or a name that is none.</summary>
    public static Placeholders Parse(string text)
    {
        var parts = new List<(string, bool)>();
        var plain = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            var isBrace = text[at] is '{' or '}';
            if (!isBrace || (at + 1 < text.Length && text[at + 1] == text[at]))
            {
                plain.Append(text[at]);
                at += isBrace ? 1 : 0;
                continue;
            }

            var end = text[at] == '{' ? text.IndexOf('}', at) : -1;
            if (end < 0) throw new FormatException("a brace stands alone; a brace that means itself is written twice");
            var name = text[(at + 1)..end].Trim();
            if (name.Length == 0 || !name.All(c => char.IsLetterOrDigit(c) || c is '_' or '.')) throw new FormatException($"“{name}” is no name of a placeholder");
            parts.Add((plain.ToString(), false));
            parts.Add((name, true));
            plain.Clear();
            at = end;
        }

        parts.Add((plain.ToString(), false));
        return new(parts);
    }

    /// <summary>The filled text, or null where a value is blank: an address with a hole in it must never be asked for.</summary>
    public string? Fill(Func<string, string?> value, bool escape = true)
    {
        var filled = new StringBuilder();
        foreach (var (text, isName) in _parts)
        {
            if (!isName) { filled.Append(text); continue; }
            if (value(text) is not { } given || string.IsNullOrWhiteSpace(given)) return null;
            filled.Append(escape ? Uri.EscapeDataString(given) : given);
        }

        return filled.ToString();
    }
}
