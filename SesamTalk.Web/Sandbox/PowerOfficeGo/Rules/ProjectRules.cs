using System.Text.Json.Nodes;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Rules;

/// <summary>Projects: a dot parts a subproject's code from its parent's, and the contact person works at the customer.</summary>
internal static class ProjectRules
{
    public static void Apply(GoDraft draft, GoView view)
    {
        if (draft.Changes("Code") && draft.Text("Code")?.Contains('.', StringComparison.Ordinal) == true)
            throw draft.Invalid("Code cannot contain '.', which is reserved for subprojects.");
        if (draft.Text("ParentProjectId") == draft.Id) throw draft.Invalid("A project cannot be its own parent.");
        if (!draft.Changes("ContactPersonId") && !draft.Changes("CustomerId")) return;
        var person = view.Find("ContactPersons", draft.Text("ContactPersonId"));
        if (person is not null && !JsonNode.DeepEquals(person["ContactId"], draft.After["CustomerId"]))
            throw draft.Invalid($"ContactPersonId {draft.Text("ContactPersonId")} does not belong to the project's customer.");
    }
}
