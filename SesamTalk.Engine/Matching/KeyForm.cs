using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Matching;

/// <summary>How a merge key is compared across systems that write it differently.</summary>
public enum KeyForm
{
    /// <summary>Without regard to case, outer blanks and Unicode composition.</summary>
    Text,

    /// <summary>As text, lower case.</summary>
    Email,

    /// <summary>Digits only; a Norwegian country code in front is left out.</summary>
    Phone,

    /// <summary>Digits only: <c>NO 987 654 325 MVA</c> is 987654325.</summary>
    OrganisationNumber,
}

/// <summary>Tells a key's form from its path, and brings values into it.</summary>
public static class KeyForms
{
    private static readonly ImmutableArray<string> Phones = ["phone", "mobile", "mobil", "telefon", "tlf"];
    private static readonly ImmutableArray<string> Authorities = ["org", "vat", "company"];
    private static readonly ImmutableArray<string> Numbers = ["no", "nr", "num", "number", "nummer", "orgid"];

    /// <summary>The form that a path's last step speaks of.</summary>
    public static KeyForm Of(string path)
    {
        var last = FoldedName.Of(path[(path.LastIndexOf('.') + 1)..]);
        if (last.Contains("mail", StringComparison.Ordinal)) return KeyForm.Email;
        if (Phones.Any(word => last.Contains(word, StringComparison.Ordinal))) return KeyForm.Phone;
        return IsOrganisationNumber(last) ? KeyForm.OrganisationNumber : KeyForm.Text;
    }

    // "Organisation" and "OrganizationName" are names, whose letters count.
    private static bool IsOrganisationNumber(string name) =>
        Authorities.Any(word => name.StartsWith(word, StringComparison.Ordinal) || name.Contains(word + "n", StringComparison.Ordinal))
        && Numbers.Any(word => name.EndsWith(word, StringComparison.Ordinal));

    /// <summary>The comparable text of a value; empty for a blank one, which never matches.</summary>
    public static string Comparable(KeyForm form, object? value)
    {
        if (Values.IsBlank(value)) return "";
        var text = Written(value!).Normalize(NormalizationForm.FormKC);
        return form switch
        {
            KeyForm.Text or KeyForm.Email => text.Trim().ToLowerInvariant(),
            KeyForm.Phone => Phone(Digits(text)),
            KeyForm.OrganisationNumber => Digits(text),
            _ => throw new ArgumentOutOfRangeException(nameof(form)),
        };
    }

    // The same amount or day is the same text, whichever type a system keeps it in.
    private static string Written(object value) => value switch
    {
        decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    private static string Phone(string digits)
    {
        if (digits.StartsWith("00", StringComparison.Ordinal)) digits = digits[2..];
        return digits.Length == 10 && digits.StartsWith("47", StringComparison.Ordinal) ? digits[2..] : digits;
    }
}
