using System.Globalization;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;
using SesamTalk.Web.Sandbox.Story;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>The small lists that every client has, and, for the demo, what the story has in PowerOffice Go.</summary>
internal sealed class GoSeed(GoApi api, DemoStory? story)
{
    private const string By = "seed";

    public void Run()
    {
        References();
        if (story is null) return;
        var products = Products();
        var companies = story.Companies.Select(company => Stands(company.Where) ? Company(company) : null).ToList();
        var persons = story.Persons.Select(person => Stands(person.Where) ? Person(person) : null).ToList();
        var contacts = story.Contacts.Select(contact => Stands(contact.Person.Where) && companies[contact.Company] is { } company
            ? Contact(contact, company) : null).ToList();
        foreach (var order in story.Orders.Where(order => Stands(order.Where)))
            Order(order, order.Company is { } company ? companies[company] : persons[order.Person!.Value], contacts, products);
        House(companies);
        foreach (var project in story.Projects.Where(project => Stands(project.Where))) Project(project, companies[story.Companies.ToList().IndexOf(project.Company)]);
    }

    private static bool Stands(Presence where) => where is Presence.Both or Presence.OnlyPowerOffice;

    private void References()
    {
        Fixed("PaymentTerms", (1, new() { ["CreditDays"] = 14, ["Name"] = "14 dager" }), (2, new() { ["CreditDays"] = 30, ["Name"] = "30 dager" }));
        Fixed("DeliveryTerms", (1, new() { ["Name"] = "Fritt levert" }));
        Fixed("BrandingThemes", (1, Coded("1", "Standard")));
        Fixed("VatCodes", (3, Coded("3", "Utgående mva, høy sats")), (5, Coded("5", "Fritatt")));
        Fixed("CustomDimensions", (1, Coded("N", "Nord")), (2, Coded("S", "Sør")));
        Fixed("ContactGroups", (1, Coded("A", "Faste kunder")), (2, Coded("B", "Forhandlere")));
        Fixed("GeneralLedgerAccounts", (3000, new() { ["AccountNo"] = 3000, ["Name"] = "Salgsinntekt, avgiftspliktig" }),
            (3100, new() { ["AccountNo"] = 3100, ["Name"] = "Salgsinntekt, avgiftsfri" }));
    }

    private static JsonObject Coded(string code, string name) => new() { ["Code"] = code, ["Name"] = name };

    private void Fixed(string entity, params (long Id, JsonObject Values)[] rows) => api.State.Store.Commit([.. rows.Select(row =>
    {
        row.Values["Id"] = row.Id;
        return new Pending(entity, row.Id.ToString(CultureInfo.InvariantCulture), null, row.Values, GoChanges.Of(GoSchema.Get(entity), null, row.Values));
    })], By);

    private List<string> Products()
    {
        var groups = new Dictionary<string, JsonNode>();
        return [.. StoryWords.Products.Select(product =>
        {
            if (!groups.TryGetValue(product.Group, out var group))
                groups[product.Group] = group = Make("ProductGroups", new() { ["Code"] = product.Group[..1], ["Name"] = product.Group, ["StandardSalesAccount"] = 3000 })["Id"]!;
            return Make("Products", new()
            {
                ["Code"] = product.Code,
                ["Name"] = product.Name,
                ["ProductGroupId"] = group.DeepClone(),
                ["ProductType"] = product.Unit == "HUR" ? "Service" : "Product",
                ["UnitOfMeasureCode"] = product.Unit,
                ["UnitPrice"] = product.Price,
                ["UnitCost"] = product.Cost,
            })["Id"]!.ToString();
        })];
    }

    private string Company(StoryCompany company) => Make("Customers", new()
    {
        ["Name"] = company.Name,
        ["OrganizationNumber"] = company.OrganisationNumber,
        ["EmailAddress"] = company.Email,
        ["PhoneNumber"] = company.Phone,
        ["MailAddress"] = Address(company.Address),
    })["Id"]!.ToString();

    private string Person(StoryPerson person) => Make("Customers", new()
    {
        ["IsPerson"] = true,
        ["FirstName"] = person.FirstName,
        ["LastName"] = person.LastName,
        ["EmailAddress"] = person.Email,
        ["PhoneNumber"] = person.Phone,
        ["MailAddress"] = Address(person.Address),
    })["Id"]!.ToString();

    private string Contact(StoryContact contact, string company) => Make("ContactPersons", new()
    {
        ["FirstName"] = contact.Person.FirstName,
        ["LastName"] = contact.Person.LastName,
        ["EmailAddress"] = contact.Person.Email,
        ["PhoneNumber"] = contact.Person.Phone,
        ["Title"] = contact.Title,
        ["MailAddress"] = Address(contact.Person.Address),
    }, company)["Id"]!.ToString();

    private void Order(StoryOrder order, string? customer, List<string?> contacts, List<string> products)
    {
        var contact = order.Contact is { } at ? contacts[at] : null;
        api.Records.CreateOrder(Sent(new()
        {
            ["ImportedOrderNo"] = order.Number,
            ["CustomerId"] = order.ToContactOnly ? null : Number(customer),
            ["CustomerReferenceContactPersonId"] = Number(contact),
            ["CurrencyCode"] = order.Currency,
            ["SalesOrderDate"] = Day(order.DaysAgo),
            ["SalesOrderLines"] = new JsonArray([.. order.Lines.Select(line => new JsonObject
            {
                ["ProductId"] = Number(products[line.Product]),
                ["Quantity"] = line.Quantity,
            })]),
        }), By);
    }

    private void Project(StoryProject project, string? customer) => Make("Projects", new()
    {
        ["Code"] = project.Code,
        ["Name"] = project.Name,
        ["CustomerId"] = Number(customer),
        ["StartDate"] = Day(project.StartDaysAgo),
        ["EndDate"] = project.Days is { } days ? Day(project.StartDaysAgo - days) : null,
        ["BudgetedHours"] = project.Hours,
        ["ContractNo"] = project.ContractNo,
    });

    private string Day(int daysAgo) => api.State.Clock.Now.AddDays(-daysAgo).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The client's own house: departments, places, an employee, suppliers (one of them a customer too) and a project.</summary>
    private void House(List<string?> companies)
    {
        foreach (var (code, name) in new[] { ("10", "Butikk"), ("20", "Verksted"), ("30", "Administrasjon") })
        {
            Make("Departments", new() { ["Code"] = code, ["Name"] = name, ["IsActive"] = true });
            Make("Locations", new() { ["Code"] = "L" + code, ["Name"] = name + " Bodø", ["IsActive"] = true });
        }
        Make("Employees", new() { ["FirstName"] = "Gøril", ["LastName"] = "Fjellheim", ["EmailAddress"] = "goril@fjellheim.example", ["DepartmentCode"] = "10" });
        foreach (var name in new[] { "Nordavind Engros AS", "Skåla Emballasje AS", "Bråtens Trelast AS" })
            Make("Suppliers", new() { ["Name"] = name, ["EmailAddress"] = "ordre@" + name.Split(' ')[0].ToLowerInvariant().Replace("å", "a", StringComparison.Ordinal) + ".example" });
        if (companies.Find(company => company is not null) is not { } first) return;
        var name1 = api.Records.Newest.Find("Customers", first)!["Name"]!.ToString();
        Make("Suppliers", new() { ["Name"] = name1 }, id: first);
        Make("Projects", new() { ["Code"] = "100", ["Name"] = "Ombygging av butikk", ["CustomerId"] = Number(first), ["DepartmentCode"] = "20" });
        Make("ContactDeliveryAddresses", new() { ["AddressLine1"] = "Kaia 4", ["ZipCode"] = "8006", ["City"] = "Bodø" }, first);
    }

    private static JsonObject Address(StoryAddress address) => new()
    {
        ["AddressLine1"] = address.Line1,
        ["AddressLine2"] = address.Line2,
        ["ZipCode"] = address.Zip,
        ["City"] = address.City,
        ["CountryCode"] = "NO",
    };

    private JsonObject Make(string entity, JsonObject values, string? parent = null, string? id = null) =>
        api.Records.Create(GoSchema.Get(entity), parent, Sent(values), By, id);

    private static JsonNode? Number(string? id) => id is null ? null : long.Parse(id, CultureInfo.InvariantCulture);

    private static JsonObject Sent(JsonObject values) => JsonNode.Parse(values.ToJsonString())!.AsObject();
}
