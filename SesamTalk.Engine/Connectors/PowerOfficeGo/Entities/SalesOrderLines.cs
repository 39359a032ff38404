using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Connectors.PowerOfficeGo.GoProperty;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo.Entities;

/// <summary>Lines of sales orders. A line has no stamp; its key is the order's id and its own.</summary>
internal static class SalesOrderLines
{
    public static readonly GoEntity Entity = new("SalesOrderLines",
    [
        Key(PropertyType.Text),
        Choice("Accrual.BalanceAccountAgricultureDepartment", GoWords.AgricultureDepartment).OnCreate(),
        Whole("Accrual.BalanceAccountId"),
        Whole("Accrual.BalanceAccountNo").OnCreate(),
        Day("Accrual.FromDate"),
        Flag("Accrual.IsActive"),
        Choice("Accrual.ResultAccountAgricultureDepartment", GoWords.AgricultureDepartment).OnCreate(),
        Whole("Accrual.ResultAccountId"),
        Whole("Accrual.ResultAccountNo").OnCreate(),
        Day("Accrual.ToDate"),
        Amount("Allowance"),
        Text("DepartmentCode").OnCreate(),
        Ref("DepartmentId", "Departments"),
        Text("Description"),
        Text("Dim1Code").OnCreate(),
        Whole("Dim1Id"),
        Text("Dim2Code").OnCreate(),
        Whole("Dim2Id"),
        Text("Dim3Code").OnCreate(),
        Whole("Dim3Id"),
        Text("ExternalImportReference"),
        Choice("LineType", GoWords.VoucherLineType),
        Text("LocationCode").OnCreate(),
        Ref("LocationId", "Locations"),
        Amount("NetAmount").ReadOnly(),
        Text("ProductCode").OnCreate(),
        Ref("ProductId", "Products"),
        Amount("ProductUnitCost"),
        Amount("ProductUnitPrice"),
        Text("ProjectCode").OnCreate(),
        Ref("ProjectId", "Projects"),
        Amount("Quantity"),
        (Text("SalesOrderId") with { References = ["SalesOrders"] }).Required().OnCreate(),
        Ref("SellersReferenceEmployeeId", "Employees"),
        Whole("SellersReferenceEmployeeNo").OnCreate(),
        Whole("SortOrder"),
        Amount("TotalAmount").ReadOnly(),
        Choice("UnitOfMeasureCode", GoWords.UnitOfMeasureType),
        Flag("UseStandardSalesAccount"),
        Amount("VatAmount").ReadOnly(),
        Text("VatCode").ReadOnly(),
        Whole("VatId").ReadOnly(),
        Amount("VatRate").ReadOnly(),
        Choice("VatReturnSpecification", GoWords.VatReturnSpecification),
    ])
    {
        Path = "/SalesOrders/{owner}/Lines",
        Owner = "SalesOrderId",
        Unstamped = ["*"],
        Aliases = ["SalesOrderLine", "Sales order line", "Sales order lines"],
        Label = ["Description"],
    };
}
