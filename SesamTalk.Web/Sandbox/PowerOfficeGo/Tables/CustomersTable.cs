namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Tables;

/// <summary>The customers of the client: companies, and persons with a first and a last name.</summary>
internal static class CustomersTable
{
    public static readonly GoEntity Entity = GoTable.Read("Customers", new("Customer", ["Customer"]) { IdSeries = "contact" }, """
        Id                                     int64!                              g--
        Allowance                              double                              gpa  range=-1000..100
        BillableRate                           double                              gpa  range=0..
        ContactCreatedDateTimeOffset           stamp!                              g--  created
        ContactGroupIds                        int64[]                             gpa  ref=ContactGroups shared
        CreatedFromImportJournalId             uuid                                g--
        CurrencyCode                           currency                            gpa  def=NOK
        CustomerCreatedDateTimeOffset          stamp!                              g--  created
        CustomerSince                          date                                gpa
        DateOfBirth                            date                                gpa  shared
        DeliveryTerm                           string                              gp-  twin=DeliveryTermId.Name
        DeliveryTermId                         int64                               gpa  ref=DeliveryTerms
        DepartmentCode                         string                              gp-  twin=DepartmentId.Code
        DepartmentId                           int64                               gpa  ref=Departments
        DoNotAddLatePaymentFees                bool                                gpa  def=false
        DoNotAddLatePaymentInterest            bool                                gpa  def=false
        DoNotAutomatePaymentNotifications      bool                                gpa  def=false
        EmailAddress                           email                               gpa  shared
        ExternalImportReference                string                              gpa  max=50 unique
        ExternalNumber                         int64                               gpa  unique
        FirstName                              string                              gpa  shared
        InvoiceBrandingThemeCode               string                              gp-  twin=InvoiceBrandingThemeId.Code
        InvoiceBrandingThemeId                 int64                               gpa  ref=BrandingThemes
        InvoiceDeliveryType                    InvoiceDeliveryType                 gpa
        InvoiceEmailAddress                    email                               gpa
        InvoiceEmailAddressCC                  string                              gpa  max=2000
        IsActive                               bool                                g--  calc
        IsArchived                             bool                                gpa  def=false
        IsPerson                               bool                                gpa  def=false shared
        IsVatFree                              bool                                gpa  def=false
        LastChangedDateTimeOffset              stamp!                              g--  changed
        LastName                               string                              gpa  shared
        LegalName                              string                              gpa  shared
        MailAddress                            object                              gpa  stamp=MailAddress/LastChangedDateTimeOffset shared
        MailAddress/Id                         int64!                              g--
        MailAddress/AddressLine1               string                              gpa  max=200
        MailAddress/AddressLine2               string                              gpa  max=200
        MailAddress/City                       string                              gpa  req max=100
        MailAddress/CountryCode                country                             gpa  def=NO
        MailAddress/ExternalCode               string                              gpa  max=50 unique
        MailAddress/LastChangedDateTimeOffset  stamp!                              g--
        MailAddress/ZipCode                    string                              gpa  req max=50
        Name                                   string                              gpa  shared
        NationalIdNumber                       string                              gpa  hidden shared
        NoticeOfDebtCollectionDeliveryType     NoticeOfDebtCollectionDeliveryType  gpa  def=Print
        Number                                 int64                               gpa  unique series=10000..49999
        OrganizationNumber                     string                              gpa  shared
        PaymentReminderEmailAddress            email                               gpa
        PaymentTerm                            int32                               gp-  twin=PaymentTermId.CreditDays
        PaymentTermId                          int64                               gpa  ref=PaymentTerms
        PhoneNumber                            string                              gpa  shared
        ReminderDeliveryType                   ReminderDeliveryType                gpa  def=Print
        SalesPersonEmployeeId                  int64                               gpa  ref=Employees
        SalesPersonEmployeeNumber              int64                               gp-  twin=SalesPersonEmployeeId.Number
        SendPaymentReminders                   bool                                gpa  def=true
        SubLedgerNumberSeriesId                uuid                                -p-
        SubledgerAccountId                     int64!                              g--
        TransferToDebtCollectionAgency         bool                                gpa  def=true
        UseInvoiceFee                          bool                                gpa  def=true
        WebsiteUrl                             string                              gpa  shared
        ? customerNos  Number  ranges
        ? externalNos  ExternalNumber  ranges
        ? externalImportReference  ExternalImportReference  list
        ? contactGroupIds  ContactGroupIds  ids
        ? lastChangedDateTimeOffsetGreaterThan  LastChangedDateTimeOffset  after
        ? customerCreatedDateTimeOffsetGreaterThan  CustomerCreatedDateTimeOffset  after
        ? organizationNumbers  OrganizationNumber  list
        ? emailAddresses  EmailAddress  list
        """);
}
