namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Tables;

/// <summary>The employees of the client.</summary>
internal static class EmployeesTable
{
    public static readonly GoEntity Entity = GoTable.Read("Employees", new("Employee", ["Employee"]) { IdSeries = "contact" }, """
        Id                                     int64!               g--
        ContactCreatedDateTimeOffset           stamp!               g--  created
        ContactGroupIds                        int64[]              gpa  ref=ContactGroups shared
        CreatedFromImportJournalId             uuid                 g--
        DateOfBirth                            date                 gpa  shared
        DepartmentCode                         string               gp-  twin=DepartmentId.Code
        DepartmentId                           int64                gpa  ref=Departments
        EmailAddress                           email                gpa  shared
        EmployeeCreatedDateTimeOffset          stamp!               g--  created
        EndDate                                date                 gpa
        ExpenseBankAccountId                   int64                g--
        ExternalImportReference                string               gpa  unique max=50
        ExternalNumber                         int64                gpa  unique
        FirstName                              string               gpa  req shared
        Gender                                 Gender               gpa
        HiredDate                              date                 gpa
        InternationalIdCountryCode             country              gpa
        InternationalIdNumber                  string               gpa  hidden
        InternationalIdReportToAltinn          bool                 gpa
        InternationalIdType                    InternationalIdType  gpa
        IsArchived                             bool                 gpa  def=false
        JobTitle                               string               gpa
        LastChangedDateTimeOffset              stamp!               g--  changed
        LastName                               string               gpa  req shared
        LocationCode                           string               gp-  twin=LocationId.Code
        LocationId                             int64                gpa  ref=Locations
        MailAddress                            object               gpa  stamp=MailAddress/LastChangedDateTimeOffset shared
        MailAddress/Id                         int64!               g--
        MailAddress/AddressLine1               string               gpa  max=200
        MailAddress/AddressLine2               string               gpa  max=200
        MailAddress/City                       string               gpa  req max=100
        MailAddress/CountryCode                country              gpa  def=NO
        MailAddress/ExternalCode               string               gpa  max=50 unique
        MailAddress/LastChangedDateTimeOffset  stamp!               g--
        MailAddress/ZipCode                    string               gpa  req max=50
        ManagerEmployeeId                      int64                gpa  ref=Employees
        ManagerEmployeeNo                      int64                gp-  twin=ManagerEmployeeId.Number
        NationalIdNumber                       string               gpa  hidden shared
        Number                                 int64                gpa  unique series=1..9999
        PhoneNumber                            string               gpa  shared
        SalaryBankAccountId                    int64                g--
        StartDate                              date                 gpa
        SubLedgerNumberSeriesId                uuid                 -p-
        SubledgerAccountId                     int64!               g--
        TravelExpenseBankAccountId             int64                g--
        ? employeeNos  Number  ranges
        ? externalNos  ExternalNumber  ranges
        ? externalImportReference  ExternalImportReference  list
        ? contactGroupIds  ContactGroupIds  ids
        ? lastChangedDateTimeOffsetGreaterThan  LastChangedDateTimeOffset  after
        ? employeeCreatedDateTimeOffsetGreaterThan  EmployeeCreatedDateTimeOffset  after
        """);
}
