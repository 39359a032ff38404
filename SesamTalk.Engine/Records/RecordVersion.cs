namespace SesamTalk.Engine.Records;

/// <summary>
/// A system's own stamp of a record's state, opaque to the engine: handed back where the system locks by version,
/// and kept to tell two reads apart. <see cref="None"/> where the system has no such thing.
/// </summary>
public readonly record struct RecordVersion
{
    /// <summary>No stamp is known.</summary>
    public static readonly RecordVersion None;

    private readonly object? _stamp;

    /// <summary>The stamp as a text.</summary>
    public RecordVersion(string? text) => _stamp = text;

    /// <summary>A stamp that takes work to tell, and that most reads never ask for.</summary>
    internal RecordVersion(LateStamp stamp) => _stamp = stamp;

    /// <summary>The stamp's text; null for none.</summary>
    public string? Text
    {
        get => _stamp is LateStamp late ? late.Text : (string?)_stamp;
        init => _stamp = value;
    }

    /// <summary>Whether both stamps have one text.</summary>
    public bool Equals(RecordVersion other) => ReferenceEquals(_stamp, other._stamp) || Text == other.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";
}

/// <summary>A stamp whose text is made when it is first asked for.</summary>
internal abstract class LateStamp
{
    private string? _text;

    public string? Text => _text ??= Make();

    protected abstract string? Make();
}
