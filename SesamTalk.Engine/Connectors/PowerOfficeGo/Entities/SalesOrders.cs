using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Connectors.PowerOfficeGo.GoProperty;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo.Entities;

/// <summary>Drafts of outgoing invoices. Listed as headers, read and created whole; when sent, one leaves for OutgoingInvoices under the same id.</summary>
internal static class SalesOrders
{
    public static readonly GoEntity Entity = new("SalesOrders",
    [
        Key(PropertyType.Text),
        Text("BrandingThemeCode").OnCreate(),
        Whole("BrandingThemeId"),
        Ref("ContactDeliveryAddressId", "ContactDeliveryAddresses"),
        Text("ContractNo"),
        Moment("CreatedDateTimeOffset").ReadOnly(),
        Text("CurrencyCode"),
        Amount("CurrencyExchangeRate"),
        Text("CustomMatchingReference"),
        Ref("CustomerId", "Customers"),
        Whole("CustomerNo").OnCreate(),
        Text("CustomerReference"),
        Ref("CustomerReferenceContactPersonId", "ContactPersons"),
        Day("DeliveryDate"),
        Text("DeliveryTerm").OnCreate(),
        Whole("DeliveryTermId"),
        Text("DepartmentCode").OnCreate(),
        Ref("DepartmentId", "Departments"),
        Text("Dim1Code").OnCreate(),
        Whole("Dim1Id"),
        Text("Dim2Code").OnCreate(),
        Whole("Dim2Id"),
        Text("Dim3Code").OnCreate(),
        Whole("Dim3Id"),
        Text("ExternalImportReference"),
        Whole("ImportedOrderNo"),
        Flag("IsCreatedByCurrentIntegration").ReadOnly(),
        Moment("LastChangedDateTimeOffset").ReadOnly(),
        Whole("LineCount").ReadOnly(),
        Text("LocationCode").OnCreate(),
        Ref("LocationId", "Locations"),
        Amount("NetAmount").ReadOnly(),
        Whole("PaymentTerm").OnCreate(),
        Whole("PaymentTermId"),
        Text("ProjectCode").OnCreate(),
        Ref("ProjectId", "Projects"),
        Text("PurchaseOrderReference"),
        Whole("RelatedInvoiceNo"),
        Day("SalesOrderDate"),
        new("SalesOrderLines", PropertyType.List) { Element = SalesOrderLines.Entity.Schema, IsCreateOnly = true },
        Whole("SalesOrderNo").ReadOnly(),
        Choice("SalesOrderStatus", GoWords.OrderStatus),
        Ref("SalesPersonEmployeeId", "Employees"),
        Whole("SalesPersonEmployeeNumber").OnCreate(),
        Amount("TotalAmount").ReadOnly(),
    ])
    {
        CreatePath = "/SalesOrders/Complete",
        ReadSuffix = "/Complete",
        Reference = "ExternalImportReference",
        Unstamped = ["SalesOrderLines"],
        Aliases = ["SalesOrder", "Sales order", "Sales orders", "Order"],
        Label = ["SalesOrderNo"],
    };
}
