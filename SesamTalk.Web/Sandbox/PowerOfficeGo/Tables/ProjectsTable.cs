namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Tables;

/// <summary>Projects and subprojects; a change answers without a body.</summary>
internal static class ProjectsTable
{
    public static readonly GoEntity Entity = GoTable.Read("Projects", new("Project", ["Project"]) { PatchAnswersNothing = true }, """
        Id                                int64!                     g--
        AllowAllActivities                bool                       gpa  def=true
        AllowAllEmployees                 bool                       gpa  def=true
        AttachExpenseVouchersWhenBilling  bool                       gpa
        BillableRate                      double                     gpa
        BillableRateSpecification         BillableRateSpecification  gpa
        BrandingThemeCode                 string                     gp-  twin=BrandingThemeId.Code
        BrandingThemeId                   int64                      gpa  ref=BrandingThemes
        BudgetedBillableRate              double                     gpa
        BudgetedCostOfGoods               double                     gpa
        BudgetedHours                     double                     gpa
        BudgetedOtherOperatingExpenses    double                     gpa
        BudgetedPayrollExpenses           double                     gpa
        BudgetedRevenueHours              double                     gpa
        BudgetedTotalRevenue              double                     gpa
        Code                              string                     gpa  calc unique
        ContactPersonId                   int64                      gpa  ref=ContactPersons
        ContractNo                        string                     gpa
        CreatedDateTimeOffset             stamp!                     g--  created
        CreatedFromImportJournalId        uuid                       g--
        CustomerId                        int64                      gpa  ref=Customers
        CustomerNo                        int64                      gp-  twin=CustomerId.Number
        DeliveryTerm                      string                     gp-  twin=DeliveryTermId.Name
        DeliveryTermId                    int64                      gpa  ref=DeliveryTerms
        DenyTimeTracking                  bool                       gpa
        DepartmentCode                    string                     gp-  twin=DepartmentId.Code
        DepartmentId                      int64                      gpa  ref=Departments
        EndDate                           date                       gpa
        ExpenseMarkupDescription          string                     gpa
        ExpenseMarkupEnabled              bool                       gpa
        ExpenseMarkupFactor               double                     gpa
        ExternalNumber                    int64                      gpa  unique
        FixedPrice                        double                     gpa
        HourlyRateMarkupDescription       string                     gpa
        HourlyRateMarkupEnabled           bool                       gpa
        HourlyRateMarkupFactor            double                     gpa
        IsActive                          bool                       gpa  def=true
        IsBillable                        bool                       gpa  def=true
        IsInternal                        bool                       gpa  def=false
        LastChangedDateTimeOffset         stamp!                     g--  changed
        LocationCode                      string                     gp-  twin=LocationId.Code
        LocationId                        int64                      gpa  ref=Locations
        Name                              string                     gpa  req
        ParentProjectCode                 string                     gp-  twin=ParentProjectId.Code
        ParentProjectId                   int64                      gpa  ref=Projects
        PaymentTermId                     int64                      gpa  ref=PaymentTerms
        PaymentTerms                      int32                      gp-  twin=PaymentTermId.CreditDays
        Progress                          int32                      gpa  range=0..100
        ProjectBillingMethod              ProjectBillingMethod       gpa
        ProjectManagerEmployeeId          int64                      gpa  ref=Employees
        ProjectManagerEmployeeNo          int64                      gp-  twin=ProjectManagerEmployeeId.Number
        ProjectStatus                     ProjectStatusType          gpa  def=Active
        PurchaseOrderNo                   string                     gpa
        StartDate                         date                       gpa
        ? projectCodes  Code  subcodes=includeSubProjects
        ? customerNos  CustomerNo  ranges
        ? departmentCodes  DepartmentCode  codes
        ? projectManagerEmployeeNos  ProjectManagerEmployeeNo  ranges
        ? name  Name  contains
        ? status  ProjectStatus  list
        ? projectBillingMethod  ProjectBillingMethod  list
        ? excludeArchivedProject  ProjectStatus  unless=Archived
        ? lastChangedDateTimeOffsetGreaterThan  LastChangedDateTimeOffset  after
        ? createdDateTimeOffsetGreaterThan  CreatedDateTimeOffset  after
        """);
}
