using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SesamTalk.Tests.Conformance.Rest;

/// <summary>The customers of a test server.</summary>
internal sealed class ShapedRecords(ServerShape shape)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, JsonObject> _rows = [];
    private int _made = 100;

    public DateTimeOffset? FrozenAt { get; set; }

    public TimeSpan Ahead { get; set; }

    private string Now => ((FrozenAt ?? DateTimeOffset.UtcNow) + Ahead).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public List<JsonObject> All(IQueryCollection query)
    {
        lock (_gate)
        {
            IEnumerable<JsonObject> rows = _rows.Values.Select(row => row.DeepClone().AsObject());
            if (query["updated_since"].FirstOrDefault() is { } since) rows = rows.Where(row => string.CompareOrdinal((string)row["updated_at"]!, since) >= 0);
            else rows = rows.Where(row => row["gone"]!.GetValue<bool>() == false);
            foreach (var path in new[] { "name", "external_ref" })
                if (query[path].FirstOrDefault() is { } value) rows = rows.Where(row => (string?)row[path] == value);
            return [.. rows.OrderBy(row => row["id"]!.ToString(), StringComparer.Ordinal)];
        }
    }

    public ShapedAnswer Look(string id)
    {
        lock (_gate) return _rows.TryGetValue(id, out var row) && (shape.SoftDelete || !row["gone"]!.GetValue<bool>()) ? ShapedAnswer.Of(200, row.DeepClone()) : Gone();
    }

    public ShapedAnswer Make(JsonObject sent)
    {
        lock (_gate)
        {
            if (Refusal(sent, null) is { } refusal) return refusal;
            if (string.IsNullOrEmpty((string?)sent["name"])) return ShapedAnswer.Refused("name", "A name is needed.");
            var number = ++_made;
            var row = new JsonObject { ["id"] = shape.Numbers ? number : $"C{number}", ["name"] = null, ["address"] = new JsonObject { ["line"] = null }, ["country"] = null, ["external_ref"] = null, ["credit"] = null, ["active"] = null, ["since"] = null, ["gone"] = false };
            Lay(row, sent);
            _rows[row["id"]!.ToString()] = row;
            return ShapedAnswer.Of(201, row.DeepClone());
        }
    }

    public ShapedAnswer Change(string id, JsonNode sent, string? ifMatch)
    {
        lock (_gate)
        {
            if (!_rows.TryGetValue(id, out var row) || row["gone"]!.GetValue<bool>()) return Gone();
            if (shape.Locks && !string.IsNullOrEmpty(ifMatch) && ifMatch != $"\"{row["version"]}\"") return ShapedAnswer.Of(412, new JsonObject { ["error"] = new JsonObject { ["message"] = "It has moved." } });
            var changes = shape.Patches ? Patched(sent.AsArray()) : sent.AsObject();
            if (Refusal(changes, id) is { } refusal) return refusal;
            Lay(row, changes);
            return ShapedAnswer.Of(200, row.DeepClone());
        }
    }

    public ShapedAnswer Delete(string id)
    {
        lock (_gate)
        {
            if (!_rows.TryGetValue(id, out var row) || row["gone"]!.GetValue<bool>()) return Gone();
            row["gone"] = true;
            Lay(row, []);
            if (!shape.SoftDelete) _rows.Remove(id);
            return ShapedAnswer.Of(204);
        }
    }

    private static JsonObject Patched(JsonArray steps)
    {
        var changes = new JsonObject();
        foreach (var step in steps)
        {
            var path = ((string)step!["path"]!)[1..].Split('/');
            var value = step["value"]?.DeepClone();
            changes[path[0]] = path.Length == 1 ? value : new JsonObject { [path[1]] = value };
        }

        return changes;
    }

    private void Lay(JsonObject row, JsonObject sent)
    {
        foreach (var (name, value) in sent)
            if (value is JsonObject below && row[name] is JsonObject own) foreach (var (inner, one) in below) own[inner] = one?.DeepClone();
            else row[name] = value?.DeepClone();
        row["version"] = (row["version"]?.GetValue<int>() ?? 0) + 1;
        row["updated_at"] = Now;
    }

    private ShapedAnswer? Refusal(JsonObject sent, string? id)
    {
        if (sent.ContainsKey("id") || sent.ContainsKey("updated_at")) return ShapedAnswer.Refused("id", "It is not yours to say.");
        if ((string?)sent["country"] is { Length: > 2 }) return ShapedAnswer.Refused("country", "Two letters, please.");
        return (string?)sent["external_ref"] is { } reference && _rows.Values.Any(row => (string?)row["external_ref"] == reference && row["id"]!.ToString() != id)
            ? ShapedAnswer.Refused("external_ref", "It is taken.") : null;
    }

    private static ShapedAnswer Gone() => ShapedAnswer.Of(404, new JsonObject { ["error"] = new JsonObject { ["message"] = "There is none." } });
}
