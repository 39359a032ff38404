using System.Text.Json.Nodes;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>An id that is written must be the id of something.</summary>
internal static class GoReferences
{
    public static void Check(GoDraft draft, GoView view)
    {
        foreach (var field in draft.Entity.Fields)
        {
            if (field.Type == "object" && draft.After[field.Name] is JsonObject inner)
                foreach (var member in field.Members) Look(member, inner[member.Name], view);
            else if (draft.Changes(field.Name)) Look(field, draft.After[field.Name], view);
        }
    }

    private static void Look(GoField field, JsonNode? value, GoView view)
    {
        if (field.Reference is not { } target || value is null) return;
        var ids = value is JsonArray many ? many.Select(GoNumbers.Text) : [GoNumbers.Text(value)];
        foreach (var id in ids)
            if (!(field.AllowsNone && id == "-1") && view.Find(target, id) is null) throw GoRefusals.NotFound(GoSchema.Get(target), id);
    }
}
