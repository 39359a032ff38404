using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Web.Components;

public sealed partial class TextsTests
{
    private static readonly string Components = Path.Combine(Solution.Root, "SesamTalk.Web", "Components");

    public static TheoryData<string> Resources() =>
        [.. Directory.EnumerateFiles(Components, "*.resx", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".nb.resx", StringComparison.Ordinal)).Select(file => Path.GetRelativePath(Components, file)).Order()];

    [Theory]
    [MemberData(nameof(Resources))]
    public void Both_languages_have_the_same_keys(string resource) =>
        Keys(resource.Replace(".resx", ".nb.resx", StringComparison.Ordinal)).Keys.ShouldBe(Keys(resource).Keys, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Resources))]
    public void Both_languages_have_a_text_with_the_same_places_for_every_key(string resource)
    {
        var norwegian = Keys(resource.Replace(".resx", ".nb.resx", StringComparison.Ordinal));
        foreach (var (key, english) in Keys(resource))
        {
            english.ShouldNotBeNullOrWhiteSpace(key);
            norwegian[key].ShouldNotBeNullOrWhiteSpace(key);
            Places(norwegian[key]).ShouldBe(Places(english), key);
        }
    }

    [Fact]
    public void No_key_that_a_page_asks_for_is_missing()
    {
        var missing = from source in Directory.EnumerateFiles(Components, "*", SearchOption.AllDirectories)
                      where source.EndsWith(".razor", StringComparison.Ordinal) || source.EndsWith(".razor.cs", StringComparison.Ordinal)
                      let texts = ResourceOf(source)
                      where texts is not null
                      from key in Asked(File.ReadAllText(source))
                      where !texts.ContainsKey(key) && !texts.ContainsKey(key + ".other")
                      select $"{Path.GetRelativePath(Components, source)}: {key}";
        missing.ShouldBeEmpty();
    }

    // A component's texts are those of the class its localizer names, in whichever of its two files that is.
    private static Dictionary<string, string>? ResourceOf(string source)
    {
        var markup = source.EndsWith(".razor.cs", StringComparison.Ordinal) ? source[..^3] : source;
        var both = File.ReadAllText(markup) + (File.Exists(markup + ".cs") ? File.ReadAllText(markup + ".cs") : "");
        if (LocalizerOf().Match(both) is not { Success: true } localizer) return null;
        var file = Directory.EnumerateFiles(Components, localizer.Groups[1].Value + ".resx", SearchOption.AllDirectories).SingleOrDefault();
        file.ShouldNotBeNull($"{localizer.Groups[1].Value} has no texts");
        return Keys(Path.GetRelativePath(Components, file!));
    }

    private static IEnumerable<string> Asked(string source) =>
        AskedKey().Matches(source).Select(asked => asked.Groups[1].Value).Where(key => key.Length > 0);

    private static string[] Places(string text) => [.. Place().Matches(text).Select(place => place.Value).Distinct().Order()];

    private static Dictionary<string, string> Keys(string resource) =>
        XDocument.Load(Path.Combine(Components, resource)).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    [GeneratedRegex(@"IStringLocalizer<(\w+)>")]
    private static partial Regex LocalizerOf();

    [GeneratedRegex(@"\b(?:t|text|Text)(?:\[|\.Count\()""([\w.]+)""(?! \+)")]
    private static partial Regex AskedKey();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Place();
}
