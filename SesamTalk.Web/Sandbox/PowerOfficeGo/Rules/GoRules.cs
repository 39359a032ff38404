using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Rules;

/// <summary>The rules that a table cannot say, per entity.</summary>
internal static class GoRules
{
    public static void Apply(GoDraft draft, GoView view, SandboxState state)
    {
        foreach (var field in draft.Entity.Fields.Where(field => field.Required && GoNumbers.IsBlank(draft.After[field.Name])))
            throw draft.Invalid($"{field.Path} is required.");
        if (!draft.IsNew) GoIntake.Defaults(draft.Entity, draft.After);
        Numbering.Assign(draft, state.Store);
        switch (draft.Entity.Name)
        {
            case "Customers" or "Suppliers" or "Employees":
                ContactRules.Apply(draft, view, state);
                break;
            case "ContactPersons" or "ContactDeliveryAddresses":
                ContactPartRules.Apply(draft, view, state);
                break;
            case "Products":
                ProductRules.Apply(draft, view);
                break;
            case "Projects":
                ProjectRules.Apply(draft, view);
                break;
            case "SalesOrders":
                OrderRules.Apply(draft, view, state);
                break;
            case "SalesOrderLines":
                LineRules.Apply(draft, view, state);
                break;
        }
    }
}
