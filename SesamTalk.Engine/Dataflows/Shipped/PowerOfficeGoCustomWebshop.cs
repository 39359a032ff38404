namespace SesamTalk.Engine.Dataflows.Shipped;

/// <summary>PowerOffice Go to the webshop: departments and customers both become customers there, orders come with their lines.</summary>
internal static class PowerOfficeGoCustomWebshop
{
    private const string Table = "The document's table has no rows.";

    public static Dataflow Dataflow { get; } = new()
    {
        Id = "poweroffice-go-custom-webshop",
        Title = "PowerOffice GO to Custom Webshop Dataflow",
        A = new DataflowSide { DocumentName = "PowerOffice GO", SystemId = ShippedDataflows.PowerOfficeGo },
        B = new DataflowSide { DocumentName = "Custom Webshop", SystemId = "custom-webshop" },
        Pairs = [Departments().Build(), OrderLines().Build(), Customers().Build(), Products().Build(), Orders().Build()],
    };

    private static ShippedPair Departments() => ShippedPair.Of("Powerofficego", "Departments", "Custom", "Customer")
        .OnlyB("type = department")
        .Adds(Table, """
            Code                      customer_number  string
            Name                      name             string
            IsActive                  active           boolean  a=true
            """)
        .Key("Code = customer_number");

    private static ShippedPair OrderLines() => ShippedPair.Of("Powerofficego", "Salesorderlines", "Custom", "Order")
        .Adds("A line is found again by its own key within its order.", """
            Id                        lines.id          string
            """)
        .Adds("Lines that both systems have already find each other by it.", """
            ExternalImportReference   lines.reference   string
            """)
        .Adds(Table, """
            ProductId                 lines.product     -
            Description               lines.description string
            Quantity                  lines.quantity    float
            ProductUnitPrice          lines.unit_price  float
            Allowance                 lines.discount    float
            """)
        .Key("ExternalImportReference = lines.reference");

    private static ShippedPair Customers() => ShippedPair.Of("PowerOffice", "Customers", "Custom", "Customer")
        .OnlyB("type = customer")
        .Adds(Table, """
            OrganizationNumber        org_number       string
            EmailAddress              email            string
            PhoneNumber               phone            string
            MailAddress.AddressLine1  address1         string
            MailAddress.AddressLine2  address2         string
            MailAddress.ZipCode       postal_code      string
            MailAddress.City          city             string
            MailAddress.CountryCode   country          string
            """)
        .Adds("A company has a name; a person's is made of two by PowerOffice and not carried.", """
            Name                      name             string   A:IsPerson=false  B:is_person=false  B:is_person=(blank)
            """)
        .Adds("A person in PowerOffice needs a first and a last name, and is told from a company.", """
            IsPerson                  is_person        boolean  a=false
            FirstName                 first_name       string
            LastName                  last_name        string
            """)
        .Key("OrganizationNumber = org_number")
        .Key("EmailAddress = email and LastName = last_name");

    private static ShippedPair Products() => ShippedPair.Of("PowerOffice", "Product", "Custom", "Product")
        .Adds(Table, """
            Code                      sku              string
            Name                      name             string
            Description               description      string
            UnitPrice                 price            float
            Gtin                      gtin             string
            """)
        .Key("Code = sku")
        .Key("Gtin = gtin");

    private static ShippedPair Orders() => ShippedPair.Of("PowerOffice", "Salesorders", "Custom", "Order")
        .Adds(Table, """
            ImportedOrderNo           number           integer
            CustomerId                customer         -
            CurrencyCode              currency         string
            SalesOrderDate            ordered_on       -
            PurchaseOrderReference    reference        string
            """)
        .Key("ImportedOrderNo = number");
}
