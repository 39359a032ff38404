using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SesamTalk.Engine.Connectors.Rest.Drafting;

/// <summary>One data type of a Sesam connector as an entity of a manifest.</summary>
internal sealed partial class SesamEntity(string name, JsonObject datatype, JsonObject operations, Func<string, JsonObject?> pipe, Func<string, string?> place, List<DraftNote> notes)
{
    private readonly JsonObject _fields = [];
    private List<string> _ids = ["id"];

    /// <summary>The entity; null where its list cannot be said, with a note.</summary>
    public JsonObject? Make()
    {
        var source = OpenApiFile.Text(datatype["template"]) is { } used ? pipe(used) : null;
        if (Find("list", OpenApiFile.Text(source?["operation"])) is not { } list)
        {
            notes.Add(new(name, "It has no list operation of its own.", "Write the entity by hand, if you need it."));
            return null;
        }

        ReadIds(list);
        if (Request(list, "list", []) is not { } reading) return null;
        var entity = new JsonObject { ["name"] = name };
        if (OpenApiFile.Text(datatype["label"]) is { } label && label != name) entity["aliases"] = new JsonArray(label);
        foreach (var id in _ids) _fields[id] = "string";
        entity["id"] = _ids.Count == 1 ? JsonValue.Create(_ids[0]) : new JsonArray([.. _ids.Select(id => (JsonNode?)id)]);
        if (Path(list["payload_property"]) is { } items) reading["itemsPath"] = items;
        Paging(list, reading);
        Since(source, reading, entity);
        var made = new JsonObject { ["list"] = reading };
        foreach (var verb in new[] { "lookup", "insert", "update", "delete" })
            if (Find(verb, null) is { } one && Request(one, verb, verb is "insert" ? [] : _ids) is { } request) made[verb] = request;
        entity["fields"] = _fields;
        entity["operations"] = made;
        notes.Add(new(name, "Such a connector does not hold the fields of a record, nor what they refer to.", "Write fields from the system's own description: at least those that the dataflow names."));
        if (OpenApiFile.Text(datatype["parent"]) is { } parent) notes.Add(new(name, $"Its records are read below those of {parent}.", "Write “parent” and a list path with {parent.…}."));
        return entity;
    }

    private JsonObject? Find(string verb, string? known)
    {
        var names = new[] { $"{name}-{verb}", Filled(known), Filled($"{OpenApiFile.Text(datatype["template"])}-{verb}"), verb }.OfType<string>();
        return names.Select(wanted => operations[wanted] as JsonObject).FirstOrDefault(found => found is not null);
    }

    // A pipe template says “{{@ datatype @}}-list”, and the data type fills it in.
    private string? Filled(string? text) => text is null ? null : Argument().Replace(text, match => match.Groups[1].Value == "datatype" ? name : OpenApiFile.Text(datatype["parameters"]?[match.Groups[1].Value]) ?? match.Value);

    private void ReadIds(JsonObject list)
    {
        var expression = OpenApiFile.Text(list["id_expression"]) ?? "";
        var found = Expression().Matches(expression).Select(match => match.Groups[1].Value.Trim()).ToList();
        if (found.Count > 0 && found.TrueForAll(id => Plain().IsMatch(id))) _ids = [.. found.Distinct()];
        else notes.Add(new(name, expression.Length == 0 ? "Its id is not said; “id” is a guess." : $"Its id is said by {expression}, which was not understood; “id” is a guess.", "Write the field, or the list of fields, that never change."));
    }

    private JsonObject? Request(JsonObject operation, string verb, List<string> ids)
    {
        if (Said(OpenApiFile.Text(operation["url"]) ?? "", verb, ids, "url") is not { } url) return null;
        var request = new JsonObject();
        if (OpenApiFile.Text(operation["method"])?.ToUpperInvariant() is { } method && method != Usual(verb)) request["method"] = method;
        var (path, query) = url.IndexOf('?') is >= 0 and var mark ? (url[..mark], url[(mark + 1)..]) : (url, "");
        request["path"] = "/" + path.TrimStart('/');
        var parameters = new JsonObject(query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (JsonNode?)(pair.Length > 1 ? pair[1] : ""))));
        foreach (var (key, value) in operation["params"] as JsonObject ?? [])
            if (Said(OpenApiFile.Text(value) ?? "", verb, ids, $"params.{key}") is { Length: > 0 } said) parameters[key] = said;
        if (parameters.Count > 0) request["query"] = parameters;
        if (ids.Count > 0 && !request.ToJsonString().Contains("{id", StringComparison.Ordinal))
        {
            notes.Add(new($"{name} {verb}", "Its address does not hold the record's id.", "Write it by hand."));
            return null;
        }

        if (operation["payload"] is not null) notes.Add(new($"{name} {verb}", "It sends a body of its own, by a template.", "Write “body”; {record} stands for the record, {record.PATH} for a value."));
        if (verb is not ("list" or "delete") && Path(operation["payload_property"]) is { } inside) request["recordPath"] = inside;
        return request;
    }

    private string? Said(string text, string verb, List<string> ids, string what)
    {
        var said = SesamText.Places(Filled(text)!, path => Place(path, ids), out var odd);
        if (said is null) notes.Add(new($"{name} {verb} {what}", $"It holds {odd}, which was not understood; {(what == "url" ? "the operation" : "the parameter")} was left out.", "Write it by hand."));
        return said;
    }

    private string? Place(string path, List<string> ids)
    {
        if (path.StartsWith("properties.", StringComparison.Ordinal) && OpenApiFile.Text(datatype["parameters"]?[path["properties.".Length..]]) is { } given) return given.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
        var own = path.StartsWith("entity.", StringComparison.Ordinal) ? path["entity.".Length..] : path;
        if (ids.Contains(own)) return ids.Count == 1 ? "{id}" : $"{{id.{own}}}";
        return path is "since" ? "{since}" : place(path);
    }

    private void Paging(JsonObject list, JsonObject reading)
    {
        if (OpenApiFile.Text(list["next_page_link"]) is not { } link)
        {
            notes.Add(new(name, "It does not say how its list goes on.", "See whether one answer holds everything; if not, write paging."));
            return;
        }

        if (SesamText.BodyPath(link) is { } next) reading["paging"] = new JsonObject { ["kind"] = "nextLink", ["next"] = next };
        else if (Token().Match(link) is { Success: true } token)
        {
            (reading["query"] as JsonObject ?? Query(reading))[token.Groups["parameter"].Value] = "{cursor}";
            reading["paging"] = new JsonObject { ["kind"] = "cursor", ["next"] = token.Groups["path"].Value };
        }
        else if (Counted().Match(link) is { Success: true } counted)
        {
            (reading["query"] as JsonObject ?? Query(reading))[counted.Groups["parameter"].Value] = "{offset}";
            reading["paging"] = new JsonObject { ["kind"] = "offset" };
        }
        else notes.Add(new(name, $"How its list goes on is said by {link}, which was not understood.", "Write paging."));
        if (reading["paging"] is JsonObject paging && int.TryParse(OpenApiFile.Text(reading["query"]?["limit"] ?? reading["query"]?["count"]), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0) paging["size"] = size;
    }

    private static JsonObject Query(JsonObject reading)
    {
        var query = new JsonObject();
        reading["query"] = query;
        return query;
    }

    private void Since(JsonObject? source, JsonObject reading, JsonObject entity)
    {
        if (source?["supports_since"] is null) return;
        var (parameter, updated) = (OpenApiFile.Text(source["since_property_name"]), Expression().Match(OpenApiFile.Text(source["updated_expression"]) ?? "") is { Success: true } match ? match.Groups[1].Value.Trim() : null);
        if (updated is not null && updated.StartsWith("entity.", StringComparison.Ordinal)) updated = updated["entity.".Length..];
        if (parameter is null || updated is null || !Plain().IsMatch(updated) || OpenApiFile.Text(source["since_property_location"]) == "manual")
        {
            notes.Add(new(name, "It can be asked for changes, in a way that was not understood.", "Write “updated”, and since in its list."));
            return;
        }

        _fields[updated] = "dateTime";
        entity["updated"] = updated;
        (reading["query"] as JsonObject ?? Query(reading))[parameter] = "{since}";
        reading["since"] = new JsonObject { ["format"] = "isoMilliseconds" };
    }

    private static string? Path(JsonNode? node) => OpenApiFile.Text(node) is { Length: > 0 } path ? path : null;

    private static string Usual(string verb) => verb switch { "insert" => "POST", "update" => "PATCH", "delete" => "DELETE", _ => "GET" };

    [GeneratedRegex(@"\{\{@\s*(\w+)\s*@\}\}")]
    private static partial Regex Argument();

    [GeneratedRegex(@"\{\{\s*([^{}]+?)\s*\}\}")]
    private static partial Regex Expression();

    [GeneratedRegex(@"^(entity\.)?[\w$.]+$")]
    private static partial Regex Plain();

    [GeneratedRegex(@"[?&](?<parameter>[\w$-]+)=\{\{\s*body\.(?<path>[\w.]+)\s*\}\}$")]
    private static partial Regex Token();

    [GeneratedRegex(@"[?&](?<parameter>[\w$-]+)=\{\{\s*body\.\w+(\s*\|\s*int)?\s*\+\s*body\.\w+(\s*\|\s*int)?\s*\}\}")]
    private static partial Regex Counted();
}
