namespace SesamTalk.Engine.Records;

/// <summary>
/// The mark of a slot that a read did not bring. Absent is unknown: it changes nothing, while null and the empty text
/// are values that somebody can have set.
/// </summary>
public sealed class Absent
{
    /// <summary>The one instance, compared by reference.</summary>
    public static readonly Absent Instance = new();

    private Absent()
    {
    }

    /// <inheritdoc/>
    public override string ToString() => "(not read)";
}
