using System.Text.Json.Nodes;

namespace SesamTalk.Web.Sandbox.Kit;

/// <summary>Who holds a value of a property that is unique; case does not matter. Made on first use, then kept up with every write.</summary>
internal sealed class ValueIndex
{
    private readonly Dictionary<(string Entity, string Path), Dictionary<string, string>> _holders = [];

    public string? Holder(string entity, string path, string value, IEnumerable<Row> rows)
    {
        if (!_holders.TryGetValue((entity, path), out var holders))
        {
            _holders[(entity, path)] = holders = new(StringComparer.OrdinalIgnoreCase);
            foreach (var row in rows)
                if (Value(row.Now, path) is { } held) holders[held] = row.Id;
        }
        return holders.GetValueOrDefault(value);
    }

    public void Moved(string entity, string id, JsonObject? before, JsonObject? after)
    {
        foreach (var ((of, path), holders) in _holders)
        {
            if (of != entity) continue;
            if (Value(before, path) is { } old && holders.GetValueOrDefault(old) == id) holders.Remove(old);
            if (Value(after, path) is { } now) holders[now] = id;
        }
    }

    public void Clear() => _holders.Clear();

    private static string? Value(JsonObject? body, string path)
    {
        JsonNode? at = body;
        foreach (var name in path.Split('/')) at = (at as JsonObject)?[name];
        return at?.ToString() is { Length: > 0 } text ? text : null;
    }
}
