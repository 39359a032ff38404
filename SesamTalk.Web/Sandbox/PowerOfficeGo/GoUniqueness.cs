using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>A value that must be unique names, when it is taken, the id that holds it.</summary>
internal static class GoUniqueness
{
    public static void Check(GoDraft draft, SandboxStore store)
    {
        foreach (var field in draft.Entity.Fields)
        {
            if (field.Unique) Among(draft, field, draft.After[field.Name], store);
            if (field.UniqueUnderParent) AmongSiblings(draft, field, store);
            foreach (var member in field.Members.Where(member => member.Unique))
                Among(draft, member, (draft.After[field.Name] as JsonObject)?[member.Name], store);
        }
    }

    private static void Among(GoDraft draft, GoField field, JsonNode? value, SandboxStore store)
    {
        if (!GoNumbers.IsBlank(value) && store.Holder(draft.Entity.Name, field.Path, value!.ToString()) is { } holder && holder != draft.Id)
            throw Taken(draft, field, value, holder);
    }

    private static void AmongSiblings(GoDraft draft, GoField field, SandboxStore store)
    {
        var value = draft.After[field.Name];
        if (GoNumbers.IsBlank(value)) return;
        var holder = store.Children(draft.Entity.Name, draft.Parent!).FirstOrDefault(row => row.Id != draft.Id
            && string.Equals(GoNumbers.Text(row.Now?[field.Name]), value!.ToString(), StringComparison.OrdinalIgnoreCase));
        if (holder is not null) throw Taken(draft, field, value!, holder.Id);
    }

    private static SandboxRefusal Taken(GoDraft draft, GoField field, JsonNode value, string holder) =>
        draft.Invalid($"{field.Path} '{value}' is already in use by {draft.Entity.Traits.Word.ToLowerInvariant()} with id {holder}.");
}
