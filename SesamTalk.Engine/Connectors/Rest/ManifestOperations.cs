using System.Collections.Immutable;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>The operations of an entity, with the places that each may fill.</summary>
internal static class ManifestOperations
{
    private static readonly string[] Paged = ["page", "offset", "cursor", "size"];

    /// <summary>The list, with paging and changes.</summary>
    public static RestOperation List(ManifestNode node)
    {
        node.Knows("method", "path", "query", "itemsPath", "paging", "since", "accept");
        var operation = Common(node, HttpMethod.Get, [.. Paged, "since"]) with { ItemsPath = node.Text("itemsPath", ""), Paging = Paging(node.Find("paging")), Since = Since(node.Find("since")) };
        var asks = operation.Query.Any(q => q.Value.Names.Contains("since"));
        if (asks != operation.Since is not null) throw node.Wrong("“since” and a query with {since} belong together");
        return operation;
    }

    /// <summary>A search: by which properties, and like the list where it says nothing else.</summary>
    public static RestOperation Find(ManifestNode node, RestOperation list, Schema schema)
    {
        node.Knows("method", "path", "query", "itemsPath", "paging", "accept", "by");
        foreach (var by in node.List("by"))
            if (schema.SlotOf(by.Text()) < 0) throw by.Wrong($"the fields have no {by.Text()}");
        if (node.List("by").Count == 0) throw node.Need("by").Wrong("there must be one at least");
        return Common(node, HttpMethod.Get, [.. Paged, "field", "value"]) with
        {
            ItemsPath = node.Text("itemsPath", list.ItemsPath),
            Paging = node.Find("paging") is { } paging ? Paging(paging) : list.Paging,
            By = [.. node.Texts("by")],
        };
    }

    /// <summary>An operation on one record.</summary>
    public static RestOperation Single(ManifestNode node, HttpMethod method, params string[] places)
    {
        node.Knows("method", "path", "query", "accept", "notFound", "stale", "send", "ifMatch");
        var operation = Common(node, method, places) with { IfMatch = node.Find("ifMatch") is { } match ? Template(match, match.Text(), ["version"]) : null };
        if (places.Contains("id") && !operation.Path.Names.Contains("id") && !operation.Query.Any(q => q.Value.Names.Contains("id"))) throw node.Need("path").Wrong("it must say {id} somewhere");
        return operation with
        {
            SendsWhole = node.Text("send", "changes") switch
            {
                "changes" => false,
                "whole" => true,
                var other => throw node.Need("send").Wrong($"“{other}” is none of changes, whole"),
            },
        };
    }

    /// <summary>A text with places; names that are not known there are refused. Null knows all.</summary>
    public static Placeholders Template(ManifestNode node, string text, IReadOnlyCollection<string>? places)
    {
        try
        {
            var template = Placeholders.Parse(text);
            if (template.Names.FirstOrDefault(name => places?.Contains(name) == false) is not { } stranger) return template;
            throw node.Wrong(places!.Count == 0
                ? $"nothing can be filled in here, and {{{stranger}}} asks for it"
                : $"{{{stranger}}} is not known here; there are {string.Join(", ", places.Select(place => $"{{{place}}}"))}");
        }
        catch (FormatException wrong)
        {
            throw node.Wrong(wrong.Message);
        }
    }

    private static RestOperation Common(ManifestNode node, HttpMethod method, string[] places)
    {
        var path = node.Need("path");
        if (!path.Text().StartsWith('/')) throw path.Wrong("it must begin with a slash; it stands below the base address");
        var usual = new RestOperation { Method = method, Path = Template(path, path.Text(), places) };
        return usual with
        {
            Method = node.Find("method") is { } verb ? Verb(verb) : method,
            Query = node.Find("query") is { } query ? [.. query.Members().Select(q => (Template(q.Value, q.Key, places), Template(q.Value, q.Value.Text(), places)))] : [],
            Accepts = Statuses(node, "accept", []),
            NotFound = Statuses(node, "notFound", usual.NotFound),
            Stale = Statuses(node, "stale", usual.Stale),
        };
    }

    private static HttpMethod Verb(ManifestNode node) => node.Text() is "GET" or "POST" or "PUT" or "PATCH" or "DELETE"
        ? HttpMethod.Parse(node.Text())
        : throw node.Wrong($"“{node.Text()}” is none of GET, POST, PUT, PATCH, DELETE");

    private static ImmutableArray<int> Statuses(ManifestNode node, string key, ImmutableArray<int> otherwise) => node.Find(key) is null
        ? otherwise
        : [.. node.List(key).Select(status => int.TryParse(status.Text(), out var code) && code is >= 200 and < 600 ? code : throw status.Wrong("it must be an HTTP status"))];

    private static RestPaging Paging(ManifestNode? node)
    {
        if (node is null) return new();
        node.Knows("kind", "size", "first", "pages", "total", "next");
        return new(node.OneOf("kind", RestPagingKind.None), (int)node.Number("size", 100, 1, 100_000), (int)node.Number("first", 1, 0, 1), node.Text("pages", node.Text("total", "")), node.Text("next", ""));
    }

    private static RestSince? Since(ManifestNode? node) => node is null ? null
        : new(node.Knows("format", "overlapSeconds").OneOf("format", RestMomentFormat.Iso), TimeSpan.FromSeconds(node.Number("overlapSeconds", 5, 0, 86_400)));
}
