using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Files;
using SesamTalk.Engine.Connectors.Rest;
using SesamTalk.Engine.Connectors.Rest.Drafting;
using SesamTalk.Engine.Connectors.Sql;
using SesamTalk.Web.Operations.Config;
using Shouldly;
using YamlDotNet.Core;

namespace SesamTalk.Tests.Engine.Connectors;

/// <summary>YAML that means to fill the memory or to fell the process, at every door that reads some.</summary>
public sealed class SafeYamlTests
{
    /// <summary>Nine lines that would be a thousand million texts.</summary>
    private static readonly string Laughs = "a0: &a0 lol\n" + string.Concat(Enumerable.Range(1, 9).Select(n => $"a{n}: &a{n} [{string.Join(", ", Enumerable.Repeat($"*a{n - 1}", 10))}]\n"));

    private static readonly Dictionary<string, Action<string>> Doors = new()
    {
        ["manifest"] = text => ManifestNode.Parse(text), ["draft"] = text => YamlJson.Parse(text), ["tables"] = text => SqlDeclaration.Read(text),
        ["files"] = text => FileDeclaration.Read(text), ["configuration"] = text => ConfigYaml.Read(text),
    };

    public static TheoryData<string, string> Attempts => [.. from door in Doors.Keys from how in new[] { "laughs", "round", "deep", "blocks" } select new TheoryDataRow<string, string>(door, how)];

    [Theory]
    [MemberData(nameof(Attempts))]
    public void It_is_refused_in_words_before_it_is_read(string door, string how)
    {
        var text = how switch
        {
            "laughs" => Laughs,
            "round" => "a: &a [*a]\n",
            "deep" => "a: " + new string('[', 60_000) + new string(']', 60_000),
            _ => string.Concat(Enumerable.Range(0, 600).Select(n => new string(' ', n) + "a:\n")),
        };
        var refused = Should.Throw<Exception>(() => Doors[door](text));
        (refused is YamlException or FormatException or ManifestException or InvalidDataException).ShouldBeTrue(refused.ToString());
        refused.Message.ShouldContain(how is "laughs" or "round" ? "anchors" : "nested deeper");
    }

    [Fact]
    public void A_key_that_is_no_name_is_told_by_its_line() => Should.Throw<InvalidDataException>(() => ConfigYaml.Read("systems:\n  ? [a, b]\n  : c\n")).Message.ShouldContain("Line 2");
}
