namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Rules;

/// <summary>Products: the first group is the default one, and stock is kept for stock items only.</summary>
internal static class ProductRules
{
    public static void Apply(GoDraft draft, GoView view)
    {
        if (draft.IsNew) draft.After["ProductGroupId"] ??= view.All("ProductGroups").FirstOrDefault()?["Id"]?.DeepClone();
        if (draft.Changes("StockOnHand") && draft.After["StockOnHand"] is not null && !draft.Is("IsStockItem"))
            throw draft.Invalid("StockOnHand can be set for stock items only.");
    }
}
