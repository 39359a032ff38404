using Microsoft.AspNetCore.Localization;

namespace SesamTalk.Web.Components.Layout;

/// <summary>The languages of the site, and how a reader's one is chosen: by their own choice, else by what the browser prefers.</summary>
public static class Languages
{
    public const string English = "en-GB";
    public const string Norwegian = "nb-NO";

    /// <summary>All of them; the first is the default.</summary>
    public static readonly string[] All = [English, Norwegian];

    /// <summary>The one that the reader does not have now.</summary>
    public static string Other => System.Globalization.CultureInfo.CurrentUICulture.Name.StartsWith("nb", StringComparison.Ordinal) ? English : Norwegian;

    /// <summary>Makes the request, and the circuit it opens, speak the reader's language.</summary>
    public static void Configure(RequestLocalizationOptions options)
    {
        options.SetDefaultCulture(English).AddSupportedCultures(All).AddSupportedUICultures(All);
        options.RequestCultureProviders = [new CookieRequestCultureProvider(), new CustomRequestCultureProvider(FromBrowser)];
        options.ApplyCurrentCultureToResponseHeaders = true;
    }

    /// <summary>Remembers the choice for a year and goes back to where the reader was.</summary>
    public static IResult Choose(HttpContext http, string culture, string? back)
    {
        if (!All.Contains(culture)) return Results.NotFound();
        http.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
            new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true });
        return Results.LocalRedirect(TalkUrls.LocalOrHome(back));
    }

    // Browsers ask for nb, no or nn, seldom nb-NO; all of them get Bokmål.
    private static Task<ProviderCultureResult?> FromBrowser(HttpContext http)
    {
        var wished = http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1);
        var first = wished.Select(language => language.Value.ToString().Split('-')[0]).FirstOrDefault(tag => tag is "nb" or "no" or "nn" or "en");
        return Task.FromResult(first is null ? null : new ProviderCultureResult(first == "en" ? English : Norwegian));
    }
}
