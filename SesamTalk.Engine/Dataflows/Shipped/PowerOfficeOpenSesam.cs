namespace SesamTalk.Engine.Dataflows.Shipped;

/// <summary>PowerOffice to OpenSesam: addresses, product groups and suppliers.</summary>
internal static class PowerOfficeOpenSesam
{
    private const string Table = "The document's table has no rows.";

    public static Dataflow Dataflow { get; } = new()
    {
        Id = "poweroffice-opensesam",
        Title = "Poweroffice to OpenSesam Dataflow",
        A = new DataflowSide { DocumentName = "Poweroffice", SystemId = ShippedDataflows.PowerOfficeGo },
        B = new DataflowSide { DocumentName = "OpenSesam", SystemId = "opensesam" },
        Pairs = [Addresses().Build(), ProductGroups().Build(), Suppliers().Build()],
    };

    private static ShippedPair Addresses() => ShippedPair.Of("Poweroffice", "Address", "OpenSesam", "Location")
        .Adds(Table, """
            AddressLine1   address_line1  string
            AddressLine2   address_line2  string
            ZipCode        postal_code    string
            City           city           string
            CountryCode    country        string
            """)
        .Adds("A new address in PowerOffice needs an owner. Not carried the other way: most addresses there belong to customers, which are no organisations here.", """
            ContactId      organisation   -  <
            """)
        .Key("AddressLine1 = address_line1 and ZipCode = postal_code");

    private static ShippedPair ProductGroups() => ShippedPair.Of("Poweroffice", "Productgroup", "OpenSesam", "Classification")
        .Adds(Table, """
            Code           code           string
            Name           name           string
            Description    description    string
            """)
        .Key("Code = code");

    private static ShippedPair Suppliers() => ShippedPair.Of("Poweroffice", "Supplier", "OpenSesam", "Organisation")
        .OnlyA("IsPerson = false")
        .Adds(Table, """
            OrganizationNumber        organisation_number  string
            Name                      name                 string
            EmailAddress              email                string
            PhoneNumber               phone                string
            WebsiteUrl                website              string
            MailAddress.AddressLine1  address_line1        string
            MailAddress.AddressLine2  address_line2        string
            MailAddress.ZipCode       postal_code          string
            MailAddress.City          city                 string
            MailAddress.CountryCode   country              string
            """)
        .Key("OrganizationNumber = organisation_number");
}
