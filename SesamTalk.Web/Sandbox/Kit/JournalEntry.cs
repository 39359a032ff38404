using System.Text.Json.Nodes;

namespace SesamTalk.Web.Sandbox.Kit;

/// <summary>One effective write, as the ground truth remembers it: only what really changed, and by whom.</summary>
/// <param name="Sequence">Grows by one with every entry.</param>
/// <param name="Operation"><c>create</c>, <c>update</c> or <c>delete</c>.</param>
/// <param name="Changes">Per path the value before and after.</param>
/// <param name="By"><c>user</c> for an edit by a person, <c>api</c> with the client's name otherwise, <c>seed</c> for demo data.</param>
internal sealed record JournalEntry(
    long Sequence, string Time, string Entity, string Id, string Operation, JsonObject Changes, string By)
{
    public JsonObject ToJson() => new()
    {
        ["sequence"] = Sequence,
        ["time"] = Time,
        ["entity"] = Entity,
        ["id"] = Id,
        ["operation"] = Operation,
        ["changes"] = Changes.DeepClone(),
        ["by"] = By,
    };
}
