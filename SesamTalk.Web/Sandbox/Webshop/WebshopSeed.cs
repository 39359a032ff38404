using System.Globalization;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Plain;
using SesamTalk.Web.Sandbox.Story;

namespace SesamTalk.Web.Sandbox.Webshop;

/// <summary>Puts into the webshop what the story has there: customers and departments, products, and orders with their lines.</summary>
internal sealed class WebshopSeed(PlainRecords records, DemoStory story, DateTimeOffset now)
{
    public void Run()
    {
        foreach (var department in story.Departments.Where(department => department.IsIn(Place.Webshop)))
            Make("customers", new() { ["type"] = "department", ["customer_number"] = department.Code, ["name"] = department.Name });
        var companies = story.Companies.Select(company => Entered(company.TimesIn(Place.Webshop), () => Company(company))).ToList();
        var persons = story.Persons.Select(person => Entered(person.TimesIn(Place.Webshop), () => Person(person))).ToList();
        var products = story.Products.Select(product => Entered(product.IsIn(Place.Webshop) ? 1 : 0, () => Product(product))).ToList();
        foreach (var order in story.Orders.Where(order => order.IsIn(Place.Webshop)))
            Order(order, order.ToContactOnly ? null : order.Company is { } company ? companies[company] : persons[order.Person!.Value], products);
    }

    // Somebody who was entered twice goes by the first.
    private static string? Entered(int times, Func<string> make) => Enumerable.Range(0, times).Select(_ => make()).ToList().FirstOrDefault();

    private string Company(StoryCompany company) => Make("customers", Reached(
        new() { ["name"] = company.Name, ["org_number"] = company.OrganisationNumber }, company.Email, company.PhoneIn(Place.Webshop), company.Address, company.Address.City));

    private string Person(StoryPerson person) => Make("customers", Reached(
        new() { ["is_person"] = true, ["first_name"] = person.FirstName, ["last_name"] = person.LastName }, person.Email, person.Phone, person.Address, person.CityIn(Place.Webshop)));

    private string Product(StoryProduct product) => Make("products", new()
    {
        ["sku"] = product.Code,
        ["name"] = product.Name,
        ["description"] = product.DescriptionIn(Place.Webshop),
        ["price"] = product.Price,
        ["gtin"] = product.Gtin,
    });

    private void Order(StoryOrder order, string? customer, List<string?> products) => Make("orders", new()
    {
        ["number"] = order.Number,
        ["customer"] = customer,
        ["currency"] = order.Currency,
        ["ordered_on"] = now.AddDays(-order.DaysAgo).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["reference"] = order.Reference,
        ["lines"] = new JsonArray([.. order.Lines.Select(line => new JsonObject
        {
            ["reference"] = line.Reference,
            ["product"] = products[line.Product],
            ["description"] = story.Products[line.Product].Name,
            ["quantity"] = line.Quantity,
            ["unit_price"] = story.Products[line.Product].Price,
        })]),
    });

    private static JsonObject Reached(JsonObject values, string email, string phone, StoryAddress address, string city)
    {
        values["email"] = email;
        values["phone"] = phone;
        values["address1"] = address.Line1;
        values["address2"] = address.Line2;
        values["postal_code"] = address.Zip;
        values["city"] = city;
        values["country"] = "NO";
        return values;
    }

    private string Make(string entity, JsonObject values) => records.Create(WebshopSchema.System.Find(entity)!, JsonNode.Parse(values.ToJsonString())!.AsObject(), "seed")["id"]!.GetValue<string>();
}
