namespace SesamTalk.Engine.Records;

/// <summary>
/// How names are compared: lower case, letters and digits only, so that <c>PowerOffice GO</c> and <c>Powerofficego</c>
/// are one. Dots of a path are kept, since they separate steps.
/// </summary>
public static class FoldedName
{
    /// <summary>The folded form of a name or path.</summary>
    public static string Of(string name) =>
        string.Concat(name.Where(c => char.IsLetterOrDigit(c) || c == '.')).ToLowerInvariant();

    /// <summary>Whether two names are the same but for case, blanks and punctuation.</summary>
    public static bool Same(string one, string other) => Of(one) == Of(other);
}
