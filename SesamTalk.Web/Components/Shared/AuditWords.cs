using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Web.Components.Shared;

/// <summary>What somebody did to SesamTalk itself, as a sentence in the reader's language.</summary>
public sealed partial class AuditWords(IStringLocalizer<SharedTexts> t)
{
    /// <summary>The sentence; an act that has no words of its own keeps the one it was stored with.</summary>
    public string Of(AuditEntry entry)
    {
        var known = t["Act-" + entry.Act, entry.Who, entry.Subject.Split('/', 2)[^1]];
        return known.ResourceNotFound ? entry.Sentence : known.Value + (entry.Act == "run.asked" ? Kind(Detail(entry.Sentence)) : Detail(entry.Sentence));
    }

    // What was asked for, by the words that runs have everywhere; a run that was asked for by its id keeps that.
    private string Kind(string detail) => Asked().Match(detail) is not { Success: true } asked || !Enum.TryParse<RunKind>(asked.Groups[1].ValueSpan, out var kind) ? detail
        : $": {(asked.Groups[2].Success ? t["RunKindSome", t["RunKind" + kind], asked.Groups[2].Value] : t["RunKind" + kind])}.";

    [GeneratedRegex(@"^: ([A-Z][A-Za-z]+)(?: for (\d+) records)?\.$")]
    private static partial Regex Asked();

    // What stands behind the colon are names of settings, or a person's own words: the same in every language.
    // What a program keeps for itself is no text for anybody.
    private static string Detail(string sentence) => sentence.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var at && !sentence.Contains("{\"", StringComparison.Ordinal) && sentence[(at + 2)..] is not ['{' or '[', ..] ? sentence[at..] : ".";
}
