using System.Collections.Immutable;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>The operations of an entity, with the places that each may fill.</summary>
internal static class ManifestOperations
{
    private static readonly string[] Paged = ["page", "offset", "cursor", "size"];
    private static readonly string[] OfWrites = ["send", "ifMatch"];
    private static readonly string[] Request = ["method", "path", "query", "headers", "body", "form", "accept"];

    /// <summary>The list, with paging and changes.</summary>
    public static RestOperation List(ManifestNode node, ManifestPlaces places)
    {
        node.Knows([.. Request, "itemsPath", "unwrap", "paging", "since"]);
        var operation = Listed(node, places.And([.. Paged, "since"])) with { Since = Since(node.Find("since")) };
        if (operation.Uses("since") != operation.Since is not null) throw node.Wrong("“since” and a request with {since} belong together");
        return operation;
    }

    /// <summary>A search: by which properties, and like the list where it says nothing else.</summary>
    public static RestOperation Find(ManifestNode node, RestOperation list, Schema schema, ManifestPlaces places)
    {
        node.Knows([.. Request, "itemsPath", "unwrap", "paging", "by"]);
        foreach (var by in node.List("by"))
            if (schema.SlotOf(by.Text()) < 0) throw by.Wrong($"the fields have no {by.Text()}");
        if (node.List("by").Count == 0) throw node.Need("by").Wrong("there must be one at least");
        var found = Listed(node, places.And([.. Paged, "field", "value"]));
        if (!found.Uses("value")) throw node.Need("path").Wrong("the request must say {value} somewhere (and {field}, where it can search by several)");
        return found with
        {
            ItemsPath = node.Text("itemsPath", list.ItemsPath),
            Unwrap = node.Text("unwrap", list.Unwrap),
            Paging = node.Find("paging") is null ? list.Paging : found.Paging,
            By = [.. node.Texts("by")],
        };
    }

    /// <summary>The list that tells what changed, by id.</summary>
    public static RestChangeList Changes(ManifestNode node, RestEntity entity, ManifestPlaces places)
    {
        node.Knows([.. Request, "itemsPath", "unwrap", "paging", "since", "token", "id", "updated", "deleted"]);
        var token = node.Find("token")?.Text();
        var list = Listed(node, places.And([.. Paged, token is null ? "since" : "token"])) with { Since = Since(node.Find("since")) };
        if (token is null == list.Since is null) throw node.Wrong("changes go on by moments (since, updated) or by a token (token), one of the two");
        if (!list.Uses(token is null ? "since" : "token")) throw node.Need("path").Wrong(token is null ? (Wording)"the request must say {since} somewhere" : (Wording)"the request must say {token} somewhere");
        if (entity.Ids.Length > 1) throw node.Wrong("a key of several fields cannot be told by a list of changes");
        var (id, updated) = (node.Need("id").Text(), list.Since is null ? null : node.Need("updated").Text());
        var deleted = node.Find("deleted") is { } mark ? Mark(mark) : null;
        var key = entity.Schema.Properties[entity.Schema.KeySlot].Type;
        List<SchemaProperty> read = [new(id, key) { IsKey = true }];
        if (updated is not null) read.Add(new(updated, PropertyType.DateTime));
        if (deleted is not null) read.Add(new(deleted.Path, deleted.Values is [] ? PropertyType.DateTime : deleted.Values[0] is "true" or "false" ? PropertyType.Boolean : PropertyType.Text));
        return new(list, new JsonPlan(new Schema($"change of {entity.Schema.Entity}", read.DistinctBy(property => property.Path))), deleted, updated, token);
    }

    /// <summary>An operation on one record; with places for its key where it works on one that exists.</summary>
    public static RestOperation Single(ManifestNode node, HttpMethod method, RestEntity entity, ManifestPlaces places, bool needsId = true, bool writes = true)
    {
        node.Knows([.. Request, "recordPath", "notFound", "stale", .. writes ? OfWrites : []]);
        IEnumerable<string> ids = ["id", .. entity.Ids.Select(id => $"id.{id}")];
        var known = places.And(ids).And(writes ? [RestBody.Whole, .. entity.Schema.Properties.Select(property => $"record.{property.Path}")] : []);
        var operation = Common(node, method, known) with { RecordPath = node.Text("recordPath", ""), IfMatch = node.Find("ifMatch") is { } match ? new ManifestPlaces(["version"]).Text(match) : null };
        if (needsId && !ids.Any(operation.Uses)) throw node.Need("path").Wrong("the request must say {id} somewhere");
        return operation with { Send = writes ? node.OneOf("send", RestSend.Changes) : RestSend.Changes };
    }

    /// <summary>What marks a record: a field with a value, or a field that has any.</summary>
    public static RestMark Mark(ManifestNode node)
    {
        if (!node.IsMapping) return new(node.Text(), []);
        node.Knows("property", "value", "values");
        return new(node.Need("property").Text(), node.Find("value") is { } one ? [one.Text()] : [.. node.Texts("values")]);
    }

    /// <summary>A verb of HTTP.</summary>
    public static HttpMethod Verb(ManifestNode node) => node.Text() is "GET" or "POST" or "PUT" or "PATCH" or "DELETE"
        ? HttpMethod.Parse(node.Text())
        : throw node.Wrong($"“{node.Text()}” is none of GET, POST, PUT, PATCH, DELETE");

    /// <summary>The request of any operation.</summary>
    public static RestOperation Common(ManifestNode node, HttpMethod method, ManifestPlaces places)
    {
        var path = node.Need("path");
        if (path.Text().Length > 0 && !path.Text().StartsWith('/')) throw path.Wrong("it must begin with a slash; it stands below the base address");
        if (node.Find("form") is not null && node.Find("body") is not null) throw node.Need("form").Wrong("a request has a form or a body, not both");
        var usual = new RestOperation { Method = method, Path = places.Text(path) };
        return usual with
        {
            Method = node.Find("method") is { } verb ? Verb(verb) : method,
            Query = node.Find("query") is { } query ? [.. query.Members().Select(q => (places.Text(q.Value, q.Key), places.Text(q.Value)))] : [],
            Headers = places.Pairs(node.Find("headers")),
            Body = (node.Find("body") ?? node.Find("form")) is { } body ? places.Body(body) : null,
            IsForm = node.Find("form") is not null,
            Accepts = Statuses(node, "accept", []),
            NotFound = Statuses(node, "notFound", usual.NotFound),
            Stale = Statuses(node, "stale", usual.Stale),
        };
    }

    private static RestOperation Listed(ManifestNode node, ManifestPlaces places) => Common(node, HttpMethod.Get, places) with
    {
        ItemsPath = node.Text("itemsPath", ""),
        Unwrap = node.Text("unwrap", ""),
        Paging = Paging(node.Find("paging")),
    };

    private static ImmutableArray<int> Statuses(ManifestNode node, string key, ImmutableArray<int> otherwise) => node.Find(key) is null
        ? otherwise
        : [.. node.List(key).Select(status => int.TryParse(status.Text(), out var code) && code is >= 200 and < 600 ? code : throw status.Wrong("it must be an HTTP status"))];

    private static RestPaging Paging(ManifestNode? node)
    {
        if (node is null) return new();
        node.Knows("kind", "size", "first", "pages", "total", "next", "stop");
        var kind = node.OneOf("kind", RestPagingKind.None);
        if (kind == RestPagingKind.Cursor && node.Find("next") is null) throw node.Wrong("a cursor needs “next”, the dotted path of the token in the answer");
        return new(kind, (int)node.Number("size", 100, 1, 100_000), (int)node.Number("first", 1, 0, 1), node.Text("pages", node.Text("total", "")), node.Text("next", ""), node.OneOf("stop", RestStop.Empty));
    }

    private static RestSince? Since(ManifestNode? node) => node is null ? null
        : new(
            node.Knows("format", "overlapSeconds", "start").OneOf("format", RestMomentFormat.Iso),
            TimeSpan.FromSeconds(node.Number("overlapSeconds", 5, 0, 864_000)),
            node.Find("start") is { } start ? (DateTimeOffset)ManifestFields.Value(start, PropertyType.DateTime) : null);
}
