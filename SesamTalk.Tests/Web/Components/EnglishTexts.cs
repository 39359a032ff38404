using System.Xml.Linq;

namespace SesamTalk.Tests.Web.Components;

/// <summary>The texts of the site that are English and nothing else: none of them may stand on a Norwegian page.</summary>
internal static class EnglishTexts
{
    /// <summary>Those without places to fill in, and not the same word in Norwegian.</summary>
    public static IReadOnlySet<string> Alone { get; } = Read("*.resx").Except(Read("*.nb.resx")).Where(text => text.Length > 8 && !text.Contains('{', StringComparison.Ordinal)).ToHashSet();

    private static HashSet<string> Read(string pattern) =>
        [.. Directory.EnumerateFiles(Path.Combine(Solution.Root, "SesamTalk.Web", "Components"), pattern, SearchOption.AllDirectories)
            .Where(file => pattern.Contains(".nb.", StringComparison.Ordinal) || !file.EndsWith(".nb.resx", StringComparison.Ordinal))
            .SelectMany(file => XDocument.Load(file).Root!.Elements("data").Select(data => data.Element("value")!.Value.Trim()))];
}
