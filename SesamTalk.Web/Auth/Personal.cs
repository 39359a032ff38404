using System.Collections.Frozen;
using System.Text.RegularExpressions;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;

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

    // What reasons call records by: the places of their arguments that are a record's name.
    private static readonly FrozenDictionary<string, int[]> Names = new Dictionary<string, int[]>
    {
        [ReasonCodes.BothFit] = [0, 1, 2], [ReasonCodes.HasAppeared] = [0], [ReasonCodes.SeveralFit] = [0, 4], [ReasonCodes.FitsClaimed] = [1], [ReasonCodes.FitsSeveral] = [2], [ReasonCodes.EditedAndDeleted] = [0],
    }.ToFrozenDictionary();

    private const string Dots = "•••";
    private const int ShortestKnown = 3;

    private Personal(bool isHidden) => IsHidden = isHidden;

    /// <summary>Whether anything is hidden.</summary>
    public bool IsHidden { get; }

    /// <summary>As somebody with this role sees it.</summary>
    public static Personal For(Role role) => Acts.May(role, Act.SeePersonal) ? Shown : Hidden;

    /// <summary>What a record is called: the first letter of each word is left.</summary>
    public string Label(string label) => IsHidden ? string.Join(' ', label.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => char.IsDigit(word[0]) ? Dots : word[0] + Dots)) : label;

    /// <summary>A property's value: hidden where its name, or what it looks like, tells that it may be about a person.</summary>
    public string? Value(string path, string? text) => IsHidden && !string.IsNullOrEmpty(text) && (IsAbout(path) || LooksPersonal().IsMatch(text)) ? Label(text) : text;

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
    public string Said(Reason reason, string language, params ReadOnlySpan<string?> known) =>
        Said((IsHidden ? reason.With((code, place, said) => Names.TryGetValue(code, out var names) && names.Contains(place) ? Label(said) : said) : reason).In(language), known);

    /// <summary>What a system answered to a write, which may say again what was sent.</summary>
    public string Said(WriteEntry write, string language) => Said(write.Message, language, [write.Label, .. write.Sent.Pairs.Where(sent => IsAbout(sent.Key)).Select(sent => sent.Value as string)]);

    /// <summary>Whether a property's path tells that it may be about a person.</summary>
    public static bool IsAbout(string path) => About().IsMatch(path);

    [GeneratedRegex("name|navn|mail|e-?post|phone|telefon|mobile?|fax|birth|f[oø]dsel|address|adresse|street|gate|city|poststed|zip|postal|contact|kontakt|person|ssn|social|bank|iban|salary|l[oø]nn|gender|kj[oø]nn|comment|note|remark|description|reference|org|user|login|owner|født|national|passport|account|label|title|display|caption|initial|sex", RegexOptions.IgnoreCase)]
    private static partial Regex About();

    // An address of mail, a number with its country, or as long as those that persons are counted by.
    [GeneratedRegex(@"[^\s@]+@[^\s@]+\.[^\s@]+|^\+\d[\d ]{6,}$|^\d{6} ?\d{5}$")]
    private static partial Regex LooksPersonal();

    [GeneratedRegex(@"“([^”]*)”")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[^\s@“”]+@[^\s@“”]+")]
    private static partial Regex Mails();

    [GeneratedRegex(@"\+?\d[\d ]{5,}\d")]
    private static partial Regex Numbers();
}
