using System.Text.RegularExpressions;

namespace SesamTalk.Engine.Connectors.Rest.Drafting;

/// <summary>The expressions of a Sesam connector as places of a manifest, as far as they are plain paths.</summary>
internal static partial class SesamText
{
    /// <summary>The text with places; null where it holds something that is no plain path, with the piece in question.</summary>
    /// <param name="text">The text as it stands in the template.</param>
    /// <param name="place">The place for a path of an expression (<c>entity.id</c>); null where there is none.</param>
    /// <param name="odd">The piece that was not understood.</param>
    public static string? Places(string text, Func<string, string?> place, out string odd)
    {
        odd = Statement().Match(text).Value;
        if (odd.Length > 0) return null;
        var (made, wrong, at) = (new System.Text.StringBuilder(), "", 0);
        foreach (Match match in Expression().Matches(text))
        {
            made.Append(Escaped(text[at..match.Index]));
            at = match.Index + match.Length;
            var path = Bracket().Replace(match.Groups["e"].Value.Trim(), ".$1");
            var found = match.Groups["kind"].Value switch
            {
                "@" => place($"param.{path}"),
                _ => Path().IsMatch(path) ? place(path) : null,
            };
            if (match.Groups["v"].Value is { Length: > 0 } variable) found = place($"{(match.Value.StartsWith("$SECRET", StringComparison.Ordinal) ? "secret" : "param")}.{variable}");
            if (found is null && wrong.Length == 0) wrong = match.Value;
            made.Append(found);
        }

        odd = wrong;
        return wrong.Length > 0 ? null : made.Append(Escaped(text[at..])).ToString();
    }

    /// <summary>The path of an expression that is one path of the answer (<c>{{ body.paging.next }}</c>); null for anything else.</summary>
    public static string? BodyPath(string text) => Body().Match(text) is { Success: true } match ? Bracket().Replace(match.Groups["p"].Value, ".$1") : null;

    /// <summary>A name as a manifest may have it for a parameter or a secret.</summary>
    public static string Name(string text) => new([.. text.Where(c => char.IsAsciiLetterOrDigit(c) || c == '_').Take(40)]);

    private static string Escaped(string text) => text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    [GeneratedRegex(@"\{%.*?%\}")]
    private static partial Regex Statement();

    [GeneratedRegex(@"\{\{(?<kind>@?)(?<e>.*?)@?\}\}|\$(ENV|SECRET)\((?<v>[\w-]+)\)")]
    private static partial Regex Expression();

    [GeneratedRegex(@"\[\s*['""]([^'""]+)['""]\s*\]")]
    private static partial Regex Bracket();

    [GeneratedRegex(@"^[\w.$-]+$")]
    private static partial Regex Path();

    [GeneratedRegex(@"^\s*\{\{\s*body[.]?(?<p>[\w.$'""\[\]-]+)\s*\}\}\s*$")]
    private static partial Regex Body();
}
