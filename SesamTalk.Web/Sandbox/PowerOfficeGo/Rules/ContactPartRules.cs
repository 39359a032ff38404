using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Rules;

/// <summary>Contact persons and delivery addresses hang on a contact; one person is the default, one address the primary.</summary>
internal static class ContactPartRules
{
    public static void Apply(GoDraft draft, GoView view, SandboxState state)
    {
        var isPerson = draft.Entity.Name == "ContactPersons";
        if (draft.IsNew && isPerson && GoNumbers.IsTrue(view.Contact(draft.Parent)?["IsPerson"]))
            throw draft.Invalid($"Contact {draft.Parent} is a person; only companies have contact persons.");
        var flag = isPerson ? "IsDefault" : "IsPrimary";
        var siblings = view.Under(draft.Entity.Name, draft.Parent!).Where(body => body["Id"]!.ToString() != draft.Id).ToList();
        if (!isPerson) draft.After[flag] ??= siblings.Count == 0;
        if (!draft.Is(flag) || !draft.Changes(flag)) return;
        foreach (var before in siblings.Where(body => GoNumbers.IsTrue(body[flag])))
        {
            var id = before["Id"]!.ToString();
            var other = new GoDraft(draft.Entity, id, draft.Parent, before, before.DeepClone().AsObject(), draft.By);
            other.After[flag] = false;
            var changes = GoChanges.Of(other);
            GoChanges.Stamp(other, changes, state.Clock.Now);
            draft.Also.Add(new Pending(draft.Entity.Name, id, draft.Parent, other.After, changes));
        }
    }
}
