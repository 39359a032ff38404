namespace SesamTalk.Engine.Mapping;

/// <summary>
/// "Dependant on having <paramref name="Value"/> in <paramref name="Path"/>": the cell is meant only where that sibling has
/// that value. A filter when reading; written along as a constant when writing. Either part may be blank in a document and
/// can then not be evaluated.
/// </summary>
public sealed record Dependency(string Value, string Path)
{
    /// <summary>Both parts are given, so it can be evaluated.</summary>
    public bool IsComplete => Value.Length > 0 && Path.Trim().Length > 0;
}
