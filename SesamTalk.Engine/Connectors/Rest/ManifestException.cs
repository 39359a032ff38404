namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>A manifest that cannot work; the message names the line, the key and what it may be.</summary>
public sealed class ManifestException(long line, string key, string why)
    : Exception(key.Length == 0 ? $"Line {line} of the manifest: {why}." : $"Line {line} of the manifest, {key}: {why}.")
{
    /// <summary>The line, counted from 1.</summary>
    public long Line { get; } = line;

    /// <summary>The dotted key (<c>entities[0].operations.list.path</c>); empty for the whole.</summary>
    public string Key { get; } = key;
}
