namespace SesamTalk.Engine.Documents;

/// <summary>
/// The line (from 1) where something stood in the file it was read from; 0 when it was not read from a file.
/// All lines count as equal: where a thing stood is no part of what it says.
/// </summary>
public readonly record struct SourceLine(int Number)
{
    public bool Equals(SourceLine other) => true;
    public override int GetHashCode() => 0;
    public override string ToString() => Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
