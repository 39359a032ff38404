namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Tables;

/// <summary>The lines of an order; they have no stamp.</summary>
internal static class SalesOrderLinesTable
{
    public static readonly GoEntity Entity = GoTable.Read("SalesOrderLines", new("Sales order line", ["SalesOrders"]) { UuidKeys = true, Under = "SalesOrders" }, """
        Id                                           uuid!                   g--
        Accrual                                      object                  gpa
        Accrual/BalanceAccountAgricultureDepartment  AgricultureDepartment   gp-
        Accrual/BalanceAccountId                     int64                   gpa  ref=GeneralLedgerAccounts
        Accrual/BalanceAccountNo                     int64                   gp-  twin=BalanceAccountId.AccountNo
        Accrual/FromDate                             date!                   gpa
        Accrual/IsActive                             bool!                   gpa
        Accrual/ResultAccountAgricultureDepartment   AgricultureDepartment   gp-
        Accrual/ResultAccountId                      int64                   gpa  ref=GeneralLedgerAccounts
        Accrual/ResultAccountNo                      int64                   gp-  twin=ResultAccountId.AccountNo
        Accrual/ToDate                               date!                   gpa
        Allowance                                    double                  gpa
        DepartmentCode                               string                  gp-  twin=DepartmentId.Code
        DepartmentId                                 int64                   gpa  ref=Departments none
        Description                                  string                  gpa
        Dim1Code                                     string                  gp-  twin=Dim1Id.Code
        Dim1Id                                       int64                   gpa  ref=CustomDimensions none
        Dim2Code                                     string                  gp-  twin=Dim2Id.Code
        Dim2Id                                       int64                   gpa  ref=CustomDimensions none
        Dim3Code                                     string                  gp-  twin=Dim3Id.Code
        Dim3Id                                       int64                   gpa  ref=CustomDimensions none
        ExternalImportReference                      string                  gpa  unique=parent
        LineType                                     VoucherLineType         gpa  def=Normal
        LocationCode                                 string                  gp-  twin=LocationId.Code
        LocationId                                   int64                   gpa  ref=Locations none
        NetAmount                                    double!                 g--  calc
        ProductCode                                  string                  gp-  twin=ProductId.Code
        ProductId                                    int64                   gpa  ref=Products
        ProductUnitCost                              double                  gpa
        ProductUnitPrice                             double                  gpa
        ProjectCode                                  string                  gp-  twin=ProjectId.Code
        ProjectId                                    int64                   gpa  ref=Projects none
        Quantity                                     double                  gpa
        SalesOrderId                                 uuid                    g--  parent
        SellersReferenceEmployeeId                   int64                   gpa  ref=Employees
        SellersReferenceEmployeeNo                   int64                   gp-  twin=SellersReferenceEmployeeId.Number
        SortOrder                                    int32                   gpa
        TotalAmount                                  double!                 g--  calc
        UnitOfMeasureCode                            UnitOfMeasureType       gpa
        UseStandardSalesAccount                      bool                    gpa
        VatAmount                                    double!                 g--  calc
        VatCode                                      string                  g--  calc
        VatId                                        int32                   g--  calc
        VatRate                                      double                  g--  calc
        VatReturnSpecification                       VatReturnSpecification  gpa
        """);
}
