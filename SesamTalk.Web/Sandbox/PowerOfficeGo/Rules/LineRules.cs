using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Rules;

/// <summary>Order lines: what a product brings along, and whether the order notices.</summary>
internal static class LineRules
{
    public static void Apply(GoDraft draft, GoView view, SandboxState state)
    {
        var order = view.Find("SalesOrders", draft.Parent) ?? throw GoRefusals.NotFound(GoSchema.Get("SalesOrders"), draft.Parent);
        if (OrderRules.IsConfirmed(order)) throw draft.Invalid($"Sales order {draft.Parent} is confirmed; its lines cannot be changed.");
        if (draft.IsNew) draft.After["SortOrder"] ??= view.Under("SalesOrderLines", draft.Parent!).Count();
        Complete(draft, view);
        if (state.Dials.LineEditBumpsOrder) draft.Also.Add(Bump(draft.Parent!, view, state));
    }

    /// <summary>Fills in what the product says, on creation.</summary>
    public static void Complete(GoDraft draft, GoView view)
    {
        if (view.Find("Products", draft.Text("ProductId")) is not { } product) return;
        if (draft.After["Quantity"] is null) throw draft.Invalid("Quantity is required when a product is set.");
        if (!draft.IsNew) return;
        draft.After["Description"] ??= product["Name"]?.DeepClone();
        draft.After["ProductUnitPrice"] ??= product["UnitPrice"]?.DeepClone();
        draft.After["ProductUnitCost"] ??= product["UnitCost"]?.DeepClone();
        draft.After["UnitOfMeasureCode"] ??= product["UnitOfMeasureCode"]?.DeepClone();
    }

    public static Pending Bump(string orderId, GoView view, SandboxState state)
    {
        var order = view.Find("SalesOrders", orderId)!.DeepClone().AsObject();
        order["LastChangedDateTimeOffset"] = SandboxClock.Fine(state.Clock.Now);
        return new Pending("SalesOrders", orderId, null, order, []) { Called = "touch" };
    }
}
