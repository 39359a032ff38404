using System.Text.Json.Nodes;

namespace SesamTalk.Web.Sandbox.Kit;

/// <summary>One record of a sandbox with its recent versions, so that a lagging replica can show an older one.</summary>
/// <remarks>A body is never changed in place; a version without body is a deletion.</remarks>
internal sealed class Row(string entity, string id, string? parent)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);
    private readonly List<(DateTimeOffset At, JsonObject? Body)> _versions = [];

    public string Entity { get; } = entity;
    public string Id { get; } = id;
    public string? Parent { get; } = parent;

    /// <summary>What the primary holds now; null when the record is deleted.</summary>
    public JsonObject? Now => _versions.Count == 0 ? null : _versions[^1].Body;

    /// <summary>What a reader sees who is as far behind as <paramref name="moment"/>.</summary>
    public JsonObject? AsOf(DateTimeOffset moment)
    {
        for (var at = _versions.Count - 1; at >= 0; at--)
            if (_versions[at].At <= moment) return _versions[at].Body;
        return null;
    }

    public void Add(DateTimeOffset at, JsonObject? body)
    {
        while (_versions.Count > 1 && _versions[1].At < at - Remembered) _versions.RemoveAt(0);
        _versions.Add((at, body));
    }
}
