using Microsoft.Extensions.Localization;

namespace SesamTalk.Web.Components.Shared;

/// <summary>Texts that depend on a number: <c>Key.one</c> and <c>Key.other</c>, which is all English and Norwegian need; <c>Key.zero</c> where none is said in other words.</summary>
public static class Plural
{
    /// <summary>The form of <paramref name="key"/> for <paramref name="number"/>, which becomes its first argument.</summary>
    public static string Count(this IStringLocalizer text, string key, long number, params object[] more)
    {
        object[] arguments = [number.ToString("N0", System.Globalization.CultureInfo.CurrentCulture), .. more];
        if (number == 0 && text[key + ".zero", arguments] is { ResourceNotFound: false } none) return none;
        return text[number == 1 ? key + ".one" : key + ".other", arguments];
    }
}
