using System.Collections.Immutable;

namespace SesamTalk.Engine.Runs;

/// <summary>One thing that an act changed.</summary>
/// <param name="What">What: a setting, a property of a definition by its path.</param>
/// <param name="Before">What it was; null where it was not.</param>
/// <param name="After">What it is; null where it is no more.</param>
public sealed record AuditChange(string What, string? Before, string? After)
{
    /// <summary>The most that an entry holds; of more it is said that there are more.</summary>
    public const int Most = 60;

    private const int Longest = 400;

    /// <summary>One change of one thing.</summary>
    public static ImmutableArray<AuditChange> Of(string what, object? before, object? after) => [new(what, Cut(before?.ToString()), Cut(after?.ToString()))];

    /// <summary>What differs between two lists of named texts, by name; nothing where they are alike.</summary>
    public static ImmutableArray<AuditChange> Between(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        var differing = before.Keys.Union(after.Keys).Where(key => before.GetValueOrDefault(key) != after.GetValueOrDefault(key)).Order(StringComparer.Ordinal).ToList();
        ImmutableArray<AuditChange> all = [.. differing.Take(Most).Select(key => new AuditChange(key, Cut(before.GetValueOrDefault(key)), Cut(after.GetValueOrDefault(key))))];
        return differing.Count > Most ? [.. all, new("…", null, $"+{differing.Count - Most}")] : all;
    }

    private static string? Cut(string? text) => text is { Length: > Longest } ? text[..Longest] + "…" : text;
}
