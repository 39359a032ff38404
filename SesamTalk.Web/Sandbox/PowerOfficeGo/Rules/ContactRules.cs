using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Rules;

/// <summary>Customers, suppliers and employees: names, ways of delivery, the address's own id, and the contact that all roles share.</summary>
internal static class ContactRules
{
    public static void Apply(GoDraft draft, GoView view, SandboxState state)
    {
        Names(draft);
        if (draft.Entity.Name == "Customers") Delivery(draft);
        if (draft.IsNew) draft.After["SubledgerAccountId"] = state.Store.Next("subledger", 700001);
        if (draft.After["MailAddress"] is JsonObject address)
            address["Id"] ??= (draft.Before?["MailAddress"] as JsonObject)?["Id"]?.DeepClone() ?? state.Store.Next("address", 300001);
        OtherRoles(draft, view, state);
    }

    /// <summary>A further role begins with what is known of the contact.</summary>
    public static void Join(GoEntity role, JsonObject after, JsonObject sent, JsonObject contact)
    {
        foreach (var field in role.Fields.Where(field => field.Shared && !sent.ContainsKey(field.Name)))
            after[field.Name] = contact[field.Name]?.DeepClone();
    }

    private static void Names(GoDraft draft)
    {
        if (draft.Entity.Field("Name") is null || draft.Is("IsPerson"))
        {
            if (GoNumbers.IsBlank(draft.After["FirstName"]) || GoNumbers.IsBlank(draft.After["LastName"]))
                throw draft.Invalid("FirstName and LastName are required for a person.");
            if (draft.Entity.Field("Name") is not null) draft.After["Name"] = $"{draft.Text("FirstName")} {draft.Text("LastName")}";
        }
        else if (GoNumbers.IsBlank(draft.After["Name"]))
        {
            throw draft.Invalid("Name is required for a company.");
        }
    }

    private static void Delivery(GoDraft draft)
    {
        draft.After["InvoiceDeliveryType"] ??= "PdfByEmail";
        var type = draft.Text("InvoiceDeliveryType");
        if (type == "PdfByEmail" && GoNumbers.IsBlank(draft.After["EmailAddress"]) && GoNumbers.IsBlank(draft.After["InvoiceEmailAddress"]))
            throw draft.Invalid("InvoiceDeliveryType PdfByEmail needs an e-mail address on the customer.");
        if (type == "EHF" && GoNumbers.IsBlank(draft.After["OrganizationNumber"]))
            throw draft.Invalid("InvoiceDeliveryType EHF needs an organization number.");
        if (draft.Changes("InvoiceDeliveryType") && type is "AvtaleGiro" or "Efaktura" or "External" or "Factoring")
            throw draft.Invalid($"InvoiceDeliveryType {type} cannot be set.");
    }

    /// <summary>What belongs to the contact changes in its other roles at the same time.</summary>
    private static void OtherRoles(GoDraft draft, GoView view, SandboxState state)
    {
        foreach (var role in GoSchema.Roles.Where(role => role != draft.Entity.Name))
        {
            if (view.Find(role, draft.Id) is not { } before) continue;
            draft.After["ContactCreatedDateTimeOffset"] = before["ContactCreatedDateTimeOffset"]?.DeepClone();
            var other = new GoDraft(GoSchema.Get(role), draft.Id, null, before, before.DeepClone().AsObject(), draft.By);
            foreach (var field in other.Entity.Fields.Where(field => field.Shared && draft.Entity.Field(field.Name) is not null))
                other.After[field.Name] = draft.After[field.Name]?.DeepClone();
            var changes = GoChanges.Of(other);
            if (changes.Count == 0) continue;
            GoChanges.Stamp(other, changes, state.Clock.Now);
            draft.Also.Add(new Pending(role, draft.Id, null, other.After, changes));
        }
    }
}
