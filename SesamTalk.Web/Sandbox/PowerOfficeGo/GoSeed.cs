using System.Globalization;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;
using SesamTalk.Web.Sandbox.Story;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>The small lists that every client has, and, for the demo, the customers, contacts, products, orders and suppliers of the story.</summary>
internal sealed class GoSeed(GoApi api, DemoStory? story)
{
    private const string By = "seed";

    public void Run()
    {
        References();
        if (story is null) return;
        var house = new GoSeedHouse(story, Make) { Day = days => api.State.Clock.Now.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
        var groups = house.Groups();
        house.Departments();
        house.Employees();
        var products = Products(groups);
        var companies = story.Companies.Select(company => company.IsIn(Place.PowerOffice) ? Company(company, "Customers") : null).ToList();
        var persons = story.Persons.Select(person => person.IsIn(Place.PowerOffice) ? Person(person) : null).ToList();
        var suppliers = story.Suppliers.Select(supplier => supplier.IsIn(Place.PowerOffice) ? Company(supplier, "Suppliers") : null).ToList();
        var contacts = story.Contacts.Select(contact => contact.Person.IsIn(Place.PowerOffice) && companies[contact.Company] is { } company
            ? Contact(contact, company) : null).ToList();
        foreach (var order in story.Orders.Where(order => order.IsIn(Place.PowerOffice)))
            Order(order, order.Company is { } company ? companies[company] : persons[order.Person!.Value], contacts, products);
        house.Projects(companies);
        house.Deliveries(companies, suppliers);
        // One company is customer and supplier in one.
        if (companies.Find(company => company is not null) is { } both) Make("Suppliers", new() { ["Name"] = api.Records.Newest.Find("Customers", both)!["Name"]!.ToString() }, null, both);
    }

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

    private List<string?> Products(Dictionary<string, JsonNode> groups) => [.. story!.Products.Select(product => product.IsIn(Place.PowerOffice) ? Make("Products", new()
    {
        ["Code"] = product.Code,
        ["Name"] = product.Name,
        ["Description"] = product.DescriptionIn(Place.PowerOffice),
        ["Gtin"] = product.Gtin,
        ["ProductGroupId"] = groups[product.Group].DeepClone(),
        ["ProductType"] = product.Unit == "HUR" ? "Service" : "Product",
        ["UnitOfMeasureCode"] = product.Unit,
        ["UnitPrice"] = product.Price,
        ["UnitCost"] = product.Cost,
    })["Id"]!.ToString() : null)];

    private string Company(StoryCompany company, string entity) => Make(entity, new()
    {
        ["Name"] = company.Name,
        ["OrganizationNumber"] = company.OrganisationNumber,
        ["EmailAddress"] = company.Email,
        ["PhoneNumber"] = company.PhoneIn(Place.PowerOffice),
        ["WebsiteUrl"] = company.Website,
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

    private void Order(StoryOrder order, string? customer, List<string?> contacts, List<string?> products)
    {
        var contact = order.Contact is { } at ? contacts[at] : null;
        api.Records.CreateOrder(Sent(new()
        {
            ["ImportedOrderNo"] = order.Number,
            ["CustomerId"] = order.ToContactOnly ? null : Number(customer),
            ["CustomerReferenceContactPersonId"] = Number(contact),
            ["CurrencyCode"] = order.Currency,
            ["PurchaseOrderReference"] = order.Reference,
            ["SalesOrderDate"] = api.State.Clock.Now.AddDays(-order.DaysAgo).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["SalesOrderLines"] = new JsonArray([.. order.Lines.Select(line => new JsonObject
            {
                ["ProductId"] = Number(products[line.Product]),
                ["Quantity"] = line.Quantity,
                ["ExternalImportReference"] = line.Reference,
            })]),
        }), By);
    }

    public static JsonObject Address(StoryAddress address) => new()
    {
        ["AddressLine1"] = address.Line1,
        ["AddressLine2"] = address.Line2,
        ["ZipCode"] = address.Zip,
        ["City"] = address.City,
        ["CountryCode"] = "NO",
    };

    private JsonObject Make(string entity, JsonObject values, string? parent = null, string? id = null) =>
        api.Records.Create(GoSchema.Get(entity), parent, Sent(values), By, id);

    public static JsonNode? Number(string? id) => id is null ? null : long.Parse(id, CultureInfo.InvariantCulture);

    private static JsonObject Sent(JsonObject values) => JsonNode.Parse(values.ToJsonString())!.AsObject();
}
