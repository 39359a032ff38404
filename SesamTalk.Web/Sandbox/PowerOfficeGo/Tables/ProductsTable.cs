namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Tables;

/// <summary>Products; POST answers 200.</summary>
internal static class ProductsTable
{
    public static readonly GoEntity Entity = GoTable.Read("Products", new("Product", ["Product"]) { CreateStatus = 200 }, """
        Id                                         int64!                 g--
        Code                                       string                 gpa  max=100 unique
        CreatedDateTimeOffset                      stamp!                 g--  created
        CreatedFromImportJournalId                 uuid                   g--
        Description                                string                 gpa
        Gtin                                       string                 gpa
        IsArchived                                 bool                   gpa  def=false
        IsStockItem                                bool                   gpa  def=false
        LastChangedDateTimeOffset                  stamp!                 g--  changed
        Name                                       string                 gpa  req max=400
        OptionalSalesAccount                       int64                  gp-  twin=OptionalSalesAccountId.AccountNo
        OptionalSalesAccountAgricultureDepartment  AgricultureDepartment  gp-
        OptionalSalesAccountId                     int64                  gpa  ref=GeneralLedgerAccounts
        ProductGroupCode                           string                 gp-  twin=ProductGroupId.Code
        ProductGroupId                             int64                  gpa  ref=ProductGroups
        ProductType                                ProductType            gpa  def=Product
        StandardSalesAccount                       int64                  gp-  twin=StandardSalesAccountId.AccountNo
        StandardSalesAccountAgricultureDepartment  AgricultureDepartment  gp-
        StandardSalesAccountId                     int64                  gpa  ref=GeneralLedgerAccounts
        StockAvailable                             double                 g--  calc
        StockOnHand                                double                 gpa  stamp=StockOnHandLastChangedDatetimeOffset
        StockOnHandLastChangedDatetimeOffset       stamp                  g--
        UnitCost                                   double                 gpa
        UnitOfMeasureCode                          UnitOfMeasureType      gpa
        UnitPrice                                  double                 gpa
        ? codes  Code  list
        ? names  Name  list
        ? productGroupCodes  ProductGroupCode  list
        ? type  ProductType  list
        ? isArchived  IsArchived  bool
        ? lastChangedDateTimeOffsetGreaterThan  LastChangedDateTimeOffset  after
        ? createdDateTimeOffsetGreaterThan  CreatedDateTimeOffset  after
        ? stockOnHandLastChangedDatetimeOffsetGreaterThan  StockOnHandLastChangedDatetimeOffset  after
        """);
}
