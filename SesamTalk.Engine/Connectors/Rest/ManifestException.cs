using SesamTalk.Engine.Reasons;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>A manifest that cannot work; the message names the line, the key and what it may be.</summary>
public sealed class ManifestException : Exception
{
    /// <summary>Of a line, counted from 1, and a dotted key; empty for the whole.</summary>
    public ManifestException(long line, string key, Wording why) : this(line, key, (Reason)why)
    {
    }

    /// <inheritdoc cref="ManifestException(long, string, Wording)"/>
    public ManifestException(long line, string key, Reason why) : base($"{At(line, key, why)}.") => (Line, Key, Because) = (line, key, At(line, key, why));

    /// <summary>The line, counted from 1.</summary>
    public long Line { get; }

    /// <summary>The dotted key (<c>entities[0].operations.list.path</c>); empty for the whole.</summary>
    public string Key { get; }

    /// <summary>The message for a reader, in their own language, without its full stop.</summary>
    public Reason Because { get; }

    private static Reason At(long line, string key, Reason why) => key.Length == 0 ? (Wording)$"Line {line} of the manifest: {why}" : (Wording)$"Line {line} of the manifest, {key}: {why}";
}
