namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Tables;

/// <summary>People at a customer or supplier that is a company.</summary>
internal static class ContactPersonsTable
{
    public static readonly GoEntity Entity = GoTable.Read("ContactPersons", new("Contact person", ["ContactPerson", "Customer", "Supplier"]) { Under = "Contacts" }, """
        Id                         int64!   g--
        ContactId                  int64!   g--  parent
        CreatedDateTimeOffset      stamp!   g--  created
        EmailAddress               email    gpa
        ExternalCode               string   gpa  max=50 unique
        FirstName                  string   gpa  req
        IsActive                   bool     gpa  def=true
        IsDefault                  bool     gpa  def=false
        LastChangedDateTimeOffset  stamp!   g--  changed
        LastName                   string   gpa  req
        MailAddress                object   gpa
        MailAddress/AddressLine1   string   gpa  max=200
        MailAddress/AddressLine2   string   gpa  max=200
        MailAddress/City           string   gpa  req max=100
        MailAddress/CountryCode    country  gpa  def=NO
        MailAddress/ZipCode        string   gpa  req max=50
        PhoneNumber                string   gpa
        Title                      string   gpa
        ? contactIds  ContactId  ranges
        ? externalCodes  ExternalCode  list
        ? lastChangedDateTimeOffsetGreaterThan  LastChangedDateTimeOffset  after
        ? createdDateTimeOffsetGreaterThan  CreatedDateTimeOffset  after
        """);
}
