namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Tables;

/// <summary>Posted invoices; nothing can be written.</summary>
internal static class OutgoingInvoicesTable
{
    public static readonly GoEntity Entity = GoTable.Read("OutgoingInvoices", new("Outgoing invoice", ["OutgoingInvoice"]) { UuidKeys = true }, """
        Id                                uuid!                       g--
        Balance                           double                      g--
        BalanceLastChangedDateTimeOffset  stamp                       g--
        BrandingThemeCode                 string                      g--
        BrandingThemeId                   int64                       g--  ref=BrandingThemes
        Cid                               string                      g--
        ContractNo                        string                      g--
        CreatedDateTimeOffset             stamp!                      g--
        CurrencyCode                      string                      g--
        CurrencyExchangeRate              double                      g--
        CustomMatchingReference           string                      g--
        CustomerId                        int64                       g--  ref=Customers
        CustomerNo                        int64                       g--
        CustomerReference                 string                      g--
        CustomerReferenceContactPersonId  int64                       g--  ref=ContactPersons
        DeliveryAddress1                  string                      g--
        DeliveryAddress2                  string                      g--
        DeliveryAddressCity               string                      g--
        DeliveryAddressCountryCode        string                      g--
        DeliveryAddressZipCode            string                      g--
        DeliveryDate                      date                        g--
        DeliveryTerm                      string                      g--
        DeliveryTermId                    int64                       g--  ref=DeliveryTerms
        DepartmentCode                    string                      g--
        DepartmentId                      int64                       g--  ref=Departments
        Dim1Code                          string                      g--
        Dim1Id                            int64                       g--  ref=CustomDimensions
        Dim2Code                          string                      g--
        Dim2Id                            int64                       g--  ref=CustomDimensions
        Dim3Code                          string                      g--
        Dim3Id                            int64                       g--  ref=CustomDimensions
        DueDate                           date                        g--
        ExternalImportReference           string                      g--
        ImportedOrderNo                   int64                       g--
        InvoiceDeliveryType               InvoiceDeliveryType         g--
        InvoiceNo                         int64                       g--
        IsCreatedByCurrentIntegration     bool                        g--
        IsReversed                        bool!                       g--
        LastChangedDateTimeOffset         stamp!                      g--
        LocationCode                      string                      g--
        LocationId                        int64                       g--  ref=Locations
        MatchId                           int64                       g--
        NetAmount                         double!                     g--
        NetPostedAmount                   double!                     g--
        OrderDate                         date                        g--
        OrderNo                           int64                       g--
        PaymentTerm                       int32                       g--
        PaymentTermId                     int64                       g--  ref=PaymentTerms
        ProjectCode                       string                      g--
        ProjectId                         int64                       g--  ref=Projects
        PurchaseOrderReference            string                      g--
        RelatedInvoiceNo                  int64                       g--
        SellersReferenceEmployeeId        int64                       g--  ref=Employees
        SellersReferenceEmployeeNo        int64                       g--
        SentDateTimeOffset                stamp                       g--
        TotalAmount                       double!                     g--
        TotalPostedAmount                 double!                     g--
        VoucherDate                       date!                       g--
        VoucherNo                         int64!                      g--
        VoucherType                       OutgoingInvoiceVoucherType  g--
        ? invoiceIds  Id  list
        ? invoiceNos  InvoiceNo  ranges
        ? voucherNos  VoucherNo  ranges
        ? customerNos  CustomerNo  ranges
        ? customMatchingReferences  CustomMatchingReference  list
        ? projectCodes  ProjectCode  subcodes=includeSubProject
        ? departmentCodes  DepartmentCode  codes
        ? fromDate  VoucherDate  from
        ? toDate  VoucherDate  to
        ? onlyUnpaidInvoices  Balance  only
        ? onlyCreatedByCurrentIntegration  IsCreatedByCurrentIntegration  only
        ? sentDateTimeOffsetGreaterThan  SentDateTimeOffset  after
        ? balanceLastChangedDateTimeOffsetGreaterThan  BalanceLastChangedDateTimeOffset  after
        """);
}
