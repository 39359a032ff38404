using System.Collections.Immutable;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>The entities of a manifest. Fields are read before operations, since a list may be read below another entity's records.</summary>
internal static class ManifestEntities
{
    /// <summary>All entities, in the order written.</summary>
    public static ImmutableArray<RestEntity> Read(ManifestNode root, ManifestPlaces settings)
    {
        var nodes = root.List("entities");
        if (nodes.Count == 0) throw root.Need("entities").Wrong("there must be one at least");
        var names = nodes.Select(entity => entity.Need("name").Text()).ToList();
        foreach (var entity in nodes.Where((_, at) => names.IndexOf(names[at]) < at)) throw entity.Wrong("an entity of this name stands above already");
        var fields = nodes.Select(node => Fields(node, names)).ToList();
        return [.. nodes.Zip(fields).Select(pair => WithOperations(pair.First, pair.Second, fields, settings))];
    }

    /// <summary>An entity with all but its operations.</summary>
    private static RestEntity Fields(ManifestNode node, List<string> names)
    {
        node.Knows("name", "aliases", "id", "clientIds", "label", "page", "updated", "version", "reference", "archive", "deleted", "parent", "fields", "operations");
        var key = node.Need("id");
        ImmutableArray<string> ids = key.IsList ? [.. key.Items().Select(part => part.Text())] : [key.Text()];
        if (ids.Length == 0) throw key.Wrong("a key needs one field at least");
        var properties = ManifestFields.Read(node.Need("fields"), names, ids.Length == 1 ? ids[0] : "");
        foreach (var part in ids.Where(part => properties.TrueForAll(property => property.Path != part))) throw key.Wrong($"the fields have no {part}");
        if (ids.Length > 1) properties = [new(RestEntity.CompositeKey, PropertyType.Text) { IsKey = true, IsReadOnly = true }, .. properties.Select(property => ids.Contains(property.Path) && !property.IsReadOnly ? property with { IsCreateOnly = true } : property)];
        var schema = new Schema(node.Need("name").Text(), properties);
        return new RestEntity
        {
            Schema = schema,
            Ids = ids,
            Aliases = [.. node.Texts("aliases")],
            Label = [.. node.List("label").Select(label => Known(label, schema))],
            Page = node.Find("page") is { } page ? Page(page) : null,
            Updated = Field(node, schema, "updated", PropertyType.DateTime),
            Version = Field(node, schema, "version", null),
            Reference = Field(node, schema, "reference", PropertyType.Text),
            Archive = Archive(node.Find("archive"), schema),
            Deleted = node.Find("deleted") is { } deleted ? Deleted(deleted, schema) : null,
            Parent = node.Find("parent") is { } parent ? Parent(parent, schema, names) : null,
            ClientIds = node.Flag("clientIds"),
            Defaults = ManifestFields.Defaults(node.Need("fields")),
            List = new RestOperation { Method = HttpMethod.Get, Path = Placeholders.Literal("") },
        };
    }

    private static string Page(ManifestNode node)
    {
        var text = node.Text();
        if (!text.Contains("{id}", StringComparison.Ordinal) || !Uri.TryCreate(text.Replace("{id}", "1", StringComparison.Ordinal), UriKind.Absolute, out var page) || page.Scheme is not ("http" or "https"))
            throw node.Wrong("it must be a whole address (https://…) with {id} where the record's key goes");
        return text;
    }

    private static RestEntity WithOperations(ManifestNode node, RestEntity entity, List<RestEntity> all, ManifestPlaces settings)
    {
        var operations = node.Need("operations").Knows("list", "changes", "lookup", "defaults", "insert", "update", "upsert", "delete", "find");
        var below = entity.Parent is { } parent ? settings.And(ParentPlaces(all.First(other => other.Schema.Entity == parent.Entity))) : settings;
        var list = ManifestOperations.List(operations.Need("list"), below);
        if (list.Since is not null && entity.Updated is null) throw operations.Need("list").Wrong("since needs the entity's “updated”, the property that holds the moment of the last change");
        if (entity.Parent is not null && list.Since is not null && list.Texts.Any(text => text.Names.Any(name => name.StartsWith("parent.", StringComparison.Ordinal))))
            throw operations.Need("list").Wrong("a list below another entity's records is read whole; leave out since");
        var upsert = operations.Find("upsert") is { } both ? ManifestOperations.Single(both, HttpMethod.Put, entity, settings) : null;
        if (upsert is not null && !entity.ClientIds) throw operations.Need("upsert").Wrong("an upsert makes a record under the id that it is given; say “clientIds: true”, or use insert and update");
        return entity with
        {
            List = list,
            Changes = operations.Find("changes") is { } changes ? ManifestOperations.Changes(changes, entity, settings) : null,
            Lookup = operations.Find("lookup") is { } lookup ? ManifestOperations.Single(lookup, HttpMethod.Get, entity, settings, writes: false) : null,
            Blank = operations.Find("defaults") is { } blank ? ManifestOperations.Single(blank, HttpMethod.Get, entity, settings, needsId: false, writes: false) : null,
            Insert = operations.Find("insert") is { } insert ? ManifestOperations.Single(insert, HttpMethod.Post, entity, settings, needsId: false) : upsert,
            Update = operations.Find("update") is { } update ? ManifestOperations.Single(update, HttpMethod.Patch, entity, settings) : upsert is null ? null : upsert with { Send = RestSend.Whole },
            Delete = operations.Find("delete") is { } delete ? ManifestOperations.Single(delete, HttpMethod.Delete, entity, settings) : null,
            Search = operations.Find("find") is { } find ? ManifestOperations.Find(find, list, entity.Schema, settings) : null,
        };
    }

    private static IEnumerable<string> ParentPlaces(RestEntity parent) => parent.Schema.Properties.Where(property => property.Type != PropertyType.List).Select(property => $"parent.{property.Path}");

    private static RestParent Parent(ManifestNode node, Schema schema, List<string> names)
    {
        node.Knows("entity", "field");
        var entity = node.Need("entity");
        if (!names.Contains(entity.Text()) || entity.Text() == schema.Entity) throw entity.Wrong($"there is no other entity {entity.Text()}");
        var field = Known(node.Need("field"), schema);
        return schema.Find(field)!.References.Contains(entity.Text()) ? new(entity.Text(), field) : throw node.Need("field").Wrong($"{field} must refer to it; write “references: [{entity.Text()}]” there");
    }

    private static RestMark Deleted(ManifestNode node, Schema schema)
    {
        var mark = ManifestOperations.Mark(node);
        return schema.SlotOf(mark.Path) >= 0 ? mark : throw node.Wrong($"the fields have no {mark.Path}");
    }

    private static (string, object)? Archive(ManifestNode? node, Schema schema)
    {
        if (node is null) return null;
        node.Knows("property", "value");
        var path = Known(node.Need("property"), schema);
        return (path, ManifestFields.Value(node.Need("value"), schema.Find(path)!.Type));
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
