using System.Text.Json.Nodes;
using SesamTalk.Engine.Documents;
using SesamTalk.Tests.House;
using Shouldly;

namespace SesamTalk.Tests.Engine.Documents;

/// <summary>The five first documents, which are not ours to publish: found in the notes beside the repository, or skipped.</summary>
public sealed class SeedTests
{
    private static string Notes => Environment.GetEnvironmentVariable("SESAMTALK_SHARED") ?? Path.Combine(SourceFile.Top, "..", "shared");

    [Fact]
    public void The_seeds_give_what_is_expected_of_them()
    {
        var seeds = Seeds();
        var expected = JsonNode.Parse(File.ReadAllText(Path.Combine(Notes, "seeds.expected.json")))!.AsArray();
        seeds.Count.ShouldBe(expected.Count);
        for (var i = 0; i < seeds.Count; i++)
        {
            var read = JsonNode.Parse(DocumentJson.Of(seeds[i], Read(seeds[i]).Document!));
            JsonNode.DeepEquals(read, expected[i]).ShouldBeTrue($"{seeds[i]} gives {read}");
        }
    }

    [Fact]
    public void The_seeds_are_written_again_to_the_byte()
    {
        foreach (var seed in Seeds()) RstWriter.WriteBytes(Read(seed).Document!).ShouldBe(File.ReadAllBytes(seed));
    }

    private static List<string> Seeds()
    {
        var folder = Path.Combine(Notes, "seeds");
        Assert.SkipUnless(Directory.Exists(folder), $"The seed documents are not beside the repository ({folder}).");
        return [.. Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal)];
    }

    private static ReadResult Read(string path) => RstReader.Read(path, File.ReadAllBytes(path));
}
