using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Connectors.PowerOfficeGo.GoProperty;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo.Entities;

/// <summary>What is sold. Stock moves a stamp of its own, not the product's.</summary>
internal static class Products
{
    public static readonly GoEntity Entity = new("Products",
    [
        Key(PropertyType.Integer),
        Text("Code", 100),
        Moment("CreatedDateTimeOffset").ReadOnly(),
        Text("CreatedFromImportJournalId").ReadOnly(),
        Text("Description"),
        Text("Gtin"),
        Flag("IsArchived"),
        Flag("IsStockItem"),
        Moment("LastChangedDateTimeOffset").ReadOnly(),
        Text("Name", 400).Required(),
        Whole("OptionalSalesAccount").OnCreate(),
        Choice("OptionalSalesAccountAgricultureDepartment", GoWords.AgricultureDepartment).OnCreate(),
        Whole("OptionalSalesAccountId"),
        Text("ProductGroupCode").OnCreate(),
        Ref("ProductGroupId", "ProductGroups"),
        Choice("ProductType", GoWords.ProductType),
        Whole("StandardSalesAccount").OnCreate(),
        Choice("StandardSalesAccountAgricultureDepartment", GoWords.AgricultureDepartment).OnCreate(),
        Whole("StandardSalesAccountId"),
        Amount("StockAvailable").ReadOnly(),
        Amount("StockOnHand"),
        Moment("StockOnHandLastChangedDatetimeOffset").ReadOnly(),
        Amount("UnitCost"),
        Choice("UnitOfMeasureCode", GoWords.UnitOfMeasureType),
        Amount("UnitPrice"),
    ])
    {
        Search = [("Code", "codes"), ("Name", "names")],
        Archive = ("IsArchived", true),
        Unstamped = ["StockOnHand", "StockAvailable"],
        Aliases = ["Product"],
    };
}
