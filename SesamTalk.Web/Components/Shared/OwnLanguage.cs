using System.Globalization;

namespace SesamTalk.Web.Components.Shared;

/// <summary>Remembers the reader's language where a page is set up: what is heard from elsewhere comes with the language of whoever told it.</summary>
public sealed class OwnLanguage
{
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture, _texts = CultureInfo.CurrentUICulture;

    /// <summary>From here on, in what is being heard, the reader's language is spoken.</summary>
    public void Speak() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_culture, _texts);
}
