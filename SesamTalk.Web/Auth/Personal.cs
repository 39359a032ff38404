using System.Text.RegularExpressions;
using SesamTalk.Engine.Reasons;

namespace SesamTalk.Web.Auth;

/// <summary>
/// What may be about a person, as one reader is shown it: in full for whoever may <see cref="Act.SeePersonal"/>, else by its first
/// letters. Everything of a record that leaves by a page, by the API or in a file passes here.
/// </summary>
public sealed partial class Personal
{
    /// <summary>Shows everything.</summary>
    public static readonly Personal Shown = new(false);

    /// <summary>Hides what may be about a person.</summary>
    public static readonly Personal Hidden = new(true);

    private const string Dots = "•••";
    private const int ShortestKnown = 3;

    private Personal(bool isHidden) => IsHidden = isHidden;

    /// <summary>Whether anything is hidden.</summary>
    public bool IsHidden { get; }

    /// <summary>As somebody with this role sees it.</summary>
    public static Personal For(Role role) => Acts.May(role, Act.SeePersonal) ? Shown : Hidden;

    /// <summary>What a record is called: the first letter of each word is left.</summary>
    public string Label(string label) => IsHidden ? string.Join(' ', label.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => char.IsDigit(word[0]) ? Dots : word[0] + Dots)) : label;

    /// <summary>A property's value: hidden where its name tells that it may be about a person.</summary>
    public string? Value(string path, string? text) => IsHidden && !string.IsNullOrEmpty(text) && IsAbout(path) ? Label(text) : text;

    /// <summary>A sentence: what is known to be a record's own words in it, addresses of mail and long numbers are hidden.</summary>
    public string Said(string sentence, params ReadOnlySpan<string?> known)
    {
        if (!IsHidden) return sentence;
        foreach (var word in known)
            if (word is { Length: >= ShortestKnown }) sentence = sentence.Replace(word, Label(word), StringComparison.Ordinal);
        // What is quoted is a value.
        return Numbers().Replace(Mails().Replace(Quoted().Replace(sentence, found => $"“{Label(found.Groups[1].Value)}”"), Dots), Dots);
    }

    /// <inheritdoc cref="Said(string, ReadOnlySpan{string?})"/>
    public string Said(Reason reason, string language, params ReadOnlySpan<string?> known) => Said(reason.In(language), known);

    /// <summary>Whether a property's path tells that it may be about a person.</summary>
    public static bool IsAbout(string path) => About().IsMatch(path);

    [GeneratedRegex("name|navn|mail|e-?post|phone|telefon|mobile?|fax|birth|f[oø]dsel|address|adresse|street|gate|city|poststed|zip|postal|contact|kontakt|person|ssn|social|bank|iban|salary|l[oø]nn|gender|kj[oø]nn|comment|note|remark|description|reference", RegexOptions.IgnoreCase)]
    private static partial Regex About();

    [GeneratedRegex(@"“([^”]*)”")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[^\s@“”]+@[^\s@“”]+")]
    private static partial Regex Mails();

    [GeneratedRegex(@"\+?\d[\d ]{5,}\d")]
    private static partial Regex Numbers();
}
