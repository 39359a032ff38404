using System.Text;
using SesamTalk.Engine.Connectors.Wire;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>
/// A text with places to fill: <c>/orders/{id}</c>. The whole grammar:
/// <list type="bullet">
/// <item>a place is a name in braces, <c>{record.customer.id}</c>; a step with odd letters stands in brackets, <c>{record['Customer No']}</c>;</item>
/// <item>filters follow after a stroke, from left to right, <c>{record.name|trim|truncate:50}</c>; <see cref="PlaceFilter"/> lists them;</item>
/// <item>a brace that means itself is written twice.</item>
/// </list>
/// What is filled in is escaped for an address unless the caller says otherwise. A blank value leaves a hole, and a text with
/// a hole is never used: an address is refused, a parameter, header or member is left out.
/// </summary>
internal sealed class Placeholders
{
    private readonly List<Part> _parts;

    private Placeholders(List<Part> parts) => _parts = parts;

    /// <summary>The names, each once.</summary>
    public IEnumerable<string> Names => _parts.Where(part => part.IsName).Select(part => part.Text).Distinct();

    /// <summary>The text is one place and nothing beside, so that a value in a body keeps its type.</summary>
    public string? Sole => _parts.Where(part => part.IsName || part.Text.Length > 0).ToList() is [{ IsName: true, Filters.Count: 0 } one] ? one.Text : null;

    /// <summary>Reads a text. Throws <see cref="FormatException"/> with the reason for a brace that is not closed, or a name or filter that is none.</summary>
    public static Placeholders Parse(string text)
    {
        var parts = new List<Part>();
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
            if (end < 0) throw new UnfitException("a brace stands alone; a brace that means itself is written twice");
            parts.Add(new(plain.ToString(), false, []));
            parts.Add(Place(text[(at + 1)..end]));
            plain.Clear();
            at = end;
        }

        parts.Add(new(plain.ToString(), false, []));
        return new(parts);
    }

    /// <summary>A text that is taken as it stands.</summary>
    public static Placeholders Literal(string text) => new([new(text, false, [])]);

    /// <summary>The filled text, or null where a value is blank: an address with a hole in it must never be asked for.</summary>
    public string? Fill(Func<string, object?> value, bool escape = true)
    {
        var filled = new StringBuilder();
        foreach (var (text, isName, filters) in _parts)
        {
            if (!isName) { filled.Append(text); continue; }
            var given = value(text) is { } known ? JsonValues.Text(known) : null;
            foreach (var filter in filters) given = filter.Apply(given);
            if (string.IsNullOrWhiteSpace(given)) return null;
            filled.Append(escape && !filters.Any(filter => filter.Kind == PlaceFilterKind.Raw) ? Uri.EscapeDataString(given) : given);
        }

        return filled.ToString();
    }

    private static Part Place(string text)
    {
        var steps = text.Split('|');
        var name = steps[0].Trim().Replace("['", ".", StringComparison.Ordinal).Replace("']", "", StringComparison.Ordinal);
        var plain = steps[0].Contains("['", StringComparison.Ordinal) ? name.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal) : name;
        if (plain.Length == 0 || !plain.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '$' or '@')) throw new UnfitException($"“{steps[0].Trim()}” is no name of a placeholder");
        return new(name, true, [.. steps.Skip(1).Select(PlaceFilter.Parse)]);
    }

    private sealed record Part(string Text, bool IsName, List<PlaceFilter> Filters);
}
