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
    /// <summary>The form that a path's last step speaks of.</summary>
    public static KeyForm Of(string path)
    {
        var last = FoldedName.Of(path[(path.LastIndexOf('.') + 1)..]);
        if (last.Contains("mail", StringComparison.Ordinal)) return KeyForm.Email;
        if (last.Contains("phone", StringComparison.Ordinal) || last.Contains("mobile", StringComparison.Ordinal)) return KeyForm.Phone;
        if (last.StartsWith("org", StringComparison.Ordinal) || last.Contains("vatno", StringComparison.Ordinal) || last.Contains("vatnumber", StringComparison.Ordinal)) return KeyForm.OrganisationNumber;
        return KeyForm.Text;
    }

    /// <summary>The comparable text of a value; empty for a blank one, which never matches.</summary>
    public static string Comparable(KeyForm form, object? value)
    {
        if (Values.IsBlank(value)) return "";
        var text = value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : value!.ToString() ?? "";
        return form switch
        {
            KeyForm.Text or KeyForm.Email => text.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant(),
            KeyForm.Phone => Phone(Digits(text)),
            KeyForm.OrganisationNumber => Digits(text),
            _ => throw new ArgumentOutOfRangeException(nameof(form)),
        };
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    private static string Phone(string digits)
    {
        if (digits.StartsWith("00", StringComparison.Ordinal)) digits = digits[2..];
        return digits.Length == 10 && digits.StartsWith("47", StringComparison.Ordinal) ? digits[2..] : digits;
    }
}
