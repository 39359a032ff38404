using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage.Tables;

namespace SesamTalk.Engine.Storage;

/// <summary>The words that links are found by: those of their labels, and the exact keys that people have at hand.</summary>
public static class LinkWords
{
    private const int MostWords = 16, Longest = 60, FewestDigits = 6;

    /// <summary>The words of a folded text, each once.</summary>
    public static IReadOnlyList<string> In(string folded) =>
        [.. folded.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(word => word.Length > Longest ? word[..Longest] : word).Distinct().Take(MostWords)];

    /// <summary>The words of a link's labels.</summary>
    public static IEnumerable<StoredLinkWord> Of(Link link) => In(LinkSearch.TextOf(link)).Select(word => new StoredLinkWord { Word = word, LinkId = link.Id });

    /// <summary>The word of a key's value: <c>@kari@fjord.example</c>, <c>#987654325</c>; null for a value that is no such key.</summary>
    public static string? Key(KeyForm form, object? value) => KeyForms.Comparable(form, value) is not { Length: > 0 } text ? null : form switch
    {
        KeyForm.Email => text.Contains('@', StringComparison.Ordinal) && text.Length < 4 * Longest ? "@" + text : null,
        KeyForm.Phone or KeyForm.OrganisationNumber => text.Length is >= FewestDigits and <= Longest ? "#" + text : null,
        KeyForm.Text => null,
        _ => throw new ArgumentOutOfRangeException(nameof(form)),
    };

    /// <summary>The fields of an entity that hold such keys.</summary>
    public static IReadOnlyList<(string Path, KeyForm Form)> KeyFields(Schema schema) =>
        [.. schema.Properties.Where(property => property.Type is PropertyType.Text or PropertyType.Integer && !property.IsReference).Select(property => (property.Path, KeyForms.Of(property.Path))).Where(field => field.Item2 != KeyForm.Text)];
}
