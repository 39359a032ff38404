using System.Text.Json.Nodes;
using Shouldly;

namespace SesamTalk.Tests.Scenarios;

/// <summary>What the sandboxes' own journals say of one kind of record, and the laws of the simulator that they are held to.</summary>
internal sealed class SandboxJournals(SeedStory story, List<JsonObject> ours, List<JsonObject> theirs)
{
    public static async Task<SandboxJournals> ReadAsync(FlowWorld world, SeedStory story) =>
        new(story, await world.JournalAsync(story.Ours.System, story.Ours.Entity), await world.JournalAsync(story.Theirs.System, story.Theirs.Entity));

    /// <summary>No duplicate (I3), nothing made where it comes from (I4), no delete that nobody asked for (I10), no echo (I8), no blind overwrite (I2).</summary>
    public void ShouldKeepTheLaws(string when)
    {
        foreach (var (side, mine, other) in new[] { (story.Ours, ours, theirs), (story.Theirs, theirs, ours) })
        {
            var otherSide = side == story.Ours ? story.Theirs : story.Ours;
            var made = mine.Where(Is("create")).Select(entry => (Key: To(entry, side.Key), By: By(entry))).ToList();
            made.GroupBy(one => one.Key).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty($"{when}: I3, made twice in {side.System}");
            made.Where(one => one.By == "api").Select(one => one.Key).Except(other.Where(Is("create")).Where(entry => By(entry) == "user").Select(entry => To(entry, otherSide.Key))).ShouldBeEmpty($"{when}: I4, made in {side.System} without an origin");
            mine.Where(Is("delete")).ShouldBeEmpty($"{when}: I10, deleted in {side.System}");
            Written(mine, side).GroupBy(one => (one.Id, one.To)).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty($"{when}: I8, the same value written twice in {side.System}");
            var carried = other.Select(entry => To(entry, otherSide.Name)).ToHashSet();
            Written(mine, side).Where(one => one.From.Length > 0 && !carried.Contains(one.From)).Select(one => one.From).ShouldBeEmpty($"{when}: I2, overwritten in {side.System} before it was ever seen in the other");
        }
    }

    private static IEnumerable<(string Id, string From, string To)> Written(List<JsonObject> journal, SeedSide side) => journal
        .Where(entry => Is("update")(entry) && By(entry) == "api" && entry["changes"]?[side.Name] is not null)
        .Select(entry => (entry["id"]!.ToString(), entry["changes"]![side.Name]!["from"]?.ToString() ?? "", To(entry, side.Name)));

    private static Func<JsonObject, bool> Is(string operation) => entry => entry["operation"]!.ToString() == operation;

    private static string By(JsonObject entry) => entry["by"]!.ToString();

    private static string To(JsonObject entry, string path) => entry["changes"]?[path]?["to"]?.ToString() ?? "";
}

/// <summary>One side of a seed's story: where the records stand, what tells them apart and what is edited.</summary>
internal sealed record SeedSide(string System, string Entity, string Id, string Key, string Name);

/// <summary>A dataflow and the kind of record that people make and edit in it by chance.</summary>
internal sealed record SeedStory(string Dataflow, SeedSide Ours, SeedSide Theirs)
{
    public static SeedStory Suppliers { get; } = new("poweroffice-opensesam",
        new(FlowWorld.Go, "Suppliers", "Id", "OrganizationNumber", "Name"), new("opensesam", "organisations", "id", "organisation_number", "name"));

    public static SeedStory Products { get; } = new("poweroffice-go-custom-webshop",
        new(FlowWorld.Go, "Products", "Id", "Code", "Name"), new("custom-webshop", "products", "id", "sku", "name"));

    public override string ToString() => Dataflow;
}
