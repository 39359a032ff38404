namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Tables;

/// <summary>The suppliers; the same contact may also be a customer.</summary>
internal static class SuppliersTable
{
    public static readonly GoEntity Entity = GoTable.Read("Suppliers", new("Supplier", ["Supplier"]) { IdSeries = "contact" }, """
        Id                                     int64!    g--
        ContactCreatedDateTimeOffset           stamp!    g--  created
        ContactGroupIds                        int64[]   gpa  ref=ContactGroups shared
        CreatedFromImportJournalId             uuid      g--
        CurrencyCode                           currency  gpa  def=NOK
        DateOfBirth                            date      gpa  shared
        EmailAddress                           email     gpa  shared
        ExternalImportReference                string    gpa  unique max=50
        ExternalNumber                         int64     gpa  unique
        FirstName                              string    gpa  shared
        IsActive                               bool      g--  calc
        IsArchived                             bool      gpa  def=false
        IsPerson                               bool      gpa  def=false shared
        LastChangedDateTimeOffset              stamp!    g--  changed
        LastName                               string    gpa  shared
        LegalName                              string    gpa  shared
        MailAddress                            object    gpa  stamp=MailAddress/LastChangedDateTimeOffset shared
        MailAddress/Id                         int64!    g--
        MailAddress/AddressLine1               string    gpa  max=200
        MailAddress/AddressLine2               string    gpa  max=200
        MailAddress/City                       string    gpa  req max=100
        MailAddress/CountryCode                country   gpa  def=NO
        MailAddress/ExternalCode               string    gpa  max=50 unique
        MailAddress/LastChangedDateTimeOffset  stamp!    g--
        MailAddress/ZipCode                    string    gpa  req max=50
        Name                                   string    gpa  shared
        Number                                 int64     gpa  unique series=50000..79999
        OrganizationNumber                     string    gpa  shared
        Payout                                 bool      gpa  def=true
        PhoneNumber                            string    gpa  shared
        SubLedgerNumberSeriesId                uuid      -p-
        SubledgerAccountId                     int64!    g--
        SupplierCreatedDateTimeOffset          stamp!    g--  created
        WebsiteUrl                             string    gpa  shared
        ? supplierNos  Number  ranges
        ? externalNos  ExternalNumber  ranges
        ? externalImportReference  ExternalImportReference  list
        ? contactGroupIds  ContactGroupIds  ids
        ? lastChangedDateTimeOffsetGreaterThan  LastChangedDateTimeOffset  after
        ? supplierCreatedDateTimeOffsetGreaterThan  SupplierCreatedDateTimeOffset  after
        ? organizationNumbers  OrganizationNumber  list
        ? emailAddresses  EmailAddress  list
        """);
}
