using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Rules;

/// <summary>Orders: locked while confirmed, in the customer's currency, naming the contact person.</summary>
internal static class OrderRules
{
    public static void Apply(GoDraft draft, GoView view, SandboxState state)
    {
        if (IsConfirmed(draft.Before) && draft.Text("SalesOrderStatus") == "Confirmed")
            throw draft.Invalid($"Sales order {draft.Id} is confirmed and cannot be changed; set SalesOrderStatus to Draft first.");
        if (draft.After["CustomerId"] is null && state.Dials.OrderNeedsCustomer) throw draft.Invalid("CustomerId is required.");
        draft.After["CurrencyCode"] ??= view.Find("Customers", draft.Text("CustomerId"))?["CurrencyCode"]?.DeepClone() ?? "NOK";
        if (view.Find("ContactPersons", draft.Text("CustomerReferenceContactPersonId")) is { } person)
            draft.After["CustomerReference"] = $"{person["FirstName"]} {person["LastName"]}";
        if (draft.IsNew) draft.After["$by"] = draft.By;
    }

    public static bool IsConfirmed(JsonObject? order) => GoNumbers.Text(order?["SalesOrderStatus"]) == "Confirmed";
}
