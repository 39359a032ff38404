namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Tables;

/// <summary>Orders: drafts of outgoing invoices, without their lines.</summary>
internal static class SalesOrdersTable
{
    public static readonly GoEntity Entity = GoTable.Read("SalesOrders", new("Sales order", ["SalesOrders"]) { UuidKeys = true }, """
        Id                                uuid!        g--
        BrandingThemeCode                 string       gp-  twin=BrandingThemeId.Code
        BrandingThemeId                   int64        gpa  ref=BrandingThemes
        ContactDeliveryAddressId          int64        gpa  ref=ContactDeliveryAddresses
        ContractNo                        string       gpa
        CreatedDateTimeOffset             stamp!       g--  created
        CurrencyCode                      currency     gpa
        CurrencyExchangeRate              double       gpa
        CustomMatchingReference           string       gpa
        CustomerId                        int64        gpa  ref=Customers
        CustomerNo                        int64        gp-  twin=CustomerId.Number
        CustomerReference                 string       gpa
        CustomerReferenceContactPersonId  int64        gpa  ref=ContactPersons
        DeliveryDate                      date         gpa
        DeliveryTerm                      string       gp-  twin=DeliveryTermId.Name
        DeliveryTermId                    int64        gpa  ref=DeliveryTerms
        DepartmentCode                    string       gp-  twin=DepartmentId.Code
        DepartmentId                      int64        gpa  ref=Departments none
        Dim1Code                          string       gp-  twin=Dim1Id.Code
        Dim1Id                            int64        gpa  ref=CustomDimensions none
        Dim2Code                          string       gp-  twin=Dim2Id.Code
        Dim2Id                            int64        gpa  ref=CustomDimensions none
        Dim3Code                          string       gp-  twin=Dim3Id.Code
        Dim3Id                            int64        gpa  ref=CustomDimensions none
        ExternalImportReference           string       gpa  unique
        ImportedOrderNo                   int64        gpa
        IsCreatedByCurrentIntegration     bool         g--  calc
        LastChangedDateTimeOffset         stamp!       g--  changed
        LineCount                         int64!       g--  calc
        LocationCode                      string       gp-  twin=LocationId.Code
        LocationId                        int64        gpa  ref=Locations none
        NetAmount                         double!      g--  calc
        PaymentTerm                       int32        gp-  twin=PaymentTermId.CreditDays
        PaymentTermId                     int64        gpa  ref=PaymentTerms
        ProjectCode                       string       gp-  twin=ProjectId.Code
        ProjectId                         int64        gpa  ref=Projects none
        PurchaseOrderReference            string       gpa
        RelatedInvoiceNo                  int64        gpa
        SalesOrderDate                    date         gpa
        SalesOrderNo                      int64        g--
        SalesOrderStatus                  OrderStatus  gpa  def=Draft
        SalesPersonEmployeeId             int64        gpa  ref=Employees
        SalesPersonEmployeeNumber         int64        gp-  twin=SalesPersonEmployeeId.Number
        TotalAmount                       double!      g--  calc
        ? customerNos  CustomerNo  ranges
        ? projectCodes  ProjectCode  subcodes=includeSubProject
        ? departmentCodes  DepartmentCode  codes
        ? orderStatus  SalesOrderStatus  list
        ? onlyCreatedByCurrentIntegration  IsCreatedByCurrentIntegration  only
        ? lastChangedDateTimeOffsetGreaterThan  LastChangedDateTimeOffset  after
        """);
}
