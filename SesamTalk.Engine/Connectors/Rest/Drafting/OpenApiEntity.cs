using System.Text.Json.Nodes;

namespace SesamTalk.Engine.Connectors.Rest.Drafting;

/// <summary>One entity of a draft: a list that can be read, and what stands at the address of one record.</summary>
/// <param name="file">The description.</param>
/// <param name="name">Its name.</param>
/// <param name="path">The path of the list.</param>
/// <param name="item">What can be done at that path.</param>
/// <param name="get">The operation that reads the list.</param>
/// <param name="onePath">The path of one record; null where there is none.</param>
/// <param name="one">What can be done there.</param>
/// <param name="list">The list.</param>
/// <param name="parent">The entity below whose records the list stands; null where it stands by itself.</param>
internal sealed class OpenApiEntity(OpenApiFile file, string name, string path, JsonObject item, JsonObject get, string? onePath, JsonObject? one, OpenApiList list, OpenApiEntity? parent)
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>The path of the list.</summary>
    public string Path => path;

    private bool IsBelow => parent is not null;

    private JsonObject? Post => file.Operation(item, "post");

    private JsonObject? Patch => one is null ? null : file.Operation(one, "patch");

    private bool IsJsonPatch => Patch is not null && file.BodyTypes(Patch).Any(type => type.Contains("json-patch", StringComparison.OrdinalIgnoreCase));

    private JsonObject? Put => one is null ? null : file.Operation(one, "put");

    /// <summary>The entity as the manifest says it.</summary>
    public JsonObject Make(IReadOnlyList<OpenApiEntity> all, List<DraftNote> notes)
    {
        var whole = one is not null && file.Operation(one, "get") is { } look && file.Success(look) is { } alone && OpenApiFile.Properties(alone).Count > 0 ? alone : list.Item;
        var update = Patch is { } patch && file.Body(patch) is { } changes ? changes : Put is { } put ? file.Body(put) : null;
        if (IsJsonPatch) notes.Add(new(name, "Records are changed by JSON Patch, whose description does not say which properties may be patched.", "Mark those that may not as createOnly or readOnly."));
        var fields = new OpenApiFields(file, name, notes).Make(whole, Post is null ? null : file.Body(Post), update, References(all));
        var entity = new JsonObject { ["name"] = name };
        if (OpenApiWords.Singular(name) is var single && single != name) entity["aliases"] = new JsonArray(single);
        var id = Id(fields, notes);
        if (parent is not null) Below(entity, fields, id, all, notes);
        else entity["id"] = id;
        if (Label(fields) is { Length: > 0 } label) entity["label"] = new JsonArray(label);
        var updated = fields.FirstOrDefault(field => Kind(field.Value) == "dateTime" && OpenApiWords.IsUpdated(field.Key)).Key;
        if (updated is not null) entity["updated"] = updated;
        var version = fields.FirstOrDefault(field => OpenApiWords.Fold(field.Key) is "version" or "rowversion" or "etag").Key;
        if (version is not null) entity["version"] = version;
        if (fields.FirstOrDefault(field => Kind(field.Value) == "string" && !Flag(field.Value, "readOnly") && OpenApiWords.Is(field.Key, OpenApiWords.Reference)).Key is { } reference && Post is not null)
        {
            entity["reference"] = reference;
            notes.Add(new(name, $"{reference} is taken for a field that is ours to fill and unique.", "Take “reference” out if the system fills it, or lets two records have the same."));
        }

        entity["fields"] = fields;
        entity["operations"] = Operations(fields, updated, version, id, notes);
        return entity;
    }

    private JsonObject Operations(JsonObject fields, string? updated, string? version, string id, List<DraftNote> notes)
    {
        var parameters = file.Parameters(item, get);
        var (paging, query) = list.Paging(parameters, file.HasLink(get), name, notes);
        var asked = parameters.Where(parameter => parameter.Place == "query" && !query.ContainsKey(parameter.Name)).ToList();
        var reading = new JsonObject { ["path"] = ParentPath() };
        var pages = (JsonObject)query.DeepClone();
        if (asked.Find(parameter => OpenApiWords.IsSince(parameter.Name)) is { } since && updated is not null && parent is null)
        {
            query[since.Name] = "{since}";
            reading["since"] = new JsonObject { ["format"] = OpenApiFile.Text(since.Schema["format"]) == "date" ? "date" : OpenApiFile.Type(since.Schema) == "integer" ? "unix" : "isoMilliseconds" };
        }
        else if (parent is null) notes.Add(new(name, "No parameter was found that asks for what changed since a moment.", "Every read is a full one; write since, if there is a way."));
        if (query.Count > 0) reading["query"] = query;
        if (list.ItemsPath.Length > 0) reading["itemsPath"] = list.ItemsPath;
        if (paging is not null) reading["paging"] = paging;
        var operations = new JsonObject { ["list"] = reading };
        if (onePath is not null && one is not null) OfOne(operations, version);
        if (Post is not null && file.Body(Post) is not null) operations["insert"] = new JsonObject { ["path"] = parent is null ? path : Placed(path, steps => $"{{record.{steps}}}") };
        var by = asked.Where(parameter => fields.ContainsKey(parameter.Name) && parameter.Name != id).Select(parameter => (JsonNode?)parameter.Name).ToArray();
        if (by.Length > 0 && parent is null)
        {
            var search = new JsonObject { ["{field}"] = "{value}" };
            foreach (var (key, value) in pages) search[key] = value?.DeepClone();
            operations["find"] = new JsonObject { ["by"] = new JsonArray(by), ["path"] = path, ["query"] = search };
        }

        return operations;
    }

    private void OfOne(JsonObject operations, string? version)
    {
        var at = parent is null ? onePath![..onePath!.LastIndexOf('{')] + "{id}" : Placed(onePath!, steps => steps == ParentField ? $"{{id.{ParentField}}}" : null);
        if (file.Operation(one!, "get") is not null) operations["lookup"] = new JsonObject { ["path"] = at };
        var changes = Patch is not null && (file.Body(Patch) is not null || IsJsonPatch) ? "PATCH" : Put is not null && file.Body(Put) is not null ? "PUT" : null;
        if (changes is not null)
        {
            var update = new JsonObject { ["path"] = at };
            if (changes == "PUT") (update["method"], update["send"]) = ("PUT", "whole");
            if (changes == "PATCH" && IsJsonPatch) update["send"] = "jsonPatch";
            if (version is not null && file.Parameters(one!, (changes == "PUT" ? Put : Patch)!).Exists(parameter => parameter.Name.Equals("If-Match", StringComparison.OrdinalIgnoreCase))) update["ifMatch"] = "\"{version}\"";
            operations["update"] = update;
        }

        if (file.Operation(one!, "delete") is not null) operations["delete"] = new JsonObject { ["path"] = at };
    }

    private void Below(JsonObject entity, JsonObject fields, string id, IReadOnlyList<OpenApiEntity> all, List<DraftNote> notes)
    {
        // Where a child does not name its parent, the path does.
        if (!fields.ContainsKey(ParentField)) fields[ParentField] = new JsonObject { ["type"] = "string", ["references"] = new JsonArray(parent!.Name) };
        else if (fields[ParentField] is not JsonObject known) fields[ParentField] = new JsonObject { ["type"] = Kind(fields[ParentField]), ["references"] = new JsonArray(parent!.Name) };
        else known["references"] = new JsonArray(parent!.Name);
        entity["id"] = new JsonArray(ParentField, id);
        entity["parent"] = new JsonObject { ["entity"] = parent!.Name, ["field"] = ParentField };
        notes.Add(new(name, $"It is read below each record of {parent.Name}, one request for each.", all.Count > 1 ? "Take it out if you do not need it." : ""));
    }

    private string ParentField => field ??= path[(path.IndexOf('{') + 1)..path.IndexOf('}')];

    private string ParentPath() => parent is null ? path : Placed(path, _ => $"{{parent.{parent.IdName}}}");

    /// <summary>The property that holds the id, as far as the path of one record tells.</summary>
    private string IdName => field ??= Id(new OpenApiFields(file, name, []).Make(list.Item, null, null, new Dictionary<string, string>()), []);

    private string Placed(string text, Func<string, string?> place) => string.Join('/', text.Split('/').Select(step => step.StartsWith('{') ? place(step[1..^1]) ?? $"{{id.{IdName}}}" : step));

    private string Id(JsonObject fields, List<DraftNote> notes)
    {
        var word = onePath is null ? "id" : OpenApiWords.Fold(onePath[(onePath.LastIndexOf('{') + 1)..].TrimEnd('}'));
        var own = OpenApiWords.Fold(OpenApiWords.Singular(name)) + "id";
        var found = new[] { word, "id", own, "uuid", "guid", "key" }.Select(wanted => fields.FirstOrDefault(known => OpenApiWords.Fold(known.Key) == wanted && Kind(known.Value) is "string" or "integer").Key).FirstOrDefault(key => key is not null);
        if (found is not null) return found;
        var guess = fields.FirstOrDefault(known => Kind(known.Value) is "integer" or "string").Key;
        notes.Add(new(name, $"No field is called like an id{(guess is null ? "" : $"; {guess} is a guess")}.", "Write the field that never changes and that no two records share."));
        if (guess is null) fields[guess = "id"] = "string";
        return guess;
    }

    // A name where there is one; a person's two names; else the first thing that is like a name.
    private static JsonNode?[] Label(JsonObject fields)
    {
        var texts = fields.Where(field => Kind(field.Value) == "string").Select(field => field.Key).ToList();
        var found = OpenApiWords.Name.Select(word => texts.Find(text => OpenApiWords.Fold(text) == word)).OfType<string>().ToList();
        return [.. found.Take(OpenApiWords.Fold(found.FirstOrDefault() ?? "") == "firstname" ? 2 : 1).Select(text => (JsonNode?)text)];
    }

    private Dictionary<string, string> References(IReadOnlyList<OpenApiEntity> all)
    {
        var found = new Dictionary<string, string>();
        foreach (var other in all.Where(other => !other.IsBelow))
        {
            var single = OpenApiWords.Fold(OpenApiWords.Singular(other.Name));
            foreach (var word in new[] { single + "id", single + "ref", single + "key" }) found.TryAdd(word, other.Name);
        }

        found.Remove(OpenApiWords.Fold(OpenApiWords.Singular(name)) + "id");
        return found;
    }

    private static string Kind(JsonNode? field) => OpenApiFile.Text(field is JsonObject more ? more["type"] : field) ?? "";

    private static bool Flag(JsonNode? field, string key) => field is JsonObject more && OpenApiFile.Flag(more[key]);
}
