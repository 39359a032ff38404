namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Tables;

/// <summary>Further addresses of a contact.</summary>
internal static class ContactDeliveryAddressesTable
{
    public static readonly GoEntity Entity = GoTable.Read("ContactDeliveryAddresses", new("Contact delivery address", ["ContactDeliveryAddress", "Customer", "Supplier", "Employee"]) { Under = "Contacts" }, """
        Id                         int64!   g--
        AddressLine1               string   gpa  max=200
        AddressLine2               string   gpa  max=200
        City                       string   gpa  req max=100
        ContactId                  int64!   g--  parent
        CountryCode                country  gpa  def=NO
        CreatedDateTimeOffset      stamp!   g--  created
        ExternalCode               string   gpa  max=50 unique
        IsPrimary                  bool     gpa
        LastChangedDateTimeOffset  stamp!   g--  changed
        ZipCode                    string   gpa  req max=50
        ? contactIds  ContactId  ranges
        ? externalCodes  ExternalCode  list
        ? lastChangedDateTimeOffsetGreaterThan  LastChangedDateTimeOffset  after
        ? createdDateTimeOffsetGreaterThan  CreatedDateTimeOffset  after
        """);
}
