using System.Text.RegularExpressions;

namespace SesamTalk.Engine.Connectors.Rest.Drafting;

/// <summary>The words by which descriptions usually call things, folded to small letters without signs.</summary>
internal static partial class OpenApiWords
{
    public static readonly string[] Page = ["page", "pagenumber", "pageno", "pageindex", "p"];
    public static readonly string[] Offset = ["offset", "skip", "start", "from", "startat", "startindex"];
    public static readonly string[] Cursor = ["cursor", "after", "pagetoken", "nexttoken", "continuationtoken", "startingafter", "nextcursor", "nextpagetoken"];
    public static readonly string[] Size = ["size", "pagesize", "perpage", "limit", "take", "top", "count", "maxresults", "pagelimit"];
    public static readonly string[] NextToken = ["nextcursor", "nextpagetoken", "nexttoken", "continuationtoken", "cursor", "endcursor", "after"];
    public static readonly string[] NextLink = ["next", "nextlink", "odatanextlink", "nextpageurl", "nexturl", "nextpage"];
    public static readonly string[] Pages = ["pages", "totalpages", "pagecount", "lastpage", "numpages"];
    public static readonly string[] Total = ["total", "totalcount", "totalelements", "totalitems", "totalresults", "fullresultsize"];
    public static readonly string[] Items = ["items", "data", "results", "value", "values", "content", "records", "entries", "list", "rows", "hits"];
    public static readonly string[] Name = ["name", "title", "displayname", "fullname", "firstname", "lastname", "number", "no", "code", "subject", "email"];
    public static readonly string[] Message = ["detail", "message", "errordescription", "description", "title", "error"];
    public static readonly string[] Field = ["field", "property", "propertyname", "fieldname", "path", "param", "pointer"];
    public static readonly string[] Reference = ["externalref", "externalreference", "externalid", "externalimportreference", "importreference", "clientreference"];

    /// <summary>Small letters and digits only.</summary>
    public static string Fold(string name) => Signs().Replace(name, "").ToLowerInvariant();

    /// <summary>Whether a name is one of the words.</summary>
    public static bool Is(string name, string[] words) => words.Contains(Fold(name));

    /// <summary>A parameter that asks for what changed since a moment.</summary>
    public static bool IsSince(string name) => Fold(name) is var folded && (folded is "since" or "updatedsince" or "changedsince" or "modifiedsince" || Since().IsMatch(folded));

    /// <summary>A property that holds the moment of the last change.</summary>
    public static bool IsUpdated(string name) => Updated().IsMatch(Fold(name));

    /// <summary>The word in the singular, as far as English goes.</summary>
    public static string Singular(string name) => name switch
    {
        _ when name.EndsWith("ies", StringComparison.OrdinalIgnoreCase) => name[..^3] + "y",
        _ when name.EndsWith("ses", StringComparison.OrdinalIgnoreCase) => name[..^2],
        _ when name.EndsWith('s') && !name.EndsWith("ss", StringComparison.Ordinal) => name[..^1],
        _ => name,
    };

    [GeneratedRegex(@"[^\p{L}\p{Nd}]")]
    private static partial Regex Signs();

    [GeneratedRegex("^(last)?(updated?|modified|changed?|modification)(at|on|date|time|datetime|datetimeoffset|timestamp)*(since|after|from|gte?|min|greaterthan(orequal)?)$")]
    private static partial Regex Since();

    [GeneratedRegex("^(last)?(updated?|modified|changed?|modification)(at|on|date|time|datetime|datetimeoffset|timestamp)*$")]
    private static partial Regex Updated();
}
