namespace SesamTalk.Engine.Dataflows.Shipped;

/// <summary>The CRM to PowerOffice Go: contacts, customers, orders and products.</summary>
internal static class CustomCrmPowerOfficeGo
{
    private const string Crm = "CustomCRM";
    private const string PowerOffice = "PowerOfficeGO";
    private const string Table = "The document's table has no rows.";

    public static Dataflow Dataflow { get; } = new()
    {
        Id = "custom-crm-powerofficego",
        Title = "Custom CRM to PowerOfficeGO Dataflow",
        A = new DataflowSide { DocumentName = "Custom CRM", SystemId = "custom-crm" },
        B = new DataflowSide { DocumentName = "PowerOfficeGO", SystemId = ShippedDataflows.PowerOfficeGo },
        Pairs = [Contacts().Build(), Customers().Build(), Orders().Build(), Products().Build()],
    };

    private static ShippedPair Contacts() => ShippedPair.Of(Crm, "Contact", PowerOffice, "Contactperson")
        .Adds("A contact person in PowerOffice needs an owner and both names.", """
            customer_id   ContactId                 -
            first_name    FirstName                 string
            last_name     LastName                  string
            """)
        .Adds(Table, """
            email         EmailAddress              string
            phone         PhoneNumber               string
            title         Title                     string
            """)
        .Key("email = EmailAddress");

    private static ShippedPair Customers() => ShippedPair.Of(Crm, "Customer", PowerOffice, "Customers")
        .Adds(Table, """
            org_number    OrganizationNumber        string
            email         EmailAddress              string
            phone         PhoneNumber               string
            website       WebsiteUrl                string
            address1      MailAddress.AddressLine1  string
            address2      MailAddress.AddressLine2  string
            postal_code   MailAddress.ZipCode       string
            city          MailAddress.City          string
            country       MailAddress.CountryCode   string
            """)
        .Adds("A company has a name; a person's is made of two by PowerOffice and not carried.", """
            name          Name                      string   A:is_person=false  A:is_person=(blank)  B:IsPerson=false
            """)
        .Adds("A person in PowerOffice needs a first and a last name, and is told from a company.", """
            is_person     IsPerson                  boolean  b=false
            first_name    FirstName                 string
            last_name     LastName                  string
            """)
        .Key("org_number = OrganizationNumber")
        .Key("email = EmailAddress and last_name = LastName");

    private static ShippedPair Orders() => ShippedPair.Of(Crm, "Order", PowerOffice, "Salesorders")
        .Adds(Table, """
            number        ImportedOrderNo                   integer
            customer_id   CustomerId                        -
            contact_id    CustomerReferenceContactPersonId  -
            currency      CurrencyCode                      string
            order_date    SalesOrderDate                    -
            reference     PurchaseOrderReference            string
            """)
        .Key("number = ImportedOrderNo");

    private static ShippedPair Products() => ShippedPair.Of(Crm, "Product", PowerOffice, "Product")
        .Adds(Table, """
            sku           Code                      string
            name          Name                      string
            description   Description               string
            unit_price    UnitPrice                 float
            """)
        .Key("sku = Code");
}
