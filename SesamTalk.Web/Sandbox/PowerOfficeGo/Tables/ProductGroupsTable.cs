namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Tables;

/// <summary>Product groups ride on the privilege of products.</summary>
internal static class ProductGroupsTable
{
    public static readonly GoEntity Entity = GoTable.Read("ProductGroups", new("Product group", ["Product"]), """
        Id                                         int64!                 g--
        Code                                       string                 gpa  max=200 unique
        CreatedDateTimeOffset                      stamp!                 g--  created
        CreatedFromImportJournalId                 uuid                   g--
        Description                                string                 gpa
        IsArchived                                 bool                   gpa  def=false
        LastChangedDateTimeOffset                  stamp!                 g--  changed
        Name                                       string                 gpa  max=400
        OptionalSalesAccount                       int64                  gp-  twin=OptionalSalesAccountId.AccountNo
        OptionalSalesAccountAgricultureDepartment  AgricultureDepartment  gp-
        OptionalSalesAccountId                     int64                  gpa  ref=GeneralLedgerAccounts
        ProductType                                ProductType            gpa  def=Product
        StandardSalesAccount                       int64                  gp-  twin=StandardSalesAccountId.AccountNo
        StandardSalesAccountAgricultureDepartment  AgricultureDepartment  gp-
        StandardSalesAccountId                     int64                  gpa  ref=GeneralLedgerAccounts
        UnitCost                                   double                 gpa
        UnitOfMeasureCode                          UnitOfMeasureType      gpa
        UnitPrice                                  double                 gpa
        ? codes  Code  list
        ? names  Name  list
        ? type  ProductType  list
        ? isArchived  IsArchived  bool
        ? lastChangedDateTimeOffsetGreaterThan  LastChangedDateTimeOffset  after
        ? createdDateTimeOffsetGreaterThan  CreatedDateTimeOffset  after
        """);
}
