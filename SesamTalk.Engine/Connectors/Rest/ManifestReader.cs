using System.Collections.Immutable;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>Reads a manifest; whatever cannot work is a <see cref="ManifestException"/> with line and key.</summary>
internal static class ManifestReader
{
    /// <summary>The manifest of a YAML text.</summary>
    public static RestManifest Read(string yaml)
    {
        var root = ManifestNode.Parse(yaml).Knows("name", "baseUrl", "auth", "rateLimit", "readLagSeconds", "errors", "entities");
        var errors = root.Find("errors")?.Knows("message", "property");
        var entities = root.List("entities");
        if (entities.Count == 0) throw root.Need("entities").Wrong("there must be one at least");
        var names = entities.Select(entity => entity.Need("name").Text()).ToList();
        foreach (var entity in entities.Where((_, at) => names.IndexOf(names[at]) < at)) throw entity.Wrong("an entity of this name stands above already");
        return new RestManifest
        {
            Name = root.Need("name").Text(),
            BaseUrl = ManifestOperations.Template(root.Find("baseUrl") ?? root, root.Text("baseUrl", "{baseAddress}"), null),
            Auth = Auth(root.Find("auth")),
            RequestsPerSecond = root.Find("rateLimit")?.Knows("perSecond").Number("perSecond", 0, 0, 10_000) ?? 0,
            ReadLag = TimeSpan.FromSeconds(root.Number("readLagSeconds", 0, 0, 3600)),
            ErrorMessage = errors?.Text("message", "") ?? "",
            ErrorProperty = errors?.Text("property", "") ?? "",
            Entities = [.. entities.Select(entity => Entity(entity, names))],
        };
    }

    private static RestAuth Auth(ManifestNode? node)
    {
        if (node is null) return new(RestAuthKind.None);
        node.Knows("kind", "header", "prefix", "secret", "user");
        return node.OneOf("kind", RestAuthKind.None) switch
        {
            RestAuthKind.None => new(RestAuthKind.None),
            RestAuthKind.ApiKey => new(RestAuthKind.ApiKey, node.Need("header").Text(), node.Text("prefix", ""), node.Text("secret", "apiKey")),
            RestAuthKind.Bearer => new(RestAuthKind.Bearer, "Authorization", "Bearer ", node.Text("secret", "apiKey")),
            RestAuthKind.Basic => new(RestAuthKind.Basic, "Authorization", "Basic ", node.Text("secret", "password"), node.Text("user", "user")),
        };
    }

    private static RestEntity Entity(ManifestNode node, List<string> names)
    {
        node.Knows("name", "aliases", "id", "label", "updated", "version", "reference", "archive", "fields", "operations");
        var key = node.Need("id");
        var schema = new Schema(node.Need("name").Text(), ManifestFields.Read(node.Need("fields"), names, key.Text()));
        if (schema.KeySlot < 0) throw key.Wrong($"the fields have no {key.Text()}");
        var operations = node.Need("operations").Knows("list", "lookup", "insert", "update", "delete", "find");
        var updated = Field(node, schema, "updated", PropertyType.DateTime);
        var list = ManifestOperations.List(operations.Need("list"));
        if (list.Since is not null && updated is null) throw operations.Need("list").Wrong("since needs the entity's “updated”, the property that holds the moment of the last change");
        return new RestEntity
        {
            Schema = schema,
            Aliases = [.. node.Texts("aliases")],
            Label = [.. node.List("label").Select(label => Known(label, schema))],
            Updated = updated,
            Version = Field(node, schema, "version", null),
            Reference = Field(node, schema, "reference", PropertyType.Text),
            Archive = Archive(node.Find("archive"), schema),
            List = list,
            Lookup = operations.Find("lookup") is { } lookup ? ManifestOperations.Single(lookup, HttpMethod.Get, "id") : null,
            Insert = operations.Find("insert") is { } insert ? ManifestOperations.Single(insert, HttpMethod.Post) : null,
            Update = operations.Find("update") is { } update ? ManifestOperations.Single(update, HttpMethod.Patch, "id") : null,
            Delete = operations.Find("delete") is { } delete ? ManifestOperations.Single(delete, HttpMethod.Delete, "id") : null,
            Search = operations.Find("find") is { } find ? ManifestOperations.Find(find, list, schema) : null,
        };
    }

    private static (string, object)? Archive(ManifestNode? node, Schema schema)
    {
        if (node is null) return null;
        node.Knows("property", "value");
        var path = Known(node.Need("property"), schema);
        var text = node.Need("value").Text();
        return (path, schema.Find(path)!.Type == PropertyType.Boolean ? text == "true" : text);
    }

    private static string? Field(ManifestNode node, Schema schema, string key, PropertyType? type)
    {
        if (node.Find(key) is not { } named) return null;
        var path = Known(named, schema);
        return type is null || schema.Find(path)!.Type == type ? path : throw named.Wrong($"{path} is not of the type that this needs ({type})");
    }

    private static string Known(ManifestNode node, Schema schema) =>
        schema.SlotOf(node.Text()) >= 0 ? node.Text() : throw node.Wrong($"the fields have no {node.Text()}");
}
