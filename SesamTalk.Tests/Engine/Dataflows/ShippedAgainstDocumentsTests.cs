using System.Text.Json;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Engine.Mapping;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Dataflows;

/// <summary>The shipped definitions, held against what their documents say; the notes lie beside the repository, or the test says that they do not.</summary>
public sealed class ShippedAgainstDocumentsTests
{
    private static readonly string Notes = Path.GetFullPath(Path.Combine(
        Environment.GetEnvironmentVariable("SESAMTALK_SHARED") ?? Path.Combine(Solution.Root, "..", "shared"), "seeds.expected.json"));

    [Theory]
    [InlineData(0, "poweroffice-opensesam")]
    [InlineData(1, "poweroffice-go-custom-webshop")]
    [InlineData(2, "powerofficego-unnamed")]
    [InlineData(3, "custom-crm-powerofficego")]
    [InlineData(4, "custom-pms-poweroffice-go")]
    public void The_part_that_is_the_documents_says_what_the_document_says(int number, string id)
    {
        Assert.SkipUnless(File.Exists(Notes), $"There is no {Notes}: the documents' own text cannot be compared.");
        using var notes = JsonDocument.Parse(File.ReadAllText(Notes));
        var document = notes.RootElement[number];
        var dataflow = ShippedDataflows.All.Single(shipped => shipped.Id == id);

        dataflow.Title.ShouldBe(Text(document, "title"));
        dataflow.A.DocumentName.ShouldBe(Text(document, "source_system"));
        dataflow.B.DocumentName.ShouldBe(Text(document, "target_system"));
        dataflow.Pairs.Where(pair => pair.Origin == RuleOrigin.Document).Select(Shown)
            .ShouldBe(document.GetProperty("pairs").EnumerateArray().Select(Shown));
    }

    private static string Shown(Pair pair) => string.Join('\n',
    [
        $"{pair.A.Name} [{pair.A.SystemName}|{pair.A.Entity}|{pair.A.Aspect}]", $"{pair.B.Name} [{pair.B.SystemName}|{pair.B.Entity}|{pair.B.Aspect}]",
        $"every {pair.ToB is { Creation: CreationRule.Every, Origin: RuleOrigin.Document, Condition: null }}",
        $"keys {pair.Keys.Count(key => !key.IsAdded)}",
        .. pair.Properties.Where(row => row.Origin == RuleOrigin.Document).Select(row => $"{row.A} -> {row.B} {row.TypeToB}"),
    ]);

    private static string Shown(JsonElement pair) => string.Join('\n',
    [
        $"{Text(pair, "source")} [{Text(pair, "source_system")}|{Text(pair, "source_entity")}|{Text(pair, "source_aspect")}]",
        $"{Text(pair, "target")} [{Text(pair, "target_system")}|{Text(pair, "target_entity")}|{Text(pair, "target_aspect")}]",
        $"every {pair.GetProperty("unconditional").GetBoolean()}",
        $"keys {pair.GetProperty("merge_keys").GetArrayLength()}",
        .. pair.GetProperty("properties").EnumerateArray().Select(row => $"{Text(row, "source")} -> {Text(row, "target")} {row.GetProperty("data_type").GetRawText()}"),
    ]);

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
