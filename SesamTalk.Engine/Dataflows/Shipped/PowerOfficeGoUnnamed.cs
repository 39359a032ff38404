namespace SesamTalk.Engine.Dataflows.Shipped;

/// <summary>
/// PowerOffice Go to the system without a name: companies, persons and orders. A person there who belongs to a company is a
/// contact person in PowerOffice; the others are customers.
/// </summary>
internal static class PowerOfficeGoUnnamed
{
    private const string PowerOffice = "Powerofficego";

    public static Dataflow Dataflow { get; } = new()
    {
        Id = "powerofficego-unnamed",
        Title = "Powerofficego to  Dataflow",
        A = new DataflowSide { DocumentName = "Powerofficego", SystemId = ShippedDataflows.PowerOfficeGo },
        B = new DataflowSide { DocumentName = "", SystemId = "unnamed" },
        Pairs = [Companies().Build(), Persons().Build(), Orders().Build(), ContactPersons().Build()],
    };

    private static ShippedPair Companies() => ShippedPair.Of(PowerOffice, "Customers", "", "Customers company")
        .OnlyA("IsPerson = false")
        .Says("""
            Name                      name         string
            """)
        .Adds("Companies find each other by it.", """
            OrganizationNumber        org_no       string
            """)
        .Adds("A company that is created should be reachable.", """
            EmailAddress              email        string
            PhoneNumber               phone        string
            """)
        .Key("OrganizationNumber = org_no");

    private static ShippedPair Persons() => ShippedPair.Of(PowerOffice, "Customers person", "", "Customers person")
        .OnlyA("IsPerson = true")
        .OnlyB("customer_id = (blank)")
        .Says("""
            Id                        id           string
            MailAddress.AddressLine1  address1     string
            MailAddress.AddressLine2  address2     string
            MailAddress.City          city         string
            MailAddress.CountryCode   country      string
            MailAddress.ZipCode       postal_code  string
            """)
        .Adds("Neither system takes a new person without both names.", """
            FirstName                 first_name   string
            LastName                  last_name    string
            """)
        .Adds("Persons find each other by it.", """
            EmailAddress              email        string
            """)
        .Adds("A person that is created should be reachable.", """
            PhoneNumber               phone        string
            """)
        .Key("EmailAddress = email");

    private static ShippedPair Orders() => ShippedPair.Of(PowerOffice, "Salesorders", "", "Invoices")
        .Says("""
            CurrencyCode                      currency   string
            CustomerId                        customer   string
            CustomerReferenceContactPersonId  customer   string
            """)
        .Adds("Orders and invoices find each other by it.", """
            ImportedOrderNo                   number     string/integer
            """)
        .Adds("An order or invoice that is created should keep its day.", """
            SalesOrderDate                    issued_on  -
            """)
        .Key("ImportedOrderNo = number");

    private static ShippedPair ContactPersons() => ShippedPair.Of(PowerOffice, "ContactPersons", "", "Customers person")
        .AddedBecause("An order names a contact person. The reference can be carried only if contact persons have partners too.")
        .OnlyB("customer_id = (filled)")
        .Adds("A contact person belongs to a company and needs both names.", """
            FirstName                 first_name   string
            LastName                  last_name    string
            ContactId                 customer_id  -
            """)
        .Adds("Contact persons find each other by it.", """
            EmailAddress              email        string
            """)
        .Adds("A contact person that is created should be reachable.", """
            PhoneNumber               phone        string
            """)
        .Key("EmailAddress = email");
}
