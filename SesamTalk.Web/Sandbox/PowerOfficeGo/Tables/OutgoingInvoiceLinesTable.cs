namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Tables;

/// <summary>The lines of a posted invoice, with numbers of their own.</summary>
internal static class OutgoingInvoiceLinesTable
{
    public static readonly GoEntity Entity = GoTable.Read("OutgoingInvoiceLines", new("Outgoing invoice line", ["OutgoingInvoice"]) { Under = "OutgoingInvoices" }, """
        Id                          int64!                  g--
        AccountId                   int64                   g--
        AccountNo                   int64                   g--
        AgricultureDepartment       AgricultureDepartment   g--
        Allowance                   double                  g--
        DepartmentCode              string                  g--
        DepartmentId                int64                   g--  ref=Departments
        Description                 string                  g--
        Dim1Code                    string                  g--
        Dim1Id                      int64                   g--  ref=CustomDimensions
        Dim2Code                    string                  g--
        Dim2Id                      int64                   g--  ref=CustomDimensions
        Dim3Code                    string                  g--
        Dim3Id                      int64                   g--  ref=CustomDimensions
        ExternalImportReference     string                  g--
        IsAccrued                   bool                    g--
        LineType                    VoucherLineType         g--
        LocationCode                string                  g--
        LocationId                  int64                   g--  ref=Locations
        NetAmount                   double!                 g--
        NetPostedAmount             double!                 g--
        ProductCode                 string                  g--
        ProductId                   int64                   g--  ref=Products
        ProductUnitCost             double                  g--
        ProductUnitPrice            double!                 g--
        ProjectCode                 string                  g--
        ProjectId                   int64                   g--  ref=Projects
        Quantity                    double                  g--
        SellersReferenceEmployeeId  int64                   g--  ref=Employees
        SellersReferenceEmployeeNo  int64                   g--
        SortOrder                   int32!                  g--
        TotalAmount                 double!                 g--
        TotalPostedAmount           double!                 g--
        UnitOfMeasureCode           UnitOfMeasureType       g--
        VatAmount                   double!                 g--
        VatCode                     string                  g--
        VatId                       int32                   g--
        VatRate                     double!                 g--
        VatReturnSpecification      VatReturnSpecification  g--
        """);
}
