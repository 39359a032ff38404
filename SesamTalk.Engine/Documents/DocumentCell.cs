namespace SesamTalk.Engine.Documents;

/// <summary>A property as a table cell names it: its path, and on what it depends.</summary>
/// <param name="Path">Dot separated, as written; empty where the cell is empty.</param>
/// <param name="Dependencies">Alternatives: one of them must hold. Empty when the property is always meant.</param>
public sealed record DocumentCell(string Path, Sequence<DocumentDependency> Dependencies)
{
    /// <summary>A cell that holds a path alone.</summary>
    public static DocumentCell Of(string path) => new(path, []);
}

/// <summary>"Dependant on having V in P": the property is meant only where the sibling P has the value V.</summary>
/// <param name="Value">Empty means any, that is, unknown.</param>
/// <param name="Path">Empty means the record's own class.</param>
public sealed record DocumentDependency(string Value, string Path)
{
    /// <summary>A dependency without a value or a path cannot be evaluated.</summary>
    public bool IsBlank => Value.Length == 0 || Path.Length == 0;
}
