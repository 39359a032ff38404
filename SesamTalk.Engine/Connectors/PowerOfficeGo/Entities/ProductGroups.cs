using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Connectors.PowerOfficeGo.GoProperty;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo.Entities;

/// <summary>Groups of products.</summary>
internal static class ProductGroups
{
    public static readonly GoEntity Entity = new("ProductGroups",
    [
        Key(PropertyType.Integer),
        Text("Code", 200),
        Moment("CreatedDateTimeOffset").ReadOnly(),
        Text("CreatedFromImportJournalId").ReadOnly(),
        Text("Description"),
        Flag("IsArchived"),
        Moment("LastChangedDateTimeOffset").ReadOnly(),
        Text("Name", 400),
        Whole("OptionalSalesAccount").OnCreate(),
        Choice("OptionalSalesAccountAgricultureDepartment", GoWords.AgricultureDepartment).OnCreate(),
        Whole("OptionalSalesAccountId"),
        Choice("ProductType", GoWords.ProductType),
        Whole("StandardSalesAccount").OnCreate(),
        Choice("StandardSalesAccountAgricultureDepartment", GoWords.AgricultureDepartment).OnCreate(),
        Whole("StandardSalesAccountId"),
        Amount("UnitCost"),
        Choice("UnitOfMeasureCode", GoWords.UnitOfMeasureType),
        Amount("UnitPrice"),
    ])
    {
        Search = [("Code", "codes"), ("Name", "names")],
        Archive = ("IsArchived", true),
        Aliases = ["ProductGroup"],
    };
}
