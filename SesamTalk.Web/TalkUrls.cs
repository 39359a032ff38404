namespace SesamTalk.Web;

/// <summary>Every address of the site, built in one place; values are escaped here and nowhere else.</summary>
public static class TalkUrls
{
    public const string Home = "/";
    public const string Dataflows = "/dataflows";
    public const string DataflowRoute = "/dataflows/{Id}";
    public const string Links = "/links";
    public const string Import = "/import";
    public const string LanguageRoute = "/language/{culture}";
    public const string NotFound = "/not-found";
    public const string Failure = "/failure";

    /// <summary>One dataflow, at a tab, and at one line of its document where <paramref name="line"/> names it.</summary>
    public static string Dataflow(string id, string? tab = null, string? line = null) =>
        With($"{Dataflows}/{Uri.EscapeDataString(id)}", ("tab", tab)) + (line is null ? "" : "#" + Uri.EscapeDataString(line));

    /// <summary>The links list, searched and narrowed to one dataflow where they are given.</summary>
    public static string LinksOf(string? query = null, string? dataflow = null, string? pair = null) =>
        With(Links, ("q", query), ("dataflow", dataflow), ("pair", pair));

    /// <summary>Sets the language and comes back to <paramref name="back"/>, a local address.</summary>
    public static string Language(string culture, string back) => With("/language/" + culture, ("back", back));

    /// <summary><paramref name="address"/> if it stays on this site, else the home page: no open redirect.</summary>
    public static string LocalOrHome(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.Any(char.IsControl) ? address : Home;

    private static string With(string path, params (string Name, string? Value)[] query)
    {
        var parts = query.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}");
        var joined = string.Join('&', parts);
        return joined.Length == 0 ? path : $"{path}?{joined}";
    }
}
