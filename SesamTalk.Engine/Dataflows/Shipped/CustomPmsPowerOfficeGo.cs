namespace SesamTalk.Engine.Dataflows.Shipped;

/// <summary>The project system to PowerOffice Go: customers as companies and as persons, and projects.</summary>
internal static class CustomPmsPowerOfficeGo
{
    private const string Pms = "Custom PMS";
    private const string PowerOffice = "PowerOffice GO";
    private const string Table = "The document's table has no rows.";

    public static Dataflow Dataflow { get; } = new()
    {
        Id = "custom-pms-poweroffice-go",
        Title = "Custom PMS to PowerOffice GO Dataflow",
        A = new DataflowSide { DocumentName = "Custom PMS", SystemId = "custom-pms" },
        B = new DataflowSide { DocumentName = "PowerOffice GO", SystemId = ShippedDataflows.PowerOfficeGo },
        Pairs = [Companies().Build(), Persons().Build(), Projects().Build()],
    };

    private static ShippedPair Companies() => Reachable(ShippedPair.Of(Pms, "Customer", PowerOffice, "Customers")
        .OnlyA("is_person = false")
        .OnlyB("IsPerson = false")
        .Adds(Table, """
            name          Name                      string
            org_number    OrganizationNumber        string
            """)
        .Key("org_number = OrganizationNumber"));

    private static ShippedPair Persons() => Reachable(ShippedPair.Of(Pms, "Customer", PowerOffice, "Customers (human data)")
        .OnlyA("is_person = true")
        .OnlyB("IsPerson = true")
        .Adds("A person in PowerOffice needs a first and a last name.", """
            first_name    FirstName                 string
            last_name     LastName                  string
            """)
        .Key("email = EmailAddress"));

    private static ShippedPair Projects() => ShippedPair.Of(Pms, "Project", PowerOffice, "Projects")
        .Adds(Table, """
            code          Code                      string
            name          Name                      string
            customer_id   CustomerId                -
            start_date    StartDate                 -
            end_date      EndDate                   -
            budget_hours  BudgetedHours             float
            contract_no   ContractNo                string
            """)
        .Adds("A project is made inactive in PowerOffice unless it says otherwise.", """
            active        IsActive                  boolean  b=true
            """)
        .Key("code = Code");

    // Every customer is a company or a person, never both, so that the two pairs may share these rows.
    private static ShippedPair Reachable(ShippedPair customers) => customers.Adds(Table, """
        email         EmailAddress              string
        phone         PhoneNumber               string
        address1      MailAddress.AddressLine1  string
        address2      MailAddress.AddressLine2  string
        postal_code   MailAddress.ZipCode       string
        city          MailAddress.City          string
        country       MailAddress.CountryCode   string
        """);
}
