using System.Globalization;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;
using SesamTalk.Web.Sandbox.Plain;
using SesamTalk.Web.Sandbox.Story;

namespace SesamTalk.Web.Sandbox.Unnamed;

/// <summary>Puts into the unnamed system what the story has there.</summary>
internal sealed class UnnamedSeed(PlainRecords records, DemoStory story, DateTimeOffset now)
{
    public void Run()
    {
        var companies = story.Companies.Select(company => Entered(company.TimesIn(Place.Unnamed), () => Company(company))).ToList();
        var persons = story.Persons.Select(person => Entered(person.TimesIn(Place.Unnamed), () => Person(person, null))).ToList();
        var contacts = story.Contacts.Select(contact => contact.Person.IsIn(Place.Unnamed) && companies[contact.Company] is { } company
            ? Person(contact.Person, company) : null).ToList();
        foreach (var order in story.Orders.Where(order => order.IsIn(Place.Unnamed)))
        {
            var customer = order.Company is { } company ? companies[company] : persons[order.Person!.Value];
            // An order that PowerOffice has too is the contact's only where it names no company there; this system's own may go to a contact.
            var toContact = order.ToContactOnly || !order.IsIn(Place.PowerOffice);
            Invoice(order, (order.Contact is { } at && toContact ? contacts[at] : null) ?? customer);
        }
    }

    // Somebody who was entered twice goes by the first.
    private static string? Entered(int times, Func<string> make) => Enumerable.Range(0, times).Select(_ => make()).ToList().FirstOrDefault();

    private string Company(StoryCompany company) => Make("customers-company", new()
    {
        ["name"] = company.Name,
        ["org_no"] = company.OrganisationNumber,
        ["email"] = company.Email,
        ["phone"] = company.PhoneIn(Place.Unnamed),
    }, company.Address, company.Address.City);

    private string Person(StoryPerson person, string? company) => Make("customers-person", new()
    {
        ["first_name"] = person.FirstName,
        ["last_name"] = person.LastName,
        ["email"] = person.Email,
        ["phone"] = person.Phone,
        ["customer_id"] = company,
    }, person.Address, person.CityIn(Place.Unnamed));

    private void Invoice(StoryOrder order, string? customer) => Make("invoices", new()
    {
        ["number"] = order.Number.ToString(CultureInfo.InvariantCulture),
        ["currency"] = order.Currency,
        ["customer"] = customer,
        ["issued_on"] = now.AddDays(-order.DaysAgo).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["lines"] = new JsonArray([.. order.Lines.Select(line => new JsonObject
        {
            ["description"] = story.Products[line.Product].Name,
            ["quantity"] = line.Quantity,
            ["unit_price"] = story.Products[line.Product].Price,
        })]),
    }, null, null);

    private string Make(string entity, JsonObject values, StoryAddress? address, string? city)
    {
        if (address is not null)
        {
            values["address1"] = address.Line1;
            values["address2"] = address.Line2;
            values["postal_code"] = address.Zip;
            values["city"] = city;
            values["country"] = "NO";
        }
        var sent = JsonNode.Parse(values.ToJsonString())!.AsObject();
        return records.Create(UnnamedSchema.System.Find(entity)!, sent, "seed")["id"]!.GetValue<string>();
    }
}
