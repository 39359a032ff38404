using System.Text.Json.Nodes;

namespace SesamTalk.Engine.Connectors.Rest.Drafting;

/// <summary>The list that a GET answers with: where it stands, what is in it, and how it goes on.</summary>
/// <param name="ItemsPath">The dotted path; empty where the answer is the list.</param>
/// <param name="Item">The schema of a record.</param>
/// <param name="Beside">The members beside the list, by dotted path.</param>
internal sealed record OpenApiList(string ItemsPath, JsonObject Item, List<string> Beside)
{
    private const int UsualSize = 100, LargestSize = 1000;

    /// <summary>The list of an operation; null where the answer is none, or a list of plain values.</summary>
    public static OpenApiList? Of(OpenApiFile file, string path, JsonObject get)
    {
        if (file.Success(get) is not { } answer) return null;
        if (OpenApiFile.Type(answer) == "array") return Records(file, answer) is { } records ? new("", records, []) : null;
        // An answer about one record also has lists in it; a list of records has a word for them, or nothing but them.
        var lists = Members(file, answer, "", 0).Where(member => OpenApiFile.Type(member.Schema) == "array" && Records(file, member.Schema) is not null).ToList();
        var last = path.Split('/')[^1];
        var named = lists.FirstOrDefault(member => OpenApiWords.Is(member.Path.Split('.')[^1], OpenApiWords.Items) || OpenApiWords.Fold(member.Path.Split('.')[^1]) == OpenApiWords.Fold(last));
        if (named.Path is null && !(lists.Count == 1 && !OpenApiFile.Properties(answer).Any(member => OpenApiWords.Fold(member.Key) == "id"))) return null;
        var (chosen, schema) = named.Path is null ? lists[0] : named;
        return new(chosen, Records(file, schema)!, [.. Members(file, answer, "", 0).Where(member => OpenApiFile.Type(member.Schema) is not ("array" or "object")).Select(member => member.Path)]);
    }

    /// <summary>The paging, its parameters, and what a person should know of the guess.</summary>
    public (JsonObject? Paging, JsonObject Query) Paging(List<OpenApiParameter> parameters, bool hasLink, string place, List<DraftNote> notes)
    {
        var query = new JsonObject();
        var asks = parameters.Where(parameter => parameter.Place == "query").ToList();
        OpenApiParameter? Asked(string[] words) => asks.Find(parameter => OpenApiWords.Is(parameter.Name.Replace("page[", "page", StringComparison.Ordinal), words));
        var size = Asked(OpenApiWords.Size);
        var paging = new JsonObject();
        if (Asked(OpenApiWords.Page) is { } page)
        {
            (paging["kind"], query[page.Name]) = ("page", "{page}");
            if (Told(OpenApiWords.Pages) is { } pages) paging["pages"] = pages;
            if (OpenApiFile.Text(page.Schema["default"]) == "0" || OpenApiFile.Text(page.Schema["minimum"]) == "0") paging["first"] = 0;
        }
        else if (Asked(OpenApiWords.Cursor) is { } cursor && Told(OpenApiWords.NextToken) is { } token) (paging["kind"], paging["next"], query[cursor.Name]) = ("cursor", token, "{cursor}");
        else if (Asked(OpenApiWords.Offset) is { } offset)
        {
            (paging["kind"], query[offset.Name]) = ("offset", "{offset}");
            if (Told(OpenApiWords.Total) is { } total) paging["total"] = total;
        }
        else if (Told(OpenApiWords.NextLink) is { } next) (paging["kind"], paging["next"]) = ("nextLink", next);
        else if (hasLink) paging["kind"] = "nextLink";
        else
        {
            notes.Add(new(place, "The description does not say how this list goes on.", "See whether one answer holds everything; if not, write paging."));
            return (null, query);
        }

        if (size is null) return (paging, query);
        query[size.Name] = "{size}";
        paging["size"] = int.TryParse(OpenApiFile.Text(size.Schema["maximum"]), out var most) && most is > 0 and <= LargestSize ? most : UsualSize;
        return (paging, query);
    }

    private string? Told(string[] words) => words.Select(word => Beside.Find(path => OpenApiWords.Fold(path.Split('.')[^1]) == word || OpenApiWords.Fold(path) == word || OpenApiWords.Fold(path) is var whole && whole == $"links{word}href")).FirstOrDefault(path => path is not null);

    private static JsonObject? Records(OpenApiFile file, JsonObject array) => file.Schema(array["items"]) is { } item && OpenApiFile.Properties(item).Count > 0 ? item : null;

    private static IEnumerable<(string Path, JsonObject Schema)> Members(OpenApiFile file, JsonObject schema, string prefix, int depth)
    {
        foreach (var (name, value) in OpenApiFile.Properties(schema))
        {
            if (file.Schema(value) is not { } below) continue;
            yield return (prefix + name, below);
            if (depth < 2 && OpenApiFile.Type(below) == "object")
                foreach (var member in Members(file, below, $"{prefix}{name}.", depth + 1)) yield return member;
        }
    }
}
